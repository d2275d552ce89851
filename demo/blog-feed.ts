import { escapeText, paragraphs } from './html.ts'
import type { Article, BlogComment } from './posts.ts'
import { postPath } from './world.ts'

const feedLength = 20

/** The blog's feed: RSS 2.0 with the content and Dublin Core modules, of the newest 20 of the articles given newest first. */
export function blogFeed(
  articles: readonly Article[],
  comments: readonly BlogComment[],
  origin: string,
): string {
  const items = articles.slice(0, feedLength).map((article) => {
    const count = comments.filter(({ articleSlug }) => articleSlug === article.slug).length
    return feedItem(article, count, origin)
  })
  return `<?xml version="1.0" encoding="UTF-8"?>
<rss version="2.0" xmlns:content="http://purl.org/rss/1.0/modules/content/" xmlns:dc="http://purl.org/dc/elements/1.1/" xmlns:slash="http://purl.org/rss/1.0/modules/slash/" xmlns:atom="http://www.w3.org/2005/Atom">
<channel>
<title>Plugged &amp; Unplugged</title>
<link>${escapeText(origin)}/</link>
<description>Three people write about things with a plug.</description>
<language>en</language>
<atom:link href="${escapeText(origin)}/feed.xml" rel="self" type="application/rss+xml"/>
${items.join('\n')}
</channel>
</rss>
`
}

function feedItem(article: Article, commentCount: number, origin: string): string {
  const url = escapeText(origin + postPath(article.slug))
  return `<item>
<title>${escapeText(article.title)}</title>
<link>${url}</link>
<guid isPermaLink="true">${url}</guid>
<dc:creator>${escapeText(article.author)}</dc:creator>
<dc:language>${article.language}</dc:language>
<pubDate>${new Date(article.publishedAtMs).toUTCString()}</pubDate>
<description>${escapeText(article.paragraphs[0] ?? '')}</description>
<content:encoded>${cdata(paragraphs(article.paragraphs.join('\n\n')))}</content:encoded>
<comments>${url}#comments</comments>
<slash:comments>${commentCount}</slash:comments>
</item>`
}

/** Text in a CDATA section, which no `]]>` in it can end. */
function cdata(text: string): string {
  return `<![CDATA[${text.replaceAll(']]>', ']]]]><![CDATA[>')}]]>`
}

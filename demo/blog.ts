import type { Server } from 'node:http'
import { blogFeed } from './blog-feed.ts'
import { blogCss } from './blog-style.ts'
import { toBerlinIso, toVisibleDate } from './clock.ts'
import { escapeText, jsonLd, paragraphs, robotsTxt, sitemapXml } from './html.ts'
import { type Answer, createSite, htmlType, xmlType } from './http.ts'
import type { Article, BlogComment } from './posts.ts'
import type { Language } from './texts/pools.ts'
import { postPath, type World } from './world.ts'

const postsPerPage = 10

/** What a truncated `articleBody` holds, in characters. */
const excerptLength = 160

const labels: Record<Language, { comments: string; by: string; back: string }> = {
  en: { comments: 'Comments', by: 'by', back: 'All articles' },
  de: { comments: 'Kommentare', by: 'von', back: 'Alle Artikel' },
  fr: { comments: 'Commentaires', by: 'par', back: 'Tous les articles' },
  es: { comments: 'Comentarios', by: 'por', back: 'Todos los artículos' },
}

interface Blog {
  world: World
  /** Newest first. */
  articles: Article[]
}

/**
 * A blog that three independent people share. Posts carry JSON-LD (BlogPosting) and their text as plain HTML; comments
 * are microdata with ids. The feed holds the newest 20.
 */
export function createBlog(world: World): Server {
  const blog: Blog = { world, articles: [...world.articles].reverse() }
  return createSite((url) => route(blog, url))
}

function route(blog: Blog, url: URL): Answer {
  const [first = '', second = '', ...rest] = url.pathname.slice(1).split('/')
  if (rest.length > 0) return notFound()
  if (first === 'posts' && second !== '') return postPage(blog, url, second)
  if (first === 'page' && second !== '') return listPage(blog, url, Number(second))
  if (second !== '') return notFound()
  switch (first) {
    case '':
      return listPage(blog, url, 1)
    case 'feed.xml':
      return {
        status: 200,
        contentType: 'application/rss+xml; charset=utf-8',
        body: blogFeed(blog.articles, blog.world.comments, url.origin),
        lastModifiedMs: blog.articles[0]?.publishedAtMs ?? 0,
      }
    case 'robots.txt':
      return {
        status: 200,
        contentType: 'text/plain; charset=utf-8',
        body: robotsTxt([], `${url.origin}/sitemap.xml`),
      }
    case 'sitemap.xml':
      return { status: 200, contentType: xmlType, body: sitemap(blog, url) }
    default:
      return notFound()
  }
}

function sitemap(blog: Blog, { origin }: URL): string {
  return sitemapXml([
    { url: `${origin}/`, lastmod: null },
    ...blog.articles.map((article) => ({
      url: origin + postPath(article.slug),
      lastmod: toBerlinIso(lastModifiedMs(article, commentsOn(blog, article))),
    })),
  ])
}

function listPage(blog: Blog, url: URL, number: number): Answer {
  const pages = Math.ceil(blog.articles.length / postsPerPage)
  if (!Number.isInteger(number) || number < 1 || number > pages) return notFound()
  const shown = blog.articles.slice((number - 1) * postsPerPage, number * postsPerPage)
  const link = (rel: string, to: number, text: string) =>
    `<a rel="${rel}" href="${to === 1 ? '/' : `/page/${to}`}">${text}</a>`
  const main = `${shown.map((article) => teaser(blog, article)).join('\n')}
<nav class="pages">${number > 1 ? link('prev', number - 1, '← Newer') : ''} <span>Page ${number} of ${pages}</span> ${number < pages ? link('next', number + 1, 'Older →') : ''}</nav>`
  const canonical = `${url.origin}${number === 1 ? '/' : `/page/${number}`}`
  return {
    status: 200,
    contentType: htmlType,
    body: layout({ title: 'Plugged & Unplugged', language: 'en', canonical, head: '', main }),
  }
}

function teaser(blog: Blog, article: Article): string {
  const count = commentsOn(blog, article).length
  return `<article class="teaser" lang="${article.language}">
<h2><a href="${postPath(article.slug)}">${escapeText(article.title)}</a></h2>
${byline(article)}
<p>${escapeText(article.paragraphs[0] ?? '')}</p>
<p class="by"><a href="${postPath(article.slug)}#comments">${count} ${labels[article.language].comments}</a></p>
</article>`
}

function byline({ author, language, publishedAtMs }: Article): string {
  const iso = toBerlinIso(publishedAtMs)
  return `<p class="by">${labels[language].by} <span class="author">${escapeText(author)}</span> · <time datetime="${iso}">${toVisibleDate(iso, language)}</time></p>`
}

function postPage(blog: Blog, url: URL, slug: string): Answer {
  const article = blog.articles.find((one) => one.slug === slug)
  if (article === undefined) return notFound()
  const comments = commentsOn(blog, article)
  const canonical = url.origin + postPath(slug)
  const { language, title } = article
  const main = `<article class="post" itemscope itemtype="https://schema.org/BlogPosting" itemid="${escapeText(canonical)}">
<h1 itemprop="headline">${escapeText(title)}</h1>
${byline(article)}
<div class="post-body">
${paragraphs(article.paragraphs.join('\n\n'))}
</div>
<section id="comments">
<h2>${comments.length} ${labels[language].comments}</h2>
<ol class="comments">
${comments.map((comment) => commentBlock(blog, comment)).join('\n')}
</ol>
</section>
</article>
<p><a href="/">${labels[language].back}</a></p>`
  return {
    status: 200,
    contentType: htmlType,
    body: layout({ title, language, canonical, head: jsonLd(postData(article, canonical)), main }),
    lastModifiedMs: lastModifiedMs(article, comments),
  }
}

function commentBlock({ world }: Blog, comment: BlogComment): string {
  const isOfficial = comment.author === world.officialAuthor
  const kind = isOfficial ? 'Organization' : 'Person'
  const iso = toBerlinIso(comment.publishedAtMs)
  return `<li class="comment" id="comment-${comment.id}" itemprop="comment" itemscope itemtype="https://schema.org/Comment">
<p class="by"><span itemprop="author" itemscope itemtype="https://schema.org/${kind}"><span itemprop="name">${escapeText(comment.author)}</span></span>${isOfficial ? ' <span class="badge">official</span>' : ''} · <time itemprop="datePublished" datetime="${iso}">${toVisibleDate(iso, comment.language)}</time></p>
<p itemprop="text">${escapeText(comment.text)}</p>
</li>`
}

function postData(article: Article, url: string): object {
  const text = article.paragraphs.join('\n\n')
  const bodies = {
    full: { articleBody: text },
    truncated: { articleBody: `${text.slice(0, excerptLength).replace(/\s+\S*$/, '')}…` },
    none: {},
  }
  return {
    '@context': 'https://schema.org',
    '@type': 'BlogPosting',
    headline: article.title,
    author: { '@type': 'Person', name: article.author },
    publisher: { '@type': 'Organization', name: 'Plugged & Unplugged' },
    datePublished: toBerlinIso(article.publishedAtMs),
    url,
    mainEntityOfPage: url,
    ...bodies[article.articleBody],
  }
}

/** When the post or the last of its comments was written. */
function lastModifiedMs(article: Article, comments: readonly BlogComment[]): number {
  return Math.max(article.publishedAtMs, ...comments.map(({ publishedAtMs }) => publishedAtMs))
}

function commentsOn({ world }: Blog, { slug }: Article): BlogComment[] {
  return world.comments.filter(({ articleSlug }) => articleSlug === slug)
}

function notFound(): Answer {
  const main = '<h1>Nothing here</h1><p>This page does not exist. <a href="/">All articles</a></p>'
  const body = layout({ title: 'Not found', language: 'en', canonical: '', head: '', main })
  return { status: 404, contentType: htmlType, body }
}

interface Frame {
  title: string
  language: Language
  canonical: string
  head: string
  main: string
}

function layout({ title, language, canonical, head, main }: Frame): string {
  return `<!doctype html>
<html lang="${language}">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>${escapeText(title)}</title>
<link rel="icon" href="data:,">
${canonical ? `<link rel="canonical" href="${escapeText(canonical)}">` : ''}
<link rel="alternate" type="application/rss+xml" title="Plugged &amp; Unplugged" href="/feed.xml">
${head}
<style>${blogCss}</style>
</head>
<body>
<header class="top"><a class="logo" href="/">Plugged &amp; Unplugged</a><p>Three people, no advertising, four languages. <a href="/feed.xml">RSS</a></p></header>
<main>
${main}
</main>
<footer>Plugged &amp; Unplugged is written by Lena Brandt, Tom Hargreaves and Inès Moreau in their free time. No cookies, no tracking.</footer>
</body>
</html>
`
}

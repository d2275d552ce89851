const entities: Record<string, string> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  "'": '&#39;',
}

/** Text as it may stand in HTML or XML, between tags or in a quoted attribute. */
export function escapeText(text: string): string {
  return text.replace(/[&<>"']/g, (character) => entities[character] as string)
}

/** A JSON-LD script. No text in it can end the script: `<` is written as `\u003c`. */
export function jsonLd(data: object): string {
  const json = JSON.stringify(data).replaceAll('<', '\\u003c')
  return `<script type="application/ld+json">${json}</script>`
}

/** Text whose paragraphs are separated by an empty line, as one `<p>` each. */
export function paragraphs(text: string): string {
  return text
    .split('\n\n')
    .map((paragraph) => `<p>${escapeText(paragraph)}</p>`)
    .join('\n')
}

/** robots.txt that keeps crawlers out of some paths and shows them the sitemap. */
export function robotsTxt(disallowed: readonly string[], sitemapUrl: string): string {
  const rules = disallowed.map((path) => `Disallow: ${path}`)
  return ['User-agent: *', ...(rules.length > 0 ? rules : ['Disallow:'])]
    .concat('', `Sitemap: ${sitemapUrl}`, '')
    .join('\n')
}

/** A sitemap (sitemaps.org) of absolute URLs; `lastmod` is ISO 8601. */
export function sitemapXml(entries: readonly { url: string; lastmod: string | null }[]): string {
  const urls = entries.map(({ url, lastmod }) => {
    const modified = lastmod === null ? '' : `<lastmod>${lastmod}</lastmod>`
    return `  <url><loc>${escapeText(url)}</loc>${modified}</url>`
  })
  return `<?xml version="1.0" encoding="UTF-8"?>
<urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9">
${urls.join('\n')}
</urlset>
`
}

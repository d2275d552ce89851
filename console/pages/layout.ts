import { html } from 'hono/html'
import type { Html } from '../html.ts'
import type { ViewContext } from '../view-context.ts'

/** A page's own parts. */
export interface PageParts {
  title: string
  /** Null where the database was not asked. */
  context: ViewContext | null
  body: Html
}

/** The whole document around a page. Everything it needs is in itself and /console.css: no scripts. */
export function layout({ title, context, body }: PageParts): Html {
  return html`<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="color-scheme" content="light dark">
<title>${title} · Earshot</title>
<link rel="stylesheet" href="/console.css">
</head>
<body>
<a class="skip" href="#main">Skip to the content</a>
<header class="top">
  <a class="brand" href="/">Earshot</a>
  ${context?.companyName && html`<span class="company" dir="auto">${context.companyName}</span>`}
  <nav aria-label="Main">
    <a href="/#alerts">Alerts</a>
    <a href="/products">Products</a>
    <a href="/#mentions">Mentions</a>
    <a href="/#sources">Sources</a>
  </nav>
</header>
<main id="main">
${body}
</main>
${
  context &&
  html`<footer class="bottom muted">As of ${context.dates.moment(context.now)}, times in ${context.dates.timeZone}.
  Means leave out copies, removed mentions and our own voice.</footer>`
}
</body>
</html>
`
}

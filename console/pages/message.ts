import { html } from 'hono/html'
import type { Html } from '../html.ts'
import { layout } from './layout.ts'

/** A page that only says something, and leads back. */
export function messagePage(title: string, text: string): Html {
  const body = html`<h1>${title}</h1>
<p dir="auto">${text}</p>
<p><a href="/">To the overview</a></p>`
  return layout({ title, context: null, body })
}

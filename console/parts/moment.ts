import { html } from 'hono/html'
import type { Dates } from '../dates.ts'
import type { Html } from '../html.ts'

/** A moment in the company's time zone; `unknown` where there is none. */
export function momentText(date: Date | null, dates: Dates, unknown: string): Html {
  if (date === null) return html`<span class="muted">${unknown}</span>`
  return html`<time datetime="${date.toISOString()}">${dates.moment(date)}</time>`
}

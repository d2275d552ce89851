import { html } from 'hono/html'
import type { Counters } from '../../schema/queries/console-counters.ts'
import type { Html } from '../html.ts'
import { count, counted } from '../numbers.ts'
import { meanText } from './stars-text.ts'

/** A number to be seen first, and where on the page it is explained. */
export interface Counter {
  label: string
  value: Html | string
  href?: string
  /** What a person should do about it. */
  note?: string | undefined
}

/** The numbers on top of a page. */
export function counterList(counters: readonly Counter[]): Html {
  return html`<dl class="counters">${counters.map(
    ({ label, value, href, note }) => html`<div class="card">
      <dt>${label}</dt>
      <dd>${href === undefined ? value : html`<a href="${href}">${value}</a>`}
        ${note !== undefined && html`<span class="note">${note}</span>`}</dd>
    </div>`,
  )}</dl>`
}

/** The three that every page with mentions has. */
export function mentionCounters({ mentions, ratings, mean_stars }: Counters): Counter[] {
  return [
    { label: 'Mentions', value: count(mentions), href: '#mentions' },
    { label: 'Ratings', value: count(ratings) },
    { label: 'Mean stars', value: mean_stars === null ? '–' : meanText(mean_stars) },
  ]
}

/** What the numbers leave out. */
export function leftOut({ uncounted_mentions, undated_left_out }: Counters): Html | null {
  const parts = [
    uncounted_mentions > 0 &&
      `${count(uncounted_mentions)} more not counted: copies, removed ones and our own voice`,
    undated_left_out > 0 && `${counted(undated_left_out, 'mention')} without a day in no period`,
  ].filter((part) => part !== false)
  return parts.length === 0 ? null : html`<p class="muted">${parts.join(' · ')}</p>`
}

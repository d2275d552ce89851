import { html } from 'hono/html'
import type { AlertQuote, AlertReason } from '../../schema/alert.ts'
import type { ConsoleAlert } from '../../schema/queries/console-alerts.ts'
import { type Dates, dayName } from '../dates.ts'
import { excerpt } from '../excerpt.ts'
import type { Html } from '../html.ts'
import { count, counted, percent, signed } from '../numbers.ts'
import { safeLink } from '../safe-link.ts'
import { badge } from './badge.ts'
import { momentText } from './moment.ts'
import { meanText, ratingText } from './stars-text.ts'

const QUOTE_LENGTH = 400

/** What changed, by how much, how sure, why, and the quotes behind it. */
export function alertCard(alert: ConsoleAlert, dates: Dates): Html {
  return html`<article class="alert card ${alert.state}">
    <h3><a href="/alerts/${alert.alert_id}" dir="auto">${alert.product_name ?? 'Alert'}</a> ${stateBadge(alert)}</h3>
    ${alertBody(alert, dates)}
  </article>`
}

export function stateBadge({ state }: ConsoleAlert): Html {
  return badge(state, state === 'open' ? 'bad' : 'good')
}

/** The alert without its heading. */
export function alertBody(alert: ConsoleAlert, dates: Dates): Html {
  return html`<p class="summary" dir="auto">${alert.summary}</p>
    ${numbers(alert, dates)}
    ${reasonList(alert.reasons)}
    ${alert.quotes.map((quote) => quoteBlock(quote))}`
}

function numbers(alert: ConsoleAlert, dates: Dates): Html {
  return html`<dl class="facts">
    <div><dt>Mean stars</dt><dd>${meanText(alert.stars_before)} → ${meanText(alert.stars_after)}</dd></div>
    <div><dt>Change</dt><dd>${signed(alert.change)}${intervalText(alert)}</dd></div>
    <div><dt>Ratings</dt><dd>${count(alert.ratings_before)} before, ${count(alert.ratings_after)} after</dd></div>
    <div><dt>Sure</dt><dd>${percent(alert.confidence)}</dd></div>
    <div><dt>Since</dt><dd>about ${dates.dayOf(alert.since)}</dd></div>
    <div><dt>Opened</dt><dd>${momentText(alert.opened_at, dates, 'not known')}</dd></div>
    ${alert.closed_at && html`<div><dt>Closed</dt><dd>${momentText(alert.closed_at, dates, 'not known')}</dd></div>`}
  </dl>`
}

function intervalText({ change_low, change_high }: ConsoleAlert): string | null {
  if (change_low === null || change_high === null) return null
  return ` (${signed(change_low)} to ${signed(change_high)})`
}

function reasonList(reasons: readonly AlertReason[]): Html | null {
  if (reasons.length === 0) return null
  return html`<h4>Said more often since</h4>
  <ul class="reasons">${reasons.map(
    ({ reason, before, before_mentions, after, after_mentions }) =>
      html`<li><strong><bdi>${reason}</bdi></strong> in ${count(after)} of ${counted(after_mentions, 'mention')},
        before in ${count(before)} of ${count(before_mentions)}</li>`,
  )}</ul>`
}

function quoteBlock({ stars, quote, url, day }: AlertQuote): Html {
  const href = safeLink(url)
  return html`<figure class="quote">
    <blockquote dir="auto" lang="">${excerpt(quote, QUOTE_LENGTH)}</blockquote>
    <figcaption>${ratingText(stars)}${day !== null && html` · ${dayName(day)}`}
      ${href !== null && html` · <a href="${href}" rel="noopener noreferrer nofollow">Original at ${new URL(href).host}</a>`}
    </figcaption>
  </figure>`
}

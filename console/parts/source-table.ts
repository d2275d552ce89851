import { html } from 'hono/html'
import type { ConsoleSource } from '../../schema/queries/console-sources.ts'
import { channelIcon } from '../charts/channel-mark.ts'
import type { Dates } from '../dates.ts'
import type { Html } from '../html.ts'
import { count, counted } from '../numbers.ts'
import { safeLink } from '../safe-link.ts'
import { words } from '../words.ts'
import { badge } from './badge.ts'
import { momentText } from './moment.ts'

const COLUMNS = ['Source', 'Last run', 'Pages', 'Items', 'Mentions', 'Newest mention', 'Next run']

/** Whether a person should look at a source. */
export function isInTrouble(source: ConsoleSource): boolean {
  const { problems, last_error, last_run_is_healthy, items_quarantined } = source
  return (
    problems.length > 0 ||
    last_error !== null ||
    last_run_is_healthy === false ||
    items_quarantined > 0
  )
}

/** Whether each source can be read, how fresh what we hold of it is, and what is wrong. */
export function sourceTable(sources: readonly ConsoleSource[], dates: Dates): Html {
  return html`<div class="wide card" role="region" aria-label="Source health" tabindex="0"><table class="sources">
    <thead><tr>${COLUMNS.map((name) => html`<th scope="col">${name}</th>`)}</tr></thead>
    ${sources.map(
      (source) => html`<tbody>
        <tr>
          <th scope="row">${sourceName(source)}</th>
          <td>${lastRun(source, dates)}</td>
          <td>${pages(source)}</td>
          <td>${items(source)}</td>
          <td>${mentions(source, dates)}</td>
          <td>${source.newest_published_at === null ? html`<span class="muted">none dated</span>` : dates.dayOf(source.newest_published_at)}</td>
          <td>${nextRun(source, dates)}</td>
        </tr>
        ${problemRow(source)}
      </tbody>`,
    )}
  </table></div>`
}

function sourceName(source: ConsoleSource): Html {
  const href = safeLink(source.url)
  const name = href
    ? html`<a href="${href}" rel="noopener noreferrer nofollow">${source.name}</a>`
    : source.name
  return html`${name}
    <span class="under">${channelIcon(source.channel)} ${words(source.channel)}
    ${source.state === 'paused' && badge('paused', 'warning')}
    ${termsBadge(source.terms)}</span>`
}

function termsBadge(terms: string | null): Html | null {
  if (terms === null || terms === 'permitted') return null
  return badge(`terms ${terms}`, terms === 'forbidden' ? 'bad' : 'warning')
}

function lastRun(source: ConsoleSource, dates: Dates): Html {
  const { last_run_is_healthy: isHealthy, last_stop_reason: reason } = source
  return html`${momentText(source.last_run_finished_at, dates, 'never finished')}
    <span class="under">${source.is_running && badge('running now')}
    ${isHealthy === true && badge('healthy', 'good')}
    ${isHealthy === false && badge('not healthy', 'bad')}
    ${reason !== null && words(reason).toLowerCase()}</span>`
}

function pages(source: ConsoleSource): Html | null {
  if (source.pages_fetched === null) return null
  return html`${count(source.pages_fetched)} fetched
    <span class="under">${some([
      [source.pages_unchanged, 'unchanged'],
      [source.pages_failed, 'failed'],
    ])}</span>`
}

function items(source: ConsoleSource): Html | null {
  if (source.items_found === null) return null
  return html`${count(source.items_found)} found
    <span class="under">${some([
      [source.items_new, 'new'],
      [source.items_changed, 'changed'],
      [source.items_bad, 'bad'],
    ])}</span>`
}

function mentions(source: ConsoleSource, dates: Dates): Html {
  const waiting = source.items_held + source.items_due
  const { items_quarantined: aside, oldest_waiting_since: since } = source
  return html`${count(source.mentions)}
    <span class="under">${some([[source.undated_mentions, 'undated']])}
    ${waiting > 0 && badge(`${counted(waiting, 'item')} waiting${since ? ` since ${dates.moment(since)}` : ''}`)}
    ${aside > 0 && badge(`${counted(aside, 'item')} kept aside`, 'warning')}</span>`
}

function nextRun(source: ConsoleSource, dates: Dates): Html {
  return html`${momentText(source.next_run_at, dates, source.state === 'active' ? 'not planned yet' : 'none')}
    <span class="under">${source.schedule}</span>`
}

function problemRow({ problems, last_error }: ConsoleSource): Html | null {
  if (problems.length === 0 && last_error === null) return null
  return html`<tr class="problems"><td colspan="${COLUMNS.length}"><ul>
    ${problems.map(
      ({ code, message, place, occurrences }) =>
        html`<li>${badge(words(code), 'warning')} <span dir="auto">${message}</span>
        ${place !== null && html`<span class="muted"><bdi>${place}</bdi></span>`}
        ${occurrences > 1 && html`<span class="muted">(${count(occurrences)} times)</span>`}</li>`,
    )}
    ${last_error !== null && html`<li>${badge('Last try failed', 'bad')} <span dir="auto">${last_error}</span></li>`}
  </ul></td></tr>`
}

/** `3 new · 1 bad`: those that are not 0. */
function some(counts: [number | null, string][]): string {
  return counts.flatMap(([value, name]) => (value ? [`${count(value)} ${name}`] : [])).join(' · ')
}

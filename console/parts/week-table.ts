import { html } from 'hono/html'
import { dayName } from '../dates.ts'
import type { Html } from '../html.ts'
import { count, stars } from '../numbers.ts'
import type { Week } from '../weeks.ts'

/** The numbers of a weekly chart, newest first, to be opened. */
export function weekTable(weeks: readonly Week[]): Html | null {
  const rated = weeks.flatMap((week) => (week.stars ? [{ start: week.start, ...week.stars }] : []))
  if (rated.length === 0) return null
  return html`<details><summary>The numbers</summary>
  <table class="numbers">
    <thead><tr><th scope="col">Week of</th><th scope="col" class="number">Mean stars</th><th scope="col" class="number">95% interval</th><th scope="col" class="number">Ratings</th></tr></thead>
    <tbody>${rated.reverse().map(
      (
        week,
      ) => html`<tr><th scope="row">${dayName(week.start)}</th><td class="number">${stars(week.mean)}</td>
      <td class="number">${stars(week.low)}–${stars(week.high)}</td><td class="number">${count(week.ratings)}</td></tr>`,
    )}</tbody>
  </table></details>`
}

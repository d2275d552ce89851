import { html } from 'hono/html'
import type { StarCountRow } from '../../schema/queries/console-star-counts.ts'
import type { Html } from '../html.ts'
import { count, percent } from '../numbers.ts'

/** How often each number of stars was given, as a table whose bars are drawn. */
export function starBars(rows: readonly StarCountRow[]): Html {
  const ratingsOf = new Map(rows.map((row) => [row.stars, row.ratings]))
  const total = rows.reduce((sum, row) => sum + row.ratings, 0)
  const bars = [5, 4, 3, 2, 1].map((star) => {
    const ratings = ratingsOf.get(star) ?? 0
    return { star, ratings, share: total === 0 ? 0 : ratings / total }
  })
  return html`<table class="chart bars">
    <thead class="visually-hidden"><tr><th scope="col">Stars</th><th scope="col">Bar</th><th scope="col">Share</th><th scope="col">Ratings</th></tr></thead>
    <tbody>${bars.map(
      ({ star, ratings, share }) => html`<tr>
        <th scope="row">${star} ★</th>
        <td class="drawn"><svg class="strip" height="14" aria-hidden="true"><rect class="track" width="100%" height="14" rx="3"/><rect class="bar" width="${(share * 100).toFixed(2)}%" height="14" rx="3"/></svg></td>
        <td class="number">${percent(share)}</td>
        <td class="number">${count(ratings)}</td>
      </tr>`,
    )}</tbody>
  </table>`
}

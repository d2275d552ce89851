import { html } from 'hono/html'
import { channelIcon } from '../charts/channel-mark.ts'
import { starsAxis, starsStrip } from '../charts/stars-strip.ts'
import type { Html } from '../html.ts'
import { count, stars } from '../numbers.ts'
import type { ProductStars } from '../product-stars.ts'
import { words } from '../words.ts'
import { badge } from './badge.ts'

/**
 * Mean stars per product and channel: a table whose third column is a chart, so that eyes and screen
 * readers get the same.
 * @param hrefFor the address of a product's page
 */
export function starsTable(
  products: readonly ProductStars[],
  hrefFor: (productId: number) => string,
): Html {
  return html`<table class="chart stars-table card">
    <thead><tr>
      <th scope="col">Product</th>
      <th scope="col">Channel</th>
      <th scope="col" class="drawn"><span class="visually-hidden">Chart</span>${starsAxis()}</th>
      <th scope="col" class="number">Mean</th>
      <th scope="col" class="number">95% interval</th>
      <th scope="col" class="number">Ratings</th>
    </tr></thead>
    ${products.map((product) => productRows(product, hrefFor(product.productId)))}
  </table>`
}

function productRows(product: ProductStars, href: string): Html {
  return html`<tbody>${product.channels.map(
    ({ channel, ...mean }, index) => html`<tr>
      ${
        index === 0 &&
        html`<th scope="rowgroup" rowspan="${product.channels.length}">
        <a href="${href}" dir="auto">${product.name}</a>
        ${product.hasOpenAlert && badge('open alert', 'bad')}
        ${product.isCompetitor && badge('competitor')}
      </th>`
      }
      <td class="channel">${channelIcon(channel)} ${words(channel)}</td>
      <td class="drawn">${starsStrip(channel, mean)}</td>
      <td class="number">${stars(mean.mean)}</td>
      <td class="number muted">${stars(mean.low)}–${stars(mean.high)}</td>
      <td class="number">${count(mean.ratings)}</td>
    </tr>`,
  )}</tbody>`
}

import { html } from 'hono/html'
import type { Pool, Queryable } from '../../schema/database.ts'
import { readConsoleAlerts } from '../../schema/queries/console-alerts.ts'
import { readConsoleCounters } from '../../schema/queries/console-counters.ts'
import { readConsoleMentions } from '../../schema/queries/console-mentions.ts'
import { type ConsoleProduct, readConsoleProduct } from '../../schema/queries/console-product.ts'
import { readConsoleSources } from '../../schema/queries/console-sources.ts'
import { readConsoleStarCounts } from '../../schema/queries/console-star-counts.ts'
import { readConsoleStars } from '../../schema/queries/console-stars.ts'
import { readConsoleWeeklyStars } from '../../schema/queries/console-weekly-stars.ts'
import { starBars } from '../charts/star-bars.ts'
import { weeklyChart } from '../charts/weekly-chart.ts'
import type { Html } from '../html.ts'
import { alertCard } from '../parts/alert-card.ts'
import { badge } from '../parts/badge.ts'
import { counterList, leftOut, mentionCounters } from '../parts/counters.ts'
import { filterForm } from '../parts/filter-form.ts'
import { mentionList } from '../parts/mention-list.ts'
import { pageOf, pager } from '../parts/pager.ts'
import { starsTable } from '../parts/stars-table.ts'
import { weekTable } from '../parts/week-table.ts'
import { productsWorstFirst } from '../product-stars.ts'
import { readSnapshot } from '../snapshot.ts'
import { readViewContext } from '../view-context.ts'
import { filterOf, hrefOf, isFiltered, type ViewQuery } from '../view-query.ts'
import { trendOf, trendStart } from '../weeks.ts'
import { layout } from './layout.ts'

const MENTIONS_A_PAGE = 50
const MOST_ALERTS = 20

type ProductData = Awaited<ReturnType<typeof readProductData>>

/**
 * `/products/:id`: one product.
 * @returns the page; the id of the product that this one was found to be; null when there is none
 */
export async function productPage(
  pool: Pool,
  productId: number,
  asked: ViewQuery,
): Promise<Html | { movedTo: number } | null> {
  const view = { ...asked, product: undefined }
  return readSnapshot(pool, async (db) => {
    const product = await readConsoleProduct(db, productId)
    if (product === null) return null
    if (product.merged_into_product_id !== null) return { movedTo: product.merged_into_product_id }
    const data = await readProductData(db, product, view)
    return layout({ title: product.name, context: data.context, body: bodyOf(data, view) })
  })
}

async function readProductData(db: Queryable, product: ConsoleProduct, view: ViewQuery) {
  const { product_id: productId } = product
  const context = await readViewContext(db)
  const { today } = context
  const filter = { ...filterOf(view, today), productId }
  const counters = await readConsoleCounters(db, filter)
  const total = counters.mentions + counters.uncounted_mentions
  const page = pageOf(view.page, total, MENTIONS_A_PAGE)
  const weekRows = await readConsoleWeeklyStars(db, [productId], {
    ...filter,
    since: trendStart(today),
  })
  return {
    product,
    context,
    counters,
    total,
    page,
    stars: productsWorstFirst(await readConsoleStars(db, filter), new Set()),
    weeks: trendOf(weekRows, productId, today),
    starCounts: await readConsoleStarCounts(db, filter),
    alerts: await readConsoleAlerts(db, { productId }, MOST_ALERTS),
    mentions: await readConsoleMentions(db, filter, { limit: page.size, offset: page.offset }),
    sources: (await readConsoleSources(db)).map((source) => source.name),
  }
}

function bodyOf(data: ProductData, view: ViewQuery): Html {
  const { product, counters, context, alerts, page, mentions, total } = data
  const path = `/products/${product.product_id}`
  return html`<p class="crumbs"><a href="/products">Products</a></p>
<h1 dir="auto">${product.name}</h1>
${about(product)}
${counterList(mentionCounters(counters))}
${leftOut(counters)}
${filterForm(path, view, { products: null, sources: data.sources })}
${
  alerts.length > 0 &&
  html`<section id="alerts" aria-labelledby="alerts-title">
  <h2 id="alerts-title">Alerts</h2>
  ${alerts.map((alert) => alertCard(alert, context.dates))}
</section>`
}
${trendSection(data)}
${starsSection(data)}
<section id="mentions" aria-labelledby="mentions-title">
  <h2 id="mentions-title">Latest mentions</h2>
  ${
    total === 0
      ? html`<p class="muted">${isFiltered(view) ? 'Nothing matches what you chose.' : 'Nobody has said anything about it yet.'}</p>`
      : mentionList(mentions, context.dates)
  }
  ${pager(page, 'Pages of mentions', (number) => `${hrefOf(path, { ...view, page: number })}#mentions`)}
</section>`
}

function about({ external_id, brand, category, is_competitor }: ConsoleProduct): Html {
  const facts = [brand, category, external_id].filter((fact) => fact !== null)
  return html`<p class="muted">${facts.map((fact, index) => html`${index > 0 ? ' · ' : null}<bdi>${fact}</bdi>`)}
  ${is_competitor && badge('competitor')}</p>`
}

function trendSection({ weeks }: ProductData): Html {
  const isRated = weeks.some((week) => week.stars !== null)
  return html`<section id="trend" aria-labelledby="trend-title">
  <h2 id="trend-title">Mean stars by week</h2>
  ${
    isRated
      ? html`<p class="muted">The last 26 weeks, with the 95% interval of each mean.</p>
  <div class="card">${weeklyChart(weeks, { height: 220 })}</div>
  ${weekTable(weeks)}`
      : html`<p class="muted">No ratings in the last 26 weeks.</p>`
  }
</section>`
}

function starsSection({ stars, starCounts, product }: ProductData): Html | null {
  if (stars.length === 0) return null
  return html`<section id="ratings" aria-labelledby="ratings-title">
  <h2 id="ratings-title">Stars</h2>
  <div class="beside">
    <div class="card"><h3>How often each was given</h3>${starBars(starCounts)}</div>
    <div class="card"><h3>Mean per channel</h3>${starsTable(stars, () => `/products/${product.product_id}`)}</div>
  </div>
</section>`
}

import { html } from 'hono/html'
import type { Pool, Queryable } from '../../schema/database.ts'
import { readConsoleAlerts } from '../../schema/queries/console-alerts.ts'
import { readConsoleCounters } from '../../schema/queries/console-counters.ts'
import { readConsoleMentions } from '../../schema/queries/console-mentions.ts'
import { readConsoleProductNames } from '../../schema/queries/console-product-names.ts'
import { readConsoleSources } from '../../schema/queries/console-sources.ts'
import { readConsoleStars } from '../../schema/queries/console-stars.ts'
import { readConsoleWeeklyStars } from '../../schema/queries/console-weekly-stars.ts'
import { weeklyChart } from '../charts/weekly-chart.ts'
import type { Html } from '../html.ts'
import { count, counted } from '../numbers.ts'
import { alertCard } from '../parts/alert-card.ts'
import { counterList, leftOut, mentionCounters } from '../parts/counters.ts'
import { filterForm } from '../parts/filter-form.ts'
import { firstSteps } from '../parts/first-steps.ts'
import { mentionList } from '../parts/mention-list.ts'
import { pageOf, pager } from '../parts/pager.ts'
import { isInTrouble, sourceTable } from '../parts/source-table.ts'
import { starsTable } from '../parts/stars-table.ts'
import { meanText } from '../parts/stars-text.ts'
import { type ProductStars, productsWorstFirst } from '../product-stars.ts'
import { readSnapshot } from '../snapshot.ts'
import { readViewContext, type ViewContext } from '../view-context.ts'
import { filterOf, hrefOf, isFiltered, type ViewQuery } from '../view-query.ts'
import { trendOf, trendStart, type Week } from '../weeks.ts'
import { layout } from './layout.ts'

const MENTIONS_A_PAGE = 50
const MOST_PRODUCTS = 15
const MOST_TRENDS = 6
const MOST_ALERTS = 20
/** More names than a person would look through: /products lists them all. */
const MOST_CHOICES = 500

type Overview = Awaited<ReturnType<typeof readOverview>>

/** `/`: everything at a glance. */
export async function overviewPage(pool: Pool, view: ViewQuery): Promise<Html> {
  const data = await readSnapshot(pool, (db) => readOverview(db, view))
  return layout({ title: 'Overview', context: data.context, body: bodyOf(data, view) })
}

async function readOverview(db: Queryable, view: ViewQuery) {
  const context = await readViewContext(db)
  const filter = filterOf(view, context.today)
  const counters = await readConsoleCounters(db, filter)
  const total = counters.mentions + counters.uncounted_mentions
  const page = pageOf(view.page, total, MENTIONS_A_PAGE)
  const alerts = await readConsoleAlerts(db, { state: 'open', productId: filter.productId }, null)
  const alerted = new Set(alerts.flatMap(({ product_id }) => product_id ?? []))
  const products = productsWorstFirst(await readConsoleStars(db, filter), alerted)
  return {
    context,
    counters,
    total,
    page,
    alerts,
    products,
    trends: await readTrends(db, products.slice(0, MOST_TRENDS), view, context),
    mentions: await readConsoleMentions(db, filter, { limit: page.size, offset: page.offset }),
    sources: await readConsoleSources(db),
    names: await readConsoleProductNames(db, MOST_CHOICES),
  }
}

/** The last 26 weeks of the worst products, whatever the period of the page. */
async function readTrends(
  db: Queryable,
  products: readonly ProductStars[],
  view: ViewQuery,
  { today }: ViewContext,
): Promise<{ product: ProductStars; weeks: Week[] }[]> {
  const ids = products.map((product) => product.productId)
  const filter = { ...filterOf(view, today), since: trendStart(today) }
  const rows = await readConsoleWeeklyStars(db, ids, filter)
  return products.map((product) => ({ product, weeks: trendOf(rows, product.productId, today) }))
}

function bodyOf(data: Overview, view: ViewQuery): Html {
  const { counters, alerts, sources, names, total } = data
  const inTrouble = sources.filter(isInTrouble).length
  const counts = [
    ...mentionCounters(counters),
    { label: 'Open alerts', value: count(alerts.length), href: '#alerts' },
    {
      label: 'Sources',
      value: count(sources.length),
      href: '#sources',
      note: inTrouble === 0 ? undefined : `${count(inTrouble)} in trouble`,
    },
  ]
  if (total === 0 && sources.length === 0 && !isFiltered(view)) {
    return html`<h1>What customers say</h1>${firstSteps()}`
  }
  const choices = { products: names, sources: sources.map((source) => source.name) }
  return html`<h1>What customers say</h1>
${counterList(counts)}
${leftOut(counters)}
${filterForm('/', view, choices)}
${alertSection(data)}
${starsSection(data, view)}
${trendSection(data)}
${mentionSection(data, view)}
<section id="sources" aria-labelledby="sources-title">
  <h2 id="sources-title">Source health</h2>
  ${sources.length === 0 ? html`<p class="muted">No sources: these mentions were imported.</p>` : sourceTable(sources, data.context.dates)}
</section>`
}

function alertSection({ alerts, context }: Overview): Html {
  return html`<section id="alerts" aria-labelledby="alerts-title">
  <h2 id="alerts-title">Open alerts</h2>
  ${
    alerts.length === 0
      ? html`<p class="muted">None. An alert opens when a product's ratings really drop.</p>`
      : alerts.slice(0, MOST_ALERTS).map((alert) => alertCard(alert, context.dates))
  }
  ${
    alerts.length > MOST_ALERTS &&
    html`<p>And ${count(alerts.length - MOST_ALERTS)} more: their <a href="/products">products</a> stand first.</p>`
  }
</section>`
}

function starsSection({ products }: Overview, view: ViewQuery): Html {
  const shown = products.slice(0, MOST_PRODUCTS)
  return html`<section id="ratings" aria-labelledby="ratings-title">
  <h2 id="ratings-title">Mean stars per product and channel</h2>
  ${
    shown.length === 0
      ? html`<p class="muted">No ratings of a product we know.</p>`
      : html`<p class="muted">Products with an open alert first, then the surely low ones. The line is the 95% interval of the mean.</p>
  ${starsTable(shown, (productId) => `/products/${productId}`)}`
  }
  ${
    products.length > shown.length &&
    html`<p><a href="${hrefOf('/products', { ...view, product: undefined, page: undefined })}">All ${counted(products.length, 'product')} with ratings</a></p>`
  }
</section>`
}

function trendSection({ trends }: Overview): Html | null {
  if (trends.length === 0) return null
  return html`<section id="trends" aria-labelledby="trends-title">
  <h2 id="trends-title">The last 26 weeks of these</h2>
  <div class="trends">${trends.map(
    ({ product, weeks }) => html`<figure class="card">
    <figcaption><a href="/products/${product.productId}" dir="auto">${product.name}</a> ${meanText(product.all.mean)}
      <span class="muted">${counted(product.all.ratings, 'rating')}</span></figcaption>
    ${weeklyChart(weeks, { height: 130 })}
  </figure>`,
  )}</div>
</section>`
}

function mentionSection({ mentions, page, total, context }: Overview, view: ViewQuery): Html {
  return html`<section id="mentions" aria-labelledby="mentions-title">
  <h2 id="mentions-title">Latest mentions</h2>
  ${
    total === 0
      ? html`<p class="muted">${isFiltered(view) ? 'Nothing matches what you chose.' : 'None yet. Mentions appear here as soon as the first run of a source has read them.'}</p>`
      : mentionList(mentions, context.dates)
  }
  ${pager(page, 'Pages of mentions', (number) => `${hrefOf('/', { ...view, page: number })}#mentions`)}
</section>`
}

import { html } from 'hono/html'
import type { Pool, Queryable } from '../../schema/database.ts'
import { readConsoleAlerts } from '../../schema/queries/console-alerts.ts'
import { readConsoleSources } from '../../schema/queries/console-sources.ts'
import { readConsoleStars } from '../../schema/queries/console-stars.ts'
import type { Html } from '../html.ts'
import { filterForm } from '../parts/filter-form.ts'
import { pageOf, pager } from '../parts/pager.ts'
import { starsTable } from '../parts/stars-table.ts'
import { productsWorstFirst } from '../product-stars.ts'
import { readSnapshot } from '../snapshot.ts'
import { readViewContext } from '../view-context.ts'
import { filterOf, hrefOf, type ViewQuery } from '../view-query.ts'
import { layout } from './layout.ts'

const PRODUCTS_A_PAGE = 50

/** `/products`: the mean stars of every product that has ratings. */
export async function productsPage(pool: Pool, view: ViewQuery): Promise<Html> {
  const { context, products, sources } = await readSnapshot(pool, (db) => readProducts(db, view))
  const page = pageOf(view.page, products.length, PRODUCTS_A_PAGE)
  const shown = products.slice(page.offset, page.offset + page.size)
  const body = html`<h1>Products</h1>
${filterForm('/products', view, { products: null, sources })}
${
  shown.length === 0
    ? html`<p class="muted">No ratings of a product we know.</p>`
    : html`<p class="muted">Products with an open alert first, then the surely low ones. The line is the 95% interval of the mean.</p>
${starsTable(shown, (productId) => `/products/${productId}`)}`
}
${pager(page, 'Pages of products', (number) => hrefOf('/products', { ...view, page: number }))}`
  return layout({ title: 'Products', context, body })
}

async function readProducts(db: Queryable, view: ViewQuery) {
  const context = await readViewContext(db)
  const alerts = await readConsoleAlerts(db, { state: 'open' }, null)
  const alerted = new Set(alerts.flatMap(({ product_id }) => product_id ?? []))
  const rows = await readConsoleStars(db, filterOf(view, context.today))
  const sources = (await readConsoleSources(db)).map((source) => source.name)
  return { context, products: productsWorstFirst(rows, alerted), sources }
}

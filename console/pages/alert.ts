import { html } from 'hono/html'
import type { Pool, Queryable } from '../../schema/database.ts'
import { type ConsoleAlert, readConsoleAlerts } from '../../schema/queries/console-alerts.ts'
import { readConsoleWeeklyStars } from '../../schema/queries/console-weekly-stars.ts'
import { weeklyChart } from '../charts/weekly-chart.ts'
import { addDays } from '../dates.ts'
import type { Html } from '../html.ts'
import { alertBody, stateBadge } from '../parts/alert-card.ts'
import { weekTable } from '../parts/week-table.ts'
import { readSnapshot } from '../snapshot.ts'
import { readViewContext, type ViewContext } from '../view-context.ts'
import { trendOf, trendStart, type Week } from '../weeks.ts'
import { layout } from './layout.ts'

/** A closed alert's chart goes on as long as this after it closed. */
const DAYS_AFTER_CLOSE = 28

/** `/alerts/:id`: one alert, to which its messages lead; null when there is none. */
export async function alertPage(pool: Pool, alertId: number): Promise<Html | null> {
  return readSnapshot(pool, async (db) => {
    const [alert] = await readConsoleAlerts(db, { alertId }, 1)
    if (!alert) return null
    const context = await readViewContext(db)
    const weeks = await readWeeks(db, alert, context)
    const title = alert.product_name ?? `Alert ${alert.alert_id}`
    return layout({ title, context, body: bodyOf(alert, weeks, context) })
  })
}

async function readWeeks(
  db: Queryable,
  { product_id, closed_at }: ConsoleAlert,
  { dates, today }: ViewContext,
): Promise<Week[] | null> {
  if (product_id === null) return null
  const afterClose = closed_at ? addDays(dates.isoDay(closed_at), DAYS_AFTER_CLOSE) : today
  const lastDay = afterClose < today ? afterClose : today
  const rows = await readConsoleWeeklyStars(db, [product_id], {
    productId: null,
    channel: null,
    source: null,
    since: trendStart(lastDay),
  })
  return trendOf(rows, product_id, lastDay)
}

function bodyOf(alert: ConsoleAlert, weeks: Week[] | null, { dates }: ViewContext): Html {
  const product =
    alert.product_id !== null &&
    html`<a href="/products/${alert.product_id}" dir="auto">${alert.product_name}</a>`
  return html`<p class="crumbs"><a href="/#alerts">Alerts</a>${product && html` · ${product}`}</p>
<h1 dir="auto">${alert.product_name ?? `Alert ${alert.alert_id}`} ${stateBadge(alert)}</h1>
<article class="alert card ${alert.state}">${alertBody(alert, dates)}</article>
${
  weeks &&
  html`<section aria-labelledby="trend-title">
  <h2 id="trend-title">Mean stars by week</h2>
  <p class="muted">The line marks the week in which the change began, as estimated.</p>
  <div class="card">${weeklyChart(weeks, { height: 220, since: dates.isoDay(alert.since) })}</div>
  ${weekTable(weeks)}
</section>`
}`
}

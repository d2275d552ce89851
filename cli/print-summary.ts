import type { Summary } from '../schema/queries/summary.ts'
import { oneLine } from './one-line.ts'
import { printTable } from './table.ts'

/** Prints what was heard, for people. */
export function printSummary(summary: Summary): void {
  console.log(`
What was heard
  sources            ${summary.sources}
  mentions           ${summary.mentions}${summary.own_voice ? `, of them ${summary.own_voice} in our own voice (in no mean below)` : ''}
  about a product    ${summary.mentions_with_product} (${joined(summary.product_links, (line) => `${line.role} ${line.links}`)})
  from a customer    ${summary.mentions_with_customer}, written by ${summary.customers} known customers
  languages          ${joined(summary.languages, (line) => `${line.language ?? 'unknown'} ${line.mentions}`)}
  sentiment          ${joined(summary.sentiments, (line) => `${line.label ?? 'unknown'} ${line.mentions}`)}
  rating snapshots   ${summary.snapshots} (what the sites say of a product as a whole)
`)
  printTable(
    summary.channels.map((line) => ({
      channel: line.channel,
      mentions: String(line.mentions),
      ratings: String(line.ratings),
      'mean stars': line.mean_stars === null ? '–' : line.mean_stars.toFixed(2),
    })),
  )
  console.log()
  if (summary.alerts.length === 0) console.log('No alert: no product’s rating really dropped.')
  for (const alert of summary.alerts) {
    console.log(`Alert (${alert.state}): ${alert.summary}`)
    for (const { quote, stars } of alert.quotes)
      console.log(`  ${starsOf(stars)} “${oneLine(quote)}”`)
  }
}

function joined<T>(lines: T[], show: (line: T) => string): string {
  return lines.map(show).join(', ') || 'none'
}

function starsOf(stars: number | null): string {
  return stars === null ? '  –' : `${stars.toFixed(0)} ★`
}

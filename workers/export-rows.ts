import { inTransaction, type Pool, type Queryable } from '../schema/database.ts'
import { openAlertExport } from '../schema/queries/export-alerts.ts'
import { openCustomerExport } from '../schema/queries/export-customers.ts'
import type { ExportFilter } from '../schema/queries/export-filter.ts'
import { openMentionExport } from '../schema/queries/export-mentions.ts'
import { openProductExport } from '../schema/queries/export-products.ts'
import { fetchExport } from '../schema/queries/fetch-export.ts'
import { csvLine } from './csv-line.ts'

const BATCH_ROWS = 1000

const EXPORTS = {
  mentions: openMentionExport,
  products: openProductExport,
  customers: openCustomerExport,
  alerts: openAlertExport,
} satisfies Record<string, (db: Queryable, filter: ExportFilter) => Promise<void>>

export type ExportName = keyof typeof EXPORTS
export const exportNames = Object.keys(EXPORTS) as ExportName[]

export interface ExportOptions extends ExportFilter {
  format: 'ndjson' | 'csv'
}

/**
 * Gives the rows of the `bi` views as text, one row a line, as they are at one moment; memory holds one
 * batch. Times are in UTC. NDJSON is exact. CSV (RFC 4180, a header first, nothing at all without rows) is
 * for spreadsheets: a text that one would take for a formula gets a `'` in front, after OWASP's "CSV Injection",
 * since what strangers wrote is in it; lists and objects are JSON.
 * @param write takes some lines; false when nobody wants more
 */
export function exportRows(
  pool: Pool,
  what: ExportName,
  options: ExportOptions,
  write: (text: string) => Promise<boolean>,
): Promise<void> {
  return inTransaction(pool, async (client) => {
    await client.query(`SET LOCAL TimeZone = 'UTC'`)
    await EXPORTS[what](client, options)
    let isFirst = true
    for (;;) {
      const rows = await fetchExport(client, BATCH_ROWS)
      if (rows.length === 0) return
      const lines = options.format === 'csv' ? csvLines(rows, isFirst) : rows
      isFirst = false
      if (!(await write(`${lines.join('\n')}\n`))) return
    }
  })
}

function csvLines(rows: string[], withHeader: boolean): string[] {
  const records = rows.map((row) => JSON.parse(row) as Record<string, unknown>)
  const lines = records.map((record) => csvLine(Object.values(record).map(cellOf)))
  return withHeader ? [csvLine(Object.keys(records[0] ?? {})), ...lines] : lines
}

function cellOf(value: unknown): string | null {
  if (value === null) return null
  if (typeof value === 'string') return /^[=+\-@\t\r]/.test(value) ? `'${value}` : value
  return typeof value === 'object' ? JSON.stringify(value) : String(value)
}

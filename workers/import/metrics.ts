import { z } from 'zod'
import { upsertBusinessMetrics } from '../../schema/queries/upsert-business-metrics.ts'
import { currency, day, decimal, id, name } from './cells.ts'
import type { ImportKind } from './import-kind.ts'

const KEY = ['date', 'metric', 'product_id', 'customer_id', 'market', 'currency'] as const

/** Numbers of the business. Their products and customers may be imported later. */
export const metrics: ImportKind = {
  row: z.object({
    date: day,
    metric: id,
    value: decimal,
    product_id: id.nullish(),
    customer_id: id.nullish(),
    market: name.nullish(),
    currency: currency.nullish(),
  }),
  keyOf: (row) => JSON.stringify(KEY.map((column) => row[column] ?? '')),
  upsert: upsertBusinessMetrics,
}

import { z } from 'zod'
import { upsertOrders } from '../../schema/queries/upsert-orders.ts'
import { currency, decimal, id, moment } from './cells.ts'
import type { ImportKind } from './import-kind.ts'

/** Orders, a line a product of an order. Their customers and products may be imported later. */
export function orders(timeZone: string): ImportKind {
  return {
    row: z.object({
      order_id: id,
      customer_id: id,
      product_id: id,
      ordered_at: moment(timeZone),
      quantity: decimal.nullish(),
      amount: decimal.nullish(),
      currency: currency.nullish(),
      returned_at: moment(timeZone).nullish(),
    }),
    keyOf: (row) => JSON.stringify([row['order_id'], row['product_id']]),
    upsert: upsertOrders,
  }
}

import { z } from 'zod'
import { upsertCustomers } from '../../schema/queries/upsert-customers.ts'
import { currency, day, decimal, email, handles, id, text } from './cells.ts'
import type { ImportKind } from './import-kind.ts'

/** The company's customers. Handles are replaced as a whole by those that a row gives. */
export const customers: ImportKind = {
  row: z.object({
    customer_id: id,
    crm_id: text.nullish(),
    name: text.nullish(),
    email: email.nullish(),
    handles: handles.nullish(),
    street: text.nullish(),
    city: text.nullish(),
    postcode: text.nullish(),
    country: text.nullish(),
    birth_date: day.nullish(),
    segment: text.nullish(),
    lifetime_value: decimal.nullish(),
    currency: currency.nullish(),
  }),
  keyOf: (row) => String(row['customer_id']),
  upsert: upsertCustomers,
}

import { z } from 'zod'
import { upsertProducts } from '../../schema/queries/upsert-products.ts'
import { normalizeGtin } from '../normalize/gtin.ts'
import { flag, gtin, id, text, texts, webAddresses } from './cells.ts'
import type { ImportKind } from './import-kind.ts'

/** The catalogue, competitors' products included. */
export const products: ImportKind = {
  row: z.object({
    product_id: id,
    name: id,
    brand: text.nullish(),
    gtin: gtin.nullish(),
    mpn: text.nullish(),
    sku: text.nullish(),
    category: text.nullish(),
    variant_of: text.nullish(),
    market: text.nullish(),
    aliases: texts.nullish(),
    urls: webAddresses.nullish(),
    is_competitor: flag.nullish(),
  }),
  keyOf: (row) => String(row['product_id']),
  // A product with a mistyped GTIN is still a product: it is kept, and only not recognised by its GTIN.
  doubtsOf: ({ gtin: given }) =>
    typeof given === 'string' && normalizeGtin(given) === null
      ? [`gtin: the check digit is wrong, got '${given}'; kept, but nothing is recognised by it`]
      : [],
  upsert: upsertProducts,
}

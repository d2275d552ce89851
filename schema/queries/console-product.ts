import type { Queryable } from '../database.ts'

export interface ConsoleProduct {
  product_id: number
  external_id: string
  name: string
  brand: string | null
  category: string | null
  is_competitor: boolean
  /** The product that this one was found to be; null for one of its own. */
  merged_into_product_id: number | null
}

/** One product; null when there is none of this id. */
export async function readConsoleProduct(
  db: Queryable,
  productId: number,
): Promise<ConsoleProduct | null> {
  const { rows } = await db.query<ConsoleProduct>(
    `SELECT product_id, external_id, name, brand, category, is_competitor, merged_into_product_id
     FROM bi.dim_product
     WHERE product_id = $1::bigint`,
    [productId],
  )
  return rows[0] ?? null
}

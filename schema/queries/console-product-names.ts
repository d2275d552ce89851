import type { Queryable } from '../database.ts'

/** Names of products to choose from, the first ones by name; none that was merged into another. */
export async function readConsoleProductNames(
  db: Queryable,
  limit: number,
): Promise<{ product_id: number; name: string }[]> {
  const { rows } = await db.query<{ product_id: number; name: string }>(
    `SELECT product_id, name
     FROM bi.dim_product
     WHERE merged_into_product_id IS NULL
     ORDER BY name, product_id
     LIMIT $1::bigint`,
    [limit],
  )
  return rows
}

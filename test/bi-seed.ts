import type { Queryable } from '../schema/database.ts'

/**
 * Writes one row into a table of `earshot`, past the pipeline: the views are tested on rows of every sort.
 * @returns the value of the table's first column, its id
 */
export async function insert(
  db: Queryable,
  table: string,
  row: Record<string, unknown>,
): Promise<number> {
  const columns = Object.keys(row)
  const { rows } = await db.query(
    `INSERT INTO earshot.${table} (${columns.join(', ')})
     VALUES (${columns.map((_, index) => `$${index + 1}`).join(', ')}) RETURNING *`,
    Object.values(row),
  )
  return Number(Object.values(rows[0])[0])
}

export function insertSource(db: Queryable, row: Record<string, unknown> = {}): Promise<number> {
  return insert(db, 'source', {
    name: 'shop',
    channel: 'own_site',
    url: 'https://shop.example/',
    site: 'shop.example',
    config: { schedule: 'every 6h', policy: { terms: 'permitted' } },
    origin: 'file',
    ...row,
  })
}

/** A mention of `source`, published on `day` when one is given; with its links as [product, role]. */
export async function insertMention(
  db: Queryable,
  source: number,
  row: Record<string, unknown>,
  links: [product: number, role: string][] = [],
): Promise<number> {
  const day = row['day'] ?? null
  const mention = await insert(db, 'mention', {
    site: 'shop.example',
    type: 'review',
    source_id: source,
    channel: 'own_site',
    published_at: day && `${day}T00:00:00Z`,
    published_precision: day && 'day',
    collected_at: '2026-03-10T00:00:00Z',
    content_hash: 'hash',
    analysis_version: 'test',
    ...row,
  })
  for (const [product, role] of links) {
    await insert(db, 'mention_product', {
      mention_id: mention,
      product_id: product,
      role,
      confidence: 1,
      method: 'gtin',
    })
  }
  return mention
}

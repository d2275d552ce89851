/** The tables whose rows are leased, by the kind of job that works on them. */
export const LEASED_TABLES = {
  crawl: { table: 'earshot.source', id: 'source_id' },
  process: { table: 'earshot.raw_item_work', id: 'raw_item_id' },
  alert: { table: 'earshot.rating_stream', id: 'product_id' },
  deliver: { table: 'earshot.delivery', id: 'delivery_id' },
} as const

export type LeasedKind = keyof typeof LEASED_TABLES

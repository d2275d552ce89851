import type { AggregateRating, Item } from '../../schema/item.ts'
import type { TakenRawItem } from '../../schema/queries/take-raw-items.ts'
import type { Labels } from '../../schema/sentiment.ts'
import type { NamedProduct } from '../attach/named-products.ts'

/** A raw item that was normalized and analyzed, and is to be written as a mention. */
export interface PreparedItem {
  raw: TakenRawItem
  item: Item
  site: string
  labels: Labels
  named: NamedProduct[]
}

/** What a site says of a product as a whole, to be written as a snapshot. */
export interface PreparedAggregate {
  raw: TakenRawItem
  aggregate: AggregateRating
  site: string
}

export type Prepared = PreparedItem | PreparedAggregate

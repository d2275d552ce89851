import type { Channel } from '../schema/mention.ts'
import type { ChannelStarsRow } from '../schema/queries/console-stars.ts'
import { addSums, type MeanStars, meanOf } from './stars-interval.ts'

/** A product's mean stars, in all and per channel. */
export interface ProductStars {
  productId: number
  name: string
  isCompetitor: boolean
  hasOpenAlert: boolean
  all: MeanStars
  channels: (MeanStars & { channel: Channel })[]
}

/**
 * Products in the order in which a person should look at them: those with an open alert, then those that
 * are surely low. The upper end of the interval decides, so one bad rating is no worst product.
 */
export function productsWorstFirst(
  rows: readonly ChannelStarsRow[],
  alerted: ReadonlySet<number>,
): ProductStars[] {
  const rowsOf = new Map<number, [ChannelStarsRow, ...ChannelStarsRow[]]>()
  for (const row of rows) {
    const own = rowsOf.get(row.product_id)
    if (own) own.push(row)
    else rowsOf.set(row.product_id, [row])
  }
  const products = [...rowsOf.values()].map((own) => ({
    productId: own[0].product_id,
    name: own[0].product_name,
    isCompetitor: own[0].is_competitor,
    hasOpenAlert: alerted.has(own[0].product_id),
    all: meanOf(addSums(own)),
    channels: own.map((row) => ({ channel: row.channel, ...meanOf(row) })),
  }))
  return products.sort(
    (a, b) =>
      Number(b.hasOpenAlert) - Number(a.hasOpenAlert) ||
      a.all.high - b.all.high ||
      a.productId - b.productId,
  )
}

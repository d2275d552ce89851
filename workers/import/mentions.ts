import { basename } from 'node:path'
import { z } from 'zod'
import { sourceConfig } from '../../config/sources.ts'
import { statedKey } from '../../crawlers/raw-key.ts'
import { channel, mentionType } from '../../schema/mention.ts'
import { acceptMentions } from '../accept-mentions.ts'
import { ratingFault, type StatedMention, statedMention } from '../stated-mention.ts'
import {
  decimal,
  email,
  flag,
  gtin,
  id,
  language,
  name,
  oneOf,
  text,
  webAddress,
  words,
  writtenDate,
} from './cells.ts'
import type { ImportKind } from './import-kind.ts'

const columns = z.object({
  source: sourceConfig.shape.name.max(100),
  type: oneOf(mentionType.options),
  // The column must be there; who only gave stars or a title left its cell empty.
  text: words.nullable(),
  item_id: id.nullish(),
  url: webAddress.nullish(),
  product_id: id.nullish(),
  sku: name.nullish(),
  gtin: gtin.nullish(),
  product_name: name.nullish(),
  author_name: name.nullish(),
  author_handle: name.nullish(),
  author_email: email.nullish(),
  order_id: id.nullish(),
  title: text.nullish(),
  published_at: writtenDate.nullish(),
  rating_value: decimal.nullish(),
  rating_best: decimal.nullish(),
  rating_worst: decimal.nullish(),
  language: language.nullish(),
  setting: oneOf(['online', 'offline']).nullish(),
  recommends: flag.nullish(),
  channel: oneOf(channel.options).nullish(),
})

type Columns = z.infer<typeof columns>

function rowFor(removed: ReadonlySet<string>) {
  return columns.superRefine((given, context) => {
    const refuse = (column: keyof Columns, message: string) =>
      context.addIssue({ code: 'custom', path: [column], message })
    if (removed.has(given.source)) {
      refuse('source', 'was removed, and nothing is taken for it any more')
    }
    if (!given.text && !given.title && isAbsent(given.rating_value)) {
      refuse('text', 'must be given, or title or rating_value')
    }
    if (isAbsent(given.rating_value)) return
    const fault = ratingFault(given.rating_value, given.rating_best, given.rating_worst)
    if (fault !== null) refuse('rating_value', fault)
  })
}

function isAbsent(value: unknown): value is null | undefined {
  return value === null || value === undefined
}

/**
 * What people said where nothing can be crawled: user groups, surveys, exports of vendors. A line states its
 * mention as a whole: what it leaves out is not known, whatever an earlier line said.
 * @param path the file, whose lines are where the mentions come from
 * @param removed the names of sources for which nothing is taken any more
 */
export function mentions(path: string, removed: ReadonlySet<string>): ImportKind {
  const file = basename(path)
  return {
    row: rowFor(removed),
    staged: (given, line) => ({ ...fromColumns(given as Columns, `${file}:${line}`) }),
    keyOf: (staged) => {
      const { source, raw } = staged as unknown as StatedMention
      return `${source} ${statedKey(raw)}`
    },
    doubtsOf: (given) => idleEnds(given as Columns),
    upsert: (db, rows) => acceptMentions(db, rows as unknown as StatedMention[]),
  }
}

/** The ends of a scale say nothing of a mention that has no place on it. */
function idleEnds(given: Columns): string[] {
  if (!isAbsent(given.rating_value)) return []
  return (['rating_best', 'rating_worst'] as const)
    .filter((end) => !isAbsent(given[end]))
    .map((end) => `${end}: left out, since there is no rating_value`)
}

function fromColumns(given: Columns, at: string): StatedMention {
  const { rating_value: ratingValue } = given
  return statedMention(
    {
      source: given.source,
      channel: given.channel,
      setting: given.setting,
      type: given.type,
      sourceItemId: given.item_id,
      url: given.url,
      itemReviewed: {
        productId: given.product_id,
        sku: given.sku,
        gtin: given.gtin,
        name: given.product_name,
      },
      author: {
        name: given.author_name,
        handle: given.author_handle,
        email: given.author_email,
      },
      orderId: given.order_id,
      title: given.title,
      text: given.text,
      publishedAt: given.published_at,
      language: given.language,
      rating: isAbsent(ratingValue)
        ? null
        : { ratingValue, bestRating: given.rating_best, worstRating: given.rating_worst },
      recommends: given.recommends,
    },
    { adapter: 'import', at },
  )
}

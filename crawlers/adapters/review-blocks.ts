import type { RawAggregate, RawValue } from '../../schema/raw-item.ts'
import type { Adapter, Detection, Reading } from '../adapter.ts'
import type { Document } from '../document.ts'
import { productOfPage } from '../embedded/page-product.ts'
import type { AggregateFields } from '../records/shown-aggregate.ts'
import { shownPage } from '../records/shown-page.ts'
import { itemOf, type Statement } from '../records/statements.ts'
import { textOfThing } from '../thing.ts'

/**
 * Reviews in repeated blocks, by what they show (stars, a name, a date, words), and the stars that a page shows of its
 * product as a whole.
 */
export const adapter: Adapter = {
  name: 'review-blocks',
  plainName: 'visible review blocks',
  recognises: 'reviews and overall ratings that a page shows, without any markup',
  triedLive: null,
  detect,
  read,
}

function detect(document: Document): Detection | null {
  const reviews = reviewsOf(document)
  if (reviews.length > 0) {
    return { confidence: 0.4, why: `${reviews.length} blocks that look like reviews` }
  }
  const aggregate = aggregateOf(document)
  return aggregate === null ? null : { confidence: 0.3, why: 'stars with a number of ratings' }
}

function read(document: Document): Reading {
  const aggregate = aggregateOf(document)
  const { fields: product } = productOfPage(document)
  return {
    items: reviewsOf(document).map((review) =>
      itemOf({ ...review, fields: { ...product, ...review.fields } }, adapter.name),
    ),
    aggregates: aggregate === null ? [] : [rawAggregate(aggregate)],
    next: [],
    problems: [],
  }
}

function reviewsOf(document: Document): Statement[] {
  return shownPage(document).statements.filter(({ type }) => type === 'review')
}

/** What structured data says of the whole is exact, so what is shown is read only where it says nothing. */
function aggregateOf(document: Document): AggregateFields | null {
  const isStated = document.things.some(
    (thing) =>
      thing.parent !== null &&
      thing.types.includes('aggregaterating') &&
      isRating(textOfThing(thing, 'ratingValue')),
  )
  return isStated ? null : shownPage(document).aggregate
}

function isRating(stated: { value: string } | null): boolean {
  return stated !== null && /[1-9]/.test(stated.value)
}

function rawAggregate(fields: AggregateFields): RawAggregate {
  const named = Object.entries(fields).map(([name, value]): [string, RawValue] => [
    name,
    { ...value, adapter: adapter.name },
  ])
  return { kind: 'aggregate', fields: Object.fromEntries(named) }
}

import type { Item } from '../schema/item.ts'
import type { PageDescription } from '../workers/describe-page.ts'
import { oneLine } from './one-line.ts'
import { printTable } from './table.ts'

const SAMPLE_ITEMS = 5
const SHOWN_NEXT = 8

/** Prints what a page gives as a marketing person reads it. */
export function printDescription(page: PageDescription): void {
  console.log(`${oneLine(page.title ?? page.url ?? 'A page')}
  read by    ${page.detected.map((one) => `${one.adapter} (${one.why})`).join('; ') || 'nothing that we know recognises this page'}
  language   ${page.language ?? 'not stated'}
  found      ${counted(page.items)}`)
  for (const aggregate of page.aggregateRatings) {
    const name = aggregate.itemReviewed?.name ?? 'this page'
    const stars = aggregate.stars === null ? 'no mean' : `${aggregate.stars.toFixed(2)} stars`
    const count = aggregate.ratingCount ?? aggregate.reviewCount
    console.log(`  rating     ${oneLine(name)}: ${stars}${count === null ? '' : ` from ${count}`}`)
  }
  if (page.items.length > 0) printItems(page.items)
  if (page.next.length > 0) {
    console.log(`\nWould be read next (${page.next.length} pages)`)
    for (const url of page.next.slice(0, SHOWN_NEXT)) console.log(`  ${url}`)
    if (page.next.length > SHOWN_NEXT) console.log(`  … and ${page.next.length - SHOWN_NEXT} more`)
  }
  for (const problem of page.problems) {
    const where = problem.where === null ? '' : ` (${oneLine(problem.where)})`
    console.log(`\nProblem ${problem.code}: ${oneLine(problem.message)}${where}`)
  }
}

/** `10 reviews, 2 questions`. */
export function counted(items: Item[]): string {
  const counts = new Map<string, number>()
  for (const { type } of items) counts.set(type, (counts.get(type) ?? 0) + 1)
  const parts = [...counts].map(([type, count]) => `${count} ${type}${count === 1 ? '' : 's'}`)
  return parts.join(', ') || 'no reviews, posts or articles'
}

function printItems(items: Item[]): void {
  console.log(`\nThe first ${Math.min(SAMPLE_ITEMS, items.length)}`)
  for (const item of items.slice(0, SAMPLE_ITEMS)) {
    const stars = item.rating === null ? '' : `${item.rating.stars.toFixed(1)} ★  `
    const words = [item.title, item.text].filter((part) => part !== null).join(' – ')
    const who = item.author?.name ?? item.author?.handle ?? 'unknown author'
    console.log(`  ${stars}${item.publishedAt ?? 'undated'}  ${oneLine(who)}`)
    console.log(`    ${oneLine(words).slice(0, 140) || '(only stars)'}`)
  }
  console.log('\nHow much of it is filled, and from where')
  printTable(
    FIELDS.map(({ name, key, value }) => {
      const filled = items.filter((item) => value(item) !== null)
      const origins = new Set(filled.map((item) => originOf(item, key)))
      return {
        field: name,
        filled: `${Math.round((100 * filled.length) / items.length)}%`,
        from: [...origins].filter((origin) => origin !== '').join(', '),
      }
    }),
  )
}

const FIELDS: { name: string; key: string; value: (item: Item) => unknown }[] = [
  { name: 'id', key: 'sourceItemId', value: (item) => item.sourceItemId },
  { name: 'product', key: 'product.name', value: (item) => item.itemReviewed?.name ?? null },
  { name: 'author', key: 'author.name', value: (item) => item.author?.name ?? null },
  { name: 'date', key: 'publishedAt', value: (item) => item.publishedAt },
  { name: 'stars', key: 'rating.value', value: (item) => item.rating },
  { name: 'title', key: 'title', value: (item) => item.title },
  { name: 'text', key: 'text', value: (item) => item.text },
  { name: 'language', key: 'language', value: (item) => item.language },
]

/** `schema-org: json-ld[0].review[3].author` → `schema-org json-ld`. */
function originOf(item: Item, key: string): string {
  const place = item.provenance[key] ?? ''
  const [adapter = '', at = ''] = place.split(': ')
  return `${adapter} ${at.split(/[[\s.#]/)[0] ?? ''}`.trim()
}

import type { PageFacts } from '../schema/page.ts'
import type { RawItem } from '../schema/raw-item.ts'

const NUMERIC_DATE = /(?<![\d./-])(\d{1,2})([./-])(\d{1,2})\2(?:\d{4}|\d{2})(?![\d./-]?\d)/g

/**
 * How a page orders day and month in numeric dates, where a number above 12 decides it: first by the dates of its
 * items, then by any date of its text. Null when none decides or they contradict each other.
 * @param pageText read only when the items have a numeric date that does not decide
 */
export function dateOrderOf(items: RawItem[], pageText: () => string): PageFacts['dateOrder'] {
  const dates = items.flatMap(({ fields, replies }) => [
    fields.publishedAt?.value,
    fields.editedAt?.value,
    ...replies.map(({ publishedAt }) => publishedAt?.value),
  ])
  const written = dates.filter((date) => date !== undefined).join('\n')
  const order = orderIn(written)
  if (order !== 'open') return order === 'mixed' ? null : order
  const ofPage = orderIn(pageText())
  return ofPage === 'dmy' || ofPage === 'mdy' ? ofPage : null
}

/** `open`: numeric dates, and none that decides; null: no numeric date. */
function orderIn(text: string): 'dmy' | 'mdy' | 'mixed' | 'open' | null {
  let order: 'dmy' | 'mdy' | 'open' | null = null
  for (const [, first, , second] of text.matchAll(NUMERIC_DATE)) {
    const one = orderOf(Number(first), Number(second))
    if (one === 'open') order ??= 'open'
    else if (order === null || order === 'open') order = one
    else if (order !== one) return 'mixed'
  }
  return order
}

function orderOf(first: number, second: number): 'dmy' | 'mdy' | 'open' {
  if (first > 12 && first <= 31 && second >= 1 && second <= 12) return 'dmy'
  return second > 12 && second <= 31 && first >= 1 && first <= 12 ? 'mdy' : 'open'
}

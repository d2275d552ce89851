import type { Item } from '../../schema/item.ts'
import { DESCRIBED_FIELDS } from './fields.ts'
import { faultOf } from './place.ts'

/** Values that stand on the page and could not be read, for one reason. */
export interface UnreadValues {
  /** `dates` */
  plural: string
  /** Items on which the field stands, read or not. */
  stated: number
  unread: number
  /** Why, with the first value as an example: `no year in '4 March'`. */
  why: string
}

/** What a page says and we did not understand, by field and reason. What it doesn't say is no fault. */
export function unreadValues(items: readonly Item[]): UnreadValues[] {
  return DESCRIBED_FIELDS.flatMap(({ key, plural, value }) => {
    const stated = items.filter(({ raw }) => raw[key] !== undefined && raw[key]?.trim() !== '')
    const reasons = new Map<string, UnreadValues>()
    for (const item of stated) {
      const fault = value(item) === null ? faultOf(item.provenance[key] ?? '') : null
      if (fault === null) continue
      const kind = fault.replace(/'[\s\S]*'/, '')
      const known = reasons.get(kind)
      if (known) known.unread++
      else reasons.set(kind, { plural, stated: stated.length, unread: 1, why: inWords(fault) })
    }
    return [...reasons.values()]
  })
}

const TWO_WAYS = /^day and month of '(\D{0,40}(\d{1,2})[./-](\d{1,2})[./-]\d{2,4}[\s\S]*)' cannot/
const MONTHS = new Intl.DateTimeFormat('en', { month: 'long', timeZone: 'UTC' })

/** The reason as one says it: two ways to read a date are named, others stand as normalization gives them. */
function inWords(fault: string): string {
  const [, written, first, second] = TWO_WAYS.exec(fault) ?? []
  if (written === undefined || first === undefined || second === undefined) return fault
  const [one, other] = [second, first].map((month) =>
    MONTHS.format(Date.UTC(2024, Number(month) - 1)),
  )
  return `'${written}' may be in ${one} or in ${other}`
}

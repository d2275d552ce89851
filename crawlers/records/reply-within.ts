import type { RawReply } from '../../schema/raw-item.ts'
import { rememberedPattern } from '../remembered.ts'
import type { PlacedText } from '../thing.ts'
import { namesOf, type Outline, sumOver } from './outline.ts'
import type { PageRecord } from './record.ts'
import { wordsMarkup } from './words-markup.ts'

/** What stands inside of a statement and answers it. */
export type Reply = Partial<Record<keyof RawReply, PlacedText>>

const REPLY = rememberedPattern(
  /(?:^|[^a-z])(?:(?:owner|merchant|seller|shop|store|official|staff|manager|admin|company|vendor|brand|management|business|developer)-?(?:reply|response|answer|comment)|(?:review|opinion|comment)?-?(?:reply|response|answer|reaction|replies|responses|answers|reactions)|antwort|reponse|respuesta|risposta|odpowiedz|resposta)(?![a-z-]*(?:link|button|btn|form|count|action))/,
)
const MIN_REPLY = 15

/** A review without what the company answered to it. */
export function withoutReply(
  record: PageRecord,
  { elements, ends, ink }: Outline,
): { rest: PageRecord; reply: Reply | null } {
  const start = record.own.find((i) => {
    const element = elements[i]
    if (
      element === undefined ||
      i === record.range.start ||
      !/^(?:div|li|section|article|blockquote|dl|p|td|tr)$/.test(element.name)
    ) {
      return false
    }
    return REPLY.test(namesOf(element)) && sumOver(ink, i, ends[i] ?? i) >= MIN_REPLY
  })
  if (start === undefined) return { rest: record, reply: null }
  const end = ends[start] ?? start
  const isOutside = ({ index }: { index: number }) => index < start || index >= end
  const element = elements[start]
  const date = record.dates.find((one) => !isOutside(one))?.value
  const author = record.authors.find((one) => !isOutside(one))?.value
  const text =
    element === undefined
      ? null
      : wordsMarkup(element.children, (one) => /^(?:time|h[1-6])$/.test(one.name))
  if (text === null) return { rest: record, reply: null }
  return {
    rest: {
      ...record,
      own: record.own.filter((index) => isOutside({ index })),
      dates: record.dates.filter(isOutside),
      authors: record.authors.filter(isOutside),
      ratings: record.ratings.filter(isOutside),
    },
    reply: {
      text: { value: text, at: 'shown reply', html: true },
      ...(author !== undefined && { author: { value: author.value, at: 'shown reply' } }),
      ...(date !== undefined && { publishedAt: { value: date.value, at: 'shown reply' } }),
    },
  }
}

import type { MentionType } from '../../schema/mention.ts'
import type { PlacedText } from '../thing.ts'
import { personOf } from './person.ts'
import {
  type DataRecord,
  firstOf,
  isObject,
  nested,
  valuesNamed,
  valuesOf,
  words,
} from './record.ts'
import { dateOf } from './statement.ts'

/** What is said below a review, by the one that it is about. */
export interface FoundReply {
  author: PlacedText | null
  text: PlacedText
  publishedAt: PlacedText | null
  isOfficial: PlacedText | null
}

/** A list of statements that stand below another one. */
export interface Below {
  key: string
  value: unknown
  type: MentionType
}

const OFFICIAL =
  /^(?:owner|businessowner|mgmt|merchant|seller|management|manager|business|company|brand|client|store|shop|vendor|admin|official|developer|host|hotel|supplier|staff|support|retailer|manufacturer|partner|provider|customerservice)s?(?:response|reply|replie|answer|comment)s?(?:text|body|content|message)?$|^(?:response|reply)from/
const ANSWERED = /^(?:response|reply|answer)s?(?:text|body|content|message)?$/
const BELOW =
  /^(?:comments|replies|children|childcomments|childrencomments|subcomments|commentlist|replylist|nestedcomments|answers|responses|(?:best|accepted|top|suggested)answers?)$/

/** What the company says below a review: under a name that says so, or marked as its own. */
export function repliesOf(record: DataRecord): FoundReply[] {
  return [...record.fields].flatMap(([name, { key, value }]) => {
    const plain = name.replace(/^review(?=.)/, '')
    const isOfficial = OFFICIAL.test(plain)
    // Beside a text of its own, a comment with a date is somebody's on it.
    const isComment =
      name === 'comment' &&
      isObject(value) &&
      valuesOf(record, 'date').length > 0 &&
      valuesNamed(record, ['text', 'body', 'content']).length > 0
    if (!isOfficial && !isComment && !ANSWERED.test(plain) && !BELOW.test(name)) return []
    const at = `${record.at()}.${key}`
    const all = listed(value).flatMap(({ value: one, step }) => {
      const reply = replyIn(one, `${at}${step}`, key, record)
      return reply === null ? [] : [reply]
    })
    if (isOfficial)
      return all.map((reply) => ({ ...reply, isOfficial: reply.isOfficial ?? { value: key, at } }))
    return BELOW.test(name) && name !== 'responses' ? all.filter(isMarked) : all
  })
}

function isMarked({ isOfficial }: FoundReply): boolean {
  return isOfficial !== null
}

const MAX_REPLIES = 50

function listed(value: unknown): { value: unknown; step: string }[] {
  if (!Array.isArray(value)) return [{ value, step: '' }]
  return value.slice(0, MAX_REPLIES).map((one: unknown, i) => ({ value: one, step: `[${i}]` }))
}

const TEXTS = ['replytext', 'responsetext', 'reply', 'response', 'answer']

function replyIn(value: unknown, at: string, key: string, around: DataRecord): FoundReply | null {
  if (typeof value === 'string') {
    const text = words(value, at, key, around)
    return text === null || !/\p{L}/u.test(value)
      ? null
      : { author: null, text, publishedAt: null, isOfficial: null }
  }
  const record = nested(around.resolve(value), at, around)
  if (record === null) return null
  const read = (one: unknown, place: string, name: string) => words(one, place, name, record)
  const own = valuesNamed(record, TEXTS).map((one) => read(one.value, one.at, one.key))[0] ?? null
  const text = firstOf(record, 'text', read) ?? own
  if (text === null) return null
  const { name, official } = personOf(record, null)
  return { author: name, text, publishedAt: dateOf(record, 'date', 'review'), isOfficial: official }
}

/** The statements of others below one: comments of a review or post, answers to a question. */
export function statementsBelow(record: DataRecord, type: MentionType): Below[] {
  return [...record.fields].flatMap(([name, { key, value }]): Below[] => {
    if (!BELOW.test(name) || (!Array.isArray(value) && !isObject(value))) return []
    if (/answer/.test(name) && type !== 'question') return []
    return [
      {
        key,
        value,
        type: /answer|responses/.test(name) && type === 'question' ? 'answer' : 'comment',
      },
    ]
  })
}

import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { gunzipSync } from 'node:zlib'
import type { Page } from '../schema/page.ts'
import { projectRoot } from '../schema/project-root.ts'
import type { PageDescription } from '../workers/describe-page.ts'

type Item = PageDescription['items'][number]

/** One item that a page holds; `text` is its first 200 characters. */
interface ExpectedItem {
  type: string
  author: string | null
  publishedAt: string | null
  stars: number | null
  text: string
  textOwn?: string
  textLength: number
}

interface Expected {
  items: ExpectedItem[]
  aggregate: {
    ratingValue: number | null
    ratingCount: number | null
    reviewCount: number | null
  } | null
}

export interface SitePage {
  name: string
  page: Page
  expected: Expected | null
}

interface Row {
  file: string
  url: string | null
  savedAt: string
}

/** How many of how many are right. */
export interface Share {
  right: number
  of: number
}

export const FIGURES = [
  'recall',
  'precision',
  'type',
  'stars',
  'day',
  'author',
  'text',
  'length',
  'value',
  'count',
] as const
export type Scores = Record<(typeof FIGURES)[number], Share> & { wrong: string[] }

const SITES = join(projectRoot, '..', 'shared', 'data', 'pages', 'sites')
export const sitesAreHere = existsSync(SITES)

/** The saved pages of sites, with what is expected of them where that is known. */
export function sitePages(): SitePage[] {
  const rows = readFileSync(join(SITES, 'index.jsonl'), 'utf8').trim().split('\n')
  return rows.map((row) => {
    const { file, savedAt, ...known } = JSON.parse(row) as Row
    const name = file.replace(/\.html\.gz$/, '')
    const url = known.url ?? `https://${name}`
    const expected = join(SITES, `${name}.expected.json`)
    const body = gunzipSync(readFileSync(join(SITES, file)))
    const fetchedAt = new Date(savedAt).toISOString()
    return {
      name,
      page: { url, finalUrl: url, status: 200, headers: {}, body, fetchedAt, responses: [] },
      expected: existsSync(expected)
        ? (JSON.parse(readFileSync(expected, 'utf8')) as Expected)
        : null,
    }
  })
}

/** Compares what was read with what a page holds. An article above the comments is none of the items. */
export function score(description: PageDescription, expected: Expected): Scores {
  const read = description.items.filter(({ type }) => type !== 'article')
  const pairs = pairsOf(read, expected.items)
  const wrong: string[] = []
  const share = (name: string, isRight: (pair: Pair) => boolean | null): Share => {
    const judged = pairs.flatMap((pair) => {
      const is = isRight(pair)
      if (is === false) wrong.push(`${name}: ${sketch(pair.item)} / ${sketchOf(pair.expected)}`)
      return is === null ? [] : [is]
    })
    return { right: judged.filter(Boolean).length, of: judged.length }
  }
  const paired = new Set(pairs.map(({ item }) => item))
  const missed = expected.items.filter((one) => !pairs.some((pair) => pair.expected === one))
  wrong.push(...missed.map((one) => `missed: ${sketchOf(one)}`))
  wrong.push(...read.filter((one) => !paired.has(one)).map((one) => `extra: ${sketch(one)}`))
  return {
    recall: { right: pairs.length, of: expected.items.length },
    precision: { right: pairs.length, of: read.length },
    type: share('type', ({ item, expected: { type } }) => item.type === type),
    stars: share('stars', ({ item, expected: { stars } }) =>
      stars === null ? null : item.rating !== null && Math.abs(item.rating.stars - stars) < 0.01,
    ),
    day: share('day', ({ item, expected: { publishedAt } }) =>
      publishedAt === null ? null : isSameDay(item.publishedAt, publishedAt),
    ),
    author: share('author', ({ item, expected: { author } }) =>
      author === null ? null : squeezed(item.author?.name ?? '') === squeezed(author),
    ),
    text: share('text', ({ item, expected: one }) => beginningF1(item, one) >= 0.9),
    length: share('length', ({ item, expected: one }) =>
      one.textOwn === undefined ? isSameLength(item, one.textLength) : null,
    ),
    ...aggregateScores(description, expected, wrong),
    wrong,
  }
}

interface Pair {
  item: Item
  expected: ExpectedItem
}

/** By the beginning of the text, else by author and day; each item once. */
function pairsOf(items: Item[], expected: ExpectedItem[]): Pair[] {
  const free = new Set(items)
  const pairs: Pair[] = []
  const left = expected.filter((one) => {
    const item = [...free].find((other) => isSameText(other, one))
    if (item === undefined) return true
    free.delete(item)
    pairs.push({ item, expected: one })
    return false
  })
  for (const one of left) {
    const item = [...free].find((other) => isSameVoice(other, one))
    if (item === undefined) continue
    free.delete(item)
    pairs.push({ item, expected: one })
  }
  return pairs
}

function isSameText(item: Item, { text, textOwn }: ExpectedItem): boolean {
  const own = squeezed(item.text ?? '').slice(0, 40)
  if (own === '') return false
  return [text, textOwn ?? text].map(squeezed).some((words) => {
    const isShort = Math.min(own.length, words.length) < 15
    return isShort ? own === words : words.startsWith(own) || own.startsWith(words.slice(0, 40))
  })
}

function isSameVoice({ author, publishedAt, text }: Item, expected: ExpectedItem): boolean {
  if (expected.author === null) return false
  if (squeezed(author?.name ?? '') !== squeezed(expected.author)) return false
  if (expected.publishedAt !== null) return isSameDay(publishedAt, expected.publishedAt)
  // Quotes that the page does not mark up are part of the expected text.
  const end = squeezed(expected.text).slice(-40)
  return squeezed(text ?? '').includes(end)
}

/** Dates without a zone are local: a moment with one may be of the day before or after. */
function isSameDay(read: string | null, expected: string): boolean {
  if (read === null) return false
  const isZoned = (date: string) => /T.*(?:Z|[+-]\d{2}:?\d{2})$/.test(date)
  if (isZoned(read) === isZoned(expected)) return read.slice(0, 10) === expected.slice(0, 10)
  const days = Math.abs(Date.parse(read.slice(0, 10)) - Date.parse(expected.slice(0, 10)))
  return days <= 86_400_000
}

function beginningF1(item: Item, { text, textOwn }: ExpectedItem): number {
  const scores = [text, textOwn ?? text].map((words) =>
    f1(tokens((item.text ?? '').replace(/\s+/g, ' ').slice(0, words.length)), tokens(words)),
  )
  return Math.max(...scores)
}

function isSameLength({ text }: Item, length: number): boolean {
  const own = (text ?? '').replace(/\s+/g, ' ').length
  return Math.abs(own - length) <= Math.max(12, 0.1 * length)
}

function f1(a: string[], b: string[]): number {
  if (a.length === 0 || b.length === 0) return a.length === b.length ? 1 : 0
  const left = new Map<string, number>()
  for (const word of b) left.set(word, (left.get(word) ?? 0) + 1)
  let common = 0
  for (const word of a) {
    const count = left.get(word) ?? 0
    if (count > 0) common += 1
    left.set(word, count - 1)
  }
  return (2 * common) / (a.length + b.length)
}

function tokens(text: string): string[] {
  return text.toLowerCase().match(/[\p{L}\p{N}]+/gu) ?? []
}

function squeezed(text: string): string {
  return text
    .normalize('NFKC')
    .toLowerCase()
    .replace(/[^\p{L}\p{N}]+/gu, '')
}

/** Of several the first: it is the page's own product. A page without a rating must give none. */
function aggregateScores(
  { aggregateRatings }: PageDescription,
  { aggregate }: Expected,
  wrong: string[],
): Pick<Scores, 'value' | 'count'> {
  const read = aggregateRatings[0]
  const note = (name: string, is: boolean, said: unknown, is_: unknown): Share => {
    if (!is) wrong.push(`${name}: ${said} / ${is_}`)
    return { right: is ? 1 : 0, of: 1 }
  }
  const value = aggregate?.ratingValue ?? null
  const own = read?.ratingValue ?? null
  const counts = [aggregate?.ratingCount ?? null, aggregate?.reviewCount ?? null]
  const [count] = counts.filter((one) => one !== null)
  const ownCounts = [read?.ratingCount ?? null, read?.reviewCount ?? null]
  const none = { right: 0, of: 0 }
  return {
    value:
      aggregate !== null && value === null
        ? none
        : note('value', own === value || Math.abs((own ?? 9) - (value ?? 0)) < 0.051, own, value),
    count: note(
      'count',
      count === undefined ? ownCounts.every((one) => one === null) : ownCounts.includes(count),
      ownCounts,
      count,
    ),
  }
}

function sketch({ type, author, publishedAt, rating, text, title }: Item): string {
  return JSON.stringify([
    type,
    author?.name,
    publishedAt,
    rating?.stars,
    title?.slice(0, 30),
    text?.slice(0, 60),
    text?.length,
  ])
}

function sketchOf({ type, author, publishedAt, stars, text, textLength }: ExpectedItem): string {
  return JSON.stringify([type, author, publishedAt, stars, text.slice(0, 60), textLength])
}

/** Sums over pages. */
export function total(all: Scores[]): Scores {
  const sum = (name: (typeof FIGURES)[number]): Share => ({
    right: all.reduce((n, one) => n + one[name].right, 0),
    of: all.reduce((n, one) => n + one[name].of, 0),
  })
  const entries = FIGURES.map((name) => [name, sum(name)] as const)
  return { ...(Object.fromEntries(entries) as Omit<Scores, 'wrong'>), wrong: [] } as Scores
}

export function ratio({ right, of }: Share): number {
  return of === 0 ? 1 : right / of
}

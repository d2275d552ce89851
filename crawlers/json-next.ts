import { absoluteUrl } from './web-address.ts'

type Json = Record<string, unknown>

/** Where answers of APIs keep what tells of their next part. */
const HOLDERS = [
  'links',
  '_links',
  'paging',
  'pagination',
  'page',
  'pageInfo',
  'page_info',
  'meta',
  'data',
]
const ADDRESS_KEYS = [
  'next',
  'nextUrl',
  'next_url',
  'nextPage',
  'next_page',
  'nextPageUrl',
  'next_page_url',
  'nextLink',
  '@odata.nextLink',
]
const CURSOR_KEYS = [
  'nextCursor',
  'next_cursor',
  'endCursor',
  'end_cursor',
  'nextPageToken',
  'next_page_token',
  'continuation',
  'after',
]
const CURSOR_PARAMETER =
  /^(?:cursor|after|next|page_?token|continuation|starting_after|offset_token)$/i
const MORE_KEYS = [
  'hasNextPage',
  'has_next_page',
  'hasNext',
  'has_next',
  'hasMore',
  'has_more',
  'moreAvailable',
]
const TOTAL_KEYS = [
  'total',
  'totalCount',
  'total_count',
  'totalResults',
  'TotalResults',
  'count',
  'totalItems',
  'totalPages',
  'total_pages',
  'pageCount',
  'last_page',
]
const MAX_DEPTH = 3

/**
 * The address of the next part of an API's answer: one that it names, or the answer's own with its cursor, page or
 * offset moved on. Null where it says that there is none, or does not tell.
 * @param json the parsed body
 * @param own the answer's address
 */
export function nextOfJson(json: unknown, own: string): string | null {
  const holders = holdersOf(json)
  const says = (keys: readonly string[]) => firstOf(holders, keys)
  if (says(MORE_KEYS) === false) return null
  const named = addressOf(says(ADDRESS_KEYS))
  const address = named === null ? null : absoluteUrl(named, own)
  if (address !== null) return address === own ? null : address
  const cursor = says([...CURSOR_KEYS, ...ADDRESS_KEYS])
  if ((typeof cursor === 'string' || typeof cursor === 'number') && cursor !== '') {
    const moved = withParameter(own, CURSOR_PARAMETER, () => String(cursor))
    if (moved !== null) return moved
  }
  return countedOn(own, says(MORE_KEYS) === true, says(TOTAL_KEYS))
}

/** The answer itself and the objects in it that such words stand in, the outermost first. */
function holdersOf(json: unknown): Json[] {
  const holders: Json[] = []
  let level = [json]
  for (let depth = 0; depth < MAX_DEPTH; depth++) {
    const objects = level.filter((one) => isObject(one))
    holders.push(...objects)
    level = objects.flatMap((one) => HOLDERS.map((key) => one[key]))
  }
  return holders
}

function isObject(value: unknown): value is Json {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}

function firstOf(holders: Json[], keys: readonly string[]): unknown {
  for (const holder of holders) {
    for (const key of keys) {
      if (Object.hasOwn(holder, key) && holder[key] !== null) return holder[key]
    }
  }
  return undefined
}

/** `next` is an address or an object that has one; numbers and tokens are no address. */
function addressOf(next: unknown): string | null {
  const href = isObject(next) ? (next['href'] ?? next['url']) : next
  return typeof href === 'string' && /^(?:https?:\/\/|[/?.])/.test(href) ? href : null
}

function withParameter(
  url: string,
  parameter: RegExp,
  change: (value: string) => string | null,
): string | null {
  const moved = new URL(url)
  for (const [name, value] of moved.searchParams) {
    const changed = parameter.test(name) ? change(value) : null
    if (changed === null || changed === value) continue
    moved.searchParams.set(name, changed)
    return moved.href
  }
  return null
}

const LIMIT = /^(?:limit|per_?page|page_?size|size|count|take|rows)$/i
const OFFSET = /^(?:offset|start|skip|from)$/i
const PAGE = /^(?:page|page_?(?:no|num|number|index)|pg|p)$/i

/** The own address counts its parts: the next one, where there is said to be more. */
function countedOn(own: string, isMore: boolean, total: unknown): string | null {
  const parameters = [...new URL(own).searchParams]
  const limit = Number(parameters.find(([name]) => LIMIT.test(name))?.[1])
  const all = Number(total)
  const byOffset = withParameter(own, OFFSET, (value) => {
    const next = Number(value) + limit
    return Number.isSafeInteger(next) && limit > 0 && (isMore || next < all) ? String(next) : null
  })
  if (byOffset !== null) return byOffset
  return withParameter(own, PAGE, (value) => {
    const page = Number(value)
    const isThereMore = isMore || (limit > 0 && page * limit < all)
    return Number.isSafeInteger(page) && isThereMore ? String(page + 1) : null
  })
}

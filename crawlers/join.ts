import type { RawAggregate, RawFieldName, RawItem, RawValue } from '../schema/raw-item.ts'
import { isGenericAuthor } from './generic-author.ts'
import { comparableWords, isCut, plainWords, withoutCut } from './plain-words.ts'
import { listKey } from './web-address.ts'
import { canBeSameDay, datePrecisionRank, writtenDay } from './written-day.ts'

/** A shorter text is no evidence that it is the beginning of another; without a mark of the cut it takes more. */
const MIN_EXCERPT = 20
const MIN_UNMARKED_EXCERPT = 60
/** Of items without ids that begin alike, as many are compared; more are not of a page that people read. */
const MAX_COMPARED = 100

/** An item with what it is compared by. */
interface Seen {
  item: RawItem
  index: number
  type: string
  id: string
  author: string
  published: string | undefined
  words: string
  title: string
  rating: string
  /** Adapters that saw it. */
  adapters: Set<string>
}

/**
 * One item for each statement, where several adapters or markups saw the same page. Two are the same when
 * - type and id are the same, or
 * - at least one has no id, type and author are the same, the written days do not contradict each other, and the
 *   texts are equal or one is the cut beginning of the other (20 characters or more where it ends with an
 *   ellipsis, else 60 and an author who is somebody), or
 * - at least one has no id and not both have text, and type, author, written day, rating and title (where both
 *   have one) are the same. If just one of them has text, the author must be somebody and no second item may fit.
 * - different adapters saw them and they say the same words ({@link isSameStatement}): then type, author and id may
 *   differ in how each adapter knows them; or somebody's stars of one day, and one has the other's words among its own.
 * Of one adapter different ids are never joined. Each field is the best of both ({@link joinPair}). The order is that of the
 * first of each. Takes time that grows with the number of items.
 */
export function joinItems(items: RawItem[]): RawItem[] {
  const seen = items.map(compared)
  const groups = new Groups()
  // Those with ids first: then one without an id finds all that it may belong to, in whatever order they stood.
  for (const one of seen)
    if (one.id !== '') groups.add(one, groups.ofId(one) ?? groups.ofOtherAdapter(one))
  for (const one of seen)
    if (one.id === '' && one.words !== '')
      groups.add(one, groups.ofText(one) ?? groups.ofOtherAdapter(one))
  for (const one of seen)
    if (one.id === '' && one.words === '') groups.add(one, groups.ofRating(one))
  return groups.all.sort((a, b) => a.index - b.index).map(({ item }) => item)
}

class Groups {
  readonly all: Seen[] = []
  readonly #byId = new Map<string, Seen>()
  readonly #byWords = new Map<string, Seen[]>()
  readonly #byBeginning = new Map<string, Seen[]>()
  readonly #byRating = new Map<string, Seen[]>()
  readonly #byVoice = new Map<string, Seen[]>()
  readonly #byBareId = new Map<string, Seen>()
  readonly #byOpening = new Map<string, Seen[]>()

  ofId(one: Seen): Seen | undefined {
    return this.#byId.get(idKey(one))
  }

  ofText(one: Seen): Seen | undefined {
    const equal = this.#byWords.get(wordsKey(one)) ?? []
    const alike = this.#byBeginning.get(beginningKey(one)) ?? []
    return (
      equal.find(
        (other) => other.words === one.words && canBeSameDay(one.published, other.published),
      ) ??
      alike.slice(0, MAX_COMPARED).find((other) => isSameText(one, other)) ??
      (isSomebody(one) ? only(this.#alikeByRating(one).filter(isWordless)) : undefined)
    )
  }

  /** What another adapter read of it; each adapter reads a statement once. */
  ofOtherAdapter(one: Seen): Seen | undefined {
    const named = one.id === '' ? undefined : this.#byBareId.get(one.id)
    if (named !== undefined && isSameId(one, named)) return named
    const alike = this.#byOpening.get(openingOf(one)) ?? []
    return (
      alike.slice(0, MAX_COMPARED).find((other) => isSameStatement(one, other)) ??
      only(this.#alikeByVoice(one).filter((other) => isSameOpinion(one, other)))
    )
  }

  ofRating(one: Seen): Seen | undefined {
    const alike = this.#alikeByRating(one)
    return alike.find(isWordless) ?? (isSomebody(one) ? only(alike) : undefined)
  }

  #alikeByRating(one: Seen): Seen[] {
    const key = ratingKey(one)
    const alike = key === null ? [] : (this.#byRating.get(key) ?? []).slice(0, MAX_COMPARED)
    const fits = alike.filter((other) => ratingKey(other) === key && isSameTitle(one, other))
    return [...new Set(fits)]
  }

  #alikeByVoice(one: Seen): Seen[] {
    const key = voiceKey(one)
    const alike = key === null ? [] : (this.#byVoice.get(key) ?? [])
    return [...new Set(alike.slice(0, MAX_COMPARED))].filter((other) => voiceKey(other) === key)
  }

  /** Adds an item by itself, or to the group that it is the same as. */
  add(one: Seen, same: Seen | undefined): void {
    if (same === undefined) {
      this.all.push(one)
      this.#index(one)
    } else if (absorb(same, one)) this.#index(same)
  }

  /** Makes a group findable by what it says now; what it said before still leads to it, so finders look again. */
  #index(one: Seen): void {
    if (one.id !== '') this.#byId.set(idKey(one), one)
    if (one.id !== '') this.#byBareId.set(one.id, one)
    push(this.#byWords, wordsKey(one), one)
    push(this.#byBeginning, beginningKey(one), one)
    if (one.words !== '') push(this.#byOpening, openingOf(one), one)
    const rating = ratingKey(one)
    if (rating !== null) push(this.#byRating, rating, one)
    const voice = voiceKey(one)
    if (voice !== null) push(this.#byVoice, voice, one)
  }
}

function compared(item: RawItem, index: number): Seen {
  const { fields } = item
  const author = plainWords(fields['author.name']) || plainWords(fields['author.handle'])
  return {
    item,
    index,
    type: item.type,
    id: plainWords(fields.sourceItemId),
    author: author.normalize('NFKC').toLowerCase(),
    published: fields.publishedAt?.value,
    words: comparableWords(fields.text),
    title: comparableWords(fields.title),
    rating: plainWords(fields['rating.value']).replace(',', '.'),
    adapters: new Set(Object.values(fields).map(({ adapter }) => adapter)),
  }
}

function idKey({ type, id }: Seen): string {
  return JSON.stringify([type, id])
}

function wordsKey({ type, author, words }: Seen): string {
  return JSON.stringify([type, author, words])
}

function beginningKey({ type, author, words }: Seen): string {
  return JSON.stringify([type, author, withoutCut(words).slice(0, MIN_EXCERPT)])
}

/** Null where no day or rating is known. */
function ratingKey({ type, author, published, rating }: Seen): string | null {
  const day = writtenDay(published)
  return day === null || rating === '' ? null : JSON.stringify([type, author, day, Number(rating)])
}

/** Null where nobody in particular rates. */
function voiceKey(one: Seen): string | null {
  const { author, rating } = one
  return rating === '' || !isSomebody(one) ? null : JSON.stringify([author, Number(rating)])
}

const MIN_OPENING = 12
const MIN_SHARE = 0.8

/** Letters and digits that words begin with: markups differ in how they space and quote. */
function openingOf({ words }: Seen): string {
  return lettersOf(words.slice(0, 4 * MIN_OPENING)).slice(0, MIN_OPENING)
}

function lettersOf(words: string): string {
  return words.toLowerCase().replace(/[^\p{L}\p{N}]+/gu, '')
}

/**
 * Whether two adapters saw one statement: the same words, or one has little more behind them; days, authors and
 * ratings that do not contradict each other. Few words say little, so they take the same author or day besides.
 */
function isSameStatement(a: Seen, b: Seen): boolean {
  if (!areOfOtherAdapters(a, b)) return false
  if (!canBeSameDay(a.published, b.published) || !isSameVoice(a, b)) return false
  if (a.type !== b.type && (isOwnKind(a) || isOwnKind(b))) return false
  const [fewer, more] = a.words.length < b.words.length ? [a.words, b.words] : [b.words, a.words]
  const short = lettersOf(withoutCut(fewer))
  const long = lettersOf(more)
  if (!long.startsWith(short)) return false
  if (isCut(fewer) && short.length >= MIN_EXCERPT) return true
  if (short.length < MIN_SHARE * long.length) return false
  if (short.length >= MIN_EXCERPT) return true
  const day = writtenDay(a.published)
  return (
    (a.author !== '' && a.author === b.author) || (day !== null && day === writtenDay(b.published))
  )
}

/** Whether two adapters saw one person's stars of one day, and all that one read is among the words of the other. */
function isSameOpinion(a: Seen, b: Seen): boolean {
  if (!areOfOtherAdapters(a, b) || !canBeSameDay(a.published, b.published)) return false
  const [fewer, more] = [lettersOf(withoutCut(a.words)), lettersOf(withoutCut(b.words))].sort(
    (one, other) => one.length - other.length,
  )
  if (fewer === undefined || more?.includes(fewer) !== true) return false
  const areDated = writtenDay(a.published) !== null && writtenDay(b.published) !== null
  return fewer.length >= (areDated ? 1 : MIN_EXCERPT)
}

function areOfOtherAdapters(a: Seen, b: Seen): boolean {
  return ![...a.adapters].some((adapter) => b.adapters.has(adapter))
}

/** Whether two adapters saw one statement under its id, which they hold to be of different kinds. */
function isSameId(a: Seen, b: Seen): boolean {
  return (
    areOfOtherAdapters(a, b) &&
    canBeSameDay(a.published, b.published) &&
    isSameVoice(a, b) &&
    isSomebody(a)
  )
}

/** An article is never one of its comments. */
function isOwnKind({ type }: Seen): boolean {
  return type === 'article'
}

/** The same name, nobody's, one within the other (`tate16t is offline`) or short for it. */
function isSameVoice(a: Seen, b: Seen): boolean {
  if (!isSomebody(a) || !isSomebody(b)) return true
  if (a.author.includes(b.author) || b.author.includes(a.author)) return true
  return isShortFor(a.author, b.author) || isShortFor(b.author, a.author)
}

/** `bob s.` for `bob smith`, `b. smith` too: word for word the same or its beginning, not all of them. */
function isShortFor(short: string, long: string): boolean {
  const words = short.split(' ')
  const full = long.split(' ')
  const bare = (word: string) => word.replace(/\.$/, '')
  return (
    short.length < long.length &&
    words.length > 1 &&
    words.length === full.length &&
    words.some((word, i) => word === full[i]) &&
    words.every((word, i) => bare(word) !== '' && full[i]?.startsWith(bare(word)) === true)
  )
}

function isSomebody({ author }: Seen): boolean {
  return author !== '' && !isGenericAuthor(author)
}

function isWordless({ words }: Seen): boolean {
  return words === ''
}

function only<T>(list: T[]): T | undefined {
  return list.length === 1 ? list[0] : undefined
}

function isSameText(a: Seen, b: Seen): boolean {
  if (!canBeSameDay(a.published, b.published)) return false
  return isExcerptOf(a, b) || isExcerptOf(b, a)
}

function isExcerptOf(short: Seen, long: Seen): boolean {
  const beginning = withoutCut(short.words)
  const isMarked = beginning !== short.words
  const least = isMarked ? MIN_EXCERPT : MIN_UNMARKED_EXCERPT
  return (
    beginning.length >= least && (isMarked || isSomebody(short)) && long.words.startsWith(beginning)
  )
}

function isSameTitle(a: Seen, b: Seen): boolean {
  return a.title === '' || b.title === '' || a.title === b.title
}

/** The best of both in the first one's place. Returns whether it is now compared by something else. */
function absorb(group: Seen, one: Seen): boolean {
  const { index, id, words, published, rating, author } = group
  // Adapters read in the order of their sureness, so the earlier item is the surer one.
  const item = joinPair(group.item, one.item, one.index < index)
  const joined = compared(item, Math.min(index, one.index))
  const adapters = new Set([...group.adapters, ...one.adapters])
  Object.assign(group, joined, { id: id || one.id, adapters })
  return (
    group.words !== words ||
    group.published !== published ||
    group.rating !== rating ||
    group.author !== author
  )
}

/**
 * One item of two that are the same. Of each field the better: the more precise date, the text that is not cut and
 * longer (of a less sure adapter only where it begins alike), the rating with more of its scale, the longer list of replies; else the first one's. Every value keeps
 * where it stood and which adapter read it.
 */
function joinPair(a: RawItem, b: RawItem, isSecondSurer: boolean): RawItem {
  const fields = { ...b.fields, ...a.fields }
  if (a.type === 'question' && b.type === 'comment') dropAnswered(fields, a)
  for (const name of Object.keys(fields) as RawFieldName[]) {
    const best = betterValue(name, a.fields[name], b.fields[name], isSecondSurer)
    if (best !== undefined) fields[name] = best
  }
  takeScale(fields, scaleSize(b) > scaleSize(a) ? b.fields : a.fields)
  return {
    ...a,
    type: typeOf(a, b),
    fields,
    aspects: b.aspects.length > a.aspects.length ? b.aspects : a.aspects,
    replies: b.replies.length > a.replies.length ? b.replies : a.replies,
  }
}

/** Who took a question for a comment holds it to answer the page. */
function dropAnswered(fields: RawItem['fields'], { fields: own }: RawItem): void {
  if (own.inReplyTo === undefined) delete fields.inReplyTo
  if (own.threadId === undefined) delete fields.threadId
}

/** Structured data calls posts comments on the thread; a forum shows that they are posts. */
function typeOf(a: RawItem, b: RawItem): RawItem['type'] {
  const types = [a.type, b.type]
  return types.includes('comment') && types.includes('post') ? 'post' : a.type
}

function betterValue(
  name: RawFieldName,
  a: RawValue | undefined,
  b: RawValue | undefined,
  isSecondSurer: boolean,
) {
  if (a === undefined || b === undefined) return a ?? b
  switch (name) {
    case 'publishedAt':
    case 'editedAt':
      return datePrecisionRank(b.value) > datePrecisionRank(a.value) ? b : a
    case 'author.name':
      return isShortFor(lowered(a), lowered(b)) ? b : a
    case 'text':
    case 'title':
    case 'pros':
    case 'cons':
      return betterText(a, b, isSecondSurer)
    default:
      return a
  }
}

function lowered(name: RawValue): string {
  return plainWords(name).normalize('NFKC').toLowerCase()
}

/** Another adapter's longer text may hold what does not belong to it, unless it goes on where the surer one's ends. */
function betterText(a: RawValue, b: RawValue, isSecondSurer: boolean): RawValue {
  if (a.adapter === b.adapter) return isFuller(b, a) ? b : a
  const [surer, other] = isSecondSurer ? [b, a] : [a, b]
  const words = plainWords(surer)
  // A few words more are a label behind the text.
  const isLabelled = !isCut(words) && plainWords(other).length < words.length + MAX_LABEL
  const isLonger = plainWords(other).startsWith(withoutCut(words)) && isFuller(other, surer)
  return isLonger && !isLabelled ? other : surer
}

const MAX_LABEL = 20

function isFuller(a: RawValue, b: RawValue): boolean {
  const wordsA = plainWords(a)
  const wordsB = plainWords(b)
  if (isCut(wordsA) !== isCut(wordsB)) {
    return isCut(wordsB) && wordsA.length >= withoutCut(wordsB).length
  }
  return wordsA.length > wordsB.length
}

const SCALE = ['rating.value', 'rating.best', 'rating.worst'] as const

function scaleSize({ fields }: RawItem): number {
  return SCALE.filter((name) => fields[name] !== undefined).length
}

type Scale = Partial<Record<(typeof SCALE)[number], RawValue>>

/** A rating's parts are one: a value of one markup means nothing on the scale of another. */
function takeScale(fields: Scale, from: Scale): void {
  for (const name of SCALE) {
    const value = from[name]
    if (value === undefined) delete fields[name]
    else fields[name] = value
  }
}

const IDENTIFIERS = ['gtin', 'sku', 'sourceProductId', 'mpn', 'url', 'name'] as const

/**
 * One aggregate for each product: two are the same when they share an identifier of the product (GTIN, SKU, id, MPN,
 * address, name), or when neither names any. Fields of the first, completed by the others; the value with more
 * decimals.
 */
export function joinAggregates(aggregates: RawAggregate[]): RawAggregate[] {
  const all: RawAggregate[] = []
  const byIdentifier = new Map<string, RawAggregate>()
  for (const one of aggregates) {
    const same = identifiersOf(one)
      .map((key) => byIdentifier.get(key))
      .find((other) => other !== undefined && !isOtherProduct(one, other))
    const group = same ?? { ...one, fields: { ...one.fields } }
    if (same === undefined) all.push(group)
    else completeAggregate(group, one)
    for (const key of identifiersOf(group)) if (!byIdentifier.has(key)) byIdentifier.set(key, group)
  }
  return all
}

function identifiersOf({ fields }: RawAggregate): string[] {
  const keys = IDENTIFIERS.map((name) => [name, plainWords(fields[`product.${name}`])] as const)
    .filter(([, value]) => value !== '')
    .map(
      ([name, value]) =>
        `${name}:${name === 'url' && URL.canParse(value) ? listKey(value) : value}`,
    )
  return keys.length === 0 ? ['nothing'] : keys
}

/** Variants often share a name. */
function isOtherProduct(a: RawAggregate, b: RawAggregate): boolean {
  return (['gtin', 'sku', 'sourceProductId'] as const).some((name) => {
    const [one, other] = [a, b].map(({ fields }) => plainWords(fields[`product.${name}`]))
    return one !== '' && other !== '' && one !== other
  })
}

function completeAggregate(group: RawAggregate, one: RawAggregate): void {
  const scale = decimalsOf(one) > decimalsOf(group) ? one.fields : group.fields
  const fields = { ...one.fields, ...group.fields }
  takeScale(fields, scale['rating.value'] === undefined ? one.fields : scale)
  group.fields = fields
}

function decimalsOf({ fields }: RawAggregate): number {
  return plainWords(fields['rating.value']).split(/[.,]/)[1]?.length ?? 0
}

function push<T>(map: Map<string, T[]>, key: string, value: T): void {
  const list = map.get(key)
  if (list === undefined) map.set(key, [value])
  else list.push(value)
}

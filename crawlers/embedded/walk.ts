import type { MentionType } from '../../schema/mention.ts'
import type { PlacedText } from '../thing.ts'
import { type AggregateFields, aggregateIn, HISTOGRAM_NAMES } from './aggregate.ts'
import { type AspectValue, aspectsOf } from './aspects.ts'
import { foldedName, isPacking, typeOfName, wordsOf } from './field-names.ts'
import type { InlineData } from './inline-data.ts'
import { jsonIn } from './literal.ts'
import { ownProduct, productIn } from './product.ts'
import { type DataRecord, isObject, recordOf } from './record.ts'
import { type FoundReply, repliesOf, statementsBelow } from './replies.ts'
import { type Fields, readStatement, type Statement, statedType } from './statement.ts'

/** A statement with what stands around it. */
export interface FoundStatement extends Statement {
  replies: FoundReply[]
  aspects: AspectValue[]
  /** What it is about, by itself or the record around it; null where neither says. */
  product: Fields | null
  /** It is about who sells here, and not about what is sold. */
  isOfSeller: boolean
  /** The id of what it stands below. */
  below: PlacedText | null
}

export interface FoundAggregate {
  fields: AggregateFields
  product: Fields | null
  /** One of several alike: of a list of products. */
  isListed: boolean
}

export interface Found {
  statements: FoundStatement[]
  aggregates: FoundAggregate[]
}

/** One value of the data; the way up gives its place and what it belongs to. */
interface Node {
  value: unknown
  key: string
  up: Node | null
  depth: number
  /** What the list around it says that its entries are. */
  type: MentionType | null
  below: PlacedText | null
  product: Fields | null
  isListed: boolean
  isOfSeller: boolean
}

const MAX_VALUES = 300_000
const MAX_DEPTH = 100
const MAX_STATEMENTS = 5000
/** Records in lists of statements that are looked at closely; a real page has some hundred. */
const MAX_RECORDS = 20_000
/** JSON inside of strings of JSON. */
const MAX_INNER_CHARACTERS = 3_000_000
const MAX_INNER = 2000
const MIN_INNER_CHARACTERS = 40

/** Names under which pages show other products than their own, or texts of their own. */
const OTHERS =
  /related|similar|upsell|crosssell|recentlyviewed|alsoviewed|alsobought|alsolike|youmaylike|mightlike|sponsored|recommendedproducts|recommendations|suggestedproducts|translations|i18n|intl|experiments|featureflags|navigation|notifications|inbox|announcements|chatmessages|conversations|releasenotes|changelog/
const SELLERS = new Set(
  'seller sellers merchant merchants manufacturer brand vendor supplier retailer publisher author user users customer reviewer host owner company organization storereviews shopreviews sellerreviews merchantreviews sitereviews companyreviews'.split(
    ' ',
  ),
)

/**
 * Finds statements and ratings by their shape in a page's data, in the order in which they stand. A statement is not looked
 * through for more than what is said below it. Without recursion, each object once: data may form circles.
 * @param context words of the page's address, which name what a body of JSON is a list of
 */
export function walkData(
  data: readonly InlineData[],
  baseUrl: string | null,
  context: string,
): Found {
  const walk = new Walk(baseUrl)
  for (const { at, value } of data) walk.run({ value, key: at === '' ? context : at }, at)
  return walk.found
}

class Walk {
  readonly found: Found = { statements: [], aggregates: [] }
  readonly #baseUrl: string | null
  readonly #seen = new Set<object>()
  /** Maps from the names of normalized records (`Review:3`) to them. */
  readonly #stores: Record<string, unknown>[] = []
  #open: Node[] = []
  #values = 0
  #innerCharacters = 0
  #inner = 0
  #records = 0
  #rootAt = ''

  constructor(baseUrl: string | null) {
    this.#baseUrl = baseUrl
  }

  run({ value, key }: { value: unknown; key: string }, at: string): void {
    this.#rootAt = at
    const root = {
      up: null,
      depth: 0,
      type: null,
      below: null,
      product: null,
      isListed: false,
      isOfSeller: false,
    }
    this.#open = [{ ...root, value, key }]
    for (let node = this.#open.pop(); node !== undefined; node = this.#open.pop()) {
      if (++this.#values > MAX_VALUES || this.found.statements.length >= MAX_STATEMENTS) return
      this.#visit(node)
    }
  }

  #visit(node: Node): void {
    const value = this.#valueOf(node)
    if (
      typeof value !== 'object' ||
      value === null ||
      node.depth > MAX_DEPTH ||
      this.#seen.has(value)
    )
      return
    this.#seen.add(value)
    if (Array.isArray(value)) this.#openList(value, node)
    else if (isObject(value)) this.#visitObject(value, node)
  }

  #visitObject(object: Record<string, unknown>, node: Node): void {
    if (isStore(object)) this.#stores.push(object)
    const record = recordOf(object, () => this.#placeOf(node), this.#resolve)
    if (record !== null && this.#readRecord(record, node)) return
    this.#openObject(object, node)
  }

  /** True where it is a statement: then nothing more is looked for in it. */
  #readRecord(record: DataRecord, node: Node): boolean {
    const type = node.type ?? statedType(record) ?? typeAround(node)
    if (type !== null && ++this.#records > MAX_RECORDS) return true
    const statement = readStatement(record, type, this.#baseUrl)
    if (statement !== null) {
      this.#addStatement(statement, record, node)
      return true
    }
    const fields = isOfHistogram(node) ? null : aggregateIn(record, isOfRatings(node))
    node.product = productIn(record, this.#baseUrl) ?? node.product
    if (fields !== null && !node.isOfSeller) {
      this.found.aggregates.push({ fields, product: node.product, isListed: node.isListed })
    }
    return false
  }

  #addStatement(statement: Statement, record: DataRecord, node: Node): void {
    const own = ownProduct(record, this.#baseUrl)
    this.found.statements.push({
      ...statement,
      replies: statement.type === 'review' ? repliesOf(record) : [],
      aspects: statement.type === 'review' ? aspectsOf(record) : [],
      product:
        own['product.name'] === undefined && !node.isOfSeller ? merged(own, node.product) : own,
      isOfSeller: node.isOfSeller,
      below: node.below,
    })
    const below = statement.fields.sourceItemId ?? null
    const lists = statementsBelow(record, statement.type)
    for (const { key, value, type } of lists.reverse())
      this.#push(node, key, value, { type, below })
  }

  #openList(list: readonly unknown[], node: Node): void {
    const isListed = node.isListed || list.length > 1
    for (let i = list.length - 1; i >= 0; i--) {
      const value = list[i]
      if (isWorthALook(value))
        this.#push(node, `[${i}]`, value, { type: node.type, below: node.below, isListed })
    }
  }

  #openObject(object: Record<string, unknown>, node: Node): void {
    const keys = Object.keys(object)
    // The query leads to the records of a store in the order in which the page shows them.
    const order = keys.includes('ROOT_QUERY')
      ? [...keys.filter((key) => key !== 'ROOT_QUERY').reverse(), 'ROOT_QUERY']
      : keys.reverse()
    for (const key of order) {
      const value = object[key]
      if (!isWorthALook(value) || isOfOthers(key)) continue
      this.#push(node, key, value, isPacking(key) ? { type: node.type, below: node.below } : {})
    }
  }

  #push(up: Node, key: string, value: unknown, changes: Partial<Node>): void {
    const { product, isListed, isOfSeller } = up
    const node: Node = {
      value,
      key,
      up,
      depth: up.depth + 1,
      type: null,
      below: null,
      product,
      isListed,
      isOfSeller: isOfSeller || SELLERS.has(key.toLowerCase().replace(/[^a-z]/g, '')),
      ...changes,
    }
    this.#open.push(node)
  }

  /** The value of a node, of what it refers to, or of the JSON that it is a string of. */
  #valueOf({ value }: Node): unknown {
    if (typeof value !== 'string') return this.#resolve(value)
    this.#innerCharacters += value.length
    const isTooMuch = this.#innerCharacters > MAX_INNER_CHARACTERS || ++this.#inner > MAX_INNER
    return isTooMuch ? value : jsonIn(value)
  }

  /** Apollo's `{"__ref": "Review:3"}`, before its version 3 `{"type": "id", "id": "Review:3"}`. */
  readonly #resolve = (value: unknown): unknown => {
    if (!isObject(value)) return value
    const name =
      typeof value['__ref'] === 'string'
        ? value['__ref']
        : value['type'] === 'id'
          ? value['id']
          : null
    if (typeof name !== 'string') return value
    const store = this.#stores.find((one) => Object.hasOwn(one, name))
    return store?.[name] ?? value
  }

  #placeOf(node: Node): string {
    const steps: string[] = []
    for (let up: Node | null = node; up?.up; up = up.up) {
      steps.push(up.key.startsWith('[') ? up.key : `.${up.key.slice(0, 80)}`)
    }
    return (this.#rootAt + steps.reverse().join('')).replace(/^\./, '')
  }
}

function merged(own: Fields, around: Fields | null): Fields | null {
  if (Object.keys(own).length === 0) return around
  return { ...around, ...own }
}

/** A map from names with types to records that say their type. */
function isStore(object: Record<string, unknown>): boolean {
  if (Object.hasOwn(object, 'ROOT_QUERY')) return true
  let count = 0
  for (const key in object) {
    if (count++ > 5) return false
    const value = object[key]
    if (/^\w{1,60}:./.test(key) && isObject(value) && typeof value['__typename'] === 'string')
      return true
  }
  return false
}

function isWorthALook(value: unknown): boolean {
  if (typeof value === 'object') return value !== null
  return (
    typeof value === 'string' &&
    value.length >= MIN_INNER_CHARACTERS &&
    /^\s{0,20}[{[]\s{0,20}["[{]/.test(value)
  )
}

function isOfOthers(key: string): boolean {
  return OTHERS.test(
    key
      .slice(0, 100)
      .toLowerCase()
      .replace(/[^a-z\d]/g, ''),
  )
}

/** How far up a list's name is looked for. */
const MAX_STEPS = 8

/** What the nearest name that says more than "data" or "items" says of what is in it. */
function typeAround(node: Node): MentionType | null {
  let up: Node | null = node
  for (let steps = 0; up !== null && steps < MAX_STEPS; steps++, up = up.up) {
    if (!up.key.startsWith('[') && !isPacking(up.key)) return typeOfName(up.key)
  }
  return null
}

/** One of the rows that say how often each star was given. */
function isOfHistogram({ key, up }: Node): boolean {
  return key.startsWith('[') && up !== null && HISTOGRAM_NAMES.has(foldedName(up.key).name)
}

function isOfRatings({ key, up }: Node): boolean {
  const words = [...wordsOf(key), ...(up === null ? [] : wordsOf(up.key))]
  return words.some((word) =>
    /^(?:reviews?|ratings?|aggregate|bottomline|stars?|bewertung(?:en)?|avis|opiniones|recensioni)$/.test(
      word,
    ),
  )
}

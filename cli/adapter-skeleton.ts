/** What a new adapter is made from. */
export interface SkeletonFacts {
  /** kebab-case. */
  name: string
  /** Host of the page that it is begun with. */
  host: string
  /** What the page's generator element says; null without one. */
  generator: string | null
}

const MAX_MARK_CHARACTERS = 30
/** The formatter's. */
const MAX_LINE = 100

/**
 * The source of an adapter that compiles and reads pages of a made-up shape: its constants are to be exchanged for
 * what the pages really have.
 */
export function adapterSkeleton({ name, host, generator }: SkeletonFacts): string {
  const engine = engineOf(generator)
  const mark = escaped(engine ?? name)
  return `import type { RawFieldName, RawFields, RawItem } from '../../schema/raw-item.ts'
import type { Adapter, Detection, Reading } from '../adapter.ts'
import type { Document } from '../document.ts'
import { firstBelow, firstOfClass, hasClass, lineOf, markupWithout } from '../find-elements.ts'
import { elementsBelow, type MarkupElement } from '../markup.ts'

/** Begun with a page of ${host}. */
export const adapter: Adapter = {
  name: '${name}',
  plainName: 'reviews (${name})',
  recognises: 'pages of reviews made by ${name}',
  triedLive: null,
  detect,
  read,
}

/** What all pages of the kind have, on whatever host: ${engine === null ? 'here the generator that they would name' : 'the generator that they name'}. */
${declared('MARK', `/<meta[^>]{0,100}name=["']generator["'][^>]{0,50}content=["']${mark}/i`)}

/** Class names: of the element around a statement, and of what is inside of it. */
const ITEM = 'review'
const AUTHOR = 'author'
const DATE = 'date'
const RATING = 'rating'
const TITLE = 'title'
const TEXT = 'text'
/** What stands within the text and is not its author's. */
const NOT_OWN = 'quote'

function detect({ text }: Document): Detection | null {
  return MARK.test(text) ? { confidence: 0.9, why: 'it names its generator' } : null
}

function read(document: Document): Reading {
  const items = [...elementsBelow(document.root)]
    .filter((element) => hasClass(element, ITEM))
    .map((element) => readItem(element, document))
  return { items, aggregates: [], next: [], problems: [] }
}

function readItem(element: MarkupElement, document: Document): RawItem {
  return {
    kind: 'item',
    type: 'review',
    fields: {
      ...field('sourceItemId', idOf(element), 'id'),
      ...field('author.name', lineOf(firstOfClass(element, AUTHOR)), 'author'),
      ...field('publishedAt', dateOf(element), 'date'),
      ...field('rating.value', lineOf(firstOfClass(element, RATING)), 'rating'),
      ...field('title', lineOf(firstOfClass(element, TITLE)), 'title'),
      ...textField(element, document),
    },
    aspects: [],
    replies: [],
  }
}

/** \`review-10023\` → \`10023\`. */
function idOf({ attribs }: MarkupElement): string | null {
  return /\\d{1,20}$/.exec(attribs['id'] ?? '')?.[0] ?? null
}

/** The moment that a time element states, else the words that are shown. */
function dateOf(element: MarkupElement): string | null {
  const time = firstBelow(element, ({ name }) => name === 'time')
  return time?.attribs['datetime'] ?? lineOf(time ?? firstOfClass(element, DATE))
}

function textField(element: MarkupElement, document: Document): RawFields {
  const body = firstOfClass(element, TEXT)
  if (body === null) return {}
  const value = markupWithout(document, body, (one) => hasClass(one, NOT_OWN))
  return value === null ? {} : { text: { value, at: 'text', adapter: adapter.name, html: true } }
}

function field(name: RawFieldName, value: string | null, at: string): RawFields {
  return value === null ? {} : { [name]: { value, at, adapter: adapter.name } }
}
`
}

/** The engine without its version: `Shopware 6.5` → `Shopware`. */
function engineOf(generator: string | null): string | null {
  const [engine = ''] = /^[\p{L}][\p{L}\d .-]*/u.exec(generator ?? '') ?? []
  const plain = engine.replace(/[\s.-]*\d.*$/, '').trim()
  return plain === '' || plain.length > MAX_MARK_CHARACTERS ? null : plain
}

/** As the formatter writes it: on one line where that has room. */
function declared(name: string, value: string): string {
  const line = `const ${name} = ${value}`
  return line.length <= MAX_LINE ? line : `const ${name} =\n  ${value}`
}

function escaped(text: string): string {
  return text.replace(/[.*+?^${}()|[\]\\/]/g, '\\$&')
}

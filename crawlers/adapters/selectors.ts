import { compile } from 'css-select'
import type { Place, Selectors } from '../../config/selectors.ts'
import type { Problem } from '../../schema/problem.ts'
import type { RawAggregate, RawItem, RawValue } from '../../schema/raw-item.ts'
import type { Adapter, Reading } from '../adapter.ts'
import type { Document } from '../document.ts'
import { lineOf, markupWithout } from '../find-elements.ts'
import { elementsBelow, hasMarkup, type MarkupElement, type MarkupRoot } from '../markup.ts'
import { absoluteUrl } from '../web-address.ts'

const NAME = 'selectors'
/** Texts of people, of which line breaks and lists are a part. */
const PROSE = new Set(['text', 'pros', 'cons'])
const ADDRESSES = new Set(['url', 'author.url', 'product.url'])
/** A regex looks at no more of a value. */
const MAX_MATCHED_CHARACTERS = 300
/** Items inside of items are looked through again: so many elements in all. */
const MAX_VISITED = 2_000_000
const MAX_NEXT = 200

/** Reads what a person pointed at with CSS selectors in the source's configuration. */
export const adapter: Adapter = {
  name: NAME,
  plainName: 'your own selectors',
  recognises: "what the source's own `selectors` point at (config/sources.yaml)",
  triedLive: null,
  // A person has looked at what the page shows.
  replaces: ['review-blocks', 'thread'],
  detect: (_, config) =>
    config?.selectors ? { confidence: 1, why: "the source's own selectors" } : null,
  read: (document, config) =>
    config?.selectors ? readBy(config.selectors, document) : nothing(missing()),
}

function nothing(...problems: Problem[]): Reading {
  return { items: [], aggregates: [], next: [], problems }
}

function missing(): Problem {
  const message = 'The adapter `selectors` needs `selectors` in the source (docs/adapters.md).'
  return { code: 'no_selectors', message, where: null }
}

function readBy(selectors: Selectors, document: Document): Reading {
  const look = new Look()
  const { root } = document
  const once = look.fields(root, selectors.page, document)
  const items = look.all(root, selectors.items).map((element): RawItem => {
    const fields = { ...once, ...look.fields(element, selectors.fields, document) }
    return { kind: 'item', type: selectors.type, fields, aspects: [], replies: [] }
  })
  const aggregate = look.fields(root, selectors.aggregate, document)
  const aggregates: RawAggregate[] =
    Object.keys(aggregate).length === 0
      ? []
      : [{ kind: 'aggregate', fields: { ...productOf(once), ...aggregate } }]
  const links = selectors.next === undefined ? [] : look.all(root, selectors.next)
  const next = links.flatMap(
    ({ attribs }) => absoluteUrl(attribs['href'] ?? '', document.baseUrl) ?? [],
  )
  return {
    items: items.filter(({ fields }) => fields.text ?? fields['rating.value'] ?? fields.title),
    aggregates,
    next: [...new Set(next)].slice(0, MAX_NEXT),
    problems: look.problem === null ? [] : [look.problem],
  }
}

function productOf(fields: Record<string, RawValue>): Record<string, RawValue> {
  return Object.fromEntries(Object.entries(fields).filter(([name]) => name.startsWith('product.')))
}

/** Looks through elements, up to a limit for a whole page. */
class Look {
  readonly #tests = new Map<string, (element: MarkupElement) => boolean>()
  #visited = 0

  get problem(): Problem | null {
    if (this.#visited <= MAX_VISITED) return null
    const message = `The selectors look at more than ${MAX_VISITED} elements: what follows is not read.`
    return { code: 'too_large', message, where: NAME }
  }

  all(root: MarkupRoot | MarkupElement, css: string): MarkupElement[] {
    return [...this.#matching(root, css)]
  }

  fields(
    root: MarkupRoot | MarkupElement,
    places: Readonly<Record<string, Place | undefined>>,
    document: Document,
  ): Record<string, RawValue> {
    const fields: Record<string, RawValue> = {}
    for (const [name, place] of Object.entries(places)) {
      if (place === undefined) continue
      const value = this.#value(root, name, place, document)
      if (value !== null) fields[name] = value
    }
    return fields
  }

  #value(
    root: MarkupRoot | MarkupElement,
    name: string,
    place: Place,
    document: Document,
  ): RawValue | null {
    const { css, attribute } = place
    const at = attribute === undefined ? css : `${css} @${attribute}`
    for (const element of this.#matching(root, css)) {
      if (isProse(name, place) && hasMarkup(element)) {
        const value = markupWithout(document, element, () => false)
        if (value !== null) return { value, at, adapter: NAME, html: true }
        continue
      }
      const value = writtenIn(element, name, place, document.baseUrl)
      if (value !== null && value !== '') return { value, at, adapter: NAME }
    }
    return null
  }

  *#matching(root: MarkupRoot | MarkupElement, css: string): Generator<MarkupElement> {
    const isIt = this.#test(css)
    for (const element of elementsBelow(root)) {
      if (++this.#visited > MAX_VISITED) return
      if (isIt(element)) yield element
    }
  }

  #test(css: string): (element: MarkupElement) => boolean {
    const known = this.#tests.get(css)
    if (known) return known
    const test = compile<MarkupElement, MarkupElement>(css)
    this.#tests.set(css, test)
    return test
  }
}

function isProse(name: string, { attribute, match }: Place): boolean {
  return PROSE.has(name) && attribute === undefined && match === undefined
}

/** The value as it stands: an attribute, the address of a link, or the text; of it, what the regex finds. */
function writtenIn(
  element: MarkupElement,
  name: string,
  { attribute, match }: Place,
  baseUrl: string | null,
): string | null {
  const isAddress = ADDRESSES.has(name)
  const named = attribute ?? (isAddress ? 'href' : undefined)
  const value = named === undefined ? lineOf(element) : (element.attribs[named]?.trim() ?? null)
  const found = value === null ? null : matched(value, match)
  return found !== null && isAddress ? absoluteUrl(found, baseUrl) : found
}

function matched(value: string, match: string | undefined): string | null {
  if (match === undefined) return value
  const found = new RegExp(match, 'u').exec(value.slice(0, MAX_MATCHED_CHARACTERS))
  return found === null ? null : (found[1] ?? found[0]).trim()
}

import type { CheerioAPI } from 'cheerio'
import {
  elementsBelow,
  hasMarkup,
  type MarkupElement,
  type MarkupRoot,
  ownText,
  textOf,
} from './markup.ts'
import type { MarkupSyntax } from './markup-syntax.ts'
import { MICROFORMATS } from './microformats.ts'
import { type PlacedText, placed, type Thing, termOf } from './thing.ts'
import { absoluteUrl } from './web-address.ts'

/** Elements looked at for all things together; `itemref` could make them look at the page again and again. */
const MAX_LOOKS = 600_000
const MAX_THINGS = 50_000

const MICRODATA: MarkupSyntax = {
  name: 'microdata',
  isThing: ({ attribs }) => attribs['itemscope'] !== undefined,
  types: ({ attribs }) => attribs['itemtype'] ?? '',
  properties: ({ attribs }) => attribs['itemprop'] ?? '',
  id: ({ attribs }) => attribs['itemid'],
  refs: ({ attribs }) => attribs['itemref'] ?? '',
}

const RDFA_LITE: MarkupSyntax = {
  name: 'rdfa',
  isThing: ({ attribs }) => attribs['typeof'] !== undefined,
  types: ({ attribs }) => attribs['typeof'] ?? '',
  properties: ({ attribs }) => attribs['property'] ?? '',
  id: ({ attribs }) => attribs['about'] ?? attribs['resource'],
  refs: () => '',
  value: ({ attribs }) => attribs['resource'],
}

interface Reading {
  $: CheerioAPI
  syntax: MarkupSyntax
  baseUrl: string | null
  things: Map<MarkupElement, Thing>
  /** Properties as the page writes them, by lower case. */
  names: Map<string, string>
  looksLeft: number
}

/**
 * The things that a document's elements state, those that hold others first: microdata (with `itemref`), then
 * RDFa Lite (`vocab`/prefixes are taken for schema.org's), then reviews in microformats.
 * @see https://html.spec.whatwg.org/multipage/microdata.html and https://www.w3.org/TR/rdfa-lite/
 */
export function embeddedThings($: CheerioAPI, root: MarkupRoot, baseUrl: string | null): Thing[] {
  return [MICRODATA, RDFA_LITE, MICROFORMATS].flatMap((syntax) =>
    thingsIn($, root, baseUrl, syntax),
  )
}

function thingsIn(
  $: CheerioAPI,
  root: MarkupRoot,
  baseUrl: string | null,
  syntax: MarkupSyntax,
): Thing[] {
  const reading: Reading = {
    $,
    syntax,
    baseUrl,
    things: new Map(),
    names: new Map(),
    looksLeft: MAX_LOOKS,
  }
  const byElementId = new Map<string, MarkupElement>()
  for (const element of elementsBelow(root)) {
    const id = element.attribs['id']
    if (id !== undefined && !byElementId.has(id)) byElementId.set(id, element)
    if (syntax.isThing(element) && reading.things.size < MAX_THINGS) {
      reading.things.set(element, newThing(reading, element))
    }
  }
  for (const [element, thing] of reading.things) {
    addProperties(reading, thing, element)
    for (const ref of words(syntax.refs(element))) {
      const referred = byElementId.get(ref)
      if (referred === undefined || referred === element) continue
      addElement(reading, thing, referred)
      if (!syntax.isThing(referred)) addProperties(reading, thing, referred)
    }
  }
  return named(reading)
}

function newThing({ syntax, baseUrl }: Reading, element: MarkupElement): Thing {
  const id = syntax.id(element)
  return {
    syntax: syntax.name,
    types: words(syntax.types(element)).map((type) => termOf(type).toLowerCase()),
    id: id === undefined || id.trim() === '' ? null : (absoluteUrl(id, baseUrl) ?? id.trim()),
    at: '',
    properties: new Map(),
    parent: null,
    element,
  }
}

function addProperties(reading: Reading, thing: Thing, element: MarkupElement): void {
  if (reading.looksLeft <= 0) return
  for (const below of elementsBelow(element, (one) => !reading.syntax.isThing(one))) {
    if (--reading.looksLeft < 0) return
    addElement(reading, thing, below)
  }
}

/** Adds what one element says of a thing: a string, or the thing that it opens. */
function addElement(reading: Reading, thing: Thing, element: MarkupElement): void {
  const properties = propertiesOf(reading.syntax, element)
  if (properties.length === 0) return
  const nested = reading.things.get(element)
  for (const name of properties) {
    const property = name.toLowerCase()
    reading.names.set(property, name)
    const values = thing.properties.get(property) ?? []
    thing.properties.set(property, values)
    if (nested === undefined) values.push(writtenValue(reading, element))
    else if (nested !== thing) {
      nested.parent ??= { thing, property }
      values.push(nested)
    }
  }
}

/** The attribute that holds a value, by element. `content` is taken from any: search engines do the same. */
const VALUE_ATTRIBUTES: Record<string, string> = {
  a: 'href',
  area: 'href',
  link: 'href',
  audio: 'src',
  embed: 'src',
  iframe: 'src',
  img: 'src',
  source: 'src',
  track: 'src',
  video: 'src',
  object: 'data',
  data: 'value',
  meter: 'value',
  time: 'datetime',
}

/** Properties whose value is words even where a link or picture carries them. */
const WORDS =
  /^(?:name|author|creator|reviewer|headline|text|reviewbody|description|publisher|brand)$/i

/** Properties whose text has paragraphs, which only the markup shows. */
const LAID_OUT =
  /^(?:reviewbody|articlebody|text|description|commenttext|(?:positive|negative)notes)$/i

function writtenValue({ $, syntax }: Reading, element: MarkupElement): PlacedText {
  const { attribs, name } = element
  if (attribs['content'] !== undefined) return placed(attribs['content'], '')
  const own = syntax.value?.(element)
  if (own !== undefined) return placed(own, '')
  const attribute = VALUE_ATTRIBUTES[name]
  const stated = attribute === undefined ? undefined : attribs[attribute]
  const properties = propertiesOf(syntax, element)
  const isWords = properties.some((property) => WORDS.test(property))
  const text = textOf(element)
  if (stated !== undefined && !(isWords && text.trim() !== '')) return { value: stated, at: '' }
  if (name === 'script' || name === 'template') return { value: ownText(element), at: '' }
  const isLaidOut = properties.some((property) => LAID_OUT.test(property))
  if (isLaidOut && hasMarkup(element))
    return { value: $(element).html() ?? text, at: '', html: true }
  return { value: text, at: '' }
}

/**
 * Says where each thing and string stood, when it is known what holds what: `microdata #review-17 reviewBody`
 * below an element with an id, else `microdata Product[0] review[2].author.name`.
 */
function named({ things, syntax, names }: Reading): Thing[] {
  const all = [...things.values()]
  const seen = new Map<string, number>()
  for (const thing of all) {
    const type = thing.element === null ? '' : termOf(words(syntax.types(thing.element))[0] ?? '')
    const index = seen.get(type) ?? 0
    seen.set(type, index + 1)
    const elementId = thing.element?.attribs['id']
    if (elementId) thing.at = `${syntax.name} #${elementId}`
    else if (thing.parent === null) thing.at = `${syntax.name} ${type || 'thing'}[${index}]`
  }
  // Those that hold others stand before them in the document; `itemref` may turn that round, hence the guard.
  for (const thing of all) placeValues(thing, names)
  return all
}

function placeValues(thing: Thing, names: Map<string, string>): void {
  if (thing.at === '') thing.at = `${thing.syntax} ${thing.types[0] ?? 'thing'}`
  const separator = thing.at.split(' ').length > 2 ? '.' : ' '
  for (const [property, values] of thing.properties) {
    values.forEach((value, i) => {
      const name = names.get(property) ?? property
      const step = values.length > 1 ? `${name}[${i}]` : name
      if (value.at === '') value.at = `${thing.at}${separator}${step}`
    })
  }
}

function propertiesOf(syntax: MarkupSyntax, element: MarkupElement): string[] {
  return words(syntax.properties(element)).map(termOf)
}

function words(text: string): string[] {
  return text.split(/\s+/).filter((word) => word !== '')
}

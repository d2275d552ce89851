import type { RawValue } from '../schema/raw-item.ts'
import type { MarkupElement } from './markup.ts'

/** A string of structured data as it stood, and where. An adapter's name makes it a RawValue. */
export type PlacedText = Omit<RawValue, 'adapter'>

/**
 * A node of structured data, whatever it was written in: JSON-LD, microdata or RDFa.
 * References by id are resolved, so things can form circles.
 */
export interface Thing {
  syntax: 'json-ld' | 'microdata' | 'rdfa' | 'microformats'
  /** Last segments, lower case: `product`, `blogposting`. */
  types: string[]
  /** `@id`, `itemid` or `resource`, absolute where it can be. */
  id: string | null
  at: string
  /** By last segment of the name, lower case, since pages write it in all ways: `reviewbody`. */
  properties: Map<string, (PlacedText | Thing)[]>
  /** The thing that holds or names this one, and through which property; null at the top. */
  parent: { thing: Thing; property: string } | null
  /** Of microdata and RDFa. */
  element: MarkupElement | null
}

/** The last segment of a schema.org (or data-vocabulary.org) name: `http://schema.org/Review`, `schema:Review`. */
export function termOf(name: string): string {
  const trimmed = name.trim()
  return trimmed.slice(Math.max(...['/', '#', ':'].map((mark) => trimmed.lastIndexOf(mark))) + 1)
}

export function isThing(value: PlacedText | Thing): value is Thing {
  return 'properties' in value
}

export function isOfType(thing: Thing, types: ReadonlySet<string>): boolean {
  return thing.types.some((type) => types.has(type))
}

function valuesFor(thing: Thing, name: string): (PlacedText | Thing)[] {
  return thing.properties.get(name.toLowerCase()) ?? []
}

/** All values of the first of these properties that has any. */
export function valuesOf(thing: Thing, ...names: string[]): (PlacedText | Thing)[] {
  for (const name of names) {
    const values = valuesFor(thing, name)
    if (values.length > 0) return values
  }
  return []
}

/** The things among the values of all of these properties. */
export function thingsOf(thing: Thing, ...names: string[]): Thing[] {
  return names.flatMap((name) => valuesFor(thing, name)).filter(isThing)
}

/** The first string of these properties, in their order, that is not empty. */
export function textOfThing(thing: Thing, ...names: string[]): PlacedText | null {
  for (const name of names) {
    for (const value of valuesFor(thing, name)) {
      if (!isThing(value) && value.value.trim() !== '') return value
    }
  }
  return null
}

/** Like {@link textOfThing}, where a value may also be a thing that has a name: `brand`, `itemListElement`. */
export function nameOrText(thing: Thing, ...names: string[]): PlacedText | null {
  for (const name of names) {
    for (const value of valuesFor(thing, name)) {
      const text = isThing(value) ? textOfThing(value, 'name', 'value') : value
      if (text !== null && text.value.trim() !== '') return text
    }
  }
  return null
}

/** The things that hold this one, nearest first. */
export function ancestorsOf(thing: Thing): Thing[] {
  const ancestors: Thing[] = []
  for (let up = thing.parent; up !== null && !ancestors.includes(up.thing); up = up.thing.parent) {
    ancestors.push(up.thing)
  }
  return ancestors
}

const ESCAPES = /&(?:#\d{1,7}|#x[\da-f]{1,6}|[a-z]{2,31}\d{0,2});/i
/** Entities of letters: who writes `ü` beside `&uuml;` means the entity's own characters. */
const LETTER_ESCAPE =
  /&[a-z]{1,3}(?:acute|grave|circ|tilde|uml|cedil|ring|slash|lig|caron|breve|macr|ogon);/gi
const TAG =
  /<(?:a|b|blockquote|br|code|div|em|figure|h[1-6]|hr|i|img|li|ol|p|pre|s|small|span|strong|sub|sup|table|tbody|td|tr|u|ul)(?:\s[^<>]*)?\/?>/i

/** HTML in a string that should be plain: entities, or tags that text is laid out with. */
export function looksLikeMarkup(text: string): boolean {
  if (TAG.test(text)) return true
  const isAccented = /[\u00c0-\u024f]/.test(text)
  return ESCAPES.test(isAccented ? text.replace(LETTER_ESCAPE, '') : text)
}

/** A string and its place, marked where it is markup. */
export function placed(value: string, at: string): PlacedText {
  return looksLikeMarkup(value) ? { value, at, html: true } : { value, at }
}

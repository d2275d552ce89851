import type { Problem } from '../schema/problem.ts'
import { elementsBelow, type MarkupRoot, ownText } from './markup.ts'
import { readJson } from './relaxed-json.ts'
import { type PlacedText, placed, type Thing, termOf } from './thing.ts'
import { absoluteUrl } from './web-address.ts'

/** One `<script type="application/ld+json">`, parsed. */
export interface JsonLdBlock {
  /** `json-ld[0]`: its place among the page's blocks. */
  at: string
  data: unknown
}

const MAX_BLOCKS = 1000
const MAX_DEPTH = 40
const MAX_VALUES = 200_000

/** Pages that break one block in a loop break all of them. */
const MAX_PROBLEMS = 5

/** The JSON-LD blocks of a document; what cannot be read is a problem. */
export function jsonLdBlocks(root: MarkupRoot): { blocks: JsonLdBlock[]; problems: Problem[] } {
  const blocks: JsonLdBlock[] = []
  const problems: Problem[] = []
  let count = 0
  for (const element of elementsBelow(root)) {
    if (element.name !== 'script' || !/ld\+json/i.test(element.attribs['type'] ?? '')) continue
    const at = `json-ld[${count}]`
    if (++count > MAX_BLOCKS) {
      const message = `more than ${MAX_BLOCKS} JSON-LD blocks: the others are not read`
      problems.push({ code: 'too_large', message, where: at })
      break
    }
    const source = ownText(element)
    if (source.trim() === '') continue
    const reading = readJson(source)
    if ('value' in reading) blocks.push({ at, data: reading.value })
    else if (problems.length < MAX_PROBLEMS) problems.push({ ...reading, where: at })
  }
  return { blocks, problems }
}

/**
 * All things in JSON-LD blocks, those that hold others first. `@graph`, `@list`, `@set`, `@value` and arrays are
 * looked through. Keywords beyond these, and contexts that rename terms, are not followed.
 * @see https://www.w3.org/TR/json-ld11/
 */
export function jsonLdThings(blocks: JsonLdBlock[], baseUrl: string | null): Thing[] {
  const walk: Walk = { things: [], baseUrl, valuesLeft: MAX_VALUES }
  for (const { data, at } of blocks) readValue(walk, data, at, null, 0)
  return walk.things
}

interface Walk {
  things: Thing[]
  baseUrl: string | null
  valuesLeft: number
}

type Parent = Thing['parent']
type JsonObject = Record<string, unknown>

function readValue(
  walk: Walk,
  value: unknown,
  at: string,
  parent: Parent,
  depth: number,
): (PlacedText | Thing)[] {
  if (value === null || value === undefined || depth > MAX_DEPTH || --walk.valuesLeft < 0) return []
  if (Array.isArray(value)) {
    return value.flatMap((one, i) => readValue(walk, one, `${at}[${i}]`, parent, depth + 1))
  }
  if (isObject(value)) return readObject(walk, value, at, parent, depth)
  return [placed(String(value), at)]
}

function readObject(walk: Walk, object: JsonObject, at: string, parent: Parent, depth: number) {
  for (const key of ['@value', '@list', '@set']) {
    if (key in object) return readValue(walk, object[key], at, parent, depth + 1)
  }
  if ('@graph' in object && !('@type' in object)) {
    return readValue(walk, object['@graph'], `${at}.@graph`, parent, depth + 1)
  }
  return [readThing(walk, object, at, parent, depth)]
}

function readThing(
  walk: Walk,
  object: JsonObject,
  at: string,
  parent: Parent,
  depth: number,
): Thing {
  const thing: Thing = {
    syntax: 'json-ld',
    types: typesOf(object['@type']),
    id: idOf(object['@id'], walk.baseUrl),
    at,
    properties: new Map(),
    parent,
    element: null,
  }
  walk.things.push(thing)
  for (const [key, value] of Object.entries(object)) {
    if (key.startsWith('@') && key !== '@graph') continue
    const property = termOf(key).toLowerCase()
    const values = readValue(walk, value, `${at}.${key}`, { thing, property }, depth + 1)
    const known = thing.properties.get(property)
    if (known === undefined) thing.properties.set(property, values)
    else known.push(...values)
  }
  return thing
}

function typesOf(type: unknown): string[] {
  const types = Array.isArray(type) ? type : [type]
  return types.filter((one) => typeof one === 'string').map((one) => termOf(one).toLowerCase())
}

/** Blank nodes (`_:b0`) keep their name: it joins within a page, and means nothing beyond. */
function idOf(id: unknown, baseUrl: string | null): string | null {
  if (typeof id !== 'string' || id.trim() === '') return null
  return absoluteUrl(id, baseUrl) ?? id.trim()
}

function isObject(value: unknown): value is JsonObject {
  return typeof value === 'object' && value !== null
}

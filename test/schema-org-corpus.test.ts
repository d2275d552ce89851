import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { gunzipSync } from 'node:zlib'
import { describe, expect, it } from 'vitest'
import { openDocument } from '../crawlers/document.ts'
import { extract } from '../crawlers/extract.ts'
import { comparableWords, plainWords } from '../crawlers/plain-words.ts'
import { loadRegistry } from '../crawlers/registry.ts'
import { isThing, type Thing } from '../crawlers/thing.ts'
import type { Page } from '../schema/page.ts'
import { projectRoot } from '../schema/project-root.ts'

const PAGES = join(projectRoot, '..', 'shared', 'data', 'pages')
const SAMPLES = join(PAGES, 'schema_org_samples')
const SITES = join(PAGES, 'sites')
const isHere = existsSync(SITES)
const suffix = isHere ? '' : ' (not run: needs ../shared/data)'

/** Saved pages whose statements stand in their schema.org markup, and how many the expectations list. */
const IN_MARKUP: [string, number][] = [
  ['allrecipes.com/pizza', 10],
  ['bestbuy.com/iphone6s-2016', 10],
  ['chefnini.com/post', 24],
  ['ebay.com/wicker-sofa-2016', 5],
  ['forum.glamour.de/thread', 20],
  ['forums.mazdaworld.org/thread-2015', 10],
  ['ikea.com/bear-gb-2020', 20],
  ['ikea.com/hook-gb-2020', 17],
  ['med1.de/thread', 15],
  ['tasteofhome.com/recipe', 9],
  ['wayfair.com/penhook', 10],
  ['williams-sonoma.com/cake', 8],
]

/** Its markup names the authors of no post. */
const WITHOUT_AUTHORS = 'forums.mazdaworld.org/thread-2015'

interface Expected {
  items: { type: string; author: string | null; stars: number | null; text: string | null }[]
}

describe.skipIf(!isHere)(`saved pages of shops and forums${suffix}`, () => {
  it.each(IN_MARKUP)(
    '%s gives its %i statements with text, author and stars',
    async (name, count) => {
      const registry = await loadRegistry()
      const body = gunzipSync(readFileSync(join(SITES, `${name}.html.gz`)))
      const { items } = extract(pageOf(body, `https://${name}`), {
        registry,
        adapter: 'schema-org',
      })
      const expected = JSON.parse(
        readFileSync(join(SITES, `${name}.expected.json`), 'utf8'),
      ) as Expected
      expect(expected.items.length).toBe(count)
      const read = new Map(
        items.map((item) => [beginning(comparableWords(item.fields.text)), item]),
      )
      for (const { text, author, stars } of expected.items) {
        const item = read.get(beginning(text ?? ''))
        expect(item, text ?? '').toBeDefined()
        if (author !== null && name !== WITHOUT_AUTHORS)
          expect(plainWords(item?.fields['author.name'])).toContain(author.trim())
        const value = plainWords(item?.fields['rating.value'])
        if (stars !== null && value !== '') expect(Number(value)).toBe(stars)
      }
    },
  )
})

/** Expectations hold the first 200 characters, some with other spacing around markup. */
function beginning(text: string): string {
  return text.replace(/\s+/g, '').slice(0, 60)
}

/**
 * What of the samples is not compared, and why: `*flat*`, `*node_id*`, `*withtext*` and `*custom_url*` are other ways in which extruct
 * writes the same things down; `misc` lists Dublin Core, OpenGraph and microformats other than reviews as they stand, of which we read no
 * statement (OpenGraph's title, address and language: document.ts); RDFa about a document without a type makes no thing.
 */
describe.skipIf(!isHere)(`extruct's samples${suffix}`, () => {
  it('give the same JSON-LD, also where comments and control characters stand in it', () => {
    const all = samples('.jsonld')
    const different = all.filter(({ html, expected }) => {
      const { jsonLd } = openDocument(pageOf(html, 'http://www.example.com/'))
      return objectsIn(jsonLd.map(({ data }) => data)) !== objectsIn(expected)
    })
    expect(all.length).toBeGreaterThan(8)
    expect(different.map(({ name }) => name)).toEqual([])
  })

  it('give the same microdata: types, properties, nesting and references', () => {
    const all = samples('.json').filter(
      ({ name }) => /^(?:w3c|schema\.org)\//.test(name) && !OWN_RULES.includes(name),
    )
    const microdata = all.filter(
      ({ html, expected }) => /itemscope/.test(String(html)) && isMicrodata(expected),
    )
    const different = microdata.filter(({ html, expected }) => {
      const { things } = openDocument(pageOf(html, 'http://www.example.com/'))
      const top = things.filter((thing) => thing.syntax === 'microdata' && thing.parent === null)
      return (
        outline(top.map(outlineOfThing)) !== outline((expected as Sample[]).map(outlineOfSample))
      )
    })
    expect(microdata.length).toBeGreaterThan(5)
    expect(different.map(({ name }) => name)).toEqual([])
  })
})

describe.skipIf(!isHere)(`extruct's samples of RDFa${suffix}`, () => {
  it('give the same things of a type: their ids, properties and values', () => {
    const all = samples('.expanded.json').map((sample) => ({
      ...sample,
      typed: (sample.expected as RdfNode[]).filter((node) => node['@type'] !== undefined),
    }))
    const different = all.filter(({ html, typed }) => {
      const { things } = openDocument(pageOf(html, 'http://www.example.com/index.html'))
      const read = things.filter((thing) => thing.syntax === 'rdfa').map(linesOfThing)
      return JSON.stringify(read.sort()) !== JSON.stringify(typed.map(linesOfNode).sort())
    })
    // The others state something of a document alone (its title, its licence), and make no thing of any type.
    expect(all.filter(({ typed }) => typed.length > 0).length).toBeGreaterThanOrEqual(5)
    expect(different.map(({ name }) => name)).toEqual([])
  })
})

type RdfNode = Record<string, unknown> & { '@type'?: string[] }

function linesOfThing({ id, types, properties }: Thing): string[] {
  const lines = [...properties].flatMap(([property, values]) =>
    values.map((value) => `${property}=${isThing(value) ? value.id : value.value.trim()}`),
  )
  return [`id=${id}`, `type=${types.join()}`, ...lines].sort()
}

function linesOfNode({ '@id': id, '@type': types = [], ...properties }: RdfNode): string[] {
  const term = (name: string) => name.replace(/^.*[/#]/, '').toLowerCase()
  const lines = Object.entries(properties).flatMap(([property, values]) =>
    (values as Record<string, string>[]).map(
      (value) => `${term(property)}=${value['@id'] ?? value['@value']}`,
    ),
  )
  const own = String(id).startsWith('_:') ? null : id
  return [`id=${own}`, `type=${types.map(term).join()}`, ...lines].sort()
}

/** The objects, in order, without regard to how they are packed in arrays and in which order their keys stand. */
function objectsIn(value: unknown): string {
  const packed = (value as { items?: unknown[] }).items ?? value
  const flat = [packed]
    .flat(9)
    .filter((one) => one !== null && Object.keys(one as object).length > 0)
  return JSON.stringify(flat.map(sorted))
}

function sorted(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(sorted)
  if (typeof value !== 'object' || value === null) return value
  return Object.fromEntries(
    Object.entries(value)
      .map(([key, one]) => [key, sorted(one)] as const)
      .sort(([a], [b]) => (a < b ? -1 : 1)),
  )
}

/**
 * In one sample an `itemref` leads to a thing that is no property, and extruct takes what is inside as the
 * referrer's, against the standard; in the other it reads `input` elements.
 */
const OWN_RULES = ['schema.org/product-ref.html', 'schema.org/SearchAction.001.html']

interface Sample {
  type?: string | string[]
  properties?: Record<string, unknown>
}

function isMicrodata(expected: unknown): boolean {
  return Array.isArray(expected) && expected.every((one: Sample) => one.properties !== undefined)
}

function samples(ending: string) {
  const folders = readdirSync(SAMPLES, { withFileTypes: true }).filter((entry) =>
    entry.isDirectory(),
  )
  return folders.flatMap(({ name: folder }) =>
    readdirSync(join(SAMPLES, folder))
      .filter(
        (file) =>
          file.endsWith('.html') &&
          existsSync(join(SAMPLES, folder, file.replace(/\.html$/, ending))),
      )
      .map((file) => ({
        name: `${folder}/${file}`,
        html: readFileSync(join(SAMPLES, folder, file)),
        expected: JSON.parse(
          readFileSync(join(SAMPLES, folder, file.replace(/\.html$/, ending)), 'utf8'),
        ) as unknown,
      })),
  )
}

/** Types and properties with the kinds of their values: the samples follow their own rules for whitespace in text. */
type Outline = { types: string[]; properties: string[] }

function outlineOfThing(thing: Thing): Outline {
  const properties = [...thing.properties].flatMap(([name, values]) =>
    values.map((value) => `${name} ${isThing(value) ? outline([outlineOfThing(value)]) : 'text'}`),
  )
  return { types: [...thing.types].sort(), properties: properties.sort() }
}

function outlineOfSample({ type, properties = {} }: Sample): Outline {
  const types = [type ?? []].flat().map((one) => one.replace(/^.*[/#]/, '').toLowerCase())
  const lines = Object.entries(properties).flatMap(([name, values]) =>
    [values]
      .flat()
      .map(
        (value) =>
          `${name.replace(/^.*[/#:]/, '').toLowerCase()} ${typeof value === 'object' ? outline([outlineOfSample(value as Sample)]) : 'text'}`,
      ),
  )
  return { types: types.sort(), properties: lines.sort() }
}

function outline(outlines: Outline[]): string {
  return JSON.stringify(outlines.map((one) => JSON.stringify(one)).sort())
}

function pageOf(body: Buffer, url: string): Page {
  return { url, finalUrl: url, status: 200, headers: {}, body, fetchedAt: null, responses: [] }
}

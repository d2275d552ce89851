import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { type Document, openDocument } from '../crawlers/document.ts'
import { type FeedEntry, readFeed } from '../crawlers/feed-entries.ts'
import { plainWords } from '../crawlers/plain-words.ts'
import { absoluteUrl } from '../crawlers/web-address.ts'
import { parseDate } from '../crawlers/written/dates.ts'
import { projectRoot } from '../schema/project-root.ts'

/** Feeds of kurtmckee/feedparser, each made to try one thing, with what that program reads from it. */
const CORPUS = join(projectRoot, '..', 'shared', 'data', 'pages', 'feeds', 'cases.jsonl')
const isHere = existsSync(CORPUS)

/** What the expectations call our fields, of an entry; the others (colours, enclosures, coordinates, the feed's own) we have no field for. */
const FIELDS: [RegExp, keyof FeedEntry][] = [
  [/^\['title'\]$|^\['title_detail'\]\['value'\]$/, 'title'],
  [
    /^\['(?:summary|description|content)'\](?:\[0\])?(?:\['value'\])?$|^\['summary_detail'\]\['value'\]$/,
    'text',
  ],
  [/^\['link'\]$|^\['links'\]\[0\]\['href'\]$/, 'link'],
  [/^\['(?:id|guid)'\]$/, 'id'],
  [/^\['author(?:_detail'\]\['name)?'\]$|^\['authors'\]\[0\]\['name'\]$/, 'author'],
  [/^\['author_detail'\]\['url'\]$|^\['authors'\]\[0\]\['url'\]$/, 'authorUrl'],
  [/^\['published(?:_parsed)?'\]$/, 'published'],
  [/^\['updated(?:_parsed)?'\]$/, 'edited'],
  [/^\['(?:content'\]\[0\]\['|title_detail'\]\['|summary_detail'\]\[')?language'\]$/, 'language'],
]

/** Expectations that we hold to be wrong, or to be of another field than ours, by reason. */
const WRONG: Record<string, string> = {
  'atom/entry_updated_multiple_values.xml':
    'has two `updated`, of which Atom allows one; ours is the first',
  'atom/entry_author_map_author.xml':
    'puts name and e-mail address into one string; a name is a name',
  'atom10/entry_author_map_author.xml': 'as above',
  'atom10/entry_content_and_summary.xml':
    'asks for the summary; our text is the content, which says more',
  'lang/entry_title_xml_lang_inherit_3.xml':
    'asks for the language of the title; ours is that of the text',
  'lang/entry_title_xml_lang_inherit_4.xml': 'as above',
  'rss/item_dc_date.xml':
    'takes dc:date for the day of a change; without another one it is when it was published',
  'rss/item_dc_date_parsed.xml': 'as above',
  'base/http_entry_id_base_docuri.xml':
    'makes an id absolute; it is compared character by character (RFC 4287, 4.2.6.1)',
  'base/http_entry_id_base_content_location.xml': 'as above',
  'base/http_entry_author_url_base_content_location.xml':
    'Content-Location is no base any more (RFC 7231, appendix B), and no browser takes it for one',
  'base/http_entry_link_base_content_location.xml': 'as above',
  'base/http_item_link_base_content_location.xml': 'as above',
}

interface Case {
  file: string
  field: keyof FeedEntry
  wanted: string
  got: string[]
}

const EXPECTED =
  /^not bozo and entries\[(\d)\]((?:\['\w+'\]|\[0\])+) == (?:u?'((?:[^'\\]|\\.)*)'|u?"((?:[^"\\]|\\.)*)"|\((\d[\d, ]*)\))$/

function readCase(line: string): Case[] {
  const {
    file,
    expect: expectation,
    base64,
  } = JSON.parse(line) as Record<'file' | 'expect' | 'base64', string>
  const [match, index, name = '', single, double, time] = EXPECTED.exec(expectation.trim()) ?? []
  const field = FIELDS.find(([pattern]) => pattern.test(name))?.[1]
  if (match === undefined || field === undefined) return []
  const document = openedFeed(file, Buffer.from(base64, 'base64'))
  const entry = entryOf(document, Number(index))
  const wanted = time === undefined ? unescaped(single ?? double ?? '') : momentOf(time)
  return [
    {
      file,
      field,
      wanted,
      got: entry === null ? [] : readings(entry, field, document, time !== undefined),
    },
  ]
}

function openedFeed(file: string, body: Buffer): Document {
  const url = `http://127.0.0.1:8097/tests/wellformed/${file}`
  const [, name = 'x-none', value = ''] =
    /Header:\s+([\w-]+):\s*(.+)/.exec(body.toString('latin1')) ?? []
  const headers = { [name.toLowerCase()]: value.trim() }
  return openDocument({
    url,
    finalUrl: url,
    status: 200,
    headers,
    body,
    fetchedAt: null,
    responses: [],
  })
}

function entryOf(document: Document, index: number): FeedEntry | null {
  try {
    return readFeed(document.text, document.baseUrl).entries[index] ?? null
  } catch {
    return null
  }
}

/** As it stands, and as what comes after it reads it: addresses absolute, dates as moments, the language of the page. */
function readings(
  entry: FeedEntry,
  field: keyof FeedEntry,
  document: Document,
  isMoment: boolean,
): string[] {
  const value = plainWords(entry[field] ?? undefined)
  const date = isMoment
    ? parseDate(value, { fetchedAt: null, dateOrder: null, language: null }).iso
    : null
  if (isMoment) return [date === null ? '' : moment(new Date(date))]
  if (field === 'language') return [(value || document.language || '').replaceAll('_', '-')]
  if (field === 'link' || field === 'authorUrl')
    return [value, absoluteUrl(value, document.baseUrl) ?? value]
  return [value]
}

function unescaped(text: string): string {
  return text.replace(
    /\\(?:u([\da-f]{4})|x([\da-f]{2})|(.))/gi,
    (_, four: string, two: string, other: string) =>
      other === undefined
        ? String.fromCharCode(Number.parseInt(four ?? two, 16))
        : other === 'n'
          ? '\n'
          : other,
  )
}

function moment(date: Date): string {
  return `${date.toISOString().slice(0, 19)}Z`
}

/** A tuple of Python's time, in UTC. */
function momentOf(tuple: string): string {
  const [year = 0, month = 1, ...rest] = tuple.split(',').map(Number)
  const [day = 1, hour = 0, minute = 0, second = 0] = rest
  return moment(new Date(Date.UTC(year, month - 1, day, hour, minute, second)))
}

const name = `feeds of feedparser${isHere ? '' : ' (not run: needs ../shared/data)'}`
describe.skipIf(!isHere)(name, () => {
  it('give what our fields hold as feedparser reads it, but where we hold that to be wrong', () => {
    const lines = readFileSync(CORPUS, 'utf8').trim().split('\n')
    const cases = lines.flatMap(readCase)
    const different = cases.filter((one) => !isAsWanted(one))
    const unexplained = different.filter(({ file }) => WRONG[file] === undefined)
    console.info(
      `feeds: ${cases.length - different.length} of ${cases.length} expectations that concern our fields are met (${lines.length} in all); ${different.length - unexplained.length} others are held to be wrong`,
    )
    expect(cases.length).toBeGreaterThan(290)
    expect(
      unexplained.map(({ file, field, wanted, got }) => [file, field, wanted, got[0]]),
    ).toEqual([])
  })
})

/** What is markup is compared by its words. */
function isAsWanted({ field, wanted, got }: Case): boolean {
  const forms =
    field === 'published' || field === 'edited'
      ? [wanted]
      : [plainWords({ value: wanted }), plainWords({ value: wanted, html: true })]
  return got.some(
    (one) => forms.includes(one) || forms.includes(plainWords({ value: one, html: true })),
  )
}

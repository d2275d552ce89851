import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { openDocument } from '../crawlers/document.ts'
import { type FeedEntry, readFeed } from '../crawlers/feed-entries.ts'
import { plainWords } from '../crawlers/plain-words.ts'
import { projectRoot } from '../schema/project-root.ts'

/** Feeds of kurtmckee/feedparser, each made to try one thing, with what that program reads from it. */
const CORPUS = join(projectRoot, '..', 'shared', 'data', 'pages', 'feeds', 'cases.jsonl')
const isHere = existsSync(CORPUS)

interface Case {
  file: string
  wanted: { field: keyof FeedEntry; value: string } | null
  entry: FeedEntry | null
}

/** What the expectations call our fields. */
const FIELDS: [RegExp, keyof FeedEntry][] = [
  [/^\['title'\]$|^\['title_detail'\]\['value'\]$/, 'title'],
  [
    /^\['(?:summary|description|content)'\](?:\[0\])?(?:\['value'\])?$|^\['summary_detail'\]\['value'\]$/,
    'text',
  ],
  [/^\['link'\]$/, 'link'],
  [/^\['(?:id|guid)'\]$/, 'id'],
  [/^\['author(?:_detail'\]\['name)?'\]$/, 'author'],
]

function readCorpus(): Case[] {
  const lines = readFileSync(CORPUS, 'utf8').trim().split('\n')
  return lines.map((line) => {
    const { file, expect, base64 } = JSON.parse(line) as Record<
      'file' | 'expect' | 'base64',
      string
    >
    return { file, wanted: wantedBy(expect), entry: firstEntry(Buffer.from(base64, 'base64')) }
  })
}

function wantedBy(expectation: string): Case['wanted'] {
  const line =
    /^not bozo and entries\[0\]((?:\['\w+'\]|\[0\])+) == u?(?:'([^'\\]*)'|"([^"\\]*)")$/.exec(
      expectation.trim(),
    )
  const field = FIELDS.find(([name]) => name.test(line?.[1] ?? ''))?.[1]
  return line === null || field === undefined ? null : { field, value: line[2] ?? line[3] ?? '' }
}

function firstEntry(body: Buffer): FeedEntry | null {
  const url = 'http://127.0.0.1:8097/feed'
  const page = {
    url,
    finalUrl: url,
    status: 200,
    headers: {},
    body,
    fetchedAt: null,
    responses: [],
  }
  try {
    return readFeed(openDocument(page).text).entries[0] ?? null
  } catch {
    return null
  }
}

/** RSS and Atom of today are read; Atom 0.3's base64, `xhtml:body`, `fullitem`, CDF and DTD entities are not. */
const MAX_DIFFERENT = 45

const name = `feeds of feedparser${isHere ? '' : ' (not run: needs ../shared/data)'}`
describe.skipIf(!isHere)(name, () => {
  it('give the title, text, link, id and author of their first entry as feedparser reads them', () => {
    const cases = readCorpus().filter(({ wanted }) => wanted !== null)
    const different = cases.filter((one) => !isAsWanted(one)).map(({ file }) => file)
    expect(cases.length).toBeGreaterThan(200)
    expect(different.length, different.join(' ')).toBeLessThanOrEqual(MAX_DIFFERENT)
  })
})

function isAsWanted({ wanted, entry }: Case): boolean {
  if (wanted === null) return true
  const got = plainWords(entry?.[wanted.field] ?? undefined)
  const { value } = wanted
  return [plainWords({ value }), plainWords({ value, html: true })].includes(got)
}

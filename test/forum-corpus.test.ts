import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { gunzipSync } from 'node:zlib'
import { describe, expect, it } from 'vitest'
import { extract } from '../crawlers/extract.ts'
import { loadRegistry } from '../crawlers/registry.ts'
import { parseDate } from '../crawlers/written/dates.ts'
import type { Page } from '../schema/page.ts'
import { projectRoot } from '../schema/project-root.ts'
import type { RawItem } from '../schema/raw-item.ts'
import { plainLine, plainText } from '../workers/normalize/text.ts'

const SITES = join(projectRoot, '..', 'shared', 'data', 'pages', 'sites')
const isHere = existsSync(SITES)
const suffix = isHere ? '' : ' (not run: needs ../shared/data)'

const THREADS: [string, string, number][] = [
  ['computerbase.de/thread', 'xenforo', 12],
  ['forum.statcounter.com/thread', 'xenforo', 12],
  ['forums.oneplus.net/thread-2014', 'xenforo', 20],
  ['forum.glamour.de/thread', 'discourse', 20],
]

interface Expected {
  author: string
  publishedAt: string
  text: string
  textOwn?: string
}

describe.skipIf(!isHere)(`saved threads${suffix}`, () => {
  it.each(THREADS)(
    '%s gives by %s its %i posts, their own words alone',
    async (name, adapter, count) => {
      const { items, expected } = await read(name, adapter)
      const written = expected.filter(({ text }) => text !== '')
      expect(expected.length).toBe(count)
      // Posts of nothing but a picture say nothing that we could keep.
      expect(items.length).toBe(written.length)
      items.forEach((item, i) => {
        const { text = '', textOwn = text, author } = written[i] ?? {}
        const own = squeezed(plainText(item.fields.text?.value ?? '', true) ?? '')
        const words = squeezed(textOwn)
        // Where the page marks up no quote of its own, the expectation begins with the quoted one's name.
        expect(
          words.slice(0, 150).endsWith(own.slice(0, 150)) || own.startsWith(words.slice(0, 150)),
        ).toBe(true)
        expect(plainLine(item.fields['author.name']?.value ?? '', false)).toBe(author)
      })
    },
  )

  it.each(THREADS)(
    '%s gives by %s each of its %i posts an id, a date and its thread',
    async (name, adapter) => {
      const { items, expected } = await read(name, adapter)
      const written = expected.filter(({ text }) => text !== '')
      expect(new Set(items.map(({ fields }) => fields.sourceItemId?.value)).size).toBe(items.length)
      expect(new Set(items.map(({ fields }) => fields.threadId?.value)).size).toBe(1)
      if (adapter === 'discourse') return
      items.forEach((item, i) => {
        const context = { fetchedAt: null, dateOrder: null, language: 'en' }
        const { iso } = parseDate(item.fields.publishedAt?.value ?? '', context)
        expect(iso?.slice(0, 16)).toBe(written[i]?.publishedAt.slice(0, 16))
      })
    },
  )

  it('of an old Discourse give their posts by number', async () => {
    const { items } = await readAll('discourse.codinghorror.com/raspberry', 'discourse')
    const posts = items.filter(({ type }) => type === 'post')
    expect(posts.length).toBe(20)
    expect(posts[0]?.fields.sourceItemId?.value).toBe('4462/24')
    expect(posts[0]?.fields['author.name']?.value).toBe('Eldon_Cleary')
    expect(posts[0]?.fields.publishedAt?.value).toBe('2016-07-25T22:50:02Z')
    expect(posts[0]?.fields.helpfulCount?.value).toBe('1')
  })
})

async function read(name: string, adapter: string) {
  const json = readFileSync(join(SITES, `${name}.expected.json`), 'utf8')
  const { items: expected } = JSON.parse(json) as { items: Expected[] }
  const { items } = await readAll(name, adapter)
  return { items, expected }
}

async function readAll(name: string, adapter: string): Promise<{ items: RawItem[] }> {
  const body = gunzipSync(readFileSync(join(SITES, `${name}.html.gz`)))
  const registry = await loadRegistry()
  const page = pageOf(body, `https://${name}`)
  expect(extract(page, { registry }).adapters).toContain(adapter)
  return extract(page, { registry, adapter })
}

function squeezed(text: string): string {
  return text.replace(/\s+/g, '')
}

function pageOf(body: Buffer, url: string): Page {
  return { url, finalUrl: url, status: 200, headers: {}, body, fetchedAt: null, responses: [] }
}

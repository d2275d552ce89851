import { describe, expect, it } from 'vitest'
import { sourceConfig } from '../config/sources.ts'
import { readInThread } from '../crawlers/read-in-thread.ts'
import type { Page } from '../schema/page.ts'

const source = sourceConfig.parse({ name: 'shop', channel: 'own_site', url: 'https://a.example/' })

function pageOf(html: string): Page {
  const url = 'https://a.example/p'
  const headers = { 'content-type': 'text/html; charset=utf-8' }
  return {
    url,
    finalUrl: url,
    status: 200,
    headers,
    body: Buffer.from(html),
    fetchedAt: null,
    responses: [],
  }
}

const REVIEW = `<div itemscope itemtype="https://schema.org/Review"><b itemprop="author">Ana</b>
  <p itemprop="reviewBody">Läuft seit Jahren ohne Fehler.</p></div>`

describe('a page that is read on a thread', () => {
  it('gives its items, with every letter of its bytes', async () => {
    const { items } = await readInThread(pageOf(REVIEW), source)
    expect(items.map(({ payload }) => JSON.parse(payload).fields)).toMatchObject([
      { text: { value: 'Läuft seit Jahren ohne Fehler.' } },
    ])
  })

  it('is given up when it takes too long, and the next is read', async () => {
    const slow = readInThread(pageOf('<p>'.repeat(400_000)), source, { limitMs: 1 })
    await expect(slow).rejects.toThrow('takes more than 0.001 s to read')
    const { items } = await readInThread(pageOf(REVIEW), source)
    expect(items).toHaveLength(1)
  })

  it('may be one of more than there are threads', async () => {
    const readings = await Promise.all(
      Array.from({ length: 20 }, () => readInThread(pageOf(REVIEW), source)),
    )
    expect(readings.map(({ items }) => items.length)).toEqual(new Array(20).fill(1))
  })
})

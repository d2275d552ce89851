import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { adapter as discourse } from '../crawlers/adapters/discourse.ts'
import { adapter as xenforo } from '../crawlers/adapters/xenforo.ts'
import { openDocument } from '../crawlers/document.ts'
import { pageOf } from './page-of.ts'

const TOPIC = { url: 'https://talk.example/t/buds/12.json' }

const readTopic = (value: unknown) =>
  discourse.read(openDocument(pageOf(JSON.stringify(value), TOPIC)))

describe('a forum on XenForo', () => {
  it('is read in seconds where posts stand in posts', () => {
    const posts = Array.from(
      { length: 250 },
      (_, i) => `<article data-author="x" data-content="post-${i}"><div class="message-body">`,
    )
    const page = `<html id="XF"><body>${posts.join('')}${'<p>x</p>'.repeat(50_000)}`
    const document = openDocument(pageOf(page))
    document.root
    const start = performance.now()
    xenforo.read(document)
    expect(performance.now() - start).toBeLessThan(3_000)
  })

  it('names a thread once, from its beginning, however the list links to it', () => {
    const links = ['', 'unread', 'latest'].map(
      (end) => `<div class="structItem-title"><a href="/threads/buds.1/${end}">Buds</a></div>`,
    )
    const page = pageOf(`<html id="XF"><body>${links.join('')}`, { url: 'https://forum.example/' })
    expect(xenforo.read(openDocument(page)).next).toEqual(['https://forum.example/threads/buds.1/'])
  })
})

describe('a forum on Discourse', () => {
  it('leads to each post that its first page leaves out, twenty at a time', () => {
    const stream = Array.from({ length: 45 }, (_, i) => i + 1)
    const posts = [{ id: 1, post_number: 1, topic_id: 12, cooked: '<p>One</p>' }]
    const { next } = readTopic({ id: 12, slug: 'buds', post_stream: { posts, stream } })
    const ids = next.map((url) => new URL(url).searchParams.getAll('post_ids[]').map(Number))
    expect(ids.map((part) => part.length)).toEqual([20, 20, 4])
    expect(ids.flat()).toEqual(stream.slice(1))
  })

  it('of broken JSON says so and gives nothing', () => {
    const page = pageOf('{"post_stream":{"posts":[{"id":1,', TOPIC)
    const { items, problems } = discourse.read(openDocument(page))
    expect(items).toEqual([])
    expect(problems.map(({ code }) => code)).toEqual(['bad_json'])
  })

  it('never fails, whatever stands where', () => {
    const key = fc.constantFrom(
      'id',
      'post_number',
      'cooked',
      'username',
      'actions_summary',
      'topic_id',
      'accepted_answer',
    )
    const post = fc.dictionary(key, fc.jsonValue())
    fc.assert(
      fc.property(fc.array(post), fc.jsonValue(), fc.jsonValue(), (posts, stream, list) => {
        const { items } = readTopic({ id: 12, post_stream: { posts, stream }, topic_list: list })
        for (const { fields } of items) expect(fields.sourceItemId?.value).toMatch(/\//)
      }),
    )
  })
})

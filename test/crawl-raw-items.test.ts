import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { keepItems, type SeenOn } from '../crawlers/keep-items.ts'
import type { KeyedRawItem } from '../schema/queries/add-raw-items.ts'
import { createTestDatabase, type TestDatabase } from './database.ts'

let database: TestDatabase
let sourceId: number

beforeAll(async () => {
  database = await createTestDatabase()
})
afterAll(() => database.drop())
beforeEach(async () => {
  const { rows } = await database.pool.query(
    `INSERT INTO earshot.source (name, channel, config, origin)
     VALUES (gen_random_uuid()::text, 'own_site', '{}', 'file') RETURNING source_id`,
  )
  sourceId = rows[0].source_id
})

function item(key: string, text: string): KeyedRawItem {
  const value = { value: text, at: 'test', adapter: 'test' }
  const payload = {
    kind: 'item',
    type: 'review',
    fields: { text: value },
    aspects: [],
    replies: [],
  }
  return {
    raw_key: key,
    raw_hash: `hash of ${text}`,
    shares_day: false,
    kind: 'item',
    says: { isRated: false, isDated: false, isSigned: false, letters: text.length },
    payload: JSON.stringify(payload),
  }
}

function see(runId: number, items: KeyedRawItem[], on: Partial<SeenOn> = {}) {
  const seen_at = `2026-03-0${runId}T12:00:00Z`
  const page = { items, page_id: null, page_facts: null, seen_at, is_unchanged: false, ...on }
  return keepItems(database.pool, [page], { source_id: sourceId, run_id: runId })
}

async function kept(key: string) {
  const { rows } = await database.pool.query(
    `SELECT payload #>> '{fields,text,value}' AS text, coalesce(work.state, 'done') AS state, item.run_id,
       last_seen_run_id, changed_at
     FROM earshot.raw_item AS item LEFT JOIN earshot.raw_item_work AS work USING (raw_item_id) WHERE source_id = $1 AND raw_key = $2`,
    [sourceId, key],
  )
  return rows[0]
}

const counts = (found: number, fresh: number, changed: number) =>
  expect.objectContaining({ items_found: found, items_new: fresh, items_changed: changed })

const done = () =>
  database.pool.query(
    `DELETE FROM earshot.raw_item_work WHERE raw_item_id IN (
         SELECT raw_item_id FROM earshot.raw_item WHERE source_id = $1)`,
    [sourceId],
  )

describe('raw items', () => {
  test('are new once, then seen again', async () => {
    expect(await see(1, [item('a', 'good'), item('b', 'bad')])).toEqual(counts(2, 2, 0))
    await done()
    expect(await see(2, [item('a', 'good')])).toEqual(counts(1, 0, 0))
    expect(await kept('a')).toMatchObject({ state: 'done', run_id: 1, last_seen_run_id: 2 })
  })

  test('count once a run, on however many pages they stand', async () => {
    await see(1, [item('a', 'good')])
    expect(await see(1, [item('a', 'good'), item('b', 'bad')])).toEqual(counts(1, 1, 0))
  })

  test('that changed are held again, with the moment', async () => {
    await see(1, [item('a', 'good')])
    await done()
    expect(await see(2, [item('a', 'worse than it was')])).toEqual(counts(1, 0, 1))
    expect(await kept('a')).toMatchObject({
      state: 'held',
      text: 'worse than it was',
      run_id: 2,
      changed_at: new Date('2026-03-02T12:00:00Z'),
    })
  })

  test('that an unhealthy run held go with the run that sees them again', async () => {
    await see(1, [item('a', 'good')])
    await see(2, [item('a', 'good')])
    expect(await kept('a')).toMatchObject({ state: 'held', run_id: 2 })
  })

  test('of an unchanged page are added where they were never written, and never replaced', async () => {
    await see(1, [item('a', 'good')])
    const result = await see(2, [item('a', 'stale'), item('b', 'missed')], { is_unchanged: true })
    expect(result).toEqual(counts(2, 1, 0))
    expect(await kept('a')).toMatchObject({ text: 'good' })
    expect(await kept('b')).toMatchObject({ text: 'missed' })
  })

  test.each([
    ['shortened first', ['good, and…', 'good, and cheap to run']],
    ['whole first', ['good, and cheap to run', 'good, and…']],
  ])('shown in two forms, %s, keep the longer, and are no change later', async (_, forms) => {
    for (const form of forms) await see(1, [item('a', form)])
    expect(await kept('a')).toMatchObject({ text: 'good, and cheap to run', changed_at: null })
    await done()
    const later = []
    for (const form of forms) later.push(await see(2, [item('a', form)]))
    expect(later).toEqual([counts(1, 0, 0), counts(0, 0, 0)])
    expect(await kept('a')).toMatchObject({ text: 'good, and cheap to run', state: 'done' })
  })

  test('shown in two forms change once when they are edited', async () => {
    await see(1, [item('a', 'good, and…')])
    await see(1, [item('a', 'good, and cheap to run')])
    await done()
    expect(await see(2, [item('a', 'bad, and…')])).toEqual(counts(1, 0, 1))
    expect(await see(2, [item('a', 'bad, and dear to run')])).toEqual(counts(0, 0, 0))
    expect(await kept('a')).toMatchObject({ text: 'bad, and dear to run', state: 'held' })
  })

  test('that change back to what they were are a change', async () => {
    await see(1, [item('a', 'good')])
    await see(2, [item('a', 'bad')])
    expect(await see(3, [item('a', 'good')])).toEqual(counts(1, 0, 1))
    expect(await kept('a')).toMatchObject({ text: 'good' })
  })

  test('of a thousand a page are one statement, and quick', async () => {
    const many = Array.from({ length: 1000 }, (_, index) => item(`k${index}`, `text ${index}`))
    const startedMs = performance.now()
    expect(await see(1, many)).toEqual(counts(1000, 1000, 0))
    expect(await see(2, many)).toEqual(counts(1000, 0, 0))
    expect(performance.now() - startedMs).toBeLessThan(5000)
  })
})

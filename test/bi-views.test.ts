import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest'
import { applyViews } from '../schema/apply-views.ts'
import { inTransaction } from '../schema/database.ts'
import { insert, insertMention, insertSource } from './bi-seed.ts'
import { createTestDatabase, type TestDatabase } from './database.ts'

let db: TestDatabase
let source: number
let lamp: number
let chair: number

beforeAll(async () => {
  db = await createTestDatabase()
  await inTransaction(db.pool, applyViews)
})
afterAll(() => db.drop())

beforeEach(async () => {
  await db.pool.query(
    'TRUNCATE earshot.source, earshot.product, earshot.customer, earshot.author, earshot.tombstone CASCADE',
  )
  source = await insertSource(db.pool)
  lamp = await insert(db.pool, 'product', { external_id: 'P-1', name: 'Lamp' })
  chair = await insert(db.pool, 'product', { external_id: 'P-2', name: 'Chair' })
})

test('every view and column of bi and bi_pii has a comment', async () => {
  const bare = await all(`SELECT view_schema, view_name, column_name FROM bi.data_dictionary
    WHERE coalesce(view_comment, '') = '' OR coalesce(column_comment, '') = ''`)
  expect(bare).toEqual([])
})

test('the views have the columns that the contract names', async () => {
  const promised: Record<string, string> = {
    dim_product: 'product_id external_id name brand category market is_competitor',
    dim_customer: 'customer_id external_id crm_id segment lifetime_value',
    dim_author: 'author_id site is_company customer_id',
    dim_source: 'source_id name channel market',
    dim_listing: 'listing_id source_id product_id',
    dim_date: 'day year quarter month iso_week weekday',
    fct_mention: `mention_id source_id listing_id author_id customer_id type channel setting
      published_at day collected_at language rating_value rating_best rating_worst stars sentiment_score
      sentiment_label sentiment_band sentiment_confidence is_syndicated canonical_mention_id
      is_verified_purchase is_incentivized is_removed removed_at edit_count edited_at replied_at url
      title text version product_id updated_at change_seq`,
    fct_mention_product:
      'mention_id product_id role sentiment_score confidence method updated_at change_seq',
    fct_rating_snapshot: `listing_id stars rating_value rating_best rating_worst rating_count
      review_count count_1 count_2 count_3 count_4 count_5 updated_at change_seq`,
    product_daily: `product_id external_id channel day mentions ratings stars_sum mean_stars stars_low
      stars_high sentiment_mean negatives problems questions recommendations`,
    customer_metrics: `customer_id external_id crm_id mentions ratings mean_stars last_stars
      last_sentiment last_mention_at segment lifetime_value`,
    fct_alert: 'alert_id product_id updated_at change_seq',
    fct_business_metric:
      'day metric value product_id customer_id market currency updated_at change_seq',
    source_health: 'source_id state last_stop_reason open_problems terms next_run_at',
    freshness: `source_id last_successful_run_at newest_published_at newest_collected_at items_held
      items_due items_quarantined oldest_waiting_since`,
    tombstone: 'view_name row_key removed_at change_seq',
    data_dictionary: 'view_name column_name data_type column_comment',
  }
  const rows = await all<{ name: string }>(
    `SELECT view_name || '.' || column_name AS name FROM bi.data_dictionary`,
  )
  const present = new Set(rows.map((row) => row.name))
  const missing = Object.entries(promised)
    .flatMap(([view, columns]) => columns.split(/\s+/).map((column) => `${view}.${column}`))
    .filter((name) => !present.has(name))
  expect(missing).toEqual([])
})

test('copies, removed mentions and our own voice are marked, and outside every count and mean', async () => {
  const customer = await insert(db.pool, 'customer', { external_id: 'C-1' })
  const said = { day: '2026-03-01', stars: 1, sentiment_label: 'negative', customer_id: customer }
  const kept = await insertMention(db.pool, source, { ...said, stars: 4 }, [[lamp, 'subject']])
  await insertMention(db.pool, source, { ...said, is_company: true }, [[lamp, 'subject']])
  await insertMention(
    db.pool,
    source,
    { ...said, is_syndicated: true, canonical_mention_id: kept },
    [[lamp, 'subject']],
  )
  await insertMention(db.pool, source, { ...said, removed_at: '2026-03-02T00:00:00Z' }, [
    [lamp, 'subject'],
  ])

  expect(
    await all(`SELECT is_company, is_syndicated, is_removed, is_counted FROM bi.fct_mention
      ORDER BY mention_id`),
  ).toEqual([
    { is_company: false, is_syndicated: false, is_removed: false, is_counted: true },
    { is_company: true, is_syndicated: false, is_removed: false, is_counted: false },
    { is_company: false, is_syndicated: true, is_removed: false, is_counted: false },
    { is_company: false, is_syndicated: false, is_removed: true, is_counted: false },
  ])
  expect(
    await all('SELECT mentions, ratings, mean_stars, negatives FROM bi.product_daily'),
  ).toEqual([{ mentions: 1, ratings: 1, mean_stars: 4, negatives: 1 }])
  expect(await all('SELECT mentions, ratings, mean_stars FROM bi.customer_metrics')).toEqual([
    { mentions: 1, ratings: 1, mean_stars: 4 },
  ])
})

test('only a review of a product enters its stars', async () => {
  await insertMention(db.pool, source, { day: '2026-03-01', stars: 2 }, [
    [lamp, 'subject'],
    [chair, 'compared'],
  ])
  expect(
    await all(`SELECT external_id, mentions, ratings, stars_sum, mean_stars, stars_low, stars_high
      FROM bi.product_daily ORDER BY external_id`),
  ).toMatchObject([
    { external_id: 'P-1', mentions: 1, ratings: 1, stars_sum: 2, mean_stars: 2 },
    {
      external_id: 'P-2',
      mentions: 1,
      ratings: 0,
      stars_sum: 0,
      mean_stars: null,
      stars_low: null,
      stars_high: null,
    },
  ])
})

test('the interval holds the mean, stays on the scale and narrows with more ratings', async () => {
  const shapes = [[5], [5, 5, 5], [1, 5], Array(40).fill(5), Array(40).fill(1), [4, 4, 3, 5, 2]]
  for (const [index, stars] of shapes.entries()) {
    for (const value of stars) {
      await insertMention(db.pool, source, { day: `2026-03-0${index + 1}`, stars: value }, [
        [lamp, 'subject'],
      ])
    }
  }
  const rows = await all<{ mean_stars: number; stars_low: number; stars_high: number }>(
    'SELECT mean_stars, stars_low, stars_high FROM bi.product_daily ORDER BY day',
  )
  for (const row of rows) {
    expect(row.stars_low).toBeGreaterThanOrEqual(1)
    expect(row.stars_low).toBeLessThanOrEqual(row.mean_stars)
    expect(row.stars_high).toBeGreaterThanOrEqual(row.mean_stars)
    expect(row.stars_high).toBeLessThanOrEqual(5)
    expect(row.stars_high - row.stars_low).toBeGreaterThan(0.1)
  }
  // three fives and the pseudo-ratings 1 and 5: m = 4.2, s² = 3.2, N = 5
  expect(rows[1]?.stars_low).toBeCloseTo(4.2 - 1.959964 * Math.sqrt(3.2 / 5), 6)
  expect(rows[3]?.stars_low).toBeGreaterThan(4.5)
})

test('an undated mention is counted as undated, and placed on no day', async () => {
  await insertMention(
    db.pool,
    source,
    { published_at: '2026-03-01T00:00:00Z', published_precision: 'month', stars: 5 },
    [[lamp, 'subject']],
  )
  expect(await all('SELECT * FROM bi.product_daily')).toEqual([])
  expect(await all('SELECT mentions, undated_mentions FROM bi.freshness')).toEqual([
    { mentions: 1, undated_mentions: 1 },
  ])
})

test('facts show the product that survived a chain of merges, once, and an undone merge is undone', async () => {
  const rug = await insert(db.pool, 'product', { external_id: 'P-3', name: 'Rug' })
  await insertMention(db.pool, source, { day: '2026-03-01', stars: 3 }, [
    [lamp, 'subject'],
    [chair, 'named'],
  ])
  const listing = await insert(db.pool, 'listing', {
    source_id: source,
    site: 'shop.example',
    product_id: lamp,
  })
  await insert(db.pool, 'product_alias', { old_product_id: lamp, product_id: chair })
  await insert(db.pool, 'product_alias', { old_product_id: chair, product_id: rug })

  expect(await all('SELECT product_id FROM bi.fct_mention')).toEqual([{ product_id: rug }])
  expect(await all('SELECT product_id, role FROM bi.fct_mention_product')).toEqual([
    { product_id: rug, role: 'subject' },
  ])
  expect(await all('SELECT external_id, mentions, ratings FROM bi.product_daily')).toEqual([
    { external_id: 'P-3', mentions: 1, ratings: 1 },
  ])
  expect(await all('SELECT listing_id, product_id FROM bi.dim_listing')).toEqual([
    { listing_id: listing, product_id: rug },
  ])
  expect(
    await all(
      'SELECT external_id, merged_into_product_id AS into FROM bi.dim_product ORDER BY external_id',
    ),
  ).toEqual([
    { external_id: 'P-1', into: rug },
    { external_id: 'P-2', into: rug },
    { external_id: 'P-3', into: null },
  ])

  await db.pool.query('DELETE FROM earshot.product_alias')
  expect(
    await all('SELECT product_id, role FROM bi.fct_mention_product ORDER BY product_id'),
  ).toEqual([
    { product_id: lamp, role: 'subject' },
    { product_id: chair, role: 'named' },
  ])
})

test('the mentions of two customers found to be one are counted for the one that survived', async () => {
  const [old, kept] = [
    await insert(db.pool, 'customer', { external_id: 'C-1' }),
    await insert(db.pool, 'customer', { external_id: 'C-2', crm_id: 'crm-2' }),
  ]
  await insertMention(db.pool, source, { day: '2026-03-01', stars: 3, customer_id: old })
  await insertMention(db.pool, source, {
    day: '2026-03-05',
    stars: 5,
    sentiment_label: 'positive',
    customer_id: kept,
  })
  await insert(db.pool, 'customer_alias', { old_customer_id: old, customer_id: kept })

  expect(await all('SELECT DISTINCT customer_id FROM bi.fct_mention')).toEqual([
    { customer_id: kept },
  ])
  expect(
    await all(`SELECT external_id, crm_id, mentions, ratings, mean_stars, last_stars, last_sentiment,
      last_mention_at FROM bi.customer_metrics`),
  ).toEqual([
    {
      external_id: 'C-2',
      crm_id: 'crm-2',
      mentions: 2,
      ratings: 2,
      mean_stars: 4,
      last_stars: 5,
      last_sentiment: 'positive',
      last_mention_at: new Date('2026-03-05T00:00:00Z'),
    },
  ])
})

test('a customer who said nothing has counts of 0 and no means', async () => {
  await insert(db.pool, 'customer', { external_id: 'C-1', segment: 'gold', lifetime_value: 12.5 })
  expect(
    await all(`SELECT mentions, ratings, mean_stars, last_stars, last_mention_at, segment, lifetime_value
      FROM bi.customer_metrics`),
  ).toEqual([
    {
      mentions: 0,
      ratings: 0,
      mean_stars: null,
      last_stars: null,
      last_mention_at: null,
      segment: 'gold',
      lifetime_value: 12.5,
    },
  ])
})

test('bi holds no name, e-mail, handle, address or profile link of a person; bi_pii does', async () => {
  const customer = await insert(db.pool, 'customer', {
    external_id: 'C-1',
    name: 'SECRET Mara',
    email: 'SECRET@mail.example',
    street: 'SECRET street',
    city: 'SECRET city',
    postcode: 'SECRET 1',
    birth_date: '1971-07-17',
  })
  await insert(db.pool, 'customer_handle', {
    customer_id: customer,
    site: 'shop.example',
    handle: 'SECRET_k',
  })
  const author = await insert(db.pool, 'author', {
    site: 'shop.example',
    author_key: 'handle:SECRET_k',
    name: 'SECRET Mara',
    handle: 'SECRET_k',
    url: 'https://shop.example/u/SECRET_k',
  })
  await insert(db.pool, 'author_customer', {
    author_id: author,
    customer_id: customer,
    method: 'handle',
    confidence: 1,
    evidence: ['handle SECRET_k'],
  })
  await insertMention(
    db.pool,
    source,
    { author_id: author, customer_id: customer, day: '2026-03-01', stars: 5 },
    [[lamp, 'subject']],
  )
  await db.pool.query('DELETE FROM earshot.author WHERE author_id = $1', [
    await insert(db.pool, 'author', { site: 'shop.example', author_key: 'handle:SECRET_gone' }),
  ])

  const views = await all<{ name: string }>(`SELECT DISTINCT view_name AS name
    FROM bi.data_dictionary WHERE view_schema = 'bi' AND view_name <> 'data_dictionary'`)
  expect(views.length).toBeGreaterThan(12)
  for (const { name } of views) {
    const leaks = await all(
      `SELECT * FROM bi.${name} v WHERE v::text LIKE '%SECRET%' OR v::text LIKE '%1971-07-17%'`,
    )
    expect(leaks, name).toEqual([])
  }
  expect(await all('SELECT customer_id, name, email, handles FROM bi_pii.customer')).toEqual([
    {
      customer_id: customer,
      name: 'SECRET Mara',
      email: 'SECRET@mail.example',
      handles: ['shop.example:SECRET_k'],
    },
  ])
  expect(await all('SELECT author_id, name, handle, profile_url FROM bi_pii.author')).toEqual([
    {
      author_id: author,
      name: 'SECRET Mara',
      handle: 'SECRET_k',
      profile_url: 'https://shop.example/u/SECRET_k',
    },
  ])
  expect(await all('SELECT customer_id, customer_method FROM bi.dim_author')).toEqual([
    { customer_id: customer, customer_method: 'handle' },
  ])
})

test('a mention whose subject changes moves its own change_seq; an unchanged link moves none', async () => {
  const mention = await insertMention(db.pool, source, { day: '2026-03-01' }, [[lamp, 'subject']])
  const seq = () => one<{ seq: number }>('SELECT change_seq AS seq FROM bi.fct_mention')
  const first = await seq()

  await db.pool.query(`UPDATE earshot.mention_product SET confidence = confidence`)
  expect(await seq()).toEqual(first)

  await db.pool.query('UPDATE earshot.mention_product SET product_id = $1', [chair])
  const second = await seq()
  expect(second.seq).toBeGreaterThan(first.seq)

  await db.pool.query('DELETE FROM earshot.mention_product WHERE mention_id = $1', [mention])
  expect((await seq()).seq).toBeGreaterThan(second.seq)
})

test('a mention written with its subject in one transaction is numbered once', async () => {
  const mention = await inTransaction(db.pool, (client) =>
    insertMention(client, source, { day: '2026-03-01' }, [[lamp, 'subject']]),
  )
  const { before } = await one<{ before: boolean }>(`SELECT m.change_seq < l.change_seq AS before
    FROM bi.fct_mention m JOIN bi.fct_mention_product l USING (mention_id) WHERE mention_id = ${mention}`)
  expect(before).toBe(true)
})

test('an author who is found to be a customer moves its change_seq', async () => {
  const customer = await insert(db.pool, 'customer', { external_id: 'C-1' })
  const author = await insert(db.pool, 'author', { site: 'shop.example', author_key: 'handle:m' })
  const seq = () => one<{ seq: number }>('SELECT change_seq AS seq FROM bi.dim_author')
  const before = await seq()
  await insert(db.pool, 'author_customer', {
    author_id: author,
    customer_id: customer,
    method: 'handle',
    confidence: 1,
    evidence: [],
  })
  expect((await seq()).seq).toBeGreaterThan(before.seq)
})

test('a deleted mention leaves a tombstone', async () => {
  const mention = await insertMention(db.pool, source, {}, [[lamp, 'subject']])
  await db.pool.query('DELETE FROM earshot.mention')
  expect(await all('SELECT view_name, row_key FROM bi.tombstone ORDER BY view_name')).toEqual([
    { view_name: 'fct_mention', row_key: { mention_id: mention } },
    { view_name: 'fct_mention_product', row_key: { mention_id: mention, product_id: lamp } },
  ])
})

test('the calendar covers whole years from the first mention on, with ISO weeks', async () => {
  await insertMention(db.pool, source, { day: '2020-05-05' })
  const [span] = await all('SELECT min(day)::text AS first, count(*) AS days FROM bi.dim_date')
  expect(span).toMatchObject({ first: '2020-01-01' })
  expect(
    await all(`SELECT year, quarter, iso_year, iso_week, weekday, weekday_name, is_weekend,
      week_start::text FROM bi.dim_date WHERE day = '2021-01-02'`),
  ).toEqual([
    {
      year: 2021,
      quarter: 1,
      iso_year: 2020,
      iso_week: 53,
      weekday: 6,
      weekday_name: 'Saturday',
      is_weekend: true,
      week_start: '2020-12-28',
    },
  ])
  expect(await all('SELECT day FROM bi.dim_date GROUP BY day HAVING count(*) > 1')).toEqual([])
})

test('source_health tells of the last finished run and the open problems', async () => {
  await insert(db.pool, 'crawl_run', {
    source_id: source,
    trigger: 'schedule',
    finished_at: '2026-03-01T10:00:00Z',
    stop_reason: 'complete',
    is_healthy: true,
    pages_fetched: 7,
    items_new: 3,
  })
  await insert(db.pool, 'crawl_run', { source_id: source, trigger: 'person' })
  await insert(db.pool, 'source_problem', { source_id: source, code: 'captcha', message: 'asks' })
  await insert(db.pool, 'source_problem', {
    source_id: source,
    code: 'consent',
    message: 'over',
    closed_at: '2026-03-01T10:00:00Z',
  })
  expect(
    await all(`SELECT state, terms, schedule, is_running, last_stop_reason, last_run_is_healthy,
      pages_fetched, items_new, open_problems, problems #>> '{0,code}' AS problem FROM bi.source_health`),
  ).toEqual([
    {
      state: 'active',
      terms: 'permitted',
      schedule: 'every 6h',
      is_running: true,
      last_stop_reason: 'complete',
      last_run_is_healthy: true,
      pages_fetched: 7,
      items_new: 3,
      open_problems: 1,
      problem: 'captcha',
    },
  ])
})

test('completeness says how much of a listing we hold, and why not all', async () => {
  const listings = new Map<string, number>()
  for (const name of ['whole', 'capped', 'stars', 'silent']) {
    const listing_id = await insert(db.pool, 'listing', {
      source_id: source,
      site: 'a.example',
      name,
    })
    listings.set(name, listing_id)
    await insertMention(db.pool, source, { listing_id, stars: 4, text: 'Good.' })
  }
  const claim = (name: string, counts: Record<string, number>) =>
    insert(db.pool, 'rating_snapshot', {
      listing_id: listings.get(name),
      taken_at: '2026-03-01T00:00:00Z',
      ...counts,
    })
  await claim('whole', { review_count: 1, rating_count: 9 })
  await claim('capped', { review_count: 40 })
  await claim('stars', { rating_count: 9 })
  await insert(db.pool, 'crawl_run', {
    source_id: source,
    trigger: 'schedule',
    finished_at: '2026-03-01T00:00:00Z',
    stop_reason: 'complete',
  })
  const ledger = () =>
    all(`SELECT name, held_reviews, missing, reason FROM bi.completeness
      JOIN bi.dim_listing USING (listing_id) ORDER BY listing_id`)
  const held_reviews = 1
  expect(await ledger()).toEqual([
    { name: 'whole', held_reviews, missing: 0, reason: 'complete' },
    { name: 'capped', held_reviews, missing: 39, reason: 'not_shown' },
    { name: 'stars', held_reviews, missing: 8, reason: 'stars_only' },
    { name: 'silent', held_reviews, missing: null, reason: 'not_stated' },
  ])
  await insert(db.pool, 'source_problem', { source_id: source, code: 'login_wall', message: 'x' })
  expect(await ledger()).toMatchObject([
    { reason: 'complete' },
    { reason: 'login_wall' },
    { reason: 'login_wall' },
    { reason: 'not_stated' },
  ])
})

test('freshness counts what waits and since when', async () => {
  const item = async (
    raw_key: string,
    state: string | null,
    first_seen_at: string,
    changed_at: string | null,
  ) => {
    const raw_item_id = await insert(db.pool, 'raw_item', {
      source_id: source,
      kind: 'item',
      raw_key,
      raw_hash: 'h',
      payload: {},
      first_seen_at,
      changed_at,
    })
    if (state) await insert(db.pool, 'raw_item_work', { raw_item_id, state })
  }
  await item('a', null, '2026-01-01T00:00:00Z', null)
  await item('b', 'due', '2026-01-02T00:00:00Z', '2026-02-02T00:00:00Z')
  await item('c', 'held', '2026-02-03T00:00:00Z', null)
  await item('d', 'quarantined', '2025-01-01T00:00:00Z', null)
  expect(
    await all(`SELECT items_held, items_due, items_quarantined, oldest_waiting_since
      FROM bi.freshness`),
  ).toEqual([
    {
      items_held: 1,
      items_due: 1,
      items_quarantined: 1,
      oldest_waiting_since: new Date('2026-02-02T00:00:00Z'),
    },
  ])
})

async function all<T = Record<string, unknown>>(sql: string): Promise<T[]> {
  const { rows } = await db.pool.query(sql)
  return rows as T[]
}

async function one<T>(sql: string): Promise<T> {
  const [row] = await all<T>(sql)
  if (row === undefined) throw new Error(`no row: ${sql}`)
  return row
}

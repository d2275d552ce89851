import type { Pool } from '../schema/database.ts'
import { insert } from './bi-seed.ts'

const DAY_MS = 86_400_000
const PRODUCTS = [
  ['AQ-100', 'Aqua Kettle 1.7 l', 4.5],
  ['AQ-200', 'Aqua Kettle Mini', 4.2],
  ['BR-300', 'Breeze Tower Fan', 4.4],
  ['LM-400', 'Lumen Desk Lamp', 4.7],
  ['VC-500', 'Vacuum Pro Cordless Stick 2000 with Wall Mount', 3.4],
  ['TS-600', 'Toaster Duo', 4.0],
  ['HP-700', 'Hearth Space Heater', 2.9],
  ['CM-800', 'Crema Coffee Machine', 4.6],
] as const
const WORDS: [number, string, string, string][] = [
  [
    1,
    'en',
    'Leaks after a week',
    'Water runs out below the handle. Support has not answered for ten days.',
  ],
  [
    2,
    'de',
    'Leider undicht',
    'Der Deckel schließt nicht mehr richtig, nach drei Wochen tropft alles.',
  ],
  [
    3,
    'fr',
    'Correct sans plus',
    'Le produit fait son travail, mais le câble est vraiment trop court.',
  ],
  [4, 'es', 'Muy práctico', 'Calienta rápido y ocupa poco. Le falta un indicador de temperatura.'],
  [5, 'en', 'Love it', 'Quiet, quick and handsome. Bought a second one for my parents.'],
]

/** Repeatable numbers, 0–1. */
function randomFrom(seed: number): () => number {
  let state = seed
  return () => {
    state = (state * 1_103_515_245 + 12_345) % 2_147_483_648
    return state / 2_147_483_648
  }
}

/** Ids of what `seedConsole` wrote. */
export interface Seeded {
  products: number[]
  /** Of the product of the alert, the first one. */
  alert: number
}

/**
 * Believable rows of the last 180 days: four sources in different health, eight products of which the
 * first one's ratings dropped 35 days ago, an open alert for it, and mentions of every sort.
 */
export async function seedConsole(pool: Pool, now = new Date()): Promise<Seeded> {
  await insert(pool, 'setting', {
    key: 'company',
    value: { name: 'Acme', brands: ['Acme'], time_zone: 'Europe/Berlin', official_authors: [] },
  })
  const sources = await seedSources(pool, now)
  const products: number[] = []
  for (const [external_id, name] of PRODUCTS) {
    const isCompetitor = external_id === 'VC-500'
    products.push(
      await insert(pool, 'product', {
        external_id,
        name,
        brand: isCompetitor ? 'Rival' : 'Acme',
        category: 'Household',
        is_competitor: isCompetitor,
      }),
    )
  }
  const customer = await insert(pool, 'customer', { external_id: 'C-1042', name: 'Jo Doe' })
  await seedMentions(pool, now, sources, products, customer)
  return { products, alert: await seedAlert(pool, now, products[0] ?? 0) }
}

async function seedSources(pool: Pool, now: Date) {
  const specs = [
    ['own-shop', 'own_site', 'permitted', 'complete', true],
    ['big-market', 'marketplace', 'unclear', 'max_pages', true],
    ['gadget-blog', 'blog', 'permitted', 'forbidden', false],
    ['home-forum', 'community', 'unclear', null, null],
  ] as const
  const ids: number[] = []
  for (const [name, channel, terms, stop_reason, is_healthy] of specs) {
    const source = await insert(pool, 'source', {
      name,
      channel,
      url: `https://${name}.example/`,
      site: `${name}.example`,
      config: { schedule: 'every 6h', policy: { terms } },
      origin: 'file',
      next_run_at: new Date(now.getTime() + DAY_MS / 4),
    })
    ids.push(source)
    if (stop_reason === null) continue
    await insert(pool, 'crawl_run', {
      source_id: source,
      trigger: 'schedule',
      started_at: new Date(now.getTime() - 3_600_000),
      finished_at: new Date(now.getTime() - 3_000_000),
      pages_fetched: 112,
      pages_unchanged: 90,
      pages_failed: is_healthy ? 0 : 7,
      items_found: 1834,
      items_new: 14,
      stop_reason,
      is_healthy,
    })
  }
  await insert(pool, 'source_problem', {
    source_id: ids[2],
    code: 'login_wall',
    message: 'The page asks for a login. Add credentials to the source, or remove it.',
    place: 'https://gadget-blog.example/reviews',
    occurrences: 7,
  })
  return specs.map(([name, channel], index) => ({ id: ids[index] ?? 0, name, channel }))
}

async function seedMentions(
  pool: Pool,
  now: Date,
  sources: { id: number; name: string; channel: string }[],
  products: number[],
  customer: number,
): Promise<void> {
  const random = randomFrom(7)
  for (let index = 0; index < 420; index++) {
    const daysAgo = Math.floor(random() * 180)
    const which = Math.floor(random() * random() * PRODUCTS.length)
    const source = sources[random() < 0.6 ? 0 : Math.floor(random() * 4)]
    const usual = which === 0 && daysAgo < 35 ? 2.4 : (PRODUCTS[which]?.[2] ?? 3)
    const stars = Math.max(1, Math.min(5, Math.round(usual + (random() + random() - 1) * 2)))
    const [, language, title, text] = WORDS[stars - 1] ?? WORDS[0] ?? [0, 'en', '', '']
    const hasStars = source?.channel !== 'blog'
    const mention = await insert(pool, 'mention', {
      site: `${source?.name}.example`,
      type: hasStars ? 'review' : 'article',
      source_id: source?.id,
      channel: source?.channel,
      url: `https://${source?.name}.example/reviews/${index}`,
      title,
      text,
      language,
      published_at: new Date(now.getTime() - daysAgo * DAY_MS),
      published_precision: 'minute',
      day: new Date(now.getTime() - daysAgo * DAY_MS).toISOString().slice(0, 10),
      collected_at: now,
      stars: hasStars ? stars : null,
      sentiment_label: stars <= 2 ? 'negative' : stars === 3 ? 'mixed' : 'positive',
      is_company: index % 97 === 0,
      is_syndicated: index % 89 === 1,
      removed_at: index % 83 === 2 ? now : null,
      is_verified_purchase: index % 3 === 0 ? true : null,
      customer_id: index % 11 === 0 ? customer : null,
      content_hash: 'hash',
      analysis_version: 'test',
    })
    await insert(pool, 'mention_product', {
      mention_id: mention,
      product_id: products[which],
      role: hasStars ? 'subject' : 'named',
      confidence: 1,
      method: 'gtin',
    })
  }
}

function seedAlert(pool: Pool, now: Date, product: number): Promise<number> {
  return insert(pool, 'alert', {
    kind: 'rating_drop',
    product_id: product,
    state: 'open',
    opened_at: new Date(now.getTime() - 20 * DAY_MS),
    since: new Date(now.getTime() - 35 * DAY_MS),
    stars_before: 4.52,
    stars_after: 2.41,
    change: -2.11,
    change_low: -2.6,
    change_high: -1.6,
    ratings_before: 96,
    ratings_after: 31,
    confidence: 0.9996,
    summary:
      'Aqua Kettle 1.7 l: mean rating fell from 4.5 to 2.4 since 20 October (31 ratings, 95 % interval of the change −2.6 to −1.6)',
    quotes: JSON.stringify([
      {
        mention_id: 1,
        stars: 1,
        quote: 'Water runs out below the handle. Support has not answered for ten days.',
        url: 'https://own-shop.example/reviews/1',
        day: '2026-11-02',
      },
      {
        mention_id: 2,
        stars: 2,
        quote: 'Der Deckel schließt nicht mehr richtig, nach drei Wochen tropft alles.',
        url: null,
        day: null,
      },
    ]),
    reasons: JSON.stringify([
      { reason: 'leaks', before: 2, before_mentions: 96, after: 14, after_mentions: 31 },
      { reason: 'undicht', before: 1, before_mentions: 96, after: 9, after_mentions: 31 },
    ]),
    detector_version: 'test',
  })
}

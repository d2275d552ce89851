import type { TrueMention, World } from '../demo/world.ts'
import type { Pool } from '../schema/database.ts'

interface Heard {
  source: string
  type: string
  id: string | null
  author: string | null
  is_company: boolean
  stars: number | null
  published_at: Date | null
  published_precision: string | null
  language: string | null
  title: string | null
  text: string | null
  customer: string | null
  subject: string | null
  named: string[]
}

/** The demo sites that are sources of this database: without a browser the marketplace is none. */
export async function readHeardSites(pool: Pool): Promise<Set<string>> {
  const { rows } = await pool.query<{ name: string }>(
    `SELECT name FROM earshot.source WHERE state <> 'removed'`,
  )
  return new Set(rows.map(({ name }) => name))
}

/**
 * Compares what the database holds with what the demo sites say that are its sources.
 * @returns one line a difference; none when nothing is missing, invented, doubled or different
 */
export async function differencesFromTruth(pool: Pool, world: World): Promise<string[]> {
  const heard = await readHeard(pool)
  const byKey = new Map<string, Heard[]>()
  for (const row of heard) {
    const key = `${row.source} ${row.type} ${row.id}`
    byKey.set(key, [...(byKey.get(key) ?? []), row])
  }
  const differences: string[] = []
  const sites = await readHeardSites(pool)
  const ourNames = namesIn(world)
  for (const truth of world.truth.mentions.filter(({ site }) => sites.has(site))) {
    const key = `${truth.site} ${truth.type} ${idOf(truth)}`
    const rows = byKey.get(key) ?? []
    byKey.delete(key)
    const [row] = rows
    if (!row) differences.push(`missing: ${key}`)
    else if (rows.length > 1) differences.push(`doubled: ${key}`)
    else differences.push(...compare(key, truth, row, ourNames))
  }
  for (const key of byKey.keys()) differences.push(`invented: ${key}`)
  return differences
}

/** `review-10023` is stored as `10023`, `post-88120` as `88120`; an article's id is its path. */
function idOf(truth: TrueMention): string {
  return truth.id.replace(/^(review|comment|post)-/, '')
}

async function readHeard(pool: Pool): Promise<Heard[]> {
  const { rows } = await pool.query<Heard>(
    `SELECT source.name AS source, mention.type,
       regexp_replace(mention.source_item_id, '^https?://[^/]+', '') AS id,
       author.name AS author, mention.is_company, mention.stars, mention.published_at,
       mention.published_precision, mention.language, mention.title, mention.text,
       customer.external_id AS customer,
       (SELECT external_id FROM earshot.mention_product JOIN earshot.product USING (product_id)
         WHERE mention_id = mention.mention_id AND role = 'subject') AS subject,
       ARRAY(SELECT external_id FROM earshot.mention_product JOIN earshot.product USING (product_id)
         WHERE mention_id = mention.mention_id AND role <> 'subject' ORDER BY 1) AS named
     FROM earshot.mention JOIN earshot.source USING (source_id)
     LEFT JOIN earshot.author USING (author_id)
     LEFT JOIN earshot.customer ON customer.customer_id = mention.customer_id`,
  )
  return rows
}

/** What an article must name to be a mention: the brand, or a product under any of its names. */
function namesIn({ brand, products }: World): string[] {
  return [brand, ...products.flatMap(({ name, aliases }) => [name, ...aliases])]
}

function compare(key: string, truth: TrueMention, row: Heard, ourNames: string[]): string[] {
  const isReview = truth.type === 'review'
  const expected: Record<string, unknown> = {
    stars: truth.stars,
    published: new Date(truth.publishedAt).toISOString(),
    isCompany: truth.authorIsCompany,
    title: truth.title,
    text: words(truth.text),
    language: truth.text === null || words(truth.text).length < 60 ? row.language : truth.language,
    customer: truth.customerId,
    subject: isReview ? truth.productIds[0] : null,
    named: isReview ? row.named.join() : [...truth.productIds].sort().join(),
  }
  // Of an article the passages that name us are kept, and not what is around them.
  if (truth.type === 'article') {
    const areOurs = words(row.text)
      .split(' […] ')
      .every(
        (part) => words(truth.text).includes(part) && ourNames.some((name) => part.includes(name)),
      )
    expected['text'] = areOurs ? words(row.text) : 'passages of the article that name us'
    expected['language'] = row.language
  }
  const found: Record<string, unknown> = {
    stars: row.stars,
    published: row.published_at?.toISOString() ?? null,
    isCompany: row.is_company,
    title: row.title,
    text: words(row.text),
    language: row.language,
    customer: row.customer,
    subject: row.subject,
    named: row.named.join(),
  }
  return Object.keys(expected)
    .filter((field) => expected[field] !== found[field])
    .map((field) => `${key} ${field}: ${show(found[field])}, truth ${show(expected[field])}`)
}

function words(text: string | null): string {
  return (text ?? '').replace(/\s+/g, ' ').trim()
}

function show(value: unknown): string {
  return JSON.stringify(value)?.slice(0, 160) ?? 'nothing'
}

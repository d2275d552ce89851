import { execFile } from 'node:child_process'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { promisify } from 'node:util'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { makeWorld, type World } from '../demo/world.ts'
import { openPool, type Pool } from '../schema/database.ts'
import { type EmbeddedServer, startEmbeddedServer } from '../schema/embedded-server.ts'
import { projectRoot } from '../schema/project-root.ts'
import { differencesFromTruth, readHeardSites } from './demo-truth.ts'

const run = promisify(execFile)
const SITE_PORT = 15_401
const CONSOLE_PORT = 15_400

let folder: string
let output: string
let server: EmbeddedServer
let pool: Pool
let world: World
let sites: Set<string>

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'earshot-demo-'))
  output = await runDemo()
  server = await startEmbeddedServer(join(folder, 'demo', 'postgres'))
  pool = openPool(server.url)
  const { rows } = await pool.query(`SELECT value FROM earshot.setting WHERE key = 'demo'`)
  const { seed, endsAt } = rows[0].value as { seed: number; endsAt: string }
  world = makeWorld({ seed, endsAt: new Date(endsAt) })
  sites = await readHeardSites(pool)
}, 240_000)
afterAll(async () => {
  await pool?.end()
  await server?.stop()
  await rm(folder, { recursive: true, force: true })
})

async function runDemo(): Promise<string> {
  const args = ['demo', '--once', '--port', `${SITE_PORT}`, '--console-port', `${CONSOLE_PORT}`]
  const { stdout } = await run(process.execPath, ['dist/cli/main.js', ...args], {
    cwd: projectRoot,
    env: { ...process.env, EARSHOT_DATA: folder, DATABASE_URL: '' },
  })
  return stdout
}

test('every mention of the demo sites is heard once, as it stands there', async () => {
  expect(await differencesFromTruth(pool, world)).toEqual([])
})

test('what the sites say of each product as a whole is kept', async () => {
  const { rows } = await pool.query(
    `SELECT dim_product.external_id AS "productId", rating_value AS "ratingValue",
       rating_count AS "ratingCount", review_count AS "reviewCount"
     FROM bi.fct_rating_snapshot JOIN bi.dim_listing USING (listing_id)
     JOIN bi.dim_product ON dim_product.product_id = dim_listing.product_id`,
  )
  const { aggregates, marketAggregates } = world.truth
  const truth = [...aggregates, ...(sites.has('marketplace') ? marketAggregates : [])].map(
    ({ productId, ratingValue, ratingCount, reviewCount }) => ({
      productId,
      ratingValue,
      ratingCount,
      reviewCount,
    }),
  )
  expect(sortedLines(rows)).toEqual(sortedLines(truth))
})

function sortedLines(rows: readonly object[]): string[] {
  return rows.map((row) => JSON.stringify(row)).sort()
}

test('the one true drop is alerted, and the look-alike is not', async () => {
  const { rows } = await pool.query(
    `SELECT external_id, state, stars_before, stars_after, since FROM bi.fct_alert
     JOIN bi.dim_product USING (product_id)`,
  )
  const { drop } = world.truth
  expect(rows).toHaveLength(1)
  expect(rows[0]).toMatchObject({ external_id: drop.productId, state: 'open' })
  expect(Math.abs(rows[0].stars_before - drop.before.mean)).toBeLessThan(0.15)
  expect(Math.abs(rows[0].stars_after - drop.after.mean)).toBeLessThan(0.25)
  const daysOff = Math.abs(rows[0].since.getTime() - Date.parse(drop.since)) / 86_400_000
  expect(daysOff).toBeLessThan(4)
})

test('the summary’s numbers are those of the bi views', async () => {
  const { rows } = await pool.query(
    `SELECT channel, count(*) AS mentions, avg(stars) AS mean FROM bi.fct_mention
     WHERE NOT is_company GROUP BY channel`,
  )
  const trueMentions = world.truth.mentions.filter(({ site }) => sites.has(site))
  expect(output).toContain(`sources            ${sites.size}\n`)
  expect(output).toContain(`mentions           ${trueMentions.length},`)
  expect(rows).toHaveLength(sites.size)
  for (const { channel, mentions, mean } of rows) {
    const shown = mean === null ? '–' : Number(mean).toFixed(2)
    expect(output).toMatch(new RegExp(`^${channel} +${mentions} .* ${shown}$`, 'm'))
  }
})

import { execFile } from 'node:child_process'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { promisify } from 'node:util'
import { expect, test } from 'vitest'
import { makeWorld } from '../../demo/world.ts'
import { openPool } from '../../schema/database.ts'
import { startEmbeddedServer } from '../../schema/embedded-server.ts'
import { projectRoot } from '../../schema/project-root.ts'
import { differencesFromTruth } from '../demo-truth.ts'
import { startRedis } from '../redis-server.ts'

const run = promisify(execFile)
const ARGS = ['demo', '--once', '--port', '17401', '--console-port', '17400']
const DIGEST = `SELECT
  (SELECT md5(string_agg(mention::text, '|' ORDER BY mention_id)) FROM earshot.mention) AS mentions,
  (SELECT md5(string_agg(link::text, '|' ORDER BY mention_id, product_id))
    FROM earshot.mention_product AS link) AS links,
  (SELECT md5(string_agg(customer::text, '|' ORDER BY customer_id)) FROM earshot.customer) AS customers,
  (SELECT count(*) FROM earshot.rating_snapshot) AS snapshots,
  (SELECT count(*) FROM earshot.alert) AS alerts,
  (SELECT count(*) FROM earshot.tombstone) AS tombstones`

test('the demo on a database of its own and on Redis gives the rows of its truth, of all four channels, and a second run changes none', {
  timeout: 280_000,
}, async () => {
  const folder = await mkdtemp(join(tmpdir(), 'earshot-real-'))
  const server = await startEmbeddedServer(join(folder, 'server'))
  const pool = openPool(server.url)
  const redis = await startRedis()
  try {
    const hearAll = () =>
      run(process.execPath, ['dist/cli/main.js', ...ARGS], {
        cwd: projectRoot,
        env: {
          ...process.env,
          EARSHOT_DATA: folder,
          DATABASE_URL: server.url,
          REDIS_URL: redis.url,
          EARSHOT_SECRET: 'a secret of the test',
        },
      })
    await hearAll()
    const setting = await pool.query(`SELECT value FROM earshot.setting WHERE key = 'demo'`)
    const { seed, endsAt } = setting.rows[0].value as { seed: number; endsAt: string }
    const world = makeWorld({ seed, endsAt: new Date(endsAt) })
    const { rows } = await pool.query('SELECT DISTINCT channel FROM bi.fct_mention ORDER BY 1')
    expect(rows.map(({ channel }) => channel)).toEqual([
      'blog',
      'community',
      'marketplace',
      'own_site',
    ])
    expect(await differencesFromTruth(pool, world)).toEqual([])
    const before = (await pool.query(DIGEST)).rows
    await hearAll()
    expect((await pool.query(DIGEST)).rows).toEqual(before)
  } finally {
    await redis.stop()
    await pool.end()
    await server.stop()
    await rm(folder, { recursive: true, force: true })
  }
})

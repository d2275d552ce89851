import { createHash } from 'node:crypto'
import { readdir, readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { openPool, type Pool } from '../schema/database.ts'
import { migrate } from '../schema/migrate.ts'
import { projectRoot } from '../schema/project-root.ts'
import { createTestDatabase } from './database.ts'

test('a user who may not create schemas is told which statement gives the right', async () => {
  const database = await createTestDatabase({ empty: true })
  const role = `plain_${process.pid}`
  await database.pool.query(`CREATE ROLE ${role} LOGIN PASSWORD 'plain'`)
  const url = new URL(database.url)
  url.username = role
  url.password = 'plain'
  const plain = openPool(url.href, { max: 1 })
  try {
    const name = url.pathname.slice(1)
    await expect(migrate(plain)).rejects.toThrow(
      `permission denied for database ${name}. As the database's owner run \`GRANT CREATE ON DATABASE ${name} TO ${role};\``,
    )
  } finally {
    await plain.end()
    await database.pool.query(`DROP ROLE ${role}`)
    await database.drop()
  }
})

test('what waits in a database of an older version still waits after an upgrade', async () => {
  const database = await createTestDatabase({ empty: true })
  const { pool } = database
  try {
    await migrateUpTo(pool, '0003-api.sql')
    await pool.query(`
      CREATE SCHEMA bi;
      CREATE VIEW bi.freshness AS
      SELECT source_id, name, state, NULL::timestamptz AS last_successful_run_at,
        NULL::timestamptz AS newest_published_at, NULL::timestamptz AS newest_collected_at,
        0::bigint AS mentions, 0::bigint AS undated_mentions,
        (SELECT count(*) FROM earshot.raw_item WHERE state = 'held') AS items_held,
        0::bigint AS items_due, 0::bigint AS items_quarantined,
        NULL::timestamptz AS oldest_waiting_since FROM earshot.source;
      CREATE VIEW public.of_an_analyst AS SELECT name, items_due, items_held FROM bi.freshness;
      INSERT INTO earshot.source (name, channel, config, origin) VALUES ('s', 'blog', '{}', 'file');
      INSERT INTO earshot.raw_item (source_id, kind, raw_key, raw_hash, payload, state, attempts)
        SELECT source_id, 'item', given, '', '{}', given, 2
        FROM earshot.source, unnest('{held,due,done,quarantined}'::text[]) AS given`)
    await migrate(pool)
    const { rows: work } = await pool.query(
      `SELECT raw_key, state, attempts FROM earshot.raw_item JOIN earshot.raw_item_work USING (raw_item_id)
       ORDER BY raw_key`,
    )
    expect(work).toEqual(
      ['due', 'held', 'quarantined'].map((state) => ({ raw_key: state, state, attempts: 2 })),
    )
    const { rows: views } = await pool.query('SELECT * FROM public.of_an_analyst')
    expect(views).toEqual([{ name: 's', items_due: 1, items_held: 1 }])
  } finally {
    await database.drop()
  }
})

/** A database as a version of ours left it whose latest migration was `last`. */
async function migrateUpTo(pool: Pool, last: string): Promise<void> {
  const folder = join(projectRoot, 'schema', 'migrations')
  await pool.query('CREATE SCHEMA earshot')
  await pool.query(`CREATE TABLE earshot.migration (
    name text PRIMARY KEY, hash text NOT NULL, applied_at timestamptz NOT NULL DEFAULT now())`)
  for (const name of (await readdir(folder)).sort().filter((one) => one <= last)) {
    const sql = await readFile(join(folder, name), 'utf8')
    await pool.query(sql)
    const hash = createHash('sha256').update(sql).digest('hex').slice(0, 16)
    await pool.query('INSERT INTO earshot.migration (name, hash) VALUES ($1, $2)', [name, hash])
  }
}

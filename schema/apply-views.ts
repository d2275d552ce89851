import { createHash } from 'node:crypto'
import { readdir, readFile } from 'node:fs/promises'
import { join } from 'node:path'
import type { Queryable } from './database.ts'
import { projectRoot } from './project-root.ts'

const FOLDER = join(projectRoot, 'schema', 'bi')

/** What the views stand on comes first, what needs all of them last; the views between are in order of name. */
const FIRST = ['schema.sql', 'survivors.sql', 'counted_mention.sql']
const LAST = ['change_tracking.sql', 'roles.sql']

const INSUFFICIENT_PRIVILEGE = '42501'

/**
 * Brings the views and roles of `bi` to this version, where its files changed or a view is missing. Views
 * are replaced in place, so views of analysts that depend on them stay; that is why columns are only ever
 * added, at the end.
 * @param client inside the transaction that holds the migration lock
 * @returns what a person should know: a sentence when the roles could not be made; else nothing
 * @throws Error naming the file of a statement that Postgres refuses
 */
export async function applyViews(client: Queryable): Promise<string[]> {
  const files = await viewFiles()
  const hash = createHash('sha256').update(JSON.stringify(files)).digest('hex').slice(0, 16)
  if (await isCurrent(client, hash, files)) return []
  const hints: string[] = []
  for (const file of files) {
    if (file.name === 'roles.sql') hints.push(...(await applyRoles(client, file)))
    else await apply(client, file)
  }
  // Without the roles it is not done: the next migration tries again.
  if (hints.length === 0) await saveHash(client, hash)
  return hints
}

interface SqlFile {
  name: string
  sql: string
}

async function viewFiles(): Promise<SqlFile[]> {
  const found = (await readdir(FOLDER)).filter((name) => name.endsWith('.sql')).sort()
  const views = found.filter((name) => !FIRST.includes(name) && !LAST.includes(name))
  return Promise.all(
    [...FIRST, ...views, ...LAST].map(async (name) => ({
      name,
      sql: await readFile(join(FOLDER, name), 'utf8'),
    })),
  )
}

/**
 * A migration that drops a view leaves the hash as it was, and a backup restored on another server brings no
 * roles, so views and roles are looked for as well.
 */
async function isCurrent(client: Queryable, hash: string, files: SqlFile[]): Promise<boolean> {
  const names = files.flatMap((file) =>
    [...file.sql.matchAll(/^CREATE OR REPLACE VIEW (\S+)/gm)].map((match) => match[1]),
  )
  const { rows } = await client.query<{ current: boolean }>(
    `SELECT coalesce((SELECT value = to_jsonb($1::text) FROM earshot.setting WHERE key = 'bi_views'), false)
       AND NOT EXISTS (SELECT FROM unnest($2::text[]) AS name WHERE to_regclass(name) IS NULL)
       AND (SELECT count(*) FROM pg_roles WHERE rolname = ANY ($3::text[])
         AND has_schema_privilege(oid, to_regnamespace('bi')::oid, 'USAGE')) = cardinality($3::text[]) AS current`,
    [hash, names, ['earshot_bi', 'earshot_bi_pii']],
  )
  return rows[0]?.current === true
}

async function saveHash(client: Queryable, hash: string): Promise<void> {
  await client.query(
    `INSERT INTO earshot.setting (key, value) VALUES ('bi_views', to_jsonb($1::text))
     ON CONFLICT (key) DO UPDATE SET value = excluded.value, updated_at = now()`,
    [hash],
  )
}

async function apply(client: Queryable, file: SqlFile): Promise<void> {
  try {
    await client.query(file.sql)
  } catch (cause) {
    throw new Error(`schema/bi/${file.name}: ${(cause as Error).message}`, { cause })
  }
}

/** The pipeline needs no roles: where our user may not make them, the rest goes on. */
async function applyRoles(client: Queryable, file: SqlFile): Promise<string[]> {
  await client.query('SAVEPOINT roles')
  try {
    await apply(client, file)
    await client.query('RELEASE SAVEPOINT roles')
    return []
  } catch (error) {
    const cause = (error as Error).cause as { code?: string } | undefined
    if (cause?.code !== INSUFFICIENT_PRIVILEGE) throw error
    await client.query('ROLLBACK TO SAVEPOINT roles')
    return [
      `Analysts have no roles yet: ${(error as Error).message}. As a user who may create roles, run ` +
        '`CREATE ROLE earshot_bi NOLOGIN; CREATE ROLE earshot_bi_pii NOLOGIN;`, then `earshot migrate` again.',
    ]
  }
}

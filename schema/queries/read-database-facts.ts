import type { Queryable } from '../database.ts'

/** What a database says of itself and of our rights in it. */
export interface DatabaseFacts {
  database: string
  user: string
  /** `18.4` */
  version: string
  /** `180004` */
  version_number: number
  size_bytes: number
  connections: number
  max_connections: number
  /** Whether our schema is there. */
  has_schema: boolean
  /** Whether we may make our schemas, or change what is in them. */
  may_migrate: boolean
  /** Of earshot_bi and earshot_bi_pii, those that there are not. */
  missing_roles: string[]
}

export async function readDatabaseFacts(db: Queryable): Promise<DatabaseFacts> {
  const { rows } = await db.query<DatabaseFacts>(
    `SELECT current_database() AS database, current_user AS user,
       split_part(current_setting('server_version'), ' ', 1) AS version,
       current_setting('server_version_num')::int AS version_number,
       pg_database_size(current_database()) AS size_bytes,
       (SELECT count(*) FROM pg_stat_activity WHERE backend_type = 'client backend') AS connections,
       current_setting('max_connections')::int AS max_connections,
       to_regnamespace('earshot') IS NOT NULL AS has_schema,
       has_database_privilege(current_database(), 'CREATE') AND coalesce((
         SELECT bool_and(pg_has_role(nspowner, 'USAGE')) FROM pg_namespace
         WHERE nspname IN ('earshot', 'bi', 'bi_pii')), true) AS may_migrate,
       ARRAY(SELECT name FROM unnest(ARRAY['earshot_bi', 'earshot_bi_pii']) AS name
         WHERE to_regrole(name) IS NULL) AS missing_roles`,
  )
  const [row] = rows
  if (!row) throw new Error('SELECT without FROM gave no row')
  return row
}

/** The folder in which the server keeps its data; null where we may not know it. */
export async function readDataDirectory(db: Queryable): Promise<string | null> {
  const { rows } = await db.query<{ folder: string | null }>(
    `SELECT setting AS folder FROM pg_settings WHERE name = 'data_directory'`,
  )
  return rows[0]?.folder ?? null
}

/** What the server's clock says. */
export async function readServerClock(db: Queryable): Promise<Date> {
  const { rows } = await db.query<{ now: Date }>('SELECT clock_timestamp() AS now')
  return rows[0]?.now ?? new Date(Number.NaN)
}

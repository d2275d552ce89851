import type { Queryable } from '../database.ts'

/** What a key may be allowed. */
export const API_SCOPES = ['mentions:write'] as const
export type ApiScope = (typeof API_SCOPES)[number]

export interface ApiKey {
  api_key_id: number
  name: string
  scopes: string[]
}

/** The key of this hash, marked as used now (to ten minutes); null when there is none, or it was revoked. */
export async function useApiKey(db: Queryable, keyHash: string): Promise<ApiKey | null> {
  const { rows } = await db.query<ApiKey>(
    `WITH used AS (
       UPDATE earshot.api_key SET last_used_at = now()
       WHERE key_hash = $1::text AND revoked_at IS NULL
         AND (last_used_at IS NULL OR last_used_at < now() - interval '10 minutes'))
     SELECT api_key_id, name, scopes FROM earshot.api_key
     WHERE key_hash = $1::text AND revoked_at IS NULL`,
    [keyHash],
  )
  return rows[0] ?? null
}

/** Adds a key; false when one of that name is in use. */
export async function addApiKey(
  db: Queryable,
  key: { name: string; keyHash: string; scopes: string[] },
): Promise<boolean> {
  const { rowCount } = await db.query(
    `INSERT INTO earshot.api_key (name, key_hash, scopes) VALUES ($1::text, $2::text, $3::text[])
     ON CONFLICT (name) WHERE revoked_at IS NULL DO NOTHING`,
    [key.name, key.keyHash, key.scopes],
  )
  return rowCount === 1
}

/** Makes a key useless from now on; false when there is none of that name in use. */
export async function revokeApiKey(db: Queryable, name: string): Promise<boolean> {
  const { rowCount } = await db.query(
    'UPDATE earshot.api_key SET revoked_at = now() WHERE name = $1::text AND revoked_at IS NULL',
    [name],
  )
  return rowCount === 1
}

export interface ApiKeyListRow {
  name: string
  scopes: string[]
  created_at: Date
  /** To ten minutes; null when it never was. */
  last_used_at: Date | null
  revoked_at: Date | null
}

/** All keys, revoked ones too, newest last. */
export async function listApiKeys(db: Queryable): Promise<ApiKeyListRow[]> {
  const { rows } = await db.query<ApiKeyListRow>(
    `SELECT name, scopes, created_at, last_used_at, revoked_at FROM earshot.api_key ORDER BY api_key_id`,
  )
  return rows
}

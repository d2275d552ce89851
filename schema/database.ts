import { setTimeout as sleep } from 'node:timers/promises'
import pg from 'pg'

/** Whatever a query can be sent to: the pool, or a client inside a transaction. */
export type Queryable = Pick<pg.ClientBase, 'query'>
export type Pool = pg.Pool
export type Client = pg.PoolClient

const INT8_OID = 20

/** bigint as number: ids and counts stay far below 2^53. */
const types: pg.CustomTypesConfig = {
  getTypeParser: ((oid: number, format?: 'text' | 'binary') =>
    oid === INT8_OID
      ? Number
      : pg.types.getTypeParser(oid, format)) as pg.CustomTypesConfig['getTypeParser'],
}

/**
 * Connects to Postgres.
 * @param url a postgres:// address
 * @param options `max` connections at a time (default 10); `onError` hears of idle connections that broke
 */
export function openPool(
  url: string,
  options: { max?: number; onError?: (error: Error) => void; applicationName?: string } = {},
): Pool {
  const pool = new pg.Pool({
    connectionString: url,
    max: options.max ?? 10,
    application_name: options.applicationName ?? 'earshot',
    types,
  })
  pool.on('error', options.onError ?? (() => {}))
  // One that breaks while it is lent out fails its query; unheard, the event would end the process.
  pool.on('connect', (client) => client.on('error', () => {}))
  return pool
}

const BEGIN_UNFLUSHED = 'BEGIN; SET LOCAL synchronous_commit = off'

const END_LIMIT_MS = 1_000

/** Ends a connection. One that broke before may never say that it has ended, so we don't wait for ever. */
export async function endClient(client: Pick<pg.Client, 'end'>): Promise<void> {
  const limit = sleep(END_LIMIT_MS, undefined, { ref: false })
  await Promise.race([client.end().catch(() => {}), limit])
}

/**
 * Runs `work` in one transaction; rolls back when it throws.
 * @param options `isRepeatable`: what a crash of the server takes is done again anyway, as a whole, so that
 *   its commit need not wait for the disk
 */
export async function inTransaction<T>(
  pool: Pool,
  work: (client: Client) => Promise<T>,
  options: { isRepeatable?: boolean } = {},
): Promise<T> {
  const client = await pool.connect()
  try {
    await client.query(options.isRepeatable ? BEGIN_UNFLUSHED : 'BEGIN')
    const result = await work(client)
    await client.query('COMMIT')
    client.release()
    return result
  } catch (error) {
    await client.query('ROLLBACK').catch(() => {})
    client.release(error instanceof Error ? error : true)
    throw error
  }
}

/**
 * A transaction that writes facts of `bi`. It takes the change lock first, so that every writer locks in
 * the same order and change numbers become visible in their order.
 */
export function inChangeTransaction<T>(
  pool: Pool,
  work: (client: Client) => Promise<T>,
): Promise<T> {
  return inTransaction(pool, async (client) => {
    await client.query('SELECT earshot.lock_changes()')
    return work(client)
  })
}

/** Another transaction stood in the way: serialization failure, deadlock. */
const TRY_AGAIN = new Set<unknown>(['40001', '40P01'])
const MOST_TRIES = 6

/** Does a transaction again that Postgres ended because another stood in its way. */
export async function tryingAgain<T>(work: () => Promise<T>): Promise<T> {
  for (let tries = 1; ; tries++) {
    try {
      return await work()
    } catch (error) {
      if (!TRY_AGAIN.has((error as { code?: unknown }).code) || tries === MOST_TRIES) throw error
    }
  }
}

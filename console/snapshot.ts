import { type Client, inTransaction, type Pool } from '../schema/database.ts'

/** Longer than any page should take; a page that does must not hold a connection of the workers. */
const TIMEOUT = '30s'

/**
 * Reads a page's data in one read-only transaction that sees a single moment, so that the numbers of a page
 * agree while the workers write, and on one connection, so that pages leave the others to them.
 */
export function readSnapshot<T>(pool: Pool, read: (client: Client) => Promise<T>): Promise<T> {
  return inTransaction(pool, async (client) => {
    await client.query('SET TRANSACTION ISOLATION LEVEL REPEATABLE READ, READ ONLY')
    await client.query(`SET LOCAL statement_timeout = '${TIMEOUT}'`)
    return read(client)
  })
}

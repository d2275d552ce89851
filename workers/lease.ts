import pg from 'pg'
import { endClient, type Pool } from '../schema/database.ts'
import { claimLease, releaseClaim } from '../schema/queries/claim-lease.ts'
import { giveBackLeases } from '../schema/queries/give-back-leases.ts'
import { renewLease } from '../schema/queries/renew-lease.ts'
import { JOB_KINDS, type JobKind, type LeasedJob } from './queue.ts'

const RENEW_EVERY_MS = 30_000

/** This process as one that works on leases. */
export interface LeaseHolder {
  /**
   * Runs `work` on leased rows: claims the lease for this process, renews it every 30 s, and lets it go
   * afterwards. What `work` finished it has itself taken out of the lease, in its own transaction.
   */
  during(kind: JobKind, job: LeasedJob, work: () => Promise<void>): Promise<void>
  /** Gives back all that is in hand, untried, within two seconds: there is no time left to end it. */
  giveBack(): Promise<void>
  close(): Promise<void>
}

/**
 * Announces this process. It holds a session lock on a connection of its own; when the process dies the
 * lock goes, and the dispatcher gives out again what it had claimed.
 */
export async function openLeaseHolder(databaseUrl: string, pool: Pool): Promise<LeaseHolder> {
  let holder = 0
  let isClosing = false
  let announcing: Promise<pg.Client> | null = null
  const inHand = new Map<string, JobKind>()
  let client = await announce()

  async function announce(): Promise<pg.Client> {
    const fresh = new pg.Client({
      connectionString: databaseUrl,
      application_name: 'earshot-lease',
      keepAlive: true,
    })
    fresh.on('error', () => {})
    fresh.on('end', () => {
      if (!isClosing) holder = 0 // announced anew with the next job
    })
    await fresh.connect()
    try {
      const { rows } = await fresh.query(`SELECT nextval('earshot.lease_holder')::int AS holder`)
      const number = Number(rows[0]?.holder)
      await fresh.query('SELECT pg_advisory_lock(7274650, $1)', [number])
      holder = number
      return fresh
    } catch (error) {
      await endClient(fresh)
      throw error
    }
  }

  /** After a lost connection, once for all jobs that wait for it. */
  async function announceAgain(): Promise<void> {
    announcing ??= announce().finally(() => {
      announcing = null
    })
    client = await announcing
  }

  return {
    async during(kind, job, work) {
      if (holder === 0) await announceAgain()
      await claimLease(pool, job.token, holder)
      inHand.set(job.token, kind)
      const renewal = setInterval(() => {
        renewLease(pool, kind, job.token).catch(() => {}) // the next renewal, or the lease's end, decides
      }, RENEW_EVERY_MS)
      try {
        await work()
      } finally {
        clearInterval(renewal)
        inHand.delete(job.token)
        await releaseClaim(pool, job.token).catch(() => {}) // a claim without a lease does no harm
      }
    },
    async giveBack() {
      // On the connection of our own: those of the pool may be what we wait for. Rows that are locked stay:
      // when this process has ended, the dispatcher takes them back.
      await client.query(`SET statement_timeout = '400ms'`).catch(() => {})
      for (const kind of JOB_KINDS) {
        const tokens = [...inHand].filter(([, of]) => of === kind).map(([token]) => token)
        if (tokens.length > 0) await giveBackLeases(client, kind, tokens).catch(() => {})
      }
    },
    async close() {
      isClosing = true
      await endClient(client)
    },
  }
}

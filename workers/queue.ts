import {
  createPostgresBackend,
  type Job,
  type PostgresConnectionOptions,
  runMigrations,
  withBackend,
} from 'bullmq'
import pg from 'pg'

/**
 * The queue: a bell, not a memory. Jobs hold the ids of leased rows and their token; Postgres knows what
 * is due, and the queue may be lost at any time. This file is the only import of BullMQ.
 */
export const JOB_KINDS = ['crawl', 'process', 'alert', 'deliver'] as const
export type JobKind = (typeof JOB_KINDS)[number]

/** Rows that were leased together; whoever works on them shows the token. */
export interface LeasedJob {
  ids: number[]
  token: string
}

/** A running consumer of one kind of job. */
export interface Consumer {
  /** Takes no more jobs and waits for those in hand. */
  close(): Promise<void>
}

export interface JobQueue {
  /** Makes the queue's tables, or brings them back when they were lost. */
  migrate(): Promise<void>
  /** False when the queue has lost its tables. */
  isThere(): Promise<boolean>
  add(kind: JobKind, job: LeasedJob): Promise<void>
  /** Jobs that wait or run. */
  countPending(kind: JobKind): Promise<number>
  consume(
    kind: JobKind,
    concurrency: number,
    handle: (job: LeasedJob) => Promise<void>,
    onError: (error: Error) => void,
  ): Consumer
  close(): Promise<void>
}

const { Queue, Worker } = withBackend(createPostgresBackend)

const SCHEMA = 'bullmq'
// A lease in Postgres is the only retry: a job is tried once, and nothing of it is kept afterwards.
const JOB_OPTIONS = { attempts: 1, removeOnComplete: true, removeOnFail: true } as const

/**
 * Opens the queue on BullMQ's Postgres backend, in the schema `bullmq` of the same database.
 * @param databaseUrl a direct connection: a transaction-pooling proxy delivers nothing
 */
export function openQueue(databaseUrl: string): JobQueue {
  const pool = new pg.Pool({
    connectionString: databaseUrl,
    max: 16,
    application_name: 'earshot-queue',
    options: `-c search_path=${SCHEMA}`,
  })
  pool.on('error', () => {}) // an idle connection broke: the next query opens another
  pool.on('connect', (client) => client.on('error', () => {})) // one in use fails its query
  // A pg.Pool is what BullMQ asks for; its own narrow type of one says `readonly` where pg's does not.
  const connection = pool as unknown as PostgresConnectionOptions
  const queues = new Map<JobKind, InstanceType<typeof Queue>>()

  function queueOf(kind: JobKind): InstanceType<typeof Queue> {
    let queue = queues.get(kind)
    if (!queue) {
      queue = new Queue(kind, { connection })
      queue.on('error', () => {}) // every call that matters reports its own failure
      queues.set(kind, queue)
    }
    return queue
  }

  return {
    async migrate() {
      const client = await pool.connect()
      try {
        await runMigrations(client, SCHEMA)
      } finally {
        client.release()
      }
    },
    async isThere() {
      const { rows } = await pool.query(`SELECT to_regclass('${SCHEMA}.job') IS NOT NULL AS found`)
      return rows[0]?.found === true
    },
    async add(kind, job) {
      await queueOf(kind).add(kind, job, JOB_OPTIONS)
    },
    async countPending(kind) {
      const counts = await queueOf(kind).getJobCounts('waiting', 'active', 'delayed', 'prioritized')
      return Object.values(counts).reduce((sum, count) => sum + count, 0)
    },
    consume(kind, concurrency, handle, onError) {
      const worker = new Worker(kind, (job: Job<LeasedJob>) => handle(job.data), {
        connection,
        concurrency,
      })
      worker.on('error', onError)
      return { close: () => worker.close() }
    },
    async close() {
      await Promise.all([...queues.values()].map((queue) => queue.close()))
      await pool.end()
    },
  }
}

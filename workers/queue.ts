import {
  createPostgresBackend,
  type Job,
  type PostgresConnectionOptions,
  Queue as RedisQueue,
  Worker as RedisWorker,
  runMigrations,
  withBackend,
} from 'bullmq'
import { Redis } from 'ioredis'
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

// A lease in Postgres is the only retry: a job is tried once, and nothing of it is kept afterwards.
const JOB_OPTIONS = { attempts: 1, removeOnComplete: true, removeOnFail: true } as const
const PENDING = ['waiting', 'active', 'delayed', 'prioritized'] as const

/** What BullMQ's classes look like once they are bound to a backend, as far as we use them. */
interface BoundQueue {
  add(name: string, data: LeasedJob, options: typeof JOB_OPTIONS): Promise<unknown>
  getJobCounts(...states: (typeof PENDING)[number][]): Promise<Record<string, number>>
  close(): Promise<void>
  on(event: 'error', listener: (error: Error) => void): unknown
}
interface BoundWorker {
  close(): Promise<void>
  on(event: 'error', listener: (error: Error) => void): unknown
}

/** Where BullMQ keeps its jobs. */
interface Backend {
  newQueue(kind: JobKind): BoundQueue
  newWorker(kind: JobKind, concurrency: number, handle: (job: Job) => Promise<void>): BoundWorker
  migrate(): Promise<void>
  isThere(): Promise<boolean>
  close(): Promise<void>
}

/**
 * Opens the queue: on Redis where `redisUrl` is given, else on BullMQ's Postgres backend, in the schema
 * `bullmq` of the same database.
 * @param options `databaseUrl`: a direct connection; a transaction-pooling proxy delivers nothing
 */
export function openQueue(options: { databaseUrl: string; redisUrl: string | null }): JobQueue {
  const { databaseUrl, redisUrl } = options
  const backend = redisUrl === null ? postgresBackend(databaseUrl) : redisBackend(redisUrl)
  const queues = new Map<JobKind, BoundQueue>()

  function queueOf(kind: JobKind): BoundQueue {
    let queue = queues.get(kind)
    if (!queue) {
      queue = backend.newQueue(kind)
      queue.on('error', () => {}) // every call that matters reports its own failure
      queues.set(kind, queue)
    }
    return queue
  }

  return {
    migrate: () => backend.migrate(),
    isThere: () => backend.isThere(),
    async add(kind, job) {
      await queueOf(kind).add(kind, job, JOB_OPTIONS)
    },
    async countPending(kind) {
      const counts = await queueOf(kind).getJobCounts(...PENDING)
      return Object.values(counts).reduce((sum, count) => sum + count, 0)
    },
    consume(kind, concurrency, handle, onError) {
      const worker = backend.newWorker(kind, concurrency, (job) => handle(job.data as LeasedJob))
      worker.on('error', onError)
      return { close: () => worker.close() }
    },
    async close() {
      await Promise.all([...queues.values()].map((queue) => queue.close()))
      await backend.close()
    },
  }
}

const SCHEMA = 'bullmq'

function postgresBackend(databaseUrl: string): Backend {
  const { Queue, Worker } = withBackend(createPostgresBackend)
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
  return {
    newQueue: (kind) => new Queue(kind, { connection }),
    newWorker: (kind, concurrency, handle) => new Worker(kind, handle, { connection, concurrency }),
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
    close: () => pool.end(),
  }
}

/** Keys in Redis begin with this, so that several programs may share one. */
const PREFIX = 'earshot'

function redisBackend(redisUrl: string): Backend {
  // Whoever gives out work is told at once that Redis is away, and looks again; a worker waits for it.
  const client = new Redis(redisUrl, { maxRetriesPerRequest: 1 })
  const patient = new Redis(redisUrl, { maxRetriesPerRequest: null })
  for (const connection of [client, patient]) connection.on('error', () => {}) // calls report it
  return {
    newQueue: (kind) => new RedisQueue(kind, { connection: client, prefix: PREFIX }),
    newWorker: (kind, concurrency, handle) =>
      new RedisWorker(kind, handle, { connection: patient, prefix: PREFIX, concurrency }),
    migrate: async () => {}, // Redis has no tables; what it loses is given out again
    isThere: async () => (await client.ping()) === 'PONG',
    async close() {
      client.disconnect()
      patient.disconnect()
    },
  }
}

import { setTimeout as sleep } from 'node:timers/promises'
import {
  createPostgresBackend,
  type Job,
  type PostgresConnectionOptions,
  Queue as RedisQueue,
  Worker as RedisWorker,
  runMigrations,
  withBackend,
} from 'bullmq'
import pg from 'pg'
import { endClient } from '../schema/database.ts'
import { installationId } from '../schema/queries/installation-id.ts'
import { openRedis } from './redis-connections.ts'

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
  /** Makes what the queue needs, or brings it back when it was lost. Safe to run again. */
  migrate(): Promise<void>
  /**
   * False when the queue has lost what it held: its tables, or all that was in Redis.
   * @throws BadInput `no_redis` where Redis does not answer; what Postgres throws
   */
  isThere(): Promise<boolean>
  add(kind: JobKind, job: LeasedJob): Promise<void>
  /** Jobs that no worker has taken yet. */
  countWaiting(kind: JobKind): Promise<number>
  /** Jobs that wait or run. Those of a killed worker run on for up to a minute. */
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
const WAITING = ['waiting', 'delayed', 'prioritized'] as const
const PENDING = [...WAITING, 'active'] as const
/** A worker whose try to get a job failed looks again after this. */
const RETRY_AFTER_MS = 1_000

/** What BullMQ's classes look like once they are bound to a backend, as far as we use them. */
interface BoundQueue {
  add(name: string, data: LeasedJob, options: typeof JOB_OPTIONS): Promise<unknown>
  getJobCounts(...states: (typeof PENDING)[number][]): Promise<Record<string, number>>
  close(): Promise<void>
  on(event: 'error', listener: (error: Error) => void): unknown
}
interface BoundWorker {
  pause(doNotWaitActive: boolean): Promise<void>
  close(force?: boolean): Promise<void>
  on(event: 'error', listener: (error: Error) => void): unknown
}

/** Where BullMQ keeps its jobs. */
interface Backend {
  newQueue(kind: JobKind): BoundQueue
  newWorker(kind: JobKind, concurrency: number, handle: (job: Job) => Promise<void>): BoundWorker
  migrate(): Promise<void>
  isThere(): Promise<boolean>
  /** Whether its server is known not to answer. */
  isAway(): boolean
  close(): Promise<void>
}

/**
 * Opens the queue: on Redis where `redisUrl` is given, else on BullMQ's Postgres backend, in the schema
 * `bullmq` of the same database.
 * @param options `databaseUrl`: a direct connection; a transaction-pooling proxy delivers nothing
 */
export async function openQueue(options: {
  databaseUrl: string
  redisUrl: string | null
}): Promise<JobQueue> {
  const { databaseUrl, redisUrl } = options
  const backend =
    redisUrl === null
      ? postgresBackend(databaseUrl)
      : redisBackend(redisUrl, await keyPrefix(databaseUrl))
  const queues = new Map<JobKind, BoundQueue>()

  /** A queue whose first connection failed remembers that for ever, so after a failure we make a new one. */
  async function use<T>(kind: JobKind, ask: (queue: BoundQueue) => Promise<T>): Promise<T> {
    let queue = queues.get(kind)
    if (!queue) {
      queue = backend.newQueue(kind)
      queue.on('error', () => {}) // every call that matters reports its own failure
      queues.set(kind, queue)
    }
    try {
      return await answerOf(ask(queue))
    } catch (error) {
      if (queues.get(kind) === queue) queues.delete(kind)
      queue.close().catch(() => {}) // it failed before; nothing of it is left to end
      throw error
    }
  }

  async function count(kind: JobKind, states: readonly (typeof PENDING)[number][]) {
    const counts = await use(kind, (queue) => queue.getJobCounts(...states))
    return Object.values(counts).reduce((sum, jobs) => sum + jobs, 0)
  }

  return {
    migrate: () => backend.migrate(),
    isThere: () => backend.isThere(),
    async add(kind, job) {
      await use(kind, (queue) => queue.add(kind, job, JOB_OPTIONS))
    },
    countWaiting: (kind) => count(kind, WAITING),
    countPending: (kind) => count(kind, PENDING),
    consume: (kind, concurrency, handle, onError) =>
      startConsumer(backend, kind, concurrency, handle, onError),
    async close() {
      await Promise.all([...queues.values()].map((queue) => queue.close()))
      await backend.close()
    },
  }
}

const ANSWER_LIMIT_MS = 10_000

/** BullMQ waits for ever for a server that went away while it was connecting. */
async function answerOf<T>(asked: Promise<T>): Promise<T> {
  const timer = new AbortController()
  const limit = sleep(ANSWER_LIMIT_MS, undefined, { signal: timer.signal }).then(() => {
    throw new Error(`the queue has not answered within ${ANSWER_LIMIT_MS / 1000} s`)
  })
  limit.catch(() => {}) // it answered before
  try {
    return await Promise.race([asked, limit])
  } finally {
    timer.abort()
  }
}

function startConsumer(
  backend: Backend,
  kind: JobKind,
  concurrency: number,
  handle: (job: LeasedJob) => Promise<void>,
  onError: (error: Error) => void,
): Consumer {
  const inHand = new Set<Promise<void>>()
  const worker = backend.newWorker(kind, concurrency, async (job) => {
    const work = handle(job.data as LeasedJob)
    inHand.add(work)
    await work.finally(() => inHand.delete(work))
  })
  worker.on('error', onError)
  return {
    async close() {
      if (!backend.isAway()) return worker.close()
      // BullMQ would wait for its server to come back. What matters is that the jobs in hand end.
      await worker.pause(true)
      await Promise.allSettled(inHand)
      await worker.close(true)
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
    newWorker: (kind, concurrency, handle) =>
      new Worker(kind, handle, { connection, concurrency, runRetryDelay: RETRY_AFTER_MS }),
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
    isAway: () => false, // then nothing of ours goes on either
    close: () => pool.end(),
  }
}

/** Several programs may share one Redis, and several databases of ours: each has keys of its own. */
async function keyPrefix(databaseUrl: string): Promise<string> {
  const client = new pg.Client({ connectionString: databaseUrl, application_name: 'earshot-queue' })
  client.on('error', () => {}) // its query says so
  try {
    await client.connect()
    return `earshot-${await installationId(client)}`
  } finally {
    await endClient(client)
  }
}

function redisBackend(redisUrl: string, prefix: string): Backend {
  const redis = openRedis(redisUrl)
  // Redis has no tables whose loss shows. While this key is there, so is the rest.
  const marker = `${prefix}:there`
  return {
    newQueue: (kind) =>
      new RedisQueue(kind, { connection: redis.impatient, prefix, skipVersionCheck: true }),
    newWorker: (kind, concurrency, handle) =>
      new RedisWorker(kind, handle, {
        connection: redis.patient(),
        prefix,
        concurrency,
        runRetryDelay: RETRY_AFTER_MS,
      }),
    async migrate() {
      await redis.ask((client) => client.set(marker, new Date().toISOString()))
    },
    isThere: async () => (await redis.ask((client) => client.exists(marker))) === 1,
    isAway: () => redis.isAway(),
    close: async () => redis.close(),
  }
}

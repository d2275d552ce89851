import type { Queryable } from '../../schema/database.ts'
import { BadInput } from '../../schema/errors.ts'
import { countDispatchers, type DueWork, readDueWork } from '../../schema/queries/read-due-work.ts'
import { JOB_KINDS, openQueue } from '../queue.ts'
import { openRedis } from '../redis-connections.ts'
import { type Check, type Finding, ok, problem, warning } from './run-checks.ts'

/** Due work is given out within seconds while somebody works. */
const LATE_AFTER_MS = 10 * 60_000

/** Whether the queue is there, how many jobs wait in it, and how long due work has waited for one. */
export function queueCheck(options: {
  databaseUrl: string
  redisUrl: string | null
  db: Queryable
}): Check {
  return {
    name: 'queue',
    async look() {
      const { db } = options
      const [there, due, dispatchers] = await Promise.all([
        queueFinding(options),
        readDueWork(db),
        countDispatchers(db),
      ])
      return [there, dueFinding(due, dispatchers, new Date())]
    },
  }
}

/** Whether Redis answers, where the database that tells which keys are ours does not. */
export function redisCheck(redisUrl: string): Check {
  return {
    name: 'queue',
    async look() {
      const redis = openRedis(redisUrl)
      try {
        await redis.ask((client) => client.ping())
        return [ok(`Redis at ${new URL(redisUrl).host} answers.`)]
      } catch (error) {
        return [noAnswer(error as Error)]
      } finally {
        redis.close()
      }
    },
  }
}

async function queueFinding(options: {
  databaseUrl: string
  redisUrl: string | null
}): Promise<Omit<Finding, 'check'>> {
  const queue = await openQueue(options)
  const place =
    options.redisUrl === null ? 'on Postgres' : `on Redis at ${new URL(options.redisUrl).host}`
  try {
    if (!(await queue.isThere())) {
      return warning(
        `The queue ${place} is empty of all it needs: it is new, or has lost what it held.`,
        'A running dispatcher brings it back by itself; or run: npx earshot migrate',
      )
    }
    const counts: string[] = []
    for (const kind of JOB_KINDS) {
      const pending = await queue.countPending(kind)
      if (pending > 0) counts.push(`${pending} ${kind}`)
    }
    return ok(`The queue ${place} answers; jobs in it: ${counts.join(', ') || 'none'}.`)
  } catch (error) {
    return noAnswer(error as Error)
  } finally {
    await queue.close().catch(() => {}) // it did not answer before
  }
}

function noAnswer(error: Error): Omit<Finding, 'check'> {
  return problem(
    error instanceof BadInput ? error.message : `The queue does not answer: ${error.message}`,
    'Start its server again: nothing is lost, all that is due stands in Postgres.',
  )
}

/** @param dispatchers how many are connected now */
export function dueFinding(
  due: readonly DueWork[],
  dispatchers: number,
  now: Date,
): Omit<Finding, 'check'> {
  const waiting = due.filter(({ rows }) => rows > 0)
  const running =
    dispatchers === 0
      ? 'no dispatcher runs'
      : `${dispatchers} dispatcher${dispatchers > 1 ? 's' : ''} running`
  if (waiting.length === 0) return ok(`Nothing waits to be given out; ${running}.`)
  const oldestMs = Math.max(
    ...waiting.map(({ oldest }) => now.getTime() - (oldest ?? now).getTime()),
  )
  const counts = waiting.map(({ kind, rows }) => `${rows} ${WORDS[kind]}`).join(', ')
  const message = `Due: ${counts}, the oldest for ${shownSpan(oldestMs)}; ${running}.`
  if (oldestMs < LATE_AFTER_MS) return ok(message)
  if (dispatchers === 0) {
    return warning(
      message,
      'Start Earshot: npm start, or npx earshot worker --only dispatch and the other parts.',
    )
  }
  return warning(
    message,
    `Start more workers: npx earshot worker --only ${waiting.map(({ kind }) => kind).join(',')}`,
  )
}

const WORDS: Record<DueWork['kind'], string> = {
  crawl: 'sources to crawl',
  process: 'items to process',
  alert: 'products to watch',
  deliver: 'messages to deliver',
}

function shownSpan(spanMs: number): string {
  const minutes = Math.round(spanMs / 60_000)
  if (minutes < 1) return `${Math.round(spanMs / 1000)} s`
  if (minutes < 120) return `${minutes} min`
  const hours = Math.round(minutes / 60)
  return hours < 48 ? `${hours} h` : `${Math.round(hours / 24)} days`
}

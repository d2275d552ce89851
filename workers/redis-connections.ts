import { Redis } from 'ioredis'
import { BadInput } from '../schema/errors.ts'

/** Whoever gives out work is told after this that Redis does not answer; it looks again by itself. */
const ANSWER_LIMIT_MS = 5_000

/** The connections of this process to one Redis. They come back by themselves. */
export interface RedisConnections {
  /** Its commands fail soon when Redis is away. */
  impatient: Redis
  /** Its commands wait until Redis is back, as workers do; opened when it is first asked for. */
  patient(): Redis
  /** @throws BadInput `no_redis`, saying why, when there is no answer */
  ask<T>(command: (client: Redis) => Promise<T>): Promise<T>
  /** Whether there is no connection now. */
  isAway(): boolean
  /** Ends all, those that BullMQ made for itself too. What waits for an answer fails. */
  close(): void
}

/** Connects to Redis; a server that is away is asked again, at least every two seconds. */
export function openRedis(url: string): RedisConnections {
  const opened: Redis[] = []
  let lastError: Error | null = null
  const impatient = open(
    new Redis(url, { maxRetriesPerRequest: 1, commandTimeout: ANSWER_LIMIT_MS }),
  )
  let patient: Redis | null = null

  function open(connection: Redis): Redis {
    // Heard only to remember it: calls and workers report it.
    connection.on('error', (error) => {
      lastError = error
    })
    connection.on('ready', () => {
      lastError = null
    })
    opened.push(connection)
    return connection
  }

  /** BullMQ gives each worker a copy to wait on, and cannot end it while the server is away. We can. */
  function openPatient(): Redis {
    const connection = open(new Redis(url, { maxRetriesPerRequest: null }))
    const duplicate = connection.duplicate.bind(connection)
    connection.duplicate = (override) => {
      const copy = duplicate(override)
      open(copy)
      return copy
    }
    return connection
  }

  return {
    impatient,
    patient() {
      patient ??= openPatient()
      return patient
    },
    async ask(command) {
      try {
        return await command(impatient)
      } catch (cause) {
        const reason = lastError?.message ?? (cause as Error).message
        throw new BadInput(
          'no_redis',
          `Redis at ${new URL(url).host} does not answer: ${reason}. Check REDIS_URL, and that the server runs.`,
          { cause },
        )
      }
    },
    isAway: () => impatient.status !== 'ready',
    close() {
      for (const connection of opened) connection.disconnect()
    },
  }
}

import type { MiddlewareHandler } from 'hono'
import { RateLimiterPostgres, RateLimiterRes } from 'rate-limiter-flexible'
import type { Pool } from '../../schema/database.ts'
import { answerError } from './answer-error.ts'
import { MAX_REQUESTS_A_MINUTE } from './limits.ts'
import type { KeyVariables } from './require-key.ts'

/** So many requests of a key in a minute, in all processes on this database; more are 429 with Retry-After. */
export function limitRequests(
  pool: Pool,
  requestsAMinute: number = MAX_REQUESTS_A_MINUTE,
): MiddlewareHandler<KeyVariables> {
  const limiter = new RateLimiterPostgres({
    points: requestsAMinute,
    duration: 60,
    keyPrefix: '',
    storeClient: pool,
    storeType: 'pool',
    schemaName: 'earshot',
    tableName: 'api_pace',
    tableCreated: true,
  })
  return async (c, next) => {
    try {
      await limiter.consume(String(c.get('key').api_key_id))
    } catch (refusal) {
      if (!(refusal instanceof RateLimiterRes)) throw refusal
      const seconds = Math.max(1, Math.ceil(refusal.msBeforeNext / 1000))
      c.header('Retry-After', String(seconds))
      const text = `A key may ask ${requestsAMinute} times a minute: wait ${seconds} s.`
      return answerError(c, 429, 'too_many_requests', text)
    }
    return next()
  }
}

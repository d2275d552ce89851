import { Hono } from 'hono'
import type { Logger } from 'pino'
import type { Pool } from '../../schema/database.ts'
import { answerError } from './answer-error.ts'
import { atMost } from './at-most.ts'
import { limitRequests } from './limit-requests.ts'
import { MAX_BODIES_AT_ONCE } from './limits.ts'
import { openApi } from './openapi.ts'
import { pushMentions } from './push-mentions.ts'
import { type KeyVariables, requireKey } from './require-key.ts'

/**
 * The HTTP API, to be mounted at `/api`: all that it answers is JSON. What it has is described by `openApi`.
 * @param options `requestsAMinute` that a key may make; the default is in limits.ts
 */
export function api(
  { pool, log }: { pool: Pool; log: Logger },
  options: { requestsAMinute?: number } = {},
): Hono<KeyVariables> {
  const app = new Hono<KeyVariables>()
  const gate = atMost(MAX_BODIES_AT_ONCE)

  app.get('/openapi.json', (c) => c.json(openApi))
  app.post(
    '/mentions',
    requireKey(pool, 'mentions:write'),
    limitRequests(pool, options.requestsAMinute),
    (c) => gate(() => pushMentions(c, pool)),
  )

  app.all('*', (c) =>
    answerError(c, 404, 'not_found', `There is no ${c.req.method} here: see /api/openapi.json.`),
  )
  app.onError((error, c) => {
    log.error({ err: error, path: c.req.path }, 'a request to the API failed')
    return answerError(
      c,
      500,
      'failed',
      'The request could not be answered; the log says why. Send it again.',
    )
  })
  return app
}

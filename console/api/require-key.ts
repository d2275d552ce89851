import type { MiddlewareHandler } from 'hono'
import type { Pool } from '../../schema/database.ts'
import { type ApiKey, type ApiScope, useApiKey } from '../../schema/queries/api-keys.ts'
import { hashApiKey } from '../../workers/api-key.ts'
import { answerError } from './answer-error.ts'

/** What the handlers behind `requireKey` know. */
export interface KeyVariables {
  Variables: { key: ApiKey }
}

/**
 * Lets only requests through that bear a key (`Authorization: Bearer ek_…`) which was not revoked and has the
 * scope: 401 without, 403 without the scope.
 */
export function requireKey(pool: Pool, scope: ApiScope): MiddlewareHandler<KeyVariables> {
  return async (c, next) => {
    const token = /^Bearer +(\S+)$/i.exec(c.req.header('authorization') ?? '')?.[1]
    const key = token === undefined ? null : await useApiKey(pool, hashApiKey(token))
    if (key === null) {
      c.header('WWW-Authenticate', 'Bearer realm="earshot"')
      const what = token === undefined ? 'There is no key' : 'This key is unknown or was revoked'
      return answerError(
        c,
        401,
        token === undefined ? 'no_key' : 'unknown_key',
        `${what}: send 'Authorization: Bearer ek_…', with a key from 'npx earshot keys create NAME'.`,
      )
    }
    if (!key.scopes.includes(scope)) {
      const has = key.scopes.join(', ')
      return answerError(
        c,
        403,
        'missing_scope',
        `This needs the scope ${scope}; the key has ${has}.`,
      )
    }
    c.set('key', key)
    return next()
  }
}

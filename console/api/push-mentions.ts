import type { Context } from 'hono'
import type { z } from 'zod'
import type { Pool } from '../../schema/database.ts'
import { readRemovedSources } from '../../schema/queries/removed-sources.ts'
import { acceptMentions } from '../../workers/accept-mentions.ts'
import { pushedMention, type StatedMention, statedMention } from '../../workers/stated-mention.ts'
import { type ApiError, answerError } from './answer-error.ts'
import { MAX_BODY_BYTES, MAX_ITEMS } from './limits.ts'
import { formatOf, type ParsedItem, parseItems } from './parse-items.ts'
import { type BodyFault, readBody } from './read-body.ts'
import type { KeyVariables } from './require-key.ts'

/** What became of the items of a request: accepted + unchanged + errors = items. */
interface Pushed {
  /** New or changed: due to be processed. */
  accepted: number
  /** Known as they are, or repeated by a later item of the request. */
  unchanged: number
  errors: { index: number; error: ApiError }[]
}

/**
 * `POST /api/mentions`: takes mentions into the pipeline. Good items are kept although others are bad, and
 * before the answer says so; sending them again changes nothing.
 */
export async function pushMentions(c: Context<KeyVariables>, pool: Pool): Promise<Response> {
  const format = formatOf(c.req.header('content-type'))
  if (format === null) {
    const text = 'Send application/json or application/x-ndjson, in UTF-8.'
    return answerError(c, 415, 'unsupported_media_type', text)
  }
  if ((c.req.header('content-encoding') ?? 'identity') !== 'identity') {
    return answerError(c, 415, 'unsupported_encoding', 'Send the body uncompressed.')
  }
  const body = await readBody(c.req.raw)
  if (body.fault !== null) return answerFault(c, body.fault)
  const { items, error } = parseItems(body.text, format)
  if (error !== null) return answerError(c, 400, error.code, error.message)
  if (items.length === 0) return answerError(c, 422, 'no_items', 'There is no item in the body.')
  if (items.length > MAX_ITEMS) {
    const text = `A request may bring ${MAX_ITEMS} items, not ${items.length}: send several.`
    return answerError(c, 413, 'too_many_items', text)
  }
  const pushed = await push(pool, items, c.get('key').name)
  return c.json(pushed, pushed.errors.length === items.length ? 422 : 202)
}

async function push(pool: Pool, items: ParsedItem[], keyName: string): Promise<Pushed> {
  const mentions: StatedMention[] = []
  const errors: Pushed['errors'] = []
  const removed = await readRemovedSources(pool)
  items.forEach((item, index) => {
    const checked = item.error === null ? pushedMention.safeParse(item.value) : null
    if (checked?.success && removed.has(checked.data.source)) {
      errors.push({ index, error: sourceRemoved(checked.data.source) })
    } else if (checked?.success) {
      mentions.push(statedMention(checked.data, { adapter: 'api', at: keyName }))
    } else {
      errors.push({ index, error: item.error ?? faultOf(checked?.error) })
    }
  })
  const written =
    mentions.length === 0 ? { new: 0, changed: 0 } : await acceptMentions(pool, mentions)
  const accepted = written.new + written.changed
  return { accepted, unchanged: mentions.length - accepted, errors }
}

function sourceRemoved(name: string): ApiError {
  const message = `source: '${name}' was removed, and nothing is taken for it any more.`
  return { code: 'source_removed', message }
}

const SHOWN_FAULTS = 10

function faultOf(error: z.ZodError | undefined): ApiError {
  const faults = (error?.issues ?? []).slice(0, SHOWN_FAULTS).map((issue) => {
    const place = issue.path.join('.') || 'item'
    return `${place}: ${issue.message}`
  })
  return { code: 'bad_item', message: faults.join('; ') }
}

function answerFault(c: Context, fault: BodyFault): Response {
  switch (fault) {
    case 'too_large': {
      const text = `A request may have ${MAX_BODY_BYTES} bytes: send several.`
      return answerError(c, 413, 'too_large', text)
    }
    case 'too_slow':
      return answerError(c, 408, 'too_slow', 'The body did not come in time.')
    case 'not_utf8':
      return answerError(c, 400, 'not_utf8', 'The body holds bytes that are not UTF-8.')
  }
}

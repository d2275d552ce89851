import { z } from 'zod'
import { BadInput } from '../schema/errors.ts'
import { channel } from '../schema/mention.ts'
import type { ConsoleFilter } from '../schema/queries/console-filter.ts'
import { addDays } from './dates.ts'

const wholeNumber = z.string().regex(/^[1-9]\d{0,14}$/, { error: 'must be a whole number above 0' })

const query = z.object({
  product: wholeNumber.transform(Number).optional(),
  channel: channel.optional(),
  source: z.string().optional(),
  days: wholeNumber
    .transform(Number)
    .refine((days) => days <= 36_500, { error: 'must be at most 36500' })
    .optional(),
  page: wholeNumber.transform(Number).optional(),
})

/** What the address of a page asks for; a field that is missing asks for all, or for the first page. */
export type ViewQuery = z.infer<typeof query>

/**
 * Reads the query of an address. A form sends its empty fields too: they are none.
 * @throws BadInput naming each field that cannot be used, and what is allowed
 */
export function parseViewQuery(given: Record<string, string>): ViewQuery {
  const filled = Object.fromEntries(Object.entries(given).filter(([, value]) => value !== ''))
  const parsed = query.safeParse(filled)
  if (parsed.success) return parsed.data
  const faults = parsed.error.issues.map((issue) => `${issue.path.join('.')}: ${faultOf(issue)}`)
  throw new BadInput('bad_query', `This address cannot be used: ${faults.join('; ')}.`)
}

function faultOf(issue: z.core.$ZodIssue): string {
  if (issue.code === 'invalid_value') return `must be one of ${issue.values.join(', ')}`
  return issue.message
}

/** @param today `2026-03-04` in the company's time zone, the last day of a period */
export function filterOf(view: ViewQuery, today: string): ConsoleFilter {
  return {
    productId: view.product ?? null,
    channel: view.channel ?? null,
    source: view.source ?? null,
    since: view.days === undefined ? null : addDays(today, 1 - view.days),
  }
}

/** Whether anything narrows the view. */
export function isFiltered({ product, channel, source, days }: ViewQuery): boolean {
  return [product, channel, source, days].some((value) => value !== undefined)
}

/** The address of a view: `/?channel=blog&page=2`. */
export function hrefOf(path: string, view: ViewQuery): string {
  const query = new URLSearchParams()
  for (const [name, value] of Object.entries(view)) {
    if (value !== undefined && !(name === 'page' && value === 1)) query.set(name, String(value))
  }
  return query.size === 0 ? path : `${path}?${query}`
}

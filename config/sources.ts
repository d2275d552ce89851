import { readFile } from 'node:fs/promises'
import { isMap, isScalar, LineCounter, parseDocument } from 'yaml'
import { z } from 'zod'
import { BadInput } from '../schema/errors.ts'
import { channel } from '../schema/mention.ts'
import { scheduleFault } from './schedule.ts'
import { selectors } from './selectors.ts'

/** Addresses are shown to everybody; what opens a door is not. */
function hasUserInfo(address: string): boolean {
  const url = URL.parse(address)
  return url !== null && (url.username !== '' || url.password !== '')
}

const webAddress = z
  .string()
  .refine((value) => /^https?:$/.test(URL.parse(value)?.protocol ?? ''), {
    error: 'must be an address that begins with http:// or https://',
  })
  .refine((value) => !hasUserInfo(value), {
    error: 'must not hold a user name or password: give them as credentials.headers',
  })
const glob = z.string().startsWith('/', { error: "must begin with '/', like '/product/**'" })

const scope = z.strictObject({
  include: z.array(glob).default([]),
  exclude: z.array(glob).default([]),
  max_pages: z.number().int().min(1).default(1000),
})

const pace = z.strictObject({
  requests_per_second: z.number().positive().max(100).optional(),
  window: z
    .string()
    .regex(/^([01]\d|2[0-3]):[0-5]\d-([01]\d|2[0-3]):[0-5]\d$/, {
      error: "must be like '22:00-06:00'",
    })
    .optional(),
})

const policy = z.strictObject({
  terms: z.enum(['permitted', 'unclear', 'forbidden']).default('unclear'),
  note: z.string().default(''),
  robots: z.enum(['obey', 'ignore']).default('obey'),
  store_text: z.enum(['full', 'excerpt', 'none']).default('full'),
  authors: z.enum(['store', 'pseudonym', 'none']).default('store'),
  retention_days: z.number().int().min(1).nullable().default(null),
})

const namesOfVariables = z.string().refine((value) => /\$\{\w+\}/.test(value), {
  error:
    // biome-ignore lint/suspicious/noTemplateCurlyInString: it shows what to write in the file
    'must name an environment variable, like "Bearer ${SHOP_TOKEN}": secrets do not belong in this file',
})

/** One place that we listen to, as a person configures it. */
export const sourceConfig = z.strictObject({
  name: z.string().regex(/^[a-z0-9]+(-[a-z0-9]+)*$/, {
    error: "must be kebab-case: lower-case letters, digits and single '-'",
  }),
  channel,
  url: webAddress,
  adapter: z.string().default('auto'),
  selectors: selectors.optional(),
  schedule: z
    .string()
    .default('every 24h')
    .superRefine((value, context) => {
      const fault = scheduleFault(value)
      if (fault) context.addIssue({ code: 'custom', message: fault })
    }),
  scope: scope.prefault({}),
  browser: z.enum(['auto', 'never', 'always']).default('auto'),
  pace: pace.prefault({}),
  policy: policy.prefault({}),
  credentials: z
    .strictObject({ headers: z.record(z.string(), namesOfVariables).default({}) })
    .prefault({}),
  market: z.string().nullable().default(null),
})
export type SourceConfig = z.infer<typeof sourceConfig>

const timeZone = z.string().refine(isTimeZone, {
  error: "must be a time zone's name, like 'Europe/Berlin'",
})

const company = z.strictObject({
  name: z.string(),
  brands: z.array(z.string()).default([]),
  time_zone: timeZone.default('UTC'),
  official_authors: z.array(z.string()).default([]),
})
export type Company = z.infer<typeof company>

const alerts = z.strictObject({
  rating_drop: z
    .strictObject({
      false_alarms_per_month: z.number().positive().default(1),
      min_ratings: z.number().int().min(2).default(10),
      to: z.array(z.string()).default([]),
    })
    .prefault({}),
})

const recipient = z.strictObject({
  email: z.array(z.email()).default([]),
  webhook: webAddress.optional(),
})

/** The whole of `config/sources.yaml`, with its defaults. */
export const sourcesFile = z
  .strictObject({
    company: company.prefault({ name: 'Company' }),
    sources: z.array(sourceConfig).default([]),
    alerts: alerts.prefault({}),
    recipients: z.record(z.string(), recipient).default({}),
  })
  .superRefine((file, context) => {
    const seen = new Set<string>()
    file.sources.forEach((source, index) => {
      if (source.adapter === 'selectors' && source.selectors === undefined) {
        context.addIssue({
          code: 'custom',
          path: ['sources', index, 'adapter'],
          message: "'selectors' needs a field selectors beside it (docs/adapters.md)",
        })
      }
      if (seen.has(source.name)) {
        context.addIssue({
          code: 'custom',
          path: ['sources', index, 'name'],
          message: `'${source.name}' is used twice: names are unique`,
        })
      }
      seen.add(source.name)
    })
    file.alerts.rating_drop.to.forEach((name, index) => {
      if (name in file.recipients) return
      const known = Object.keys(file.recipients).join(', ') || 'none'
      context.addIssue({
        code: 'custom',
        path: ['alerts', 'rating_drop', 'to', index],
        message: `there is no recipient '${name}' (recipients: ${known})`,
      })
    })
  })
export type SourcesFile = z.infer<typeof sourcesFile>

/**
 * Reads and checks a sources file.
 * @throws BadInput with one line a fault: `FILE:LINE: FIELD: what is allowed`
 */
export async function readSourcesFile(path: string): Promise<SourcesFile> {
  let text: string
  try {
    text = await readFile(path, 'utf8')
  } catch (cause) {
    throw new BadInput('no_sources_file', `${path} cannot be read: ${(cause as Error).message}`, {
      cause,
    })
  }
  return parseSourcesFile(text, path)
}

/** The same from text; `path` is only named in messages. */
export function parseSourcesFile(text: string, path: string): SourcesFile {
  const lines = new LineCounter()
  const document = parseDocument(text, { lineCounter: lines })
  const syntax = document.errors.map(
    (error) => `${path}:${lines.linePos(error.pos[0]).line}: ${firstLine(error.message)}`,
  )
  if (syntax.length > 0) throw new BadInput('bad_sources_file', syntax.join('\n'))
  if (!isMap(document.contents) || !document.has('sources')) {
    throw new BadInput(
      'bad_sources_file',
      `${path}:1: sources: must be given ('sources: []' when there are none; those that were applied before are removed)`,
    )
  }
  const parsed = sourcesFile.safeParse(document.toJS())
  if (parsed.success) return parsed.data
  const faults = parsed.error.issues.flatMap((issue) => faultsOf(issue))
  throw new BadInput(
    'bad_sources_file',
    faults.map((fault) => `${path}:${lineOf(fault.path)}: ${fault.message}`).join('\n'),
  )

  function lineOf(fieldPath: PropertyKey[]): number {
    for (let length = fieldPath.length; length > 0; length--) {
      const offset = offsetAt(fieldPath.slice(0, length))
      if (offset !== null) return lines.linePos(offset).line
    }
    return 1
  }

  function offsetAt(fieldPath: PropertyKey[]): number | null {
    const parent =
      fieldPath.length > 1 ? document.getIn(fieldPath.slice(0, -1), true) : document.contents
    const last = fieldPath.at(-1)
    if (isMap(parent)) {
      const pair = parent.items.find((entry) => isScalar(entry.key) && entry.key.value === last)
      if (pair && isScalar(pair.key) && pair.key.range) return pair.key.range[0]
      return null
    }
    const node = document.getIn(fieldPath, true)
    if (node && typeof node === 'object' && 'range' in node) {
      return (node.range as [number, number, number] | undefined)?.[0] ?? null
    }
    return null
  }
}

type Issue = z.core.$ZodIssue

function faultsOf(issue: Issue): { path: PropertyKey[]; message: string }[] {
  if (issue.code === 'unrecognized_keys') {
    return issue.keys.map((key) => ({
      path: [...issue.path, key],
      message: `${nameOf([...issue.path, key])}: there is no such field here`,
    }))
  }
  return [{ path: issue.path, message: `${nameOf(issue.path)}: ${messageOf(issue)}` }]
}

function messageOf(issue: Issue): string {
  if (issue.code === 'invalid_value') return `must be one of ${issue.values.join(', ')}`
  if (issue.code === 'invalid_type' && issue.input === undefined) return 'must be given'
  return issue.message
}

function nameOf(path: PropertyKey[]): string {
  return (
    path.map((part) => (typeof part === 'number' ? `[${part}]` : String(part))).join('.') || 'file'
  )
}

function firstLine(message: string): string {
  return message.split('\n')[0] ?? message
}

function isTimeZone(value: string): boolean {
  try {
    new Intl.DateTimeFormat('en', { timeZone: value })
    return true
  } catch {
    return false
  }
}

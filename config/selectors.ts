import { readFile } from 'node:fs/promises'
import { parse, type Selector, SelectorType } from 'css-what'
import { parse as parseYaml } from 'yaml'
import { z } from 'zod'
import { BadInput } from '../schema/errors.ts'
import { mentionType } from '../schema/mention.ts'
import { RAW_AGGREGATE_FIELDS, RAW_FIELDS } from '../schema/raw-item.ts'

const MAX_CSS_CHARACTERS = 300
const MAX_MATCH_CHARACTERS = 200
/** With three, and a text of 300 characters, a regex tries a few million ways at most. */
const MAX_OPEN_QUANTIFIERS = 3

/** What never stands on a page: see RAW_FIELDS. */
const NOT_ON_PAGES = [
  'site',
  'setting',
  'orderId',
  'author.email',
  'author.isCompany',
  'product.productId',
] as const
const PAGE_FIELDS = RAW_FIELDS.filter((name) => !NOT_ON_PAGES.some((other) => other === name))

const css = z
  .string()
  .min(1)
  .superRefine((value, context) => {
    const fault = cssFault(value)
    if (fault) context.addIssue({ code: 'custom', message: fault })
  })

const match = z.string().superRefine((value, context) => {
  const fault = matchFault(value)
  if (fault) context.addIssue({ code: 'custom', message: fault })
})

/** Where a value stands: `.stars`, or `{ css: .stars, attribute: data-score, match: '(\d) of' }`. */
const place = z.preprocess(
  (given) => (typeof given === 'string' ? { css: given } : given),
  z.strictObject({
    css,
    /** The value is this attribute; else the text. */
    attribute: z.string().min(1).optional(),
    /** A regex; its first group, else all that it matches, is the value. */
    match: match.optional(),
  }),
)
export type Place = z.infer<typeof place>

/** The selectors of a source, for pages that nothing else understands. */
export const selectors = z.strictObject({
  /** The element of each statement. */
  items: css,
  type: mentionType.default('review'),
  /** Inside of an item's element; the first that matches. */
  fields: z.partialRecord(z.enum(PAGE_FIELDS as [string, ...string[]]), place),
  /** What the page says once, for all its items: `product.name: h1`. */
  page: z.partialRecord(z.enum(PAGE_FIELDS as [string, ...string[]]), place).default({}),
  /** The rating of the product as a whole. */
  aggregate: z.partialRecord(z.enum(RAW_AGGREGATE_FIELDS), place).default({}),
  /** Links to the pages that continue this one. */
  next: css.optional(),
})
export type Selectors = z.infer<typeof selectors>

const LINEAR: ReadonlySet<string> = new Set([
  SelectorType.Tag,
  SelectorType.Universal,
  SelectorType.Attribute,
  SelectorType.Descendant,
  SelectorType.Child,
])

/** Why a selector is refused; null when it is not. Only what takes time in proportion to the page is let through. */
function cssFault(value: string): string | null {
  if (value.length > MAX_CSS_CHARACTERS) return `has more than ${MAX_CSS_CHARACTERS} characters`
  let parsed: Selector[][]
  try {
    parsed = parse(value)
  } catch (error) {
    return `'${value}' is no CSS selector: ${(error as Error).message}`
  }
  const unknown = parsed.flat().find((token) => !isLinear(token))
  if (!unknown) return null
  const name = 'name' in unknown ? `:${unknown.name}` : unknown.type
  return `'${value}': ${name} is not understood here; use tags, .classes, #ids, [attributes], spaces, '>' and ':not()'`
}

function isLinear(token: Selector): boolean {
  if (token.type !== SelectorType.Pseudo) return LINEAR.has(token.type)
  return token.name === 'not' && Array.isArray(token.data) && token.data.flat().every(isSimple)
}

function isSimple(token: Selector): boolean {
  return token.type === SelectorType.Tag || token.type === SelectorType.Attribute
}

/** Why a regex is refused; null when it is not. Repeated groups that repeat inside take for ever on some texts. */
function matchFault(value: string): string | null {
  if (value.length > MAX_MATCH_CHARACTERS) return `has more than ${MAX_MATCH_CHARACTERS} characters`
  try {
    new RegExp(value, 'u')
  } catch (error) {
    return `'${value}' is no regular expression: ${(error as Error).message}`
  }
  const plain = value.replace(/\\./g, 'x').replace(/\[[^\]]*\]/g, 'x')
  if (/\\[1-9k]|\(\?<?[=!]/.test(value))
    return `'${value}': only groups, no look-around and no back-reference`
  if (/\)\s*[*+{]/.test(plain)) return `'${value}': a group cannot be repeated here`
  const open = plain.match(/[*+]|\{\d+,\d*\}/g)?.length ?? 0
  return open > MAX_OPEN_QUANTIFIERS
    ? `'${value}' repeats more than ${MAX_OPEN_QUANTIFIERS} times (*, +, {n,})`
    : null
}

/**
 * Reads the selectors of a source from a file of their own (YAML), to be tried with `preview` and `extract`.
 * @throws BadInput that names the file and the field
 */
export async function readSelectorsFile(path: string): Promise<Selectors> {
  let given: unknown
  try {
    given = parseYaml(await readFile(path, 'utf8'))
  } catch (cause) {
    const { message } = cause as Error
    throw new BadInput('bad_selectors', `${path} cannot be read: ${message}`, { cause })
  }
  const parsed = selectors.safeParse(given)
  if (parsed.success) return parsed.data
  const faults = parsed.error.issues.map(
    (issue) => `${path}: ${issue.path.join('.') || 'the file'} ${wordsOf(issue)}`,
  )
  throw new BadInput('bad_selectors', faults.join('\n'))
}

/** A fault as a person reads it behind the field's name; ours say themselves what is wrong. */
function wordsOf(issue: z.core.$ZodIssue): string {
  if (issue.code === 'unrecognized_keys') {
    const where = issue.path.at(-1) === undefined ? FILE_KEYS : FIELD_KEYS
    return `has '${issue.keys.join("', '")}', which is not known; ${where}`
  }
  if (issue.code === 'invalid_type' && /received (?:undefined|null)$/.test(issue.message)) {
    return issue.path.length === 0 ? `is empty; ${FILE_KEYS}` : 'is missing'
  }
  return `cannot be used: ${issue.message}`
}

const FILE_KEYS =
  'it holds what stands under `selectors` in sources.yaml: items, type, fields, page, aggregate, next'
const FIELD_KEYS = `known are ${PAGE_FIELDS.join(', ')} (docs/adapters.md)`

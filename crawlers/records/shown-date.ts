import { onOneLine } from '../plain-words.ts'
import { dateShapeIn, hasDate } from '../written/date-shape.ts'
import type { SeenElement } from './seen-element.ts'

export interface ShownDate {
  /** As it stands: an attribute where it says more than the text. */
  value: string
  /** The date alone, for comparing. */
  date: string
  at: string
  isExact: boolean
}

/** Where scripts that draw tooltips keep them. */
const TOOLTIPS = [
  'data-original-title',
  'data-bs-original-title',
  'data-tippy-content',
  'data-tooltip',
  'data-tooltip-content',
  'data-tip',
  'data-title',
  'data-content',
]
const DATED = [
  'datetime',
  'title',
  'data-time',
  'data-timestamp',
  'data-utime',
  'data-date',
  'content',
  'data-datetime',
  'data-epoch',
  'aria-label',
  ...TOOLTIPS,
]
const ISO = /^\s*\d{4}-\d{2}-\d{2}/
const EPOCH = /^\s*1\d{9}(?:\d{3})?\s*$/

const DATED_SET: ReadonlySet<string> = new Set(DATED)
/** Attributes that people read, where a date stands in words too. */
const SAYS_WHEN: ReadonlySet<string> = new Set(['title', 'datetime', 'content', ...TOOLTIPS])
const NONE: readonly string[] = []

/** Most elements have none. */
function datedAttributes(attribs: Record<string, string>): readonly string[] {
  for (const name in attribs) if (DATED_SET.has(name)) return DATED
  return NONE
}

/** The date that an element shows: an attribute, or little but a date in its words; null where there is none. */
export function dateOf({ element, ink, line }: SeenElement): ShownDate | null {
  const { attribs } = element
  for (const at of datedAttributes(attribs)) {
    const value = attribs[at]
    if (value === undefined || value.length > 100) continue
    if (at === 'content' && element.name !== 'meta') continue
    const isMachine = ISO.test(value) || (at !== 'title' && EPOCH.test(value))
    if (isMachine) return shown(value.trim(), at, true)
    if (SAYS_WHEN.has(at) || at.startsWith('data-date')) {
      if (isMostlyDate(value)) return shown(value.trim(), at, /\d:\d/.test(value))
    }
  }
  if (ink < 3) return null
  if (line !== null) {
    if (isMostlyDate(line)) return shown(line, 'text', false)
    // The date of something else, as its label says: "Joined: 3 May 2007".
    if (hasDate(line) && dateShapeIn(line) === null) return null
    // One text alone is the line that was looked at.
    if (element.children.length < 2) return null
  }
  for (const node of element.children) {
    if (!('data' in node) || node.type !== 'text' || node.data.length > 300) continue
    const text = onOneLine(node.data)
    if (text.length >= 4 && isMostlyDate(text)) return shown(text, 'text', false)
  }
  return null
}

function shown(value: string, at: string, isExact: boolean): ShownDate {
  const date = dateShapeIn(value) ?? value
  // Of two on a line the first: "published on … after an order of …".
  const isFirst = at === 'text' && dateShapeIn(value.replace(date, ' ')) !== null
  return { value: isFirst ? date : value, date, at, isExact }
}

/** Beside the date stand few words: no sentence that names one. */
function isMostlyDate(text: string): boolean {
  const shape = dateShapeIn(text)
  if (shape === null) return false
  if (shape === text) return text.length <= 60
  const rest = text.replace(shape, ' ')
  const words = rest.match(/\p{L}{2,}/gu)?.length ?? 0
  // A sentence that says since when, not a line that does.
  if (words > 3 && /\p{Ll}[.!?]\s*$/u.test(text)) return false
  return words <= 8 && !/[.!?]\s+\p{Lu}\p{Ll}+\s\p{Ll}+\s\p{Ll}/u.test(rest)
}

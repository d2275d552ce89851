import { hasClass } from './find-elements.ts'
import { elementsBelow, isElement, type MarkupElement, type MarkupNode, textOf } from './markup.ts'
import type { MarkupSyntax } from './markup-syntax.ts'

/** What opens a thing, by class, and its type in schema.org's words. */
const TYPES: Record<string, string> = {
  hreview: 'Review',
  'h-review': 'Review',
  'hreview-aggregate': 'AggregateRating',
  'h-review-aggregate': 'AggregateRating',
}
const OF_REVIEW = /(?:^|\s)h-?review(?:-aggregate)?(?:\s|$)/
const OF_PART = /(?:^|\s)(?:(?:p-)?item|(?:p-)?reviewer|p-author)(?:\s|$)/
/** These are things inside of a review only: elsewhere the words are anybody's. */
const INNER: Record<string, string> = {
  item: 'Thing',
  'p-item': 'Thing',
  reviewer: 'Person',
  'p-author': 'Person',
  'p-reviewer': 'Person',
}
/** Classes of hReview and h-review, and what schema.org calls them. */
const PROPERTIES: Record<string, string> = {
  ...{ item: 'itemReviewed', 'p-item': 'itemReviewed' },
  ...{ reviewer: 'author', 'p-author': 'author', 'p-reviewer': 'author' },
  ...{
    dtreviewed: 'datePublished',
    'dt-reviewed': 'datePublished',
    'dt-published': 'datePublished',
  },
  ...{ description: 'reviewBody', 'e-content': 'reviewBody', 'p-description': 'reviewBody' },
  ...{ summary: 'name', 'p-name': 'name', fn: 'name', permalink: 'url', 'u-url': 'url' },
  ...{
    rating: 'ratingValue',
    'p-rating': 'ratingValue',
    average: 'ratingValue',
    'p-average': 'ratingValue',
  },
  ...{ best: 'bestRating', 'p-best': 'bestRating', worst: 'worstRating', 'p-worst': 'worstRating' },
  ...{
    votes: 'ratingCount',
    'p-votes': 'ratingCount',
    count: 'reviewCount',
    'p-count': 'reviewCount',
  },
}

/** Looking for the class is much cheaper than asking every element for it. */
export const MICROFORMAT_REVIEW = /class\s*=\s*["'][^"']{0,300}\bh-?review\b/i

/**
 * Reviews in microformats, which old shops, blogs and guides mark up with classes.
 * @see https://microformats.org/wiki/hreview and https://microformats.org/wiki/h-review
 */
export const MICROFORMATS: MarkupSyntax = {
  name: 'microformats',
  isThing,
  types: (element) => named(element, isThing(element) ? { ...TYPES, ...INNER } : {}),
  properties: (element) => named(element, PROPERTIES),
  id: () => undefined,
  refs: () => '',
  value: statedValue,
}

function named(element: MarkupElement, names: Record<string, string>): string {
  const own = (element.attribs['class'] ?? '').split(/\s+/)
  return own.flatMap((name) => (Object.hasOwn(names, name) ? [names[name]] : [])).join(' ')
}

/** A reviewer or item that is a mere name is a string. */
function isThing(element: MarkupElement): boolean {
  const classes = element.attribs['class']
  if (classes === undefined) return false
  if (OF_REVIEW.test(classes)) return true
  if (!OF_PART.test(classes)) return false
  return isInReview(element) && firstInside(element, 'fn', 'p-name') !== null
}

/** A name or value is near; the whole of a long text is not searched for it again and again. */
const MAX_SEARCHED = 300

function firstInside(element: MarkupElement, ...names: string[]): MarkupElement | null {
  let searched = 0
  for (const one of elementsBelow(element)) {
    if (++searched > MAX_SEARCHED) return null
    if (hasClass(one, ...names)) return one
  }
  return null
}

const MAX_LEVELS = 12

function isInReview(element: MarkupElement): boolean {
  let up = element.parent as MarkupNode | null
  for (let i = 0; up !== null && isElement(up) && i < MAX_LEVELS; i++) {
    if (OF_REVIEW.test(up.attribs['class'] ?? '')) return true
    up = up.parent as MarkupNode | null
  }
  return false
}

/** The value-class pattern: what a program reads stands in a title, or in a part of its own. */
function statedValue(element: MarkupElement): string | undefined {
  const { name, attribs } = element
  if (name === 'abbr' && attribs['title'] !== undefined) return attribs['title']
  if (hasClass(element, 'value-title')) return attribs['title']
  if (hasClass(element, 'description', 'e-content', 'p-description')) return undefined
  const part = firstInside(element, 'value-title', 'value', 'average')
  return part === null ? undefined : (part.attribs['title'] ?? textOf(part))
}

import type { Document } from './document.ts'
import { elementsBelow, isElement, type MarkupElement, textOf } from './markup.ts'
import type { PlacedText } from './thing.ts'

/** Class names under which content systems put an article's text, the surest first. */
const BODIES = [
  'entry-content',
  'post-content',
  'post-body',
  'article-body',
  'article-content',
  'article__body',
  'article__content',
  'e-content',
  'post__content',
]

const MAX_ELEMENTS = 20_000

/** What stands inside an article without being its text. */
const ASIDE = [
  'script, style, noscript, template, form, button, nav, aside, footer, iframe, svg',
  '#comments, .comments, .comment-list, .comment-respond, [itemprop~="comment"]',
  '[itemtype$="/Comment"], [itemtype$="/UserComments"], article article',
  '.share, .sharing, .social, .related, .related-posts, .tags, .byline, .by, .meta, .entry-meta, .post-meta',
].join(', ')

/**
 * The text of the article that a page is about, as markup: from `itemprop=articleBody`, the class names that content
 * systems use, or the longest `<article>` without its heading, byline and comments. Null when the page has none.
 */
export function articleText({ $, root }: Document): PlacedText | null {
  let best: { element: MarkupElement; rank: number } | null = null
  let longest: { element: MarkupElement; length: number } | null = null
  for (const element of elementsBelow(root)) {
    const rank = rankOf(element)
    if (rank < (best?.rank ?? NO_RANK)) best = { element, rank }
    if (element.name !== 'article' || isComment(element) || isInArticle(element)) continue
    const { length } = textOf(element)
    if (length > (longest?.length ?? 0)) longest = { element, length }
  }
  if (best !== null) return contentOf($, best.element, best.rank === 0 ? 'articleBody' : 'content')
  return longest === null ? null : contentOf($, longest.element, 'article', 'header, h1')
}

const NO_RANK = BODIES.length + 1

/** 0 for `itemprop=articleBody`, then by class name; {@link NO_RANK} for any other element. */
function rankOf({ attribs }: MarkupElement): number {
  if (/(?:^|\s)articlebody(?:\s|$)/i.test(attribs['itemprop'] ?? '')) return 0
  const names = new Set((attribs['class'] ?? '').split(/\s+/))
  const index = BODIES.findIndex((name) => names.has(name))
  return index === -1 ? NO_RANK : index + 1
}

function isInArticle({ parent }: MarkupElement): boolean {
  for (let up = parent; up !== null; up = up.parent) {
    if (isElement(up) && up.name === 'article') return true
  }
  return false
}

function contentOf(
  $: Document['$'],
  element: MarkupElement,
  at: string,
  heading = '',
): PlacedText | null {
  if (isHuge(element)) return null
  const copy = $(element).clone()
  copy.find(heading === '' ? ASIDE : `${ASIDE}, ${heading}`).remove()
  const value = (copy.html() ?? '').trim()
  return copy.text().trim() === '' ? null : { value, at, html: true }
}

/** Selectors that look at what is around take long on it, and it is no article. */
function isHuge(element: MarkupElement): boolean {
  let count = 0
  for (const _ of elementsBelow(element)) if (++count > MAX_ELEMENTS) return true
  return false
}

function isComment({ attribs }: MarkupElement): boolean {
  return /comment|reply/i.test(`${attribs['class'] ?? ''} ${attribs['id'] ?? ''}`)
}

import type { Document } from './document.ts'
import { elementsBelow, isElement, type MarkupElement, textOf } from './markup.ts'
import type { PlacedText } from './thing.ts'

/** Where content systems put an article's text, the surest first. */
const BODIES = [
  '[itemprop~="articleBody"]',
  '.entry-content',
  '.post-content',
  '.post-body',
  '.article-body',
  '.article-content',
  '.article__body',
  '.article__content',
  '.e-content',
  '.post__content',
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
  for (const selector of BODIES) {
    const body = $(selector).get(0)
    if (body !== undefined && isElement(body)) return contentOf($, body, selector)
  }
  let longest: MarkupElement | undefined
  let length = 0
  for (const element of elementsBelow(root, ({ name }) => name !== 'article')) {
    if (element.name !== 'article' || isComment(element)) continue
    const size = textOf(element).length
    if (size > length) [longest, length] = [element, size]
  }
  return contentOf($, longest, 'article', 'header, h1')
}

function contentOf(
  $: Document['$'],
  element: MarkupElement | undefined,
  at: string,
  heading = '',
): PlacedText | null {
  if (element === undefined || isHuge(element)) return null
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

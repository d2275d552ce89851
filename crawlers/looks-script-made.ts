import type { Document } from './document.ts'
import { elementsBelow, isElement, type MarkupElement, textOf } from './markup.ts'

/** Where applications that run in the browser put themselves. */
const APP_ROOT =
  /^(?:root|app|app-root|application|__next|__nuxt|___gatsby|svelte|ember\d*|main-app)$/i
/** Places that wait for what customers say: by their own names, or of services that fill them. */
const PLACE_FOR_WORDS =
  /(?:^|[\s_-])(?:reviews?|ratings?|comments?|testimonials?|opinions?|feedbacks?|bewertung(?:en)?|rezension(?:en)?|kommentare?|avis|opiniones|reseñas)(?:$|[\s_-])|\b(?:bv|yotpo|jdgm|stamped|loox|feefo|spr|okendo|trustpilot|turnto|pr|disqus|commento|giscus)[-_]/i
const ASKS_FOR_SCRIPTS = /java\s?script/i
const WAITS = /^(?:\W*(?:loading|please wait|wird geladen|lädt|chargement|cargando)\b.{0,40})?$/i

/** A page with fewer words than this has not been filled yet, or has nothing to say. */
const FEW_WORDS = 60
/** A page with more words than this says what it has to say without a script, whatever its <noscript> says. */
const MANY_WORDS = 400
/** Names of classes and ids are short; what is longer is not one. */
const LONGEST_NAME = 200

/**
 * Whether a page looks as if its words are put there by scripts: it has scripts, and
 * - an application's root that is empty, or a place for reviews or comments that is, or
 * - a <noscript> that asks for JavaScript while little else stands there, or
 * - hardly any words at all.
 * It is asked only of pages on which nobody said anything. Pure.
 */
export function looksScriptMade(document: Document): boolean {
  const isMarkup = document.contentType === null || /html/.test(document.contentType)
  if (!isMarkup || !isElementTree(document)) return false
  let hasScripts = false
  let asks = false
  for (const element of elementsBelow(document.root)) {
    if (element.name === 'script') hasScripts ||= isProgram(element)
    else if (element.name === 'noscript') asks ||= ASKS_FOR_SCRIPTS.test(allText(element))
    else if (isPlace(element) && isEmpty(element)) return scriptsIn(document)
  }
  if (!hasScripts) return false
  const words = countWords(document)
  return words < FEW_WORDS || (asks && words < MANY_WORDS)
}

function isElementTree({ root }: Document): boolean {
  return root.children.some(isElement)
}

function scriptsIn({ root }: Document): boolean {
  for (const element of elementsBelow(root)) {
    if (element.name === 'script' && isProgram(element)) return true
  }
  return false
}

/** Not data, which stands in scripts of other types. */
function isProgram({ attribs }: MarkupElement): boolean {
  return /^(?:|module|(?:text|application)\/(?:java|ecma)script)$/i.test(
    attribs['type']?.trim() ?? '',
  )
}

function isPlace({ name, attribs }: MarkupElement): boolean {
  if (!/^(?:div|section|article|main|ul|ol|aside|span)$/.test(name) && !name.includes('-'))
    return false
  const id = attribs['id'] ?? ''
  if (id.length > LONGEST_NAME) return false
  if (APP_ROOT.test(id)) return true
  const own = `${id} ${(attribs['class'] ?? '').slice(0, LONGEST_NAME)} ${name}`
  return PLACE_FOR_WORDS.test(own) && name !== 'span'
}

function isEmpty(element: MarkupElement): boolean {
  return WAITS.test(textOf(element).trim()) && !hasPictures(element)
}

/** A row of stars has no text, and is not empty. */
function hasPictures(element: MarkupElement): boolean {
  for (const { name } of elementsBelow(element)) {
    if (/^(?:img|svg|i|input|meta|picture|use)$/.test(name)) return true
  }
  return false
}

/** What stands in a <noscript> too, which readers with scripts don't see. */
function allText(element: MarkupElement): string {
  const parts: string[] = []
  for (const node of element.children) {
    if (isElement(node)) parts.push(textOf(node))
    else if ('data' in node) parts.push(node.data)
  }
  return parts.join(' ')
}

function countWords({ root }: Document): number {
  let words = 0
  for (const node of root.children) {
    if (isElement(node)) words += textOf(node).match(/\p{L}{2,}/gu)?.length ?? 0
    if (words > MANY_WORDS) break
  }
  return words
}

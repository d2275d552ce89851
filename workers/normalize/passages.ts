import { type Span, sentencesOf } from '../analyze/sentences.ts'
import type { Catalogue } from '../attach/catalogue.ts'
import { isCommonWord } from '../attach/common-words.ts'
import { type NameToken, nameTokens } from '../attach/name-tokens.ts'
import { attachNamed } from '../attach/named-products.ts'

/** What an article is searched for. */
export interface SoughtNames {
  brands: readonly string[]
  catalogue: Catalogue
  /** What contains a name and means something else: "Aurora Borealis" for the brand Aurora. */
  exclusions: readonly string[]
}

/** A part of an article that is about us, word for word. */
export interface NamingPassage {
  /** At most 600 characters, and a part of the text as it stands. */
  quote: string
  productIds: number[]
  /** As they are configured. */
  brands: string[]
}

const MAX_QUOTE = 600

/** A sentence with what it names. */
interface Sentence extends Span {
  productIds: number[]
  brands: string[]
  /** A common word that is a brand, with the capital that every first word has: it counts where others confirm it. */
  maybeBrands: string[]
  /** Where the first name begins. */
  nameStart: number
}

/**
 * The passages of an article that name one of our brands or products: each the sentence with its neighbours in the
 * same paragraph (line), joined with the next one where they touch. Names are whole words in any case, with
 * aliases; a brand that is a common word ("Echo") needs its capital, and at the beginning of a sentence, where every
 * word has one, another place that names it. Words of an exclusion name nothing. Pure; in the text's order.
 */
export function passagesNaming(text: string, sought: SoughtNames): NamingPassage[] {
  const masked = withoutExclusions(text, sought.exclusions)
  const paragraphs = paragraphsOf(text).map((paragraph) => readSentences(paragraph, masked, sought))
  const sure = new Set(paragraphs.flat().flatMap(({ brands }) => brands))
  for (const sentence of paragraphs.flat()) {
    const confirmed = sentence.maybeBrands.filter((brand) => sure.has(brand))
    sentence.brands = distinct([...sentence.brands, ...confirmed])
  }
  return paragraphs.flatMap((sentences) =>
    windowsOf(sentences).map((window) => passageOf(window, text)),
  )
}

/** Of the same length, so that what is found in it stands at the same place in the text. */
function withoutExclusions(text: string, exclusions: readonly string[]): string {
  let masked = text
  const tokens = nameTokens(text)
  for (const exclusion of exclusions) {
    for (const { start, end } of placesOf(exclusion, tokens)) {
      masked = masked.slice(0, start) + '_'.repeat(end - start) + masked.slice(end)
    }
  }
  return masked
}

/** Where the words of a name stand, one after the other. */
function placesOf(name: string, tokens: NameToken[]): Span[] {
  const words = nameTokens(name).map(({ word }) => word)
  if (words.length === 0) return []
  return tokens.flatMap((first, i) => {
    if (!words.every((word, offset) => tokens[i + offset]?.word === word)) return []
    const last = tokens[i + words.length - 1] ?? first
    return [{ start: first.start, end: last.end }]
  })
}

function paragraphsOf(text: string): Span[] {
  return [...text.matchAll(/[^\n]+/g)].map((match) => ({
    start: match.index,
    end: match.index + match[0].length,
  }))
}

function readSentences(paragraph: Span, masked: string, sought: SoughtNames): Sentence[] {
  const words = masked.slice(paragraph.start, paragraph.end)
  return sentencesOf(words).map((span) =>
    readSentence(
      { start: paragraph.start + span.start, end: paragraph.start + span.end },
      masked,
      sought,
    ),
  )
}

function readSentence(span: Span, masked: string, { brands, catalogue }: SoughtNames): Sentence {
  const words = masked.slice(span.start, span.end)
  const products = attachNamed(words, catalogue, null)
  const tokens = nameTokens(words)
  const sentence: Sentence = {
    ...span,
    productIds: products.map(({ productId }) => productId),
    brands: [],
    maybeBrands: [],
    nameStart: span.start,
  }
  for (const brand of brands) {
    const sureness = placesOf(brand, tokens).map(({ start }) => {
      if (!isCommon(brand)) return 'sure'
      if (!/^\p{Lu}/u.test(words.slice(start))) return 'other'
      return start > (tokens[0]?.start ?? 0) ? 'sure' : 'maybe'
    })
    if (sureness.includes('sure')) sentence.brands.push(brand)
    else if (sureness.includes('maybe')) sentence.maybeBrands.push(brand)
  }
  sentence.nameStart += firstPlace(tokens, [...sentence.brands, ...namesOf(sentence, catalogue)])
  return sentence
}

function isCommon(brand: string): boolean {
  const words = nameTokens(brand).map(({ word }) => word)
  return words.every((word) => isCommonWord(word))
}

function namesOf({ productIds }: Sentence, catalogue: Catalogue): string[] {
  const products = productIds
    .map((id) => catalogue.products.get(id))
    .filter((one) => one !== undefined)
  return products.flatMap(({ name, aliases }) => [name, ...aliases])
}

function firstPlace(tokens: NameToken[], names: string[]): number {
  const starts = names.flatMap((name) => placesOf(name, tokens).map(({ start }) => start))
  return starts.length === 0 ? 0 : Math.min(...starts)
}

function names({ productIds, brands }: Sentence): boolean {
  return productIds.length > 0 || brands.length > 0
}

/** Runs of sentences around those that name something; those that touch are one, as long as they fit. */
function windowsOf(sentences: Sentence[]): Sentence[][] {
  const windows: Sentence[][] = []
  let free = 0
  sentences.forEach((sentence, i) => {
    if (!names(sentence)) return
    const open = windows.at(-1)
    const from = Math.max(free, i - 1)
    const joined = open === undefined ? [] : [...open, ...sentences.slice(free, i + 1)]
    const touches = open !== undefined && from <= free
    // It stands as the neighbour of the one before already.
    if (open !== undefined && i < free) windows[windows.length - 1] = grown(open, sentences, i)
    else if (touches && fits(joined)) windows[windows.length - 1] = grown(joined, sentences, i)
    else windows.push(grown(fitting(sentences.slice(from, i + 1)), sentences, i))
    const last = windows.at(-1)?.at(-1)
    free = last === undefined ? free : sentences.indexOf(last) + 1
  })
  return windows
}

/** With the sentence behind the one at `i`, where that fits. */
function grown(window: Sentence[], sentences: Sentence[], i: number): Sentence[] {
  const next = sentences[i + 1]
  if (next === undefined || window.includes(next)) return window
  return fits([...window, next]) ? [...window, next] : window
}

/** The sentence alone where the one before makes it too long. */
function fitting(window: Sentence[]): Sentence[] {
  return fits(window) ? window : window.slice(-1)
}

function fits(window: Sentence[]): boolean {
  return (window.at(-1)?.end ?? 0) - (window[0]?.start ?? 0) <= MAX_QUOTE
}

function passageOf(window: Sentence[], text: string): NamingPassage {
  const start = window[0]?.start ?? 0
  const end = window.at(-1)?.end ?? 0
  const nameStart = window.find(names)?.nameStart ?? start
  return {
    quote: quoteOf(text, { start, end }, nameStart),
    productIds: distinct(window.flatMap(({ productIds }) => productIds)),
    brands: distinct(window.flatMap(({ brands }) => brands)),
  }
}

/** Of one endless sentence the part around the name. */
function quoteOf(text: string, { start, end }: Span, nameStart: number): string {
  if (end - start <= MAX_QUOTE) return text.slice(start, end)
  const from = Math.max(start, Math.min(nameStart - MAX_QUOTE / 2, end - MAX_QUOTE))
  return text
    .slice(from, from + MAX_QUOTE)
    .replace(/^\p{Cs}|\p{Cs}$/gu, '')
    .trim()
}

function distinct<T>(list: T[]): T[] {
  return [...new Set(list)]
}

import { isTimeUnit } from '../../crawlers/written/date-words.ts'
import { type Span, sentencesOf } from '../analyze/sentences.ts'
import type { Catalogue } from './catalogue.ts'
import type { CatalogueProduct } from './catalogue-product.ts'
import { isComparison } from './comparison.ts'
import { type NameToken, nameTokens } from './name-tokens.ts'
import { type FoundName, findNames } from './name-trie.ts'

/** A product that a text names besides its subject. */
export interface NamedProduct {
  productId: number
  role: 'named' | 'compared'
  method: 'name' | 'alias'
  /** 0–1. */
  confidence: number
  /** The sentence that names it, as written, at most 300 characters. */
  quote: string
}

const CONFIDENCE = { name: 0.85, alias: 0.75 }
/** A word that also means something else, with its brand nearby. */
const WITH_BRAND = 0.65
const MAX_QUOTE = 300

/**
 * Finds products named in running text: whole words, any case, the longest name wins. Of each product the
 * first place counts, a comparison before a mere naming. `subjectId` (null when unknown) is left out, and so
 * are shorter names of the same line ("Aurora Buds" in a review of "Aurora Buds Pro") unless they are compared
 * with. Names that several products share, and common words without their brand nearby, name nothing.
 */
export function attachNamed(
  text: string,
  catalogue: Catalogue,
  subjectId: number | null,
): NamedProduct[] {
  const tokens = nameTokens(text)
  const found = findNames(tokens, catalogue.names)
  if (found.length === 0) return []
  const sentences = sentencesOf(text)
  const named = new Map<number, NamedProduct>()
  for (const name of found) {
    const start = tokens[name.from]?.start ?? 0
    const span = sentences.find(({ end }) => end > start)
    const sentence = around(text, span ?? { start: 0, end: text.length }, start)
    const product = productOf(name, tokens, text, sentence, catalogue)
    if (product === null || product.productId === subjectId) continue
    const role = isComparison(sentence) ? 'compared' : 'named'
    if (role === 'named' && isShortFor(product, subjectId, catalogue)) continue
    if (named.get(product.productId)?.role === 'compared') continue
    if (role === 'named' && named.has(product.productId)) continue
    named.set(product.productId, {
      productId: product.productId,
      role,
      method: name.method,
      confidence: name.needsBrand ? WITH_BRAND : CONFIDENCE[name.method],
      quote: sentence,
    })
  }
  return [...named.values()]
}

/** The sentence; of a text without marks the part around the name. */
function around(text: string, { start, end }: Span, nameStart: number): string {
  if (end - start <= MAX_QUOTE) return text.slice(start, end)
  const from = Math.max(start, nameStart - MAX_QUOTE / 2)
  return text
    .slice(from, Math.min(end, from + MAX_QUOTE))
    .replace(/^\p{Cs}|\p{Cs}$/gu, '')
    .trim()
}

/** The one product that a found name stands for here; null when it is uncertain. */
function productOf(
  name: FoundName,
  tokens: NameToken[],
  text: string,
  sentence: string,
  catalogue: Catalogue,
): CatalogueProduct | null {
  const [productId, ...others] = name.productIds
  const product = productId === undefined ? undefined : catalogue.products.get(productId)
  if (product === undefined || others.length > 0) return null
  if (name.needsBrand && !namesBrand(sentence, product.brand)) {
    if (!isWrittenAsName(name, tokens, text, sentence)) return null
  }
  return isOtherModel(name, tokens, text) ? null : product
}

function namesBrand(sentence: string, brand: string | null): boolean {
  if (brand === null) return false
  const words = (text: string) =>
    ` ${nameTokens(text)
      .map(({ word }) => word)
      .join(' ')} `
  return words(sentence).includes(words(brand))
}

/** "the battery of Halo 300": several words, each with a capital, where not everything has one. */
function isWrittenAsName(
  { from, to }: FoundName,
  tokens: NameToken[],
  text: string,
  sentence: string,
): boolean {
  const words = tokens.slice(from, to).map(({ start, end }) => text.slice(start, end))
  const areCapital = words.every((word) => /^[\p{Lu}\p{N}]/u.test(word))
  return words.length > 1 && areCapital && /(?:^|\s)\p{Ll}{2}/u.test(sentence)
}

/** Words that make another model of a name: "Aurora Buds Max" is not "Aurora Buds". */
const MODEL_WORDS = new Set(
  'pro max plus mini lite ultra se xl xs air neo ii iii iv gen v2 v3 v4'.split(' '),
)

/** Whether the word right behind a name makes it one that is not in the catalogue. */
function isOtherModel({ from, to }: FoundName, tokens: NameToken[], text: string): boolean {
  const last = tokens[to - 1]
  const next = tokens[to]
  if (last === undefined || next === undefined || !/^[ -]$/.test(text.slice(last.end, next.start)))
    return false
  // French "Volt Bank se commande …": beside a name with a capital, a model's word has one too
  const startsSmall = (token: NameToken | undefined) => /^\p{Ll}/u.test(text.slice(token?.start))
  if (MODEL_WORDS.has(next.word)) return !startsSmall(next) || startsSmall(tokens[from])
  // "Aurora Buds 2" is another model; "Aurora Buds 2 weeks ago", "… 5 stars" say something else
  const behind = tokens[to + 1]?.word ?? ''
  return /^\d{1,3}$/.test(next.word) && !isTimeUnit(behind) && !COUNTED.has(behind)
}

const COUNTED = new Set(
  'star stars times euro euros dollars percent sterne mal prozent étoiles etoiles fois estrellas veces stelle volte'.split(
    ' ',
  ),
)

/** "The Aurora Buds" in a review of the Aurora Buds Pro mostly means the subject itself. */
function isShortFor(
  product: CatalogueProduct,
  subjectId: number | null,
  catalogue: Catalogue,
): boolean {
  const subject = subjectId === null ? undefined : catalogue.products.get(subjectId)
  if (subject === undefined) return false
  if (subject.variantOf !== null && subject.variantOf === product.externalId) return true
  return subject.name.toLowerCase().startsWith(`${product.name.toLowerCase()} `)
}

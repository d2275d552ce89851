import type { Product } from './products.ts'
import type { Random } from './random.ts'
import { poolsOf } from './texts/of-language.ts'
import type { Language, Sentences } from './texts/pools.ts'

/** How long somebody has owned the product. One text never mentions both weeks and months. */
export interface Tenure {
  unit: 'weeks' | 'months'
  count: number
}

/** Before the fault, after it, or a product that has none. */
export type Phase = 'usual' | 'before fault' | 'after fault'

/** What a text is written about. */
export interface Subject {
  product: Product
  rival?: Product
  language: Language
  tenure: Tenure
  phase: Phase
}

/** The firmware version that kills the battery of one product. */
const faultyFirmware = '4.2.1'

/**
 * Where texts are put together from the sentence pools. Each pool is gone through like a pack of cards, so that a
 * sentence comes back only after all the others, and no text is written twice.
 */
export interface Desk {
  random: Random
  /** What is left of each pool's shuffled sentences. */
  decks: Map<Sentences, string[]>
  written: Set<string>
}

export function makeDesk(random: Random): Desk {
  return { random, decks: new Map(), written: new Set() }
}

/** Writes until the text is none that was written before; `keyOf` tells what of the result must be new. */
export function unique<T>(desk: Desk, write: () => T, keyOf: (result: T) => string): T {
  for (let attempt = 0; attempt < 200; attempt++) {
    const result = write()
    const key = keyOf(result)
    if (desk.written.has(key)) continue
    desk.written.add(key)
    return result
  }
  throw new Error('The sentence pools are too small for another unique text.')
}

/** The next sentence of a pool that fits what is written about, its alternatives chosen and its slots filled. */
export function draw(desk: Desk, pool: Sentences, subject: Subject): string {
  const deck = desk.decks.get(pool)
  const index = deck?.findIndex((sentence) => fits(sentence, subject)) ?? -1
  if (deck && index >= 0) return fill(desk, deck.splice(index, 1)[0] as string, subject)
  const fresh = desk.random.shuffle(pool)
  desk.decks.set(pool, fresh)
  const first = fresh.findIndex((sentence) => fits(sentence, subject))
  if (first < 0) throw new Error(`No sentence fits ${subject.product.name}: ${pool[0]}`)
  return fill(desk, fresh.splice(first, 1)[0] as string, subject)
}

/** Whether a sentence can be said of a product: what names our brand is said of its products only. */
export function fits(sentence: string, { tenure, product }: Subject): boolean {
  if (product.isCompetitor && sentence.includes('Aurora')) return false
  if (sentence.includes('{months}') && tenure.unit !== 'months') return false
  if (sentence.includes('{weeks}') && tenure.unit !== 'weeks') return false
  return product.runtime !== null || !/\{(runtime|short)\}/.test(sentence)
}

/** A sentence with its alternatives chosen and its slots filled. */
export function fill(desk: Desk, sentence: string, subject: Subject): string {
  const chosen = sentence.replace(/\[([^\]]*)\]/g, (_, options: string) =>
    desk.random.pick(options.split('|')),
  )
  return chosen.replace(/\{(\w+)\}/g, (_, slot: string) => slotValue(desk.random, slot, subject))
}

function slotValue(random: Random, slot: string, subject: Subject): string {
  switch (slot) {
    case 'product':
      return subject.product.shortName
    case 'rival':
      return (subject.rival ?? subject.product).shortName
    case 'firmware':
      return faultyFirmware
    case 'runtime':
      return duration(random, subject, 0.9, 1.1)
    case 'short':
      return duration(random, subject, 0.15, 0.35)
    case 'weeks':
    case 'months':
      return String(subject.tenure.count)
    case 'days':
      return String(random.between(3, 9))
    case 'minutes':
      return String(random.between(2, 9) * 5)
    case 'percent':
      return String(random.between(4, 12) * 5)
    case 'times':
      return String(random.between(3, 6))
    case 'price':
      return String(subject.product.priceEur)
    default:
      throw new Error(`Unknown slot {${slot}} in a sentence pool.`)
  }
}

function duration(random: Random, subject: Subject, low: number, high: number): string {
  const runtime = subject.product.runtime
  if (runtime === null) throw new Error(`${subject.product.name} has no battery to write about.`)
  const value = Math.round(runtime.value * (low + random.next() * (high - low)))
  return `${Math.max(2, value)} ${poolsOf[subject.language].units[runtime.unit]}`
}

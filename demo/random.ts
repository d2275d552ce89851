import { createHash } from 'node:crypto'

/** A seeded source of chance. The same seed gives the same values, in the same order, on every machine. */
export interface Random {
  /** A number in [0, 1). */
  next: () => number
  /** A whole number in [low, high], both included. */
  between: (low: number, high: number) => number
  chance: (probability: number) => boolean
  /** One of the list, which must not be empty. */
  pick: <T>(list: readonly T[]) => T
  /** The list in another order; the list itself is left as it is. */
  shuffle: <T>(list: readonly T[]) => T[]
}

/**
 * Makes a source of chance. Each part of the world takes its own by name, so that a change in one part does not
 * move all the others.
 */
export function makeRandom(seed: number, name: string): Random {
  const next = mulberry32(createHash('sha256').update(`${seed}/${name}`).digest().readUInt32LE(0))
  const between = (low: number, high: number) => low + Math.floor(next() * (high - low + 1))
  const pick = <T>(list: readonly T[]): T => {
    if (list.length === 0) throw new RangeError('nothing to pick from')
    return list[between(0, list.length - 1)] as T
  }
  const shuffle = <T>(list: readonly T[]): T[] => {
    const copy = [...list]
    for (let i = copy.length - 1; i > 0; i--) {
      const j = between(0, i)
      const held = copy[i] as T
      copy[i] = copy[j] as T
      copy[j] = held
    }
    return copy
  }
  return { next, between, chance: (probability) => next() < probability, pick, shuffle }
}

/** Tommy Ettinger's mulberry32: 32 bits of state, enough for a demo. */
function mulberry32(seed: number): () => number {
  let state = seed >>> 0
  return () => {
    state = (state + 0x6d2b79f5) >>> 0
    let mixed = Math.imul(state ^ (state >>> 15), state | 1)
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61)
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4294967296
  }
}

import type { Product } from './products.ts'
import type { Language } from './texts/pools.ts'

/** A board of the forum: the English speak of things, the others among themselves. */
export interface Board {
  id: number
  name: string
  description: string
  language: Language
  /** Of what is spoken there; empty where of everything. */
  categories: readonly string[]
}

export const boards: readonly Board[] = [
  {
    id: 4,
    name: 'Sound',
    description: 'Headphones, earbuds & speakers',
    language: 'en',
    categories: ['Headphones', 'Earbuds', 'Speakers'],
  },
  {
    id: 5,
    name: 'Wrist, light & power',
    description: 'Watches, lamps and all that charges',
    language: 'en',
    categories: ['Watches', 'Lamps', 'Charging'],
  },
  {
    id: 8,
    name: 'Deutsch',
    description: 'Alles auf Deutsch',
    language: 'de',
    categories: [],
  },
  {
    id: 9,
    name: 'Français',
    description: 'Tout en français',
    language: 'fr',
    categories: [],
  },
  { id: 11, name: 'Español', description: 'Todo en español', language: 'es', categories: [] },
]

/** Where a thread about the product belongs. */
export function boardOf(language: Language, { category }: Product): Board {
  const own = boards.filter((board) => board.language === language)
  const board = own.find(({ categories }) => categories.includes(category)) ?? own[0]
  if (board === undefined) throw new RangeError(`no board in ${language}`)
  return board
}

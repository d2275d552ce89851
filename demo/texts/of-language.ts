import { german } from './de.ts'
import { english } from './en.ts'
import { spanish } from './es.ts'
import { french } from './fr.ts'
import type { Language, Pools } from './pools.ts'

export const poolsOf: Record<Language, Pools> = {
  en: english,
  de: german,
  fr: french,
  es: spanish,
}

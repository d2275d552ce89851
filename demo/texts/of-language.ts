import { german } from './de.ts'
import { english } from './en.ts'
import { spanish } from './es.ts'
import { germanForum } from './forum-de.ts'
import { englishForum } from './forum-en.ts'
import { spanishForum } from './forum-es.ts'
import { frenchForum } from './forum-fr.ts'
import type { ForumPools } from './forum-pools.ts'
import { french } from './fr.ts'
import type { Language, Pools } from './pools.ts'

export const poolsOf: Record<Language, Pools> = {
  en: english,
  de: german,
  fr: french,
  es: spanish,
}

export const forumPoolsOf: Record<Language, ForumPools> = {
  en: englishForum,
  de: germanForum,
  fr: frenchForum,
  es: spanishForum,
}

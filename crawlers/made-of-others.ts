import type { RawItem } from '../schema/raw-item.ts'
import { comparableWords } from './plain-words.ts'

/** Of an article's letters so many at least are of others, when it is made of them: between them stand labels and names. */
const LEAST_OF_MANY = 0.2
const LEAST_OF_ONE = 0.4
/** What stands before the first of them is an article of its own, with comments behind it. */
const MIN_OWN_LETTERS = 200
/** Shorter texts stand in any article by chance. */
const MIN_LETTERS = 12
/** Letters by which a text is found again in another. */
const BEGINNING = 40
/** Of a long list the first tell enough. */
const MAX_OTHERS = 300

/**
 * Without articles that are no more than the statements on their page: the running text of a list of reviews or of a
 * thread is what was said there. Where one statement is all of it, the page is a post; but a page that calls itself an
 * article (`isCalledSo`) is one, and the post is the article again.
 */
export function withoutMadeOfOthers(items: RawItem[], isCalledSo: boolean): RawItem[] {
  const others = items.filter(({ type }) => type !== 'article').slice(0, MAX_OTHERS)
  if (others.length === 0 || others.length === items.length) return items
  const told = others.map((item) => ({ item, letters: lettersOf(item) }))
  const dropped = new Set<RawItem>()
  for (const article of items) {
    if (article.type !== 'article' || !isByItsTextAlone(article)) continue
    const inside = insideOf(lettersOf(article), told)
    if (inside.length === 0) continue
    const [first] = inside
    dropped.add(isCalledSo && inside.length === 1 && first ? first : article)
  }
  return items.filter((item) => !dropped.has(item))
}

/** The statements that make up a text; none where it says something of its own. */
function insideOf(whole: string, told: { item: RawItem; letters: string }[]): RawItem[] {
  const inside: RawItem[] = []
  let sum = 0
  let beginsAt = whole.length
  for (const { item, letters } of told) {
    const at = letters.length < MIN_LETTERS ? -1 : whole.indexOf(letters.slice(0, BEGINNING))
    if (at < 0) continue
    inside.push(item)
    sum += letters.length
    beginsAt = Math.min(beginsAt, at)
  }
  const least = inside.length > 1 ? LEAST_OF_MANY : LEAST_OF_ONE
  return sum >= least * whole.length && beginsAt < MIN_OWN_LETTERS ? inside : []
}

/** No markup says that it is an article. */
function isByItsTextAlone({ fields }: RawItem): boolean {
  return Object.values(fields).every(({ adapter }) => adapter === 'article')
}

function lettersOf({ fields }: RawItem): string {
  const words = [fields.text, fields.pros, fields.cons].map(comparableWords).join('')
  return words.toLowerCase().replace(/[^\p{L}\p{N}]+/gu, '')
}

import type { Item } from '../../schema/item.ts'
import type { Catalogue } from '../attach/catalogue.ts'
import { passagesNaming } from './passages.ts'

/** Between passages of an article that do not touch. */
const GAP = '\n\n[…]\n\n'

/**
 * What of an article is a mention of ours: the passages that name one of our brands or products, quoted; null
 * when none does, nor the title. Other kinds of statements, and articles of a company that has told us neither
 * brands nor products, are taken whole.
 */
export function aboutUs(
  item: Item,
  names: { brands: string[]; catalogue: Catalogue },
): Item | null {
  const isSought = names.brands.length > 0 || names.catalogue.products.size > 0
  if (item.type !== 'article' || !isSought) return item
  const sought = { ...names, exclusions: [] }
  const passages = item.text === null ? [] : passagesNaming(item.text, sought)
  if (passages.length > 0) return { ...item, text: passages.map(({ quote }) => quote).join(GAP) }
  const isTitled = item.title !== null && passagesNaming(item.title, sought).length > 0
  return isTitled ? { ...item, text: null } : null
}

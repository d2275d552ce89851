import type { CatalogueProduct } from './catalogue-product.ts'
import { type NameToken, nameTokens } from './name-tokens.ts'

/** A name that stands for products in running text. */
interface NameEntry {
  productIds: number[]
  /** By the product's name, or only by an alias. */
  method: 'name' | 'alias'
  /** The word alone says too little: the brand must stand nearby. */
  needsBrand: boolean
}

interface TrieNode {
  next: Map<string, TrieNode>
  entry: NameEntry | null
}

/** All names and aliases, word by word. */
export type NameTrie = TrieNode

/** A name found in a text. */
export interface FoundName extends NameEntry {
  /** Index of its first token, and of the one behind it. */
  from: number
  to: number
}

/** Shorter single words are too often something else. */
const MIN_LETTERS = 4

/** Builds the trie. `isCommon` tells words that name a product only beside its brand. */
export function buildNameTrie(
  products: CatalogueProduct[],
  isCommon: (word: string) => boolean,
): NameTrie {
  const root = newNode()
  for (const product of products) {
    const add = (name: string, method: 'name' | 'alias') => {
      const words = nameTokens(name).map(({ word }) => word)
      if (isBrandOnly(words, product.brand)) return
      addWords(root, words, product.productId, method, isWeak(words, isCommon))
      // "AuroraBuds", as in a hashtag
      if (words.length > 1) addWords(root, [words.join('')], product.productId, method, false)
    }
    for (const name of namesOf(product)) add(name, 'name')
    for (const alias of product.aliases) add(alias, 'alias')
  }
  return root
}

/** The name with and without its brand in front. */
function namesOf({ name, brand }: CatalogueProduct): string[] {
  if (brand === null) return [name]
  const hasBrand = name.toLowerCase().startsWith(`${brand.toLowerCase()} `)
  return hasBrand ? [name] : [name, `${brand} ${name}`]
}

function isBrandOnly(words: string[], brand: string | null): boolean {
  return (
    brand !== null &&
    nameTokens(brand)
      .map(({ word }) => word)
      .join(' ') === words.join(' ')
  )
}

function isWeak(words: string[], isCommon: (word: string) => boolean): boolean {
  const [only] = words
  if (only === undefined) return true
  if (words.length === 1) return only.length < MIN_LETTERS || isCommon(only) || /^\d+$/.test(only)
  return words.every((word) => isCommon(word) || /^\d+$/.test(word))
}

function newNode(): TrieNode {
  return { next: new Map(), entry: null }
}

function addWords(
  root: TrieNode,
  words: string[],
  productId: number,
  method: 'name' | 'alias',
  needsBrand: boolean,
): void {
  if (words.length === 0) return
  let node = root
  for (const word of words) {
    const next = node.next.get(word) ?? newNode()
    node.next.set(word, next)
    node = next
  }
  node.entry = merged(node.entry, { productIds: [productId], method, needsBrand })
}

/** One product's own name beats another's alias; else both have it and it names neither. */
function merged(old: NameEntry | null, added: NameEntry): NameEntry {
  if (old === null || (old.method === 'alias' && added.method === 'name')) return added
  if (old.method === 'name' && added.method === 'alias') return old
  return { ...old, productIds: [...new Set([...old.productIds, ...added.productIds])] }
}

/** All names in a text, leftmost first and each as long as it goes; one pass. */
export function findNames(tokens: NameToken[], trie: NameTrie): FoundName[] {
  const found: FoundName[] = []
  let from = 0
  while (from < tokens.length) {
    const longest = longestFrom(tokens, from, trie)
    if (longest !== null) found.push(longest)
    from = longest?.to ?? from + 1
  }
  return found
}

function longestFrom(tokens: NameToken[], from: number, trie: NameTrie): FoundName | null {
  let node = trie.next.get(tokens[from]?.word ?? '')
  let longest: FoundName | null = null
  for (let to = from + 1; node !== undefined; to++) {
    if (node.entry !== null) longest = { ...node.entry, from, to }
    node = node.next.get(tokens[to]?.word ?? '')
  }
  return longest
}

import type { PlacedText, Thing } from './thing.ts'
import { ancestorsOf, isOfType, nameOrText, textOfThing, thingsOf, valuesOf } from './thing.ts'
import { absoluteUrl, isSameSite, listKey } from './web-address.ts'

/** The fields that name what a statement or a rating is about. */
export type ReviewedFields = Partial<
  Record<
    `product.${'name' | 'sku' | 'gtin' | 'mpn' | 'brand' | 'url' | 'sourceProductId'}`,
    PlacedText
  >
>

const PRODUCTS = new Set([
  'product',
  'productmodel',
  'productgroup',
  'individualproduct',
  'vehicle',
  'car',
  'book',
  'movie',
  'recipe',
  'softwareapplication',
  'mobileapplication',
  'webapplication',
  'videogame',
  'course',
])
/** Who sells, makes or publishes; its rating is the thing itself only where the page has no product. */
const ORGANIZATIONS = new Set([
  'organization',
  'corporation',
  'onlinestore',
  'onlinebusiness',
  'store',
  'brand',
  'person',
  'website',
  'webpage',
])
/** Properties through which a page shows other products than its own. */
const OTHERS = new Set([
  'isrelatedto',
  'issimilarto',
  'isaccessoryorsparepartfor',
  'isconsumablefor',
  'itemlistelement',
  'item',
  'hasvariant',
  'relatedlink',
])

/** Things that can be reviewed and are what the page sells or shows. */
function isProduct(thing: Thing): boolean {
  return isOfType(thing, PRODUCTS)
}

export function isOrganization(thing: Thing): boolean {
  return isOfType(thing, ORGANIZATIONS)
}

/**
 * What the page is about: the only thing of its kind, else the one whose address is the page's. Of several
 * descriptions of it the one that says most. Null when that cannot be told.
 */
export function mainProductOf(things: Thing[], pageUrls: (string | null)[]): Thing | null {
  const products = things.filter(
    (thing) =>
      (isProduct(thing) || thing.properties.has('aggregaterating')) &&
      !isOrganization(thing) &&
      !ancestorsOf(thing).some(isProduct) &&
      !OTHERS.has(thing.parent?.property ?? ''),
  )
  const named = products.filter((product) => textOfThing(product, 'name', 'sku') !== null)
  const rest = named.slice(1).every((product) => isSameProduct(product, named[0]))
  if (rest) return fullest(named)
  const pages = pageUrls.filter((url) => url !== null).map(listKey)
  const own = named.filter((product) => {
    const url = absoluteUrl(
      textOfThing(product, 'url')?.value ?? product.id ?? '',
      pageUrls[0] ?? null,
    )
    return url !== null && isSameSite(url, pageUrls[0] ?? null) && pages.includes(listKey(url))
  })
  return fullest(own)
}

/** The fields of a reviewed thing, completed by the page's main product where it is the same. */
export function reviewedFields(
  thing: Thing | null,
  main: Thing | null,
  baseUrl: string | null,
): ReviewedFields {
  if (thing === null) return main === null ? {} : fieldsOf(main, baseUrl)
  const isMain = main !== null && main !== thing && isSameProduct(thing, main)
  return isMain
    ? { ...fieldsOf(main, baseUrl), ...fieldsOf(thing, baseUrl) }
    : fieldsOf(thing, baseUrl)
}

function fieldsOf(thing: Thing, baseUrl: string | null): ReviewedFields {
  const url = textOfThing(thing, 'url') ?? addressIdOf(thing)
  const absolute = url === null ? null : absoluteUrl(url.value, baseUrl)
  const all: Record<keyof ReviewedFields, PlacedText | null> = {
    'product.name': textOfThing(thing, 'name', 'headline'),
    'product.sku': textOfThing(thing, 'sku'),
    'product.gtin': textOfThing(
      thing,
      'gtin13',
      'gtin',
      'gtin14',
      'gtin12',
      'gtin8',
      'ean',
      'isbn',
    ),
    'product.mpn': textOfThing(thing, 'mpn'),
    'product.brand': nameOrText(thing, 'brand', 'manufacturer'),
    'product.url': url === null || absolute === null ? null : { ...url, value: absolute },
    'product.sourceProductId': textOfThing(thing, 'productID', 'productId'),
  }
  return Object.fromEntries(Object.entries(all).filter(([, value]) => value !== null))
}

/** An `@id` is the thing's address, unless it names a part of a page (`#product`) or is no address. */
function addressIdOf({ id, at }: Thing): PlacedText | null {
  return id !== null && /^https?:[^#]+$/.test(id) ? { value: id, at: `${at}.@id` } : null
}

/** The same by an identifier or, where none contradicts it, by name. */
function isSameProduct(a: Thing, b: Thing | undefined): boolean {
  if (b === undefined || a === b) return true
  let isSame = false
  for (const names of [
    ['sku'],
    ['gtin13', 'gtin', 'gtin14', 'gtin12', 'gtin8'],
    ['productID'],
    ['name'],
  ]) {
    const [one, other] = [a, b].map((thing) => wordsOf(thing, names))
    if (one === '' || other === '') continue
    if (one !== other && names[0] !== 'name') return false
    isSame ||= one === other
  }
  return isSame
}

function wordsOf(thing: Thing, names: string[]): string {
  return (textOfThing(thing, ...names)?.value ?? '').replace(/\s+/g, ' ').trim().toLowerCase()
}

function fullest(things: Thing[]): Thing | null {
  const bySize = [...things].sort((a, b) => b.properties.size - a.properties.size)
  return bySize[0] ?? null
}

/** The thing that a statement names as its subject, else the one that it is a property of. */
export function subjectOf(thing: Thing): Thing | null {
  const named = thingsOf(thing, 'itemReviewed')[0]
  if (named !== undefined) return named
  const property = thing.parent?.property ?? ''
  return /^(?:reviews?|aggregaterating)$/.test(property) ? (thing.parent?.thing ?? null) : null
}

/** The name of the subject where it is stated as a mere string. */
export function subjectNameOf(thing: Thing): PlacedText | null {
  return valuesOf(thing, 'itemReviewed').length > 0 ? textOfThing(thing, 'itemReviewed') : null
}

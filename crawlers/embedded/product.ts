import type { PlacedText } from '../thing.ts'
import { absoluteUrl } from '../web-address.ts'
import { type DataRecord, hasAny, nested, scalar, valuesNamed } from './record.ts'
import { type Fields, known } from './statement.ts'

const PRODUCT_NAMES = ['name', 'productname', 'title', 'displayname', 'producttitle', 'label']
const IDS = ['productid', 'id', 'itemid', 'externalid']
const SKUS = ['sku', 'productsku', 'itemnumber', 'articlenumber', 'partnumber']
const GTINS = [
  'gtin',
  'gtin13',
  'ean',
  'ean13',
  'gtin14',
  'gtin12',
  'upc',
  'gtin8',
  'isbn',
  'isbn13',
  'barcode',
]
/** Who has one of these beside a name is sold or rated. */
const SOLD = new Set([
  ...SKUS,
  ...GTINS,
  'price',
  'prices',
  'offers',
  'brand',
  'averagerating',
  'reviewstatistics',
  'reviewsummary',
  'ratingsummary',
  'aggregaterating',
  'reviewcount',
  'numreviews',
  'variants',
  'productid',
  'productname',
  'reviews',
  'tips',
  'listingid',
  'availability',
])

/** A record that is a product, a place or another thing that is rated, as the fields that name it; null of all else. */
export function productIn(record: DataRecord, baseUrl: string | null): Fields | null {
  if (!hasAny(record, SOLD)) return null
  const name = textNamed(record, PRODUCT_NAMES)
  if (name === null) return null
  return productFields(record, name, baseUrl)
}

function productFields(
  record: DataRecord,
  name: PlacedText | null,
  baseUrl: string | null,
): Fields {
  const url = textNamed(record, [
    'url',
    'producturl',
    'canonicalurl',
    'link',
    'href',
    'productpageurl',
  ])
  const address = url === null ? null : absoluteUrl(url.value, baseUrl)
  return known({
    'product.name': name,
    'product.sku': textNamed(record, SKUS),
    'product.gtin': textNamed(record, GTINS),
    'product.mpn': textNamed(record, ['mpn', 'manufacturerpartnumber']),
    'product.brand': brandOf(record),
    'product.url': url === null || address === null ? null : { ...url, value: address },
    'product.sourceProductId': textNamed(record, IDS),
  })
}

/** The product that a statement itself names; nothing where it names none. */
export function ownProduct(record: DataRecord, baseUrl: string | null): Fields {
  for (const { value, at } of valuesNamed(record, [
    'product',
    'itemreviewed',
    'reviewedproduct',
    'productinfo',
    'item',
  ])) {
    const inner = nested(value, at, record)
    const name = inner === null ? null : textNamed(inner, PRODUCT_NAMES)
    if (inner !== null && name !== null) return productFields(inner, name, baseUrl)
  }
  const name = textNamed(record, ['productname', 'producttitle', 'originalproductname', 'itemname'])
  const variant = textNamed(record, ['variant', 'variantname', 'varianttitle', 'productvariant'])
  if (name === null) return known({ 'product.variant': variant })
  return known({
    'product.name': name,
    'product.variant': variant,
    'product.sku': textNamed(record, ['productsku', 'sku']),
    'product.sourceProductId': textNamed(record, ['productid', 'itemid']),
  })
}

function brandOf(record: DataRecord): PlacedText | null {
  for (const { value, at } of valuesNamed(record, [
    'brand',
    'brandname',
    'manufacturer',
    'vendor',
  ])) {
    const text = typeof value === 'string' ? scalar(value, at) : null
    const inner = nested(value, at, record)
    const found = text ?? (inner === null ? null : textNamed(inner, ['name', 'title', 'label']))
    if (found !== null) return found
  }
  return null
}

function textNamed(record: DataRecord, names: readonly string[]): PlacedText | null {
  for (const { value, at } of valuesNamed(record, names)) {
    const text = scalar(value, at)
    if (text !== null && text.value.length <= 500) return text
  }
  return null
}

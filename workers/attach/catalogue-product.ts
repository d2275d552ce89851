/** A row of `earshot.product`, as attaching needs it. */
export interface CatalogueProduct {
  productId: number
  externalId: string
  /** External ids of products that were found to be this one. */
  mergedIds?: string[]
  name: string
  brand: string | null
  gtin: string | null
  mpn: string | null
  sku: string | null
  /** The external id of the product that this is a variant of. */
  variantOf: string | null
  aliases: string[]
  urls: string[]
}

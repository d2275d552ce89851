import type { Pool } from '../schema/database.ts'
import { catalogueVersion, readCatalogue } from '../schema/queries/read-catalogue.ts'
import { buildCatalogue, type Catalogue } from './attach/catalogue.ts'

/** Keeps the catalogue in memory and builds it anew when a product was added or changed. */
export function openCatalogueCache(pool: Pool): () => Promise<Catalogue> {
  let version = ''
  let catalogue = buildCatalogue([])
  return async () => {
    const current = await catalogueVersion(pool)
    if (current !== version) {
      catalogue = buildCatalogue(await readCatalogue(pool))
      version = current
    }
    return catalogue
  }
}

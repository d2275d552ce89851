import { join } from 'node:path'
import { readSourcesFile } from '../config/sources.ts'
import { writeCatalogue } from '../demo/catalogue.ts'
import type { DemoSites } from '../demo/servers.ts'
import type { World } from '../demo/world.ts'
import type { Pool } from '../schema/database.ts'
import { countOpenWork } from '../schema/queries/open-work.ts'
import { applySources } from '../workers/apply-sources.ts'
import { importFile } from '../workers/import/import-file.ts'
import { differencesFromTruth } from './demo-truth.ts'

/** The sites that are heard without a browser, and whose rows need nothing else. */
export const HEARD = ['shop', 'blog'] as const

/**
 * Brings the demo's catalogue, customers, orders and sources, as its company would.
 * @param options `folder` for its files; the sources' pace, for those that are to be stopped in the middle
 */
export async function loadDemoCompany(
  pool: Pool,
  world: World,
  sites: DemoSites,
  options: { folder: string; requestsPerSecond: number },
): Promise<void> {
  const { folder, requestsPerSecond } = options
  await writeCatalogue(
    world,
    folder,
    {
      shopUrl: sites.shop.url,
      blogUrl: sites.blog.url,
      marketplaceUrl: sites.marketplace.url,
      forumUrl: sites.forum.url,
    },
    HEARD,
  )
  for (const kind of ['products', 'customers', 'orders'] as const) {
    await importFile(pool, kind, join(folder, `${kind}.csv`))
  }
  const file = await readSourcesFile(join(folder, 'sources.yaml'))
  const pace = { requests_per_second: requestsPerSecond }
  await applySources(pool, {
    ...file,
    sources: file.sources.map((source) => ({ ...source, pace })),
  })
}

/** Whether nothing is left to do since `startedAt`. */
export async function isAllHeard(pool: Pool, startedAt: Date): Promise<boolean> {
  const open = await countOpenWork(pool, startedAt)
  return open.sources + open.rawItems + open.streams + open.deliveries === 0
}

/** As `differencesFromTruth`, of the sites that are heard. */
export function differencesFromHeard(pool: Pool, world: World): Promise<string[]> {
  const mentions = world.truth.mentions.filter(({ site }) => HEARD.some((name) => name === site))
  return differencesFromTruth(pool, { ...world, truth: { ...world.truth, mentions } })
}

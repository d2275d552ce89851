import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { Command } from 'commander'
import { z } from 'zod'
import { readSettings } from '../config/settings.ts'
import { readSourcesFile } from '../config/sources.ts'
import { findChromium, noBrowserAdvice } from '../crawlers/browser/find-chromium.ts'
import { type SiteUrls, writeCatalogue } from '../demo/catalogue.ts'
import { type SiteName, siteNames } from '../demo/people.ts'
import { type DemoSites, startDemoSites } from '../demo/servers.ts'
import { makeWorld, type World } from '../demo/world.ts'
import { BadInput } from '../schema/errors.ts'
import { countOpenWork, makeSourcesDue, type OpenWork } from '../schema/queries/open-work.ts'
import { readSetting, writeSetting } from '../schema/queries/settings.ts'
import { readSummary } from '../schema/queries/summary.ts'
import { applySources } from '../workers/apply-sources.ts'
import { importFile } from '../workers/import/import-file.ts'
import { PARTS } from '../workers/start-workers.ts'
import { biAccess } from './bi-access.ts'
import { type DatabaseContext, withDatabase } from './context.ts'
import { printSummary } from './print-summary.ts'
import { openProgress } from './progress.ts'
import { setUpDatabase } from './set-up-database.ts'
import { untilStopped } from './stop-signals.ts'
import { stopWithin } from './stop-within.ts'
import { startWhole, type Whole } from './whole.ts'

const SEED = 20_260_504
const FIRST_PORT = 4401

interface DemoOptions {
  once?: boolean
  port?: string
  consolePort?: string
  browser: boolean
}

export function command(): Command {
  return new Command('demo')
    .description('the whole on its own database and small local sites: see what Earshot does')
    .option('--once', 'stop when everything was heard, instead of staying up with the console')
    .option('--port <number>', `first port of the demo's sites (default ${FIRST_PORT})`)
    .option('--console-port <number>', 'port of the console (default EARSHOT_PORT, or 4400)')
    .option('--no-browser', 'leave out the site whose reviews only a browser sees')
    .action(runDemo)
}

async function runDemo(options: DemoOptions): Promise<void> {
  const settings = await readSettings()
  if (options.consolePort !== undefined) {
    settings.port = parsePort('--console-port', options.consolePort)
    settings.publicUrl = `http://${settings.host}:${settings.port}`
  }
  await withDatabase({ demo: true, mayMigrate: true, settings }, async (context) => {
    const stopped = untilStopped()
    const startedAt = new Date()
    await setUpDatabase(context)
    const { world, port } = await recallWorld(context, options)
    const sites = await startSites(world, port)
    try {
      await loadCompany(context, world, sites, options)
      await listen(context, sites, { startedAt, stopped, once: options.once === true })
    } finally {
      await sites.close()
    }
  })
}

const kept = z.object({ seed: z.number(), endsAt: z.string(), port: z.number() })

/** The world that this database was made with: a later run finds the same sites at the same addresses. */
async function recallWorld(
  { pool }: DatabaseContext,
  options: DemoOptions,
): Promise<{ world: World; port: number }> {
  const wished = options.port === undefined ? null : parsePort('--port', options.port)
  const known = kept.safeParse(await readSetting(pool, 'demo'))
  const state = known.success
    ? known.data
    : { seed: SEED, endsAt: new Date().toISOString(), port: wished ?? FIRST_PORT }
  if (wished !== null && wished !== state.port) {
    throw new BadInput(
      'demo_port_differs',
      `This demo database knows its sites at port ${state.port}: use --port ${state.port}, or begin anew by deleting the folder 'demo' in EARSHOT_DATA.`,
    )
  }
  if (!known.success) await writeSetting(pool, 'demo', state)
  return {
    world: makeWorld({ seed: state.seed, endsAt: new Date(state.endsAt) }),
    port: state.port,
  }
}

async function startSites(world: World, port: number): Promise<DemoSites> {
  try {
    return await startDemoSites(world, { port })
  } catch (cause) {
    throw new BadInput('demo_port_taken', (cause as Error).message, { cause })
  }
}

/** All sites, or three of four: what the marketplace's visitors say is seen by a browser only. */
async function heardSites(
  { settings }: DatabaseContext,
  { browser }: DemoOptions,
): Promise<readonly SiteName[]> {
  if (browser && (await findChromium(settings.chromium)) !== null) return siteNames
  const reason = browser
    ? `no browser was found. ${noBrowserAdvice(settings.chromium)}`
    : '--no-browser'
  console.error(`Left out the marketplace, whose reviews only a browser sees: ${reason}`)
  return siteNames.filter((name) => name !== 'marketplace')
}

function siteUrls(sites: DemoSites): SiteUrls {
  return {
    shopUrl: sites.shop.url,
    blogUrl: sites.blog.url,
    marketplaceUrl: sites.marketplace.url,
    forumUrl: sites.forum.url,
  }
}

/** Brings the catalogue, the customers, their orders and the sources, as a company would. */
async function loadCompany(
  context: DatabaseContext,
  world: World,
  sites: DemoSites,
  options: DemoOptions,
): Promise<void> {
  const folder = join(context.settings.dataFolder, 'demo', 'company')
  const heard = await heardSites(context, options)
  await writeCatalogue(world, folder, siteUrls(sites), heard)
  console.error(`Sites    ${heard.map((name) => `${sites[name].url} (${name})`).join('  ')}`)
  const counts: string[] = []
  for (const kind of ['products', 'customers', 'orders'] as const) {
    const report = await importFile(context.pool, kind, join(folder, `${kind}.csv`))
    counts.push(`${report.read} ${kind}`)
  }
  console.error(`Company  ${counts.join(', ')}   (${folder})`)
  await applySources(context.pool, await readSourcesFile(join(folder, 'sources.yaml')))
  await makeSourcesDue(context.pool)
}

async function listen(
  context: DatabaseContext,
  sites: DemoSites,
  run: { startedAt: Date; stopped: Promise<unknown>; once: boolean },
): Promise<void> {
  const pages = { done: 0 }
  const whole = await startWhole(context, {
    parts: PARTS,
    withConsole: true,
    allowHosts: siteNames.map((name) => sites[name].site),
    mayMakeSecret: true,
    onCrawl: () => {
      pages.done++
    },
  })
  const stopping = new AbortController()
  const stopped = run.stopped.then(() => stopping.abort())
  try {
    const heard = await Promise.race([
      untilHeard(context, run.startedAt, pages, stopping.signal),
      whole.broke,
    ])
    if (!heard) return
    await showOutcome(context, whole, run.startedAt, run.once)
    if (!run.once) await Promise.race([stopped, whole.broke])
  } finally {
    if (stopping.signal.aborted) console.error('Stopping; run it again to go on. Nothing is lost.')
    await stopWithin(whole.stop, context.log)
  }
}

/** Waits until nothing is left to do, saying how far it is. False when it was stopped before. */
async function untilHeard(
  { pool }: DatabaseContext,
  since: Date,
  pages: { done: number },
  signal: AbortSignal,
): Promise<boolean> {
  const progress = openProgress()
  let quietLooks = 0
  while (!signal.aborted) {
    const open = await countOpenWork(pool, since)
    progress.show(shownWork(open, pages.done))
    const isQuiet = open.sources + open.rawItems + open.streams + open.deliveries === 0
    quietLooks = isQuiet ? quietLooks + 1 : 0
    if (quietLooks >= 2) break
    await sleep(200)
  }
  progress.end()
  return !signal.aborted
}

function shownWork(open: OpenWork, pagesDone: number): string {
  const waiting = [
    open.sources > 0 ? `${open.sources} sources are being crawled` : '',
    open.rawItems > 0 ? `${open.rawItems} items to process` : '',
    open.streams > 0 ? `${open.streams} products to watch` : '',
  ].filter((part) => part !== '')
  return `Heard    ${pagesDone} pages, ${open.mentions} mentions   ${waiting.join(', ')}`
}

async function showOutcome(
  context: DatabaseContext,
  whole: Whole,
  startedAt: Date,
  once: boolean,
): Promise<void> {
  const seconds = ((Date.now() - startedAt.getTime()) / 1000).toFixed(0)
  printSummary(await readSummary(context.pool))
  const folder = join(context.settings.dataFolder, 'demo')
  // Our own server ends with us; a command that is given its folder starts it again.
  const endsNow = once && context.settings.databaseUrl === null
  const whileItRuns = '   (while the demo runs: npm run demo)'
  const again = endsNow ? `\n    EARSHOT_DATA=${folder} npx earshot sources list` : ''
  console.log(`
Done in ${seconds} s. Every number above is a query of the schema bi.
  Console    ${whole.consoleUrl}${once ? whileItRuns : ''}
  BI tool    ${await biAccess(context, folder)}
  Other commands on this database:${again}
    DATABASE_URL=${context.databaseUrl} npx earshot sources list${endsNow ? whileItRuns : ''}
  Your own sources: cp config/sources.example.yaml config/sources.yaml, edit it, npm start${once ? '' : '\nCtrl-C stops.'}`)
}

function parsePort(option: string, text: string): number {
  const port = Number(text)
  if (Number.isInteger(port) && port > 0 && port < 65_532) return port
  throw new BadInput('bad_port', `${option} '${text}': must be a number from 1 to 65531`)
}

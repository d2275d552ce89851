import { readSecret } from '../config/secret.ts'
import { startConsole } from '../console/server.ts'
import { startWorkerServer } from '../console/worker-server.ts'
import { sharedPaceStore } from '../net/pace.ts'
import { openWayOut } from '../net/way-out.ts'
import { pendingMigrations } from '../schema/migrate.ts'
import { type JobQueue, openQueue } from '../workers/queue.ts'
import { type Part, startWorkers, type WorkersOptions } from '../workers/start-workers.ts'
import { type DatabaseContext, serverBroke } from './context.ts'

/** The running parts of one process. */
export interface Whole {
  consoleUrl: string | null
  /** Of a process without a console; null where none is wanted. */
  metricsUrl: string | null
  /** Rejects when the embedded database ends under us. */
  broke: Promise<never>
  stop(): Promise<void>
}

/**
 * Joins the parts into one process: the queue, the way out, the workers and, where wanted, the console.
 * @param options `allowHosts` are added to EARSHOT_ALLOW_HOSTS; `metricsPort`: where a process without a
 *   console tells of itself
 */
export async function startWhole(
  context: DatabaseContext,
  options: {
    parts: readonly Part[]
    withConsole: boolean
    metricsPort?: number | null
    allowHosts?: string[]
    mayMakeSecret?: boolean
  } & Pick<WorkersOptions, 'onCrawl' | 'onProcessed'>,
): Promise<Whole> {
  const { pool, databaseUrl, settings, log } = context
  const secret = await readSecret(settings, {
    mustBeGiven: settings.databaseUrl !== null && !options.mayMakeSecret,
  })
  const closers: (() => Promise<void>)[] = []
  const stop = async () => {
    for (const close of closers.splice(0).reverse()) await close()
  }
  try {
    const queue = await openQueue({ databaseUrl, redisUrl: settings.redisUrl })
    closers.push(() => queue.close())
    const wayOut = openWayOut({
      userAgent: settings.userAgent,
      allowHosts: [...settings.allowHosts, ...(options.allowHosts ?? [])],
      proxyUrl: settings.proxyUrl,
      chromium: settings.chromium,
      paceStore: sharedPaceStore(pool),
    })
    closers.push(() => wayOut.close())
    const web = options.withConsole
      ? await startConsole({ pool, settings, log, isReady: () => readiness(context, queue) })
      : null
    if (web) closers.push(() => web.close())
    // Before there is work, so that it hears of all of it.
    const measured =
      typeof options.metricsPort === 'number'
        ? await startWorkerServer({ host: settings.host, port: options.metricsPort })
        : null
    if (measured) closers.push(() => measured.close())
    if (options.parts.length > 0) {
      const { parts, onCrawl, onProcessed } = options
      const workers = await startWorkers({
        pool,
        databaseUrl,
        queue,
        wayOut,
        parts,
        settings,
        secret,
        log,
        ...(onCrawl && { onCrawl }),
        ...(onProcessed && { onProcessed }),
      })
      closers.push(() => workers.stop())
    }
    return {
      consoleUrl: web?.url ?? null,
      metricsUrl: measured?.url ?? null,
      broke: whenBroken(context),
      stop,
    }
  } catch (error) {
    await stop() // what was opened would keep the process
    throw error
  }
}

async function whenBroken({ server }: DatabaseContext): Promise<never> {
  const ended = server ? await server.ended : { wasAsked: true }
  if (ended.wasAsked) return new Promise(() => {})
  throw serverBroke()
}

async function readiness(
  { pool }: DatabaseContext,
  queue: JobQueue,
): Promise<{ ready: boolean; checks: Record<string, string> }> {
  const checks: Record<string, string> = {
    database: await check(async () => {
      const pending = await pendingMigrations(pool)
      return pending.length === 0 ? 'ok' : `${pending.length} migrations to run`
    }),
    queue: await check(async () => ((await queue.isThere()) ? 'ok' : 'it has lost what it held')),
  }
  return { ready: Object.values(checks).every((state) => state === 'ok'), checks }
}

async function check(ask: () => Promise<string>): Promise<string> {
  try {
    return await ask()
  } catch (error) {
    return error instanceof Error ? error.message : 'does not answer'
  }
}

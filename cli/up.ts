import { existsSync } from 'node:fs'
import { join } from 'node:path'
import { Command } from 'commander'
import { readSourcesFile } from '../config/sources.ts'
import { BadInput } from '../schema/errors.ts'
import { projectRoot } from '../schema/project-root.ts'
import { listSources } from '../schema/queries/list-sources.ts'
import { applySources } from '../workers/apply-sources.ts'
import { PARTS } from '../workers/start-workers.ts'
import { type DatabaseContext, withDatabase } from './context.ts'
import { setUpDatabase } from './set-up-database.ts'
import { untilStopped } from './stop-signals.ts'
import { stopWithin } from './stop-within.ts'
import { startWhole } from './whole.ts'

export function command(): Command {
  return new Command('up')
    .description('run the whole: dispatch, crawl, process, alert, deliver and the console')
    .option('--sources <file>', 'the sources file', join('config', 'sources.yaml'))
    .action((options: { sources: string }) =>
      withDatabase({ mayMigrate: true, isService: true }, async (context) => {
        await setUpDatabase(context)
        await applyFile(context, options.sources)
        const stopped = untilStopped()
        const whole = await startWhole(context, { parts: PARTS, withConsole: true })
        console.error(`Console: ${whole.consoleUrl}   (Ctrl-C stops; nothing is lost)`)
        await Promise.race([stopped, whole.broke])
        console.error('Stopping: work in hand ends first …')
        await stopWithin(whole.stop, context.log)
      }),
    )
}

/** Without a file the sources that the database already knows are run; without any there is nothing to do. */
async function applyFile({ pool }: DatabaseContext, path: string): Promise<void> {
  if (existsSync(path)) {
    await applySources(pool, await readSourcesFile(path))
    return
  }
  if ((await listSources(pool)).length > 0) return
  const example = join(projectRoot, 'config', 'sources.example.yaml')
  throw new BadInput(
    'no_sources',
    `There is nothing to listen to yet: ${path} does not exist, and the database has no sources.
  1. cp ${example.startsWith(process.cwd()) ? 'config/sources.example.yaml' : example} ${path}
  2. edit it: the places where your customers speak
  3. npm start
To see what Earshot does first: npm run demo`,
  )
}

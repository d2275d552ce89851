import { Command } from 'commander'
import { exportSources } from '../workers/export-sources.ts'
import { withDatabase } from './context.ts'

/** `sources export`: what is configured, as a file that `sources apply` takes. */
export function exportCommand(): Command {
  return new Command('export')
    .description('print what is configured as a sources file (YAML), which `sources apply` takes')
    .action(() =>
      withDatabase({}, async ({ pool }) => {
        const { yaml, notes } = await exportSources(pool)
        process.stdout.write(yaml)
        for (const note of notes) console.error(note)
      }),
    )
}

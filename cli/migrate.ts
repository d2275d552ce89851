import { Command } from 'commander'
import { withDatabase } from './context.ts'
import { setUpDatabase } from './set-up-database.ts'

export function command(): Command {
  return new Command('migrate')
    .description("bring the database's tables, the queue's and the bi views to this version")
    .action(() =>
      withDatabase({ mayMigrate: true }, async (context) => {
        const applied = await setUpDatabase(context)
        const done = applied.length === 0 ? 'was up to date' : `ran ${applied.join(', ')}`
        console.log(`Database: ${done}. Queue and bi views: up to date.`)
      }),
    )
}

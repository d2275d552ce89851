import { migrate } from '../schema/migrate.ts'
import { openQueue } from '../workers/queue.ts'
import type { DatabaseContext } from './context.ts'

/** Our migrations, then the queue's: two steps, each safe to run again. Names the files that ran now. */
export async function setUpDatabase(
  context: Pick<DatabaseContext, 'pool' | 'databaseUrl' | 'settings'>,
): Promise<string[]> {
  const { applied, hints } = await migrate(context.pool)
  for (const hint of hints) console.error(hint)
  const { databaseUrl, settings } = context
  const queue = await openQueue({ databaseUrl, redisUrl: settings.redisUrl })
  try {
    await queue.migrate()
  } finally {
    await queue.close()
  }
  return applied
}

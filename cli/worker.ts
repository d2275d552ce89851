import { Command } from 'commander'
import { BadInput } from '../schema/errors.ts'
import { PARTS, type Part } from '../workers/start-workers.ts'
import { withDatabase } from './context.ts'
import { startHeartbeat } from './heartbeat.ts'
import { untilStopped } from './stop-signals.ts'
import { stopWithin } from './stop-within.ts'
import { startWhole } from './whole.ts'

export function command(): Command {
  return new Command('worker')
    .description('run some parts, beside other processes on the same database')
    .requiredOption('--only <parts>', `comma separated: ${PARTS.join(',')}`)
    .action((options: { only: string }) => {
      const parts = parseParts(options.only)
      return withDatabase({ isService: true }, async (context) => {
        const stopped = untilStopped()
        const whole = await startWhole(context, { parts, withConsole: false })
        const stopHeart = await startHeartbeat(context.settings.dataFolder, context.log)
        const queue = context.settings.redisUrl ? 'redis' : 'postgres'
        context.log.info({ parts, queue }, 'working')
        try {
          await Promise.race([stopped, whole.broke])
        } finally {
          stopHeart()
        }
        context.log.info('stopping: work in hand ends first')
        await stopWithin(whole.stop, context.log)
      })
    })
}

function parseParts(text: string): Part[] {
  return text.split(',').map((word) => {
    const part = PARTS.find((known) => known === word.trim())
    if (part) return part
    throw new BadInput('unknown_part', `--only '${word}': must be of ${PARTS.join(', ')}`)
  })
}

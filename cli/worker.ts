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
    .option(
      '--port <number>',
      '/healthz and /metrics of this process on EARSHOT_HOST; 0: a free port',
    )
    .action((options: { only: string; port?: string }) => {
      const parts = parseParts(options.only)
      const metricsPort = options.port === undefined ? null : parsePort(options.port)
      return withDatabase({ isService: true }, async (context) => {
        const stopped = untilStopped()
        const whole = await startWhole(context, { parts, withConsole: false, metricsPort })
        const stopHeart = await startHeartbeat(context.settings.dataFolder, context.log)
        const queue = context.settings.redisUrl ? 'redis' : 'postgres'
        const { metricsUrl } = whole
        context.log.info({ parts, queue, ...(metricsUrl && { metricsUrl }) }, 'working')
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

function parsePort(text: string): number {
  const port = Number(text)
  if (/^\d+$/.test(text) && port <= 65_535) return port
  throw new BadInput('bad_port', `--port '${text}': must be a number from 0 to 65535`)
}

import { Command } from 'commander'
import { withDatabase } from './context.ts'
import { untilStopped } from './stop-signals.ts'
import { stopWithin } from './stop-within.ts'
import { startWhole } from './whole.ts'

export function command(): Command {
  return new Command('console')
    .description('run the console and the HTTP endpoints alone')
    .action(() =>
      withDatabase({ isService: true }, async (context) => {
        const stopped = untilStopped()
        const whole = await startWhole(context, { parts: [], withConsole: true })
        console.error(`Console: ${whole.consoleUrl}`)
        await Promise.race([stopped, whole.broke])
        await stopWithin(whole.stop, context.log)
      }),
    )
}

import { Command } from 'commander'
import { loadRegistry } from '../crawlers/registry.ts'
import { wrapToWidth } from './display-width.ts'

const NAME_WIDTH = 16
const TEXT_WIDTH = 100 - NAME_WIDTH

export function command(): Command {
  return new Command('adapters')
    .description('the kinds of pages that can be read')
    .option('--json', 'as JSON')
    .action(async (options: { json?: boolean }) => {
      const adapters = await loadRegistry()
      if (options.json) {
        const rows = adapters.map(({ name, recognises, triedLive }) => ({
          name,
          recognises,
          triedLive,
        }))
        console.log(JSON.stringify(rows, null, 2))
        return
      }
      for (const { name, plainName, recognises, triedLive } of adapters) {
        const lines = [
          plainName,
          ...wrapToWidth(recognises, TEXT_WIDTH),
          `tried live: ${triedLive ?? 'no, on saved pages only'}`,
        ]
        for (const [index, line] of lines.entries()) {
          console.log(`${(index === 0 ? name : '').padEnd(NAME_WIDTH)}${line}`)
        }
      }
    })
}

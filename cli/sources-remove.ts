import { Command } from 'commander'
import { inChangeTransaction } from '../schema/database.ts'
import { removeSource } from '../schema/queries/remove-source.ts'
import { withDatabase } from './context.ts'
import { unknownSource } from './unknown-source.ts'

/** `sources remove`: a source is crawled no more and takes nothing more; what it collected stays. */
export function removeCommand(): Command {
  return new Command('remove')
    .argument('<name>', 'the name of a source')
    .description('stop listening to a source for good; its mentions stay')
    .action((name: string) =>
      withDatabase({}, async ({ pool }) => {
        const removed = await inChangeTransaction(pool, (client) => removeSource(client, name))
        if (!removed) throw await unknownSource(pool, name)
        const end =
          removed.url === null ? 'nothing is taken for it any more' : 'it is not crawled any more'
        console.log(`${name} is removed: ${end}. ${staying(removed.mentions)}`)
        if (removed.is_running) console.log('A run of it is under way, and ends first.')
        if (removed.origin === 'file') {
          console.log(
            'It came from a sources file: take it out there too, or the next apply or start brings it back.',
          )
        }
      }),
    )
}

function staying(mentions: number): string {
  if (mentions === 0) return 'It has no mentions.'
  return mentions === 1 ? 'Its mention stays.' : `Its ${mentions} mentions stay.`
}

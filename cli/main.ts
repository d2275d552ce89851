#!/usr/bin/env node
import { Command } from 'commander'
import { version } from '../config/settings.ts'
import { endWith } from './end-with.ts'

// Loaded when called: `earshot preview` needs no database driver, `earshot import` no crawler.
const COMMANDS: Record<string, () => Promise<{ command: () => Command }>> = {
  up: () => import('./up.ts'),
  demo: () => import('./demo.ts'),
  worker: () => import('./worker.ts'),
  console: () => import('./console.ts'),
  migrate: () => import('./migrate.ts'),
  preview: () => import('./preview.ts'),
  extract: () => import('./extract.ts'),
  adapters: () => import('./adapters.ts'),
  sources: () => import('./sources.ts'),
  import: () => import('./import.ts'),
  export: () => import('./export.ts'),
  keys: () => import('./keys.ts'),
  replay: () => import('./replay.ts'),
  doctor: () => import('./doctor.ts'),
}

async function main(args: string[]): Promise<void> {
  const program = new Command('earshot')
    .description('Listens to what customers say about your products, and puts it into Postgres')
    .version(await version())
    .exitOverride()
    .showHelpAfterError("(add --help for what is possible, or run 'npx earshot --help')")
  const wanted = COMMANDS[args[0] ?? '']
  const loaded = wanted ? [wanted] : Object.values(COMMANDS)
  for (const load of loaded) program.addCommand((await load()).command().exitOverride())
  for (const group of program.commands) for (const sub of group.commands) sub.exitOverride()
  await program.parseAsync(args, { from: 'user' })
}

process.stdout.on('error', (error: NodeJS.ErrnoException) => {
  if (error.code !== 'EPIPE') throw error // the reader of our output has enough
})

main(process.argv.slice(2)).catch(endWith)

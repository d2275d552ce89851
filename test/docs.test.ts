import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import type { Command } from 'commander'
import { expect, test } from 'vitest'
import { parse } from 'yaml'
import { projectRoot } from '../schema/project-root.ts'
import { PARTS } from '../workers/start-workers.ts'

const read = (path: string) => readFileSync(join(projectRoot, path), 'utf8')
const manifest = JSON.parse(read('package.json')) as {
  scripts: Record<string, string>
  dependencies: Record<string, string>
}
const docs = readdirSync(join(projectRoot, 'docs')).map((name) => `docs/${name}`)

/** Every command and subcommand that a file of `cli/` makes, as it is typed. */
async function commandNames(): Promise<string[]> {
  const main = read('cli/main.ts')
  const files = [...main.matchAll(/import\('\.\/([a-z-]+)\.ts'\)/g)].map((match) => match[1])
  const names: string[] = []
  for (const file of files) {
    const module = (await import(`../cli/${file}.ts`)) as { command: () => Command }
    const command = module.command()
    names.push(command.name(), ...command.commands.map((sub) => `${command.name()} ${sub.name()}`))
  }
  return names
}

test('every npm script is documented', () => {
  const text = [read('README.md'), ...docs.map(read)].join('\n')
  const hooks = new Set(['prepare', 'pretest'])
  const missing = Object.keys(manifest.scripts).filter(
    (name) => !hooks.has(name) && !new RegExp(`npm (?:run )?${name}\\b`).test(text),
  )
  expect(missing).toEqual([])
})

test('every command and subcommand is documented', async () => {
  const text = read('docs/commands.md')
  const names = await commandNames()
  expect(names.length).toBeGreaterThan(10)
  expect(names.filter((name) => !text.includes(name))).toEqual([])
})

test('every environment variable is documented', () => {
  const names = [...read('config/settings.ts').matchAll(/^ {2}([A-Z_]{4,}):/gm)].map(
    (match) => match[1],
  )
  const text = read('docs/operations.md')
  expect(names.length).toBeGreaterThan(5)
  expect(names.filter((name) => !text.includes(`\`${name}\``))).toEqual([])
})

test('every dependency says why it is here', () => {
  const text = read('docs/dependencies.md')
  const missing = Object.keys(manifest.dependencies).filter((name) => !text.includes(`\`${name}\``))
  expect(missing).toEqual([])
})

test('every service of docker-compose.yml runs a command that exists', async () => {
  const { services } = parse(read('docker-compose.yml'), { merge: true }) as {
    services: Record<string, { image?: string; command?: string[] }>
  }
  const names = await commandNames()
  const ours = Object.values(services).filter((service) => service.image === 'earshot')
  expect(ours.length).toBeGreaterThan(5)
  for (const { command = [] } of ours) {
    expect(names).toContain(command[0])
    const parts = command[1] === '--only' ? (command[2] ?? '').split(',') : []
    expect(PARTS).toEqual(expect.arrayContaining(parts))
  }
})

test('every link between the docs leads to a file', () => {
  const broken: string[] = []
  for (const path of ['README.md', ...docs]) {
    for (const [, target = ''] of read(path).matchAll(/\]\((?!https?:)([^)#]+)/g)) {
      if (!existsSync(join(projectRoot, dirname(path), target))) broken.push(`${path}: ${target}`)
    }
  }
  expect(broken).toEqual([])
})

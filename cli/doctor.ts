import { join } from 'node:path'
import { Command } from 'commander'
import { readSettings, type Settings } from '../config/settings.ts'
import { BadInput } from '../schema/errors.ts'
import { examine } from '../workers/doctor/examine.ts'
import { nodeCheck } from '../workers/doctor/node.ts'
import { type Finding, problem, runChecks } from '../workers/doctor/run-checks.ts'
import { oneLine } from './one-line.ts'

export function command(): Command {
  return new Command('doctor')
    .description('what is wrong with this installation, and how to mend it')
    .option('--json', 'as JSON')
    .action(async (options: { json?: boolean }) => {
      const findings = await look()
      const state = worst(findings)
      if (options.json) console.log(JSON.stringify({ state, findings }, null, 2))
      else print(findings)
      if (state === 'problem') process.exitCode = 1
    })
}

async function look(): Promise<Finding[]> {
  let settings: Settings
  try {
    settings = await readSettings()
  } catch (error) {
    if (!(error instanceof BadInput)) throw error
    const finding = problem(error.message, 'Correct these in the environment or in .env.')
    const environment = { name: 'environment', look: async () => [finding] }
    return runChecks([nodeCheck(), environment], { limitMs: 1_000 })
  }
  return examine({
    settings,
    smtpUrl: settings.mail?.url ?? null,
    sourcesPath: join('config', 'sources.yaml'),
  })
}

function worst(findings: readonly Finding[]): Finding['state'] {
  const states = new Set(findings.map(({ state }) => state))
  return states.has('problem') ? 'problem' : states.has('warning') ? 'warning' : 'ok'
}

function print(findings: readonly Finding[]): void {
  const width = Math.max(...findings.map(({ check }) => check.length))
  const indent = ' '.repeat('problem'.length + width + 4)
  let previous = ''
  for (const { check, state, message, mend } of findings) {
    const name = check === previous ? '' : check
    const text = message.split('\n').map(oneLine).join(`\n${indent}`)
    console.log(`${name.padEnd(width)}  ${state.padEnd('problem'.length)}  ${text}`)
    if (mend !== null) console.log(`${indent}→ ${mend}`)
    previous = check
  }
  console.log(`\n${verdict(findings)}`)
}

function verdict(findings: readonly Finding[]): string {
  const count = (wanted: Finding['state']) =>
    findings.filter(({ state }) => state === wanted).length
  const [problems, warnings] = [count('problem'), count('warning')]
  if (problems + warnings === 0) return 'All is well.'
  return [counted(problems, 'problem'), counted(warnings, 'warning')].join(', ')
}

function counted(count: number, word: string): string {
  return `${count === 0 ? 'no' : count} ${word}${count === 1 ? '' : 's'}`
}

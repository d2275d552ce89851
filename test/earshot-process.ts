import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { projectRoot } from '../schema/project-root.ts'

/** `earshot`, as it is built, in a process of its own. */
export interface EarshotProcess {
  pid: number
  /** What it has written to stderr so far. */
  log(): string
  /** Resolves once `text` stands in its log. */
  untilLogged(text: string): Promise<void>
  /** How it ended. */
  exit: Promise<{ code: number | null; signal: NodeJS.Signals | null }>
  /** Sends SIGTERM. */
  stop(): Promise<{ code: number | null; tookMs: number }>
  /** `kill -9` */
  kill(): Promise<void>
}

/** @param options `folder`: its data and working folder; `env` is all it gets besides PATH */
export function startEarshot(
  args: string[],
  options: { folder: string; env: Record<string, string> },
): EarshotProcess {
  const child = spawn(process.execPath, [join(projectRoot, 'dist', 'cli', 'main.js'), ...args], {
    cwd: options.folder,
    env: { PATH: process.env['PATH'], EARSHOT_DATA: options.folder, ...options.env },
    stdio: ['ignore', 'ignore', 'pipe'],
  })
  let log = ''
  child.stderr.setEncoding('utf8').on('data', (text: string) => {
    log += text
  })
  const exit = exitOf(child)
  return {
    pid: child.pid ?? 0,
    log: () => log,
    async untilLogged(text) {
      while (!log.includes(text)) {
        if (child.exitCode !== null) throw new Error(`it ended before it said '${text}':\n${log}`)
        await sleep(20)
      }
    },
    exit,
    async stop() {
      const startedAt = Date.now()
      child.kill('SIGTERM')
      const { code } = await exit
      return { code, tookMs: Date.now() - startedAt }
    },
    async kill() {
      child.kill('SIGKILL')
      await exit
    },
  }
}

async function exitOf(child: ChildProcess): Promise<Awaited<EarshotProcess['exit']>> {
  const [code, signal] = (await once(child, 'exit')) as [number | null, NodeJS.Signals | null]
  return { code, signal }
}

import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { existsSync } from 'node:fs'
import { createServer } from 'node:net'
import { setTimeout as sleep } from 'node:timers/promises'
import { Redis } from 'ioredis'

const PROGRAM = ['/usr/bin/redis-server', '/usr/local/bin/redis-server'].find((path) =>
  existsSync(path),
)

/** Why a test of Redis cannot run here; in CI it must. */
export const redisIsMissing = PROGRAM === undefined && process.env['CI'] !== 'true'

/** A Redis of the test's own, that keeps nothing. */
export interface TestRedis {
  url: string
  /** Loses all that it holds. */
  flush(): Promise<void>
  /** Breaks every connection but its own. */
  dropClients(): Promise<void>
  /** Ends at once, as by `kill -9`. */
  kill(): Promise<void>
  /** Starts again at the same address, empty. */
  restart(): Promise<void>
  stop(): Promise<void>
}

export async function startRedis(): Promise<TestRedis> {
  const port = await freePort()
  let server = start(port)
  const client = new Redis(port, '127.0.0.1', {
    retryStrategy: () => 50,
    maxRetriesPerRequest: null,
  })
  client.on('error', () => {}) // it is still starting
  await client.ping()
  return {
    url: `redis://127.0.0.1:${port}/0`,
    async flush() {
      await client.flushall()
    },
    async dropClients() {
      await client.call('CLIENT', 'KILL', 'TYPE', 'normal', 'SKIPME', 'yes')
    },
    kill: () => ended(server, 'SIGKILL'),
    async restart() {
      server = start(port)
      await client.ping()
    },
    async stop() {
      client.disconnect()
      await ended(server, 'SIGTERM')
    },
  }
}

function start(port: number): ChildProcess {
  if (PROGRAM === undefined) throw new Error('redis-server is not installed')
  const args = ['--port', `${port}`, '--bind', '127.0.0.1', '--save', '', '--appendonly', 'no']
  return spawn(PROGRAM, [...args, '--maxmemory-policy', 'noeviction'], { stdio: 'ignore' })
}

async function freePort(): Promise<number> {
  const probe = createServer().listen(0, '127.0.0.1')
  await once(probe, 'listening')
  const address = probe.address()
  probe.close()
  return typeof address === 'object' && address ? address.port : 0
}

async function ended(server: ChildProcess, signal: 'SIGTERM' | 'SIGKILL'): Promise<void> {
  if (server.exitCode !== null || server.signalCode !== null) return
  const exit = once(server, 'exit')
  server.kill(signal)
  await Promise.race([exit, sleep(3_000)])
}

import { once } from 'node:events'
import { readFile } from 'node:fs/promises'
import type { Server } from 'node:http'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { join } from 'node:path'
import { getRequestListener } from '@hono/node-server'
import type { Settings } from '../config/settings.ts'
import { isLoopback } from '../net/loopback.ts'
import { BadInput } from '../schema/errors.ts'
import { projectRoot } from '../schema/project-root.ts'
import { type ConsoleParts, consoleApp } from './app.ts'

/** How long a page in the making may hold up the end of the process. */
const GRACE_MS = 2_000

/** The running console. */
export interface Console {
  /** Where it answers on this machine, without a slash at its end; with port 0 the one that was free. */
  url: string
  /** Takes no more connections, ends those that wait, gives pages in the making two seconds, and resolves. */
  close(): Promise<void>
}

/**
 * Starts the web console and the health endpoints.
 * @throws BadInput where the host is not this machine's own, or cannot be listened on
 */
export async function startConsole(
  parts: ConsoleParts & { settings: Pick<Settings, 'host' | 'port'> },
): Promise<Console> {
  const { host, port } = parts.settings
  if (!isLoopback(host)) {
    throw new BadInput(
      'not_loopback',
      `EARSHOT_HOST is ${host}, but without accounts the console answers on this machine only: leave EARSHOT_HOST out, or set it to 127.0.0.1. To reach it from elsewhere, use an SSH tunnel: ssh -L ${port}:127.0.0.1:${port} <this machine>`,
    )
  }
  const css = await readFile(join(projectRoot, 'console', 'console.css'), 'utf8')
  const app = consoleApp(parts, css)
  // Node's own Request and Response stay as they are for the rest of the process.
  const server = createServer(getRequestListener(app.fetch, { overrideGlobalObjects: false }))
  await listen(server, host.replace(/^\[(.*)\]$/, '$1'), port)
  const { address, family, port: actualPort } = server.address() as AddressInfo
  const name = family === 'IPv6' ? `[${address}]` : address
  return { url: `http://${name}:${actualPort}`, close: () => close(server) }
}

async function listen(server: Server, host: string, port: number): Promise<void> {
  server.listen(port, host)
  try {
    await once(server, 'listening')
  } catch (cause) {
    throw new BadInput('cannot_listen', reasonOf(cause as NodeJS.ErrnoException, host, port), {
      cause,
    })
  }
}

function reasonOf({ code, message }: NodeJS.ErrnoException, host: string, port: number): string {
  const another = 'choose another with EARSHOT_PORT (demo: --port)'
  if (code === 'EADDRINUSE') {
    return `Port ${port} is taken: another Earshot, or another program, uses it. End that, or ${another}.`
  }
  if (code === 'EACCES') return `Port ${port} may not be used by this user: ${another}.`
  return `The console cannot listen on ${host}, port ${port}: ${message}. Check EARSHOT_HOST and EARSHOT_PORT.`
}

async function close(server: Server): Promise<void> {
  const closed = once(server, 'close')
  // Also ends the connections that wait for a next request.
  server.close()
  const impatience = setTimeout(() => server.closeAllConnections(), GRACE_MS)
  await closed
  clearTimeout(impatience)
}

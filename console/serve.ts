import { once } from 'node:events'
import { createServer, type Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import { getRequestListener } from '@hono/node-server'
import type { Hono } from 'hono'
import { isLoopback } from '../net/loopback.ts'
import { BadInput } from '../schema/errors.ts'

/** How long an answer in the making may hold up the end of the process. */
const GRACE_MS = 2_000

/** A running HTTP server. */
export interface WebServer {
  /** Where it answers on this machine, without a slash at its end; with port 0 the one that was free. */
  url: string
  /** Takes no more connections, ends those that wait, gives answers in the making two seconds, and resolves. */
  close(): Promise<void>
}

/** Where to serve, and what a person calls that. */
export interface Place {
  /** EARSHOT_HOST. */
  host: string
  /** 0: any that is free. */
  port: number
  /** Who answers there: `The console`. */
  who: string
  /** What sets the port. */
  portSetting: string
}

/**
 * Serves an app on this machine only.
 * @throws BadInput where the host is not this machine's own, or cannot be listened on
 */
export async function serve(app: Hono, place: Place): Promise<WebServer> {
  const { host, port, who } = place
  if (!isLoopback(host)) {
    throw new BadInput(
      'not_loopback',
      `EARSHOT_HOST is ${host}, but there are no accounts. ${who} answers on this machine only: leave EARSHOT_HOST out, or set it to 127.0.0.1. To reach it from elsewhere, use an SSH tunnel: ssh -L ${port}:127.0.0.1:${port} <this machine>`,
    )
  }
  // Node's own Request and Response stay as they are for the rest of the process.
  const server = createServer(getRequestListener(app.fetch, { overrideGlobalObjects: false }))
  await listen(server, place)
  const { address, family, port: actualPort } = server.address() as AddressInfo
  const name = family === 'IPv6' ? `[${address}]` : address
  return { url: `http://${name}:${actualPort}`, close: () => close(server) }
}

async function listen(server: Server, place: Place): Promise<void> {
  server.listen(place.port, place.host.replace(/^\[(.*)\]$/, '$1'))
  try {
    await once(server, 'listening')
  } catch (cause) {
    throw new BadInput('cannot_listen', reasonOf(cause as NodeJS.ErrnoException, place), { cause })
  }
}

function reasonOf({ code, message }: NodeJS.ErrnoException, place: Place): string {
  const { host, port, who, portSetting } = place
  const another = `choose another with ${portSetting}`
  if (code === 'EADDRINUSE') {
    return `Port ${port} is taken: another Earshot, or another program, uses it. End that, or ${another}.`
  }
  if (code === 'EACCES') return `Port ${port} may not be used by this user: ${another}.`
  return `${who} cannot listen on ${host}, port ${port}: ${message}. Check EARSHOT_HOST, or ${another}.`
}

async function close(server: Server): Promise<void> {
  const closed = once(server, 'close')
  // Also ends the connections that wait for a next request.
  server.close()
  const impatience = setTimeout(() => server.closeAllConnections(), GRACE_MS)
  await closed
  clearTimeout(impatience)
}

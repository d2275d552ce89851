import type { Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import { createBlog } from './blog.ts'
import { createShop } from './shop.ts'
import type { World } from './world.ts'

interface DemoSite {
  /** Without a slash at the end: `http://127.0.0.1:4401`. */
  url: string
  /** As in an item's key: `127.0.0.1:4401`. */
  site: string
  port: number
}

export interface DemoSites {
  shop: DemoSite
  blog: DemoSite
  /** Stops both and ends the connections that clients keep open. */
  close: () => Promise<void>
}

/** The demo takes this many ports from the first on: shop, blog and, later, marketplace and forum. */
const portCount = 4

/**
 * Starts the demo sites: the shop on `port`, the blog on the next one. Port 0 takes any two free ports.
 * Throws, with nothing left running, where a port is taken.
 */
export async function startDemoSites(
  world: World,
  { port = 4401, host = '127.0.0.1' }: { port?: number; host?: string } = {},
): Promise<DemoSites> {
  const servers = [createShop(world), createBlog(world)] as const
  const close = async () => {
    await Promise.all(servers.map(stop))
  }
  try {
    const shop = await start(servers[0], port, host)
    const blog = await start(servers[1], port === 0 ? 0 : port + 1, host)
    return { shop, blog, close }
  } catch (error) {
    await close()
    throw error
  }
}

async function start(server: Server, port: number, host: string): Promise<DemoSite> {
  await new Promise<void>((resolve, reject) => {
    server.once('error', (error) => reject(startError(error, port, host)))
    server.listen(port, host, resolve)
  })
  const { port: actualPort } = server.address() as AddressInfo
  const site = `${host.includes(':') ? `[${host}]` : host}:${actualPort}`
  return { url: `http://${site}`, site, port: actualPort }
}

function startError(error: NodeJS.ErrnoException, port: number, host: string): Error {
  if (error.code !== 'EADDRINUSE') return error
  return new Error(
    `Port ${port} on ${host} is taken. The demo's sites need ${portCount} free ports in a row: ` +
      'choose where they begin with --port.',
    { cause: error },
  )
}

function stop(server: Server): Promise<void> {
  return new Promise((resolve) => {
    server.close(() => resolve())
    server.closeAllConnections()
  })
}

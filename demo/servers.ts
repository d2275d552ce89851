import type { Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import { createBlog } from './blog.ts'
import { createForum } from './forum.ts'
import { createMarketplace } from './marketplace.ts'
import { type SiteName, siteNames } from './people.ts'
import { createShop } from './shop.ts'
import type { World } from './world.ts'

interface DemoSite {
  /** Without a slash at the end: `http://127.0.0.1:4401`. */
  url: string
  /** As in an item's key: `127.0.0.1:4401`. */
  site: string
  port: number
}

export interface DemoSites extends Record<SiteName, DemoSite> {
  /** Stops all and ends the connections that clients keep open. */
  close: () => Promise<void>
}

const creators: Record<SiteName, (world: World) => Server> = {
  shop: createShop,
  blog: createBlog,
  marketplace: createMarketplace,
  forum: createForum,
}

/**
 * Starts the demo sites: the shop on `port`, the blog, the marketplace and the forum on the next ones. Port 0 takes
 * any free ports. Throws, with nothing left running, where a port is taken.
 */
export async function startDemoSites(
  world: World,
  { port = 4401, host = '127.0.0.1' }: { port?: number; host?: string } = {},
): Promise<DemoSites> {
  const servers: Server[] = []
  const close = async () => {
    await Promise.all(servers.map(stop))
  }
  const open = (name: SiteName, place: number) => {
    const server = creators[name](world)
    servers.push(server)
    return start(server, port === 0 ? 0 : port + place, host)
  }
  try {
    return {
      shop: await open('shop', 0),
      blog: await open('blog', 1),
      marketplace: await open('marketplace', 2),
      forum: await open('forum', 3),
      close,
    }
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
    `Port ${port} on ${host} is taken. The demo's sites need ${siteNames.length} free ports in a row: ` +
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

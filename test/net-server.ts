import { createServer, type IncomingMessage, type RequestListener, type Server } from 'node:http'
import type { AddressInfo } from 'node:net'

/** One request that a local server got. */
interface SeenRequest {
  path: string
  headers: IncomingMessage['headers']
  atMs: number
}

export interface LocalServer {
  /** `http://127.0.0.1:PORT` */
  origin: string
  /** `127.0.0.1:PORT`, as EARSHOT_ALLOW_HOSTS takes it. */
  host: string
  port: number
  /** Every request so far, in order. */
  seen: SeenRequest[]
  /** The paths asked for, robots.txt left out. */
  paths(): string[]
  close(): Promise<void>
}

/** A real HTTP server on a free port of 127.0.0.1. */
export async function serve(listener: RequestListener): Promise<LocalServer> {
  const seen: SeenRequest[] = []
  const server = createServer((request, response) => {
    seen.push({ path: request.url ?? '', headers: request.headers, atMs: performance.now() })
    listener(request, response)
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const { port } = server.address() as AddressInfo
  return {
    origin: `http://127.0.0.1:${port}`,
    host: `127.0.0.1:${port}`,
    port,
    seen,
    paths: () => seen.map(({ path }) => path).filter((path) => path !== '/robots.txt'),
    close: () => closeNow(server),
  }
}

function closeNow(server: Server): Promise<void> {
  server.closeAllConnections()
  return new Promise((resolve) => server.close(() => resolve()))
}

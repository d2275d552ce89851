import { type BrowserProxy, openBrowserProxy } from './browser-proxy.ts'
import { openGuard } from './guard.ts'
import { type HttpClient, type HttpLimits, openHttpClient } from './http-client.ts'
import type { PaceStore } from './pace.ts'
import { openRobots, type Robots } from './robots.ts'

/** All that a process needs to fetch from the world; one a process, shared by its sources. */
export interface WayOut {
  http: HttpClient
  robots: Robots
  paceStore: PaceStore
  /** How we introduce ourselves. */
  userAgent: string
  /** The browser to use (EARSHOT_CHROMIUM); null: one that is found on the system. */
  chromium: string | null
  /** A host of this machine that EARSHOT_ALLOW_HOSTS names; it has no default delay. */
  isUndelayed(host: string): boolean
  /** A browser's way out, past the same guard. */
  openBrowserProxy(): Promise<BrowserProxy>
  /** What uses this way and is to be ended before it is closed. */
  onClose(end: () => Promise<void>): void
  close(): Promise<void>
}

export interface WayOutOptions {
  userAgent: string
  allowHosts: readonly string[]
  proxyUrl?: string | null
  chromium?: string | null
  paceStore: PaceStore
  limits?: Partial<HttpLimits>
}

export function openWayOut(options: WayOutOptions): WayOut {
  const { userAgent, paceStore } = options
  const proxyUrl = options.proxyUrl ?? null
  const guard = openGuard(options.allowHosts)
  const users: (() => Promise<void>)[] = []
  const http = openHttpClient({
    guard,
    userAgent,
    proxyUrl,
    ...(options.limits && { limits: options.limits }),
  })
  return {
    http,
    robots: openRobots({ http, userAgent }),
    paceStore,
    userAgent,
    chromium: options.chromium ?? null,
    isUndelayed: guard.isAllowedLoopback,
    openBrowserProxy: () => openBrowserProxy({ guard, proxyUrl }),
    onClose: (end) => users.push(end),
    async close() {
      await Promise.all(users.splice(0).map((end) => end()))
      await http.close()
    },
  }
}

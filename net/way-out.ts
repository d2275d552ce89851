import { openGuard } from './guard.ts'
import { type HttpClient, type HttpLimits, openHttpClient } from './http-client.ts'
import type { PaceStore } from './pace.ts'
import { openRobots, type Robots } from './robots.ts'

/** All that a process needs to fetch from the world; one a process, shared by its sources. */
export interface WayOut {
  http: HttpClient
  robots: Robots
  paceStore: PaceStore
  /** A host of this machine that EARSHOT_ALLOW_HOSTS names; it has no default delay. */
  isUndelayed(host: string): boolean
  close(): Promise<void>
}

export interface WayOutOptions {
  userAgent: string
  allowHosts: readonly string[]
  proxyUrl?: string | null
  paceStore: PaceStore
  limits?: Partial<HttpLimits>
}

export function openWayOut(options: WayOutOptions): WayOut {
  const { userAgent, paceStore } = options
  const guard = openGuard(options.allowHosts)
  const http = openHttpClient({
    guard,
    userAgent,
    proxyUrl: options.proxyUrl ?? null,
    ...(options.limits && { limits: options.limits }),
  })
  return {
    http,
    robots: openRobots({ http, userAgent }),
    paceStore,
    isUndelayed: guard.isAllowedLoopback,
    close: () => http.close(),
  }
}

import type { Settings } from '../config/settings.ts'
import { ownPaceStore } from '../net/pace.ts'
import { openWayOut, type WayOut } from '../net/way-out.ts'

/** The way out of a command that needs no database: it keeps its pace in its own process. */
export function openOwnWayOut(settings: Settings): WayOut {
  return openWayOut({
    userAgent: settings.userAgent,
    allowHosts: settings.allowHosts,
    proxyUrl: settings.proxyUrl,
    chromium: settings.chromium,
    paceStore: ownPaceStore(),
  })
}

import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import type { Settings } from '../config/settings.ts'
import { projectRoot } from '../schema/project-root.ts'
import { type ConsoleParts, consoleApp } from './app.ts'
import { serve, type WebServer } from './serve.ts'

/** The running console. */
export type Console = WebServer

/**
 * Starts the web console and the health endpoints.
 * @throws BadInput where the host is not this machine's own, or cannot be listened on
 */
export async function startConsole(
  parts: ConsoleParts & { settings: Pick<Settings, 'host' | 'port'> },
): Promise<Console> {
  const { host, port } = parts.settings
  const css = await readFile(join(projectRoot, 'console', 'console.css'), 'utf8')
  return serve(consoleApp(parts, css), {
    host,
    port,
    who: 'The console',
    portSetting: 'EARSHOT_PORT (demo: --console-port)',
  })
}

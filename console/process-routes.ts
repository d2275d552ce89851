import type { Hono } from 'hono'
import type { Metrics } from './metrics.ts'

/** What a process that serves HTTP tells of itself: `/healthz`, as long as it lives, and `/metrics`. */
export function addProcessRoutes(app: Hono, metrics: Metrics): void {
  app.get('/metrics', async (c) =>
    c.body(await metrics.text(), 200, { 'Content-Type': metrics.contentType }),
  )
  app.get('/healthz', (c) => c.json({ status: 'ok' }))
}

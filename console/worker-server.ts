import { Hono } from 'hono'
import { isLoopbackHeader } from './loopback.ts'
import { openMetrics } from './metrics.ts'
import { addProcessRoutes } from './process-routes.ts'
import { serve, type WebServer } from './serve.ts'

/**
 * Serves `/healthz` and `/metrics` of a process without a console, on this machine only as the console is.
 * Its metrics are of this process alone: those that stand in Postgres are told once, by the console.
 * @param place `host`: EARSHOT_HOST; `port` 0: any that is free
 * @throws BadInput where the host is not this machine's own, or cannot be listened on
 */
export async function startWorkerServer(place: { host: string; port: number }): Promise<WebServer> {
  return serve(workerApp(), { ...place, who: 'The worker', portSetting: '--port' })
}

function workerApp(): Hono {
  const app = new Hono()
  app.use(async (c, next) => {
    if (isLoopbackHeader(c.req.header('host'))) return next()
    return c.text('This answers only under localhost, 127.0.0.1 or [::1].', 403)
  })
  addProcessRoutes(app, openMetrics(null))
  return app
}

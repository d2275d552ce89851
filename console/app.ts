import { type Context, Hono } from 'hono'
import { secureHeaders } from 'hono/secure-headers'
import type { Logger } from 'pino'
import type { Pool } from '../schema/database.ts'
import { BadInput } from '../schema/errors.ts'
import { answerError as answerApiError } from './api/answer-error.ts'
import { api } from './api/api.ts'
import { isLoopbackHeader } from './loopback.ts'
import { openMetrics } from './metrics.ts'
import { alertPage } from './pages/alert.ts'
import { messagePage } from './pages/message.ts'
import { overviewPage } from './pages/overview.ts'
import { productPage } from './pages/product.ts'
import { productsPage } from './pages/products.ts'
import { addProcessRoutes } from './process-routes.ts'
import { hrefOf, parseViewQuery } from './view-query.ts'

/** What the console needs of the process that it runs in. */
export interface ConsoleParts {
  pool: Pool
  log: Logger
  /** Whether the process can do its work; `checks` says of each part `ok`, or what is missing. */
  isReady: () => Promise<{ ready: boolean; checks: Record<string, string> }>
}

/** Ids of up to 15 digits: more would be no exact number. */
const ID = '{[1-9][0-9]{0,14}}'

/**
 * The console's routes. Collected text is hostile: every page is escaped by its template, and the policy
 * lets nothing run or load but our own style sheet.
 * @param css the text of /console.css
 */
export function consoleApp({ pool, log, isReady }: ConsoleParts, css: string): Hono {
  const app = new Hono()
  app.use(securityHeaders)
  app.use(async (c, next) => {
    await next()
    // What people wrote is not kept in the browser's cache.
    c.header('Cache-Control', 'no-store')
  })
  app.use(async (c, next) => {
    if (isLoopbackHeader(c.req.header('host'))) return next()
    const text = 'The console answers only under localhost, 127.0.0.1 or [::1].'
    if (/^\/api(?:\/|$)/.test(c.req.path)) return answerApiError(c, 403, 'not_here', text)
    return c.html(messagePage('Not here', text), 403)
  })

  app.get('/', async (c) => c.html(await overviewPage(pool, parseViewQuery(c.req.query()))))
  app.get('/products', async (c) => c.html(await productsPage(pool, parseViewQuery(c.req.query()))))
  app.get(`/products/:id${ID}`, async (c) => {
    const view = parseViewQuery(c.req.query())
    const page = await productPage(pool, Number(c.req.param('id')), view)
    if (page === null) return c.notFound()
    if ('movedTo' in page) return c.redirect(hrefOf(`/products/${page.movedTo}`, view))
    return c.html(page)
  })
  app.get(`/alerts/:id${ID}`, async (c) => {
    const page = await alertPage(pool, Number(c.req.param('id')))
    return page === null ? c.notFound() : c.html(page)
  })
  app.get('/console.css', (c) => c.body(css, 200, { 'Content-Type': 'text/css; charset=utf-8' }))

  addProcessRoutes(app, openMetrics(pool))
  app.get('/readyz', async (c) => {
    const { ready, checks } = await isReady().catch((error: unknown) => {
      log.error({ err: error }, 'the readiness check itself failed')
      return { ready: false, checks: { readiness: 'the check itself failed, the log says why' } }
    })
    return c.json({ status: ready ? 'ready' : 'not ready', checks }, ready ? 200 : 503)
  })

  app.route('/api', api({ pool, log }))

  app.notFound((c) =>
    c.html(messagePage('Not found', 'There is nothing at this address, or no longer.'), 404),
  )
  app.onError((error, c) => answerError(error, c, log))
  return app
}

const securityHeaders = secureHeaders({
  contentSecurityPolicy: {
    defaultSrc: ["'none'"],
    styleSrc: ["'self'"],
    formAction: ["'self'"],
    baseUri: ["'none'"],
    frameAncestors: ["'none'"],
  },
  xFrameOptions: 'DENY',
  // We speak plain HTTP on loopback: a browser must not remember otherwise.
  strictTransportSecurity: false,
})

function answerError(error: Error, c: Context, log: Logger) {
  if (error instanceof BadInput) return c.html(messagePage('Not understood', error.message), 400)
  log.error({ err: error, path: c.req.path }, 'a page of the console failed')
  const text = 'The page could not be made. The log says why; /readyz says whether all parts work.'
  return c.html(messagePage('Something went wrong', text), 500)
}

import { execFileSync } from 'node:child_process'
import { setTimeout as sleep } from 'node:timers/promises'
import pino from 'pino'
import { expect, test } from 'vitest'
import { browserOf } from '../crawlers/browser/browser.ts'
import { ownPaceStore } from '../net/pace.ts'
import { openWayOut } from '../net/way-out.ts'
import { browserIsMissing, unlessMissing } from './chromium.ts'
import { serve } from './net-server.ts'

/** The Chromium that this process started, and what that started. */
function killBrowser(): void {
  const lines = execFileSync('ps', ['-A', '-o', 'pid=,ppid=,comm=']).toString().trim().split('\n')
  const own = lines
    .map((line) => line.trim().split(/\s+/))
    .find(([, parent, name]) => Number(parent) === process.pid && name?.includes('chrom'))
  if (own) process.kill(Number(own[0]), 'SIGKILL')
}

test.skipIf(browserIsMissing)(
  `a page whose browser is killed is shown by another${unlessMissing}`,
  { timeout: 90_000 },
  async () => {
    const site = await serve((_, response) => response.end())
    const url = `${site.origin}/`
    const wayOut = openWayOut({
      userAgent: 'Earshot/test',
      allowHosts: [site.host],
      paceStore: ownPaceStore(),
    })
    const html = `<p>Words.</p><script>
      fetch('/started')
      let n = 0
      const timer = setInterval(() => { document.body.append('more '); if (++n === 40) clearInterval(timer) }, 100)
    </script>`
    const page = {
      url,
      finalUrl: url,
      status: 200,
      headers: { 'content-type': 'text/html' },
      body: Buffer.from(html),
      fetchedAt: null,
      responses: [],
    }
    const options = {
      documentOf: async () => null,
      cookies: [],
      signal: new AbortController().signal,
    }
    const shown = browserOf(wayOut, pino({ level: 'silent' })).render(page, options)
    while (site.seen.length === 0) await sleep(50)
    killBrowser()
    expect((await shown).page.body.toString()).toContain('more more')
    await wayOut.close()
    await site.close()
  },
)

import { Command } from 'commander'
import { readSelectorsFile } from '../config/selectors.ts'
import { readSettings } from '../config/settings.ts'
import { BadInput } from '../schema/errors.ts'
import { preview } from '../workers/preview.ts'
import { openLog } from './log.ts'
import { openOwnWayOut } from './own-way-out.ts'
import { printDescription } from './print-description.ts'
import { openProgress } from './progress.ts'
import { untilStopped } from './stop-signals.ts'

interface PreviewCommandOptions {
  adapter?: string
  selectors?: string
  pages: string
  browser?: boolean
  json?: boolean
}

export function command(): Command {
  return new Command('preview')
    .argument('<url>', 'a page with reviews, posts, comments or an article, or a feed')
    .description(
      'shows what a source at this address would collect, and how well it can be read; nothing is kept',
    )
    .option('--adapter <name>', "only this adapter (see 'earshot adapters')")
    .option('--selectors <file>', 'CSS selectors to read it with, in YAML (docs/adapters.md)')
    .option('--pages <number>', 'how many pages to read in all', '1')
    .option('--browser', 'in a browser, also where the page does not look as if it needs one')
    .option('--json', 'all of it as JSON')
    .action(runPreview)
}

async function runPreview(url: string, options: PreviewCommandOptions): Promise<void> {
  const pages = Number(options.pages)
  if (!Number.isInteger(pages) || pages < 1) {
    throw new BadInput('bad_pages', `--pages '${options.pages}': must be a number from 1`)
  }
  if (!/^https?:$/.test(URL.parse(url)?.protocol ?? '')) {
    throw new BadInput('bad_url', `'${url}' is no address: it must begin with http:// or https://`)
  }
  const settings = await readSettings()
  const wayOut = openOwnWayOut(settings)
  const log = openLog(settings)
  log.level = 'warn' // it talks to a person
  const stopping = new AbortController()
  void untilStopped().then(() => stopping.abort())
  const progress = openProgress()
  try {
    const { description, isFetched } = await preview({
      url,
      pages,
      browser: options.browser ? 'always' : 'auto',
      wayOut,
      log,
      signal: stopping.signal,
      onPage: (read, page) => progress.show(`${read} of ${pages} pages read: ${page}`),
      ...(options.adapter !== undefined && { adapter: options.adapter }),
      ...(options.selectors !== undefined && {
        selectors: await readSelectorsFile(options.selectors),
      }),
    })
    progress.end()
    if (options.json) console.log(JSON.stringify(description, null, 2))
    else await printDescription(description)
    if (!isFetched) process.exitCode = 1
  } finally {
    await wayOut.close()
  }
}

import type { WriteStream } from 'node:tty'
import { loadRegistry } from '../crawlers/registry.ts'
import type { PageDescription } from '../workers/describe-page.ts'
import { MIN_WIDTH, pageReport } from './page-report.ts'

/** Longer lines are hard to read, however wide the window. */
const MAX_WIDTH = 100

/**
 * Prints what a page gives as a marketing person reads it. Headings are bold where a terminal shows colours
 * (`NO_COLOR` is heeded: https://no-color.org).
 */
export async function printDescription(
  page: PageDescription,
  stream: WriteStream = process.stdout,
): Promise<void> {
  const registry = await loadRegistry()
  const readers = new Map(registry.map(({ name, plainName }) => [name, plainName]))
  const width = Math.max(MIN_WIDTH, Math.min(MAX_WIDTH, stream.columns ?? MAX_WIDTH))
  const isColoured = stream.isTTY === true && stream.hasColors()
  const sections = pageReport(page, { readers, width }).map(({ heading, lines }) =>
    [isColoured ? `\x1b[1m${heading}\x1b[22m` : heading, ...lines].join('\n'),
  )
  stream.write(`${sections.join('\n\n')}\n`)
}

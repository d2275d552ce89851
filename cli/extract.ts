import { readFile } from 'node:fs/promises'
import { buffer } from 'node:stream/consumers'
import { gunzipSync } from 'node:zlib'
import { Command } from 'commander'
import { readSelectorsFile } from '../config/selectors.ts'
import { loadRegistry } from '../crawlers/registry.ts'
import { BadInput } from '../schema/errors.ts'
import type { Page } from '../schema/page.ts'
import { describePage } from '../workers/describe-page.ts'
import { loadLanguageDetector } from '../workers/normalize/language.ts'

interface ExtractCommandOptions {
  url?: string
  fetchedAt?: string
  adapter?: string
  selectors?: string
}

const MAX_BYTES = 200_000_000

export function command(): Command {
  return new Command('extract')
    .argument('<file>', "a saved page; '-' reads stdin, .gz is unpacked")
    .description('the same JSON as preview, from a saved page')
    .option('--url <url>', "the page's address (default: its canonical link)")
    .option('--fetched-at <iso>', 'when it was saved; without it relative dates stay unknown')
    .option('--adapter <name>', "only this adapter (see 'earshot adapters')")
    .option('--selectors <file>', 'CSS selectors to read it with, in YAML (docs/adapters.md)')
    .action(async (file: string, options: ExtractCommandOptions) => {
      const page = pageOf(await readBody(file), options)
      const description = describePage(page, {
        registry: await loadRegistry(),
        languages: await loadLanguageDetector(),
        ...(options.adapter !== undefined && { adapter: options.adapter }),
        ...(options.selectors !== undefined && {
          selectors: await readSelectorsFile(options.selectors),
        }),
      })
      console.log(JSON.stringify(description, null, 2))
    })
}

function pageOf(body: Buffer, options: ExtractCommandOptions): Page {
  const { url = '', fetchedAt } = options
  if (url !== '' && !/^https?:$/.test(URL.parse(url)?.protocol ?? '')) {
    throw new BadInput('bad_url', `--url '${url}': must begin with http:// or https://`)
  }
  if (fetchedAt !== undefined && Number.isNaN(Date.parse(fetchedAt))) {
    throw new BadInput('bad_time', `--fetched-at '${fetchedAt}': must be like 2026-03-04T10:15:00Z`)
  }
  return {
    url,
    finalUrl: url,
    status: null,
    headers: {},
    body,
    fetchedAt: fetchedAt === undefined ? null : new Date(fetchedAt).toISOString(),
    responses: [],
  }
}

async function readBody(file: string): Promise<Buffer> {
  try {
    const bytes = file === '-' ? await buffer(process.stdin) : await readFile(file)
    const isPacked = bytes[0] === 0x1f && bytes[1] === 0x8b
    return isPacked ? gunzipSync(bytes, { maxOutputLength: MAX_BYTES }) : bytes
  } catch (cause) {
    throw new BadInput('unreadable_file', `${file} cannot be read: ${(cause as Error).message}`, {
      cause,
    })
  }
}

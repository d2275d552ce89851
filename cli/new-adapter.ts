#!/usr/bin/env node
import { existsSync } from 'node:fs'
import { mkdir, readFile, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { Command } from 'commander'
import { readSettings } from '../config/settings.ts'
import { type Document, openDocument } from '../crawlers/document.ts'
import { extract } from '../crawlers/extract.ts'
import { fetchPage } from '../crawlers/fetch/http.ts'
import { firstBelow } from '../crawlers/find-elements.ts'
import { loadRegistry } from '../crawlers/registry.ts'
import { hostOf } from '../crawlers/web-address.ts'
import { BadInput, StopSource } from '../schema/errors.ts'
import type { Page } from '../schema/page.ts'
import { extractionSummary } from '../workers/describe/extraction-summary.ts'
import { politeFetch } from '../workers/polite-fetch.ts'
import { adapterSkeleton } from './adapter-skeleton.ts'
import { endWith } from './end-with.ts'
import { openOwnWayOut } from './own-way-out.ts'
import { adviceOn } from './problem-advice.ts'
import { untilStopped } from './stop-signals.ts'

interface NewAdapterOptions {
  name?: string
  case?: string
  file?: string
}

const KEBAB = /^[a-z][a-z0-9]*(?:-[a-z0-9]+)*$/
const MAX_NAME_CHARACTERS = 30

const ADAPTERS = join('crawlers', 'adapters')
const FIXTURES = join('test', 'fixtures')

/** `npm run new-adapter`: a developer's tool, no command of `earshot`. It runs in the project's root. */
function command(): Command {
  return new Command('new-adapter')
    .argument(
      '[url]',
      'a page of the kind that the adapter is for; with --file, where it was saved from',
    )
    .description(
      'begins an adapter: its source, and a fixture folder with the page and what is read now',
    )
    .option('--name <name>', "the adapter's, in kebab-case (default: the page's host)")
    .option(
      '--case <name>',
      "the fixture's, in kebab-case; adds a page to an adapter that is there",
    )
    .option('--file <page>', 'a saved page, instead of fetching it')
    .exitOverride()
    .action(run)
}

async function run(url: string | undefined, options: NewAdapterOptions): Promise<void> {
  if (!existsSync(ADAPTERS)) {
    throw new BadInput('not_here', `There is no ${ADAPTERS} here: run it in the project's root.`)
  }
  for (const option of ['name', 'case'] as const) requireName(option, options[option])
  if (url !== undefined && !/^https?:$/.test(URL.parse(url)?.protocol ?? '')) {
    throw new BadInput('bad_url', `'${url}' is no address: it must begin with http:// or https://`)
  }
  const page = options.file === undefined ? await fetched(url) : await saved(options.file, url)
  const host = hostOf(page.url) ?? ''
  const place = placeOf(page.url, options)
  requireFree(place, options.case !== undefined)
  const written = [...(await writeAdapter(place, page, host)), ...(await writeFixture(place, page))]
  console.log(`Written:\n${written.map((file) => `  ${file}`).join('\n')}\n\n${nextSteps(place)}`)
}

/** Where everything of a new adapter stands. */
interface Place {
  name: string
  adapterFile: string
  caseFolder: string
}

function placeOf(url: string, options: NewAdapterOptions): Place {
  const name = options.name ?? kebab(hostOf(url) ?? '')
  if (name === '')
    throw new BadInput('bad_name', `No name can be made of ${url}: give one, --name.`)
  const fixture = options.case ?? (kebab(new URL(url).pathname.split('/').at(-1) ?? '') || 'page')
  return {
    name,
    adapterFile: join(ADAPTERS, `${name}.ts`),
    caseFolder: join(FIXTURES, name, fixture),
  }
}

function kebab(text: string): string {
  const words =
    text
      .toLowerCase()
      .replace(/\.html?$/, '')
      .match(/[a-z0-9]+/g) ?? []
  const name = words.join('-').slice(0, MAX_NAME_CHARACTERS).replace(/-$/, '')
  return KEBAB.test(name) ? name : ''
}

function requireName(option: string, name: string | undefined): void {
  if (name === undefined || (KEBAB.test(name) && name.length <= MAX_NAME_CHARACTERS)) return
  throw new BadInput(
    'bad_name',
    `--${option} '${name}': must be kebab-case, begin with a letter and have at most ${MAX_NAME_CHARACTERS} characters, as my-forum`,
  )
}

/** Nothing that is there is ever written over. */
function requireFree({ name, adapterFile, caseFolder }: Place, mayAddCase: boolean): void {
  if (existsSync(caseFolder)) {
    throw new BadInput('case_taken', `${caseFolder} is there already: choose another --case.`)
  }
  if (existsSync(adapterFile) && !mayAddCase) {
    throw new BadInput(
      'name_taken',
      `${adapterFile} is there already: choose another --name, or add this page to its fixtures with --name ${name} --case CASE.`,
    )
  }
}

/** @throws BadInput when the guard refuses the address; StopSource saying why there is no page */
async function fetched(url: string | undefined): Promise<Page> {
  if (url === undefined)
    throw new BadInput('no_page', 'Give the address of a page, or --file PAGE.')
  const settings = await readSettings()
  const wayOut = openOwnWayOut(settings)
  const stopping = new AbortController()
  void untilStopped().then(() => stopping.abort())
  try {
    const outcome = await fetchPage(url, politeFetch(wayOut, stopping.signal))
    if (outcome.kind === 'page') return { ...outcome.page, url: outcome.page.finalUrl }
    if (outcome.kind === 'unchanged') throw new StopSource('unchanged', `${url} sent no page.`)
    const { code, message } = outcome.problem
    const words = [message, adviceOn(code)].filter((part) => part !== null).join('\n')
    throw code === 'refused_host' ? new BadInput(code, words) : new StopSource(code, words)
  } finally {
    await wayOut.close()
  }
}

/** A saved page, at the address given or at its canonical one. */
async function saved(file: string, url: string | undefined): Promise<Page> {
  const body = await readFile(file).catch((cause: Error) => {
    throw new BadInput('unreadable_file', `${file} cannot be read: ${cause.message}`, { cause })
  })
  const given = url ?? ''
  const page: Page = {
    url: given,
    finalUrl: given,
    status: 200,
    headers: { 'content-type': contentTypeOf(file) },
    body,
    fetchedAt: new Date().toISOString(),
    responses: [],
  }
  const address = url ?? openDocument(page).canonicalUrl
  if (address === null) {
    throw new BadInput('no_url', `${file} does not say where it is from: give its address too.`)
  }
  return { ...page, url: address, finalUrl: address }
}

function contentTypeOf(file: string): string {
  if (/\.json$/i.test(file)) return 'application/json'
  return /\.(?:xml|rss|atom)$/i.test(file) ? 'application/xml' : 'text/html'
}

async function writeAdapter({ name, adapterFile }: Place, page: Page, host: string) {
  if (existsSync(adapterFile)) return []
  const source = adapterSkeleton({ name, host, generator: generatorOf(openDocument(page)) })
  await writeFile(adapterFile, source, { flag: 'wx' })
  return [adapterFile]
}

function generatorOf({ root }: Document): string | null {
  const meta = firstBelow(
    root,
    ({ name, attribs }) => name === 'meta' && attribs['name']?.toLowerCase() === 'generator',
  )
  return meta?.attribs['content'] ?? null
}

/** The page, its address and time, and what the adapters that are there see of it. */
async function writeFixture({ caseFolder }: Place, page: Page): Promise<string[]> {
  const { url, fetchedAt, body } = page
  const type = page.headers['content-type'] ?? 'text/html'
  const headers = { 'content-type': type }
  const seen = extract({ ...page, status: 200, headers }, { registry: await loadRegistry() })
  await mkdir(caseFolder, { recursive: true })
  const files: [string, string | Buffer][] = [
    [`page.${endingOf(type)}`, body],
    ['meta.json', json({ url, headers, fetchedAt })],
    ['expected.json', json(extractionSummary(seen))],
  ]
  for (const [file, content] of files) {
    await writeFile(join(caseFolder, file), content, { flag: 'wx' })
  }
  return files.map(([file]) => join(caseFolder, file))
}

function endingOf(contentType: string): string {
  if (/\bxhtml|html\b/i.test(contentType)) return 'html'
  if (/json/i.test(contentType)) return 'json'
  return /xml/i.test(contentType) ? 'xml' : 'html'
}

function json(value: unknown): string {
  return `${JSON.stringify(value, null, 2)}\n`
}

function nextSteps({ name, adapterFile, caseFolder }: Place): string {
  return `Next:
  1. The page is somebody else's: before you commit it, cut it down to its markup and make up all names and
     words in it. It may hold personal data and is under copyright.
  2. ${caseFolder}/expected.json is what is read now, by the adapters that are there. Correct it
     by hand to what the page really says; where it is right already, no adapter is needed.
  3. In ${adapterFile} exchange the mark and the class names for those of the page, and add
     what is missing; ${name} must stand among the adapters of expected.json.
  4. npx vitest run test/adapters.test.ts -t 'adapter ${name}' says what differs. It wants four pages: add others with
     npm run new-adapter -- URL --name ${name} --case CASE
  docs/adapters.md tells how a page is read.`
}

command().parseAsync(process.argv).catch(endWith)

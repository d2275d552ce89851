import { createHash } from 'node:crypto'
import { promisify } from 'node:util'
import { gunzip, gzip } from 'node:zlib'
import type { Queryable } from '../schema/database.ts'
import type { Page } from '../schema/page.ts'
import type { ArchivedPage } from '../schema/queries/archive-page.ts'
import { readArchivedPage } from '../schema/queries/read-archived-page.ts'

/** Half the work of the default for a tenth more bytes. */
const ZIP_LEVEL = 3

const zip = (body: Buffer | string) => promisify(gzip)(body, { level: ZIP_LEVEL })
const unzip = promisify(gunzip)

/** A page as the archive takes it. */
export async function toArchive(
  page: Page,
  on: { sourceId: number; runId: number; hash: string },
): Promise<ArchivedPage> {
  return {
    source_id: on.sourceId,
    run_id: on.runId,
    url: page.url,
    final_url: page.finalUrl,
    status: page.status,
    headers: page.headers,
    body: await zip(page.body),
    body_bytes: page.body.length,
    body_hash: on.hash,
    fetched_at: page.fetchedAt ?? new Date().toISOString(),
    responses: page.responses.length === 0 ? null : await zip(responsesToJson(page)),
  }
}

/** A page that was archived; null when it was removed since. */
export async function fromArchive(
  db: Queryable,
  { page_id, fetched_at }: { page_id: number; fetched_at: Date },
): Promise<Page | null> {
  const row = await readArchivedPage(db, page_id, fetched_at)
  if (!row) return null
  return {
    url: row.url,
    finalUrl: row.final_url,
    status: row.status,
    headers: row.headers,
    body: await unzip(row.body),
    fetchedAt: row.fetched_at.toISOString(),
    responses: row.responses === null ? [] : responsesFromJson(await unzip(row.responses)),
  }
}

/** The same for two pages whose document, and what it fetched, are the same: SHA-256 in hex. */
export function pageHash(page: Page): string {
  const hash = createHash('sha256').update(page.body)
  // In one order, whenever they came, and without what keeps caches away.
  const responses = page.responses.map(({ url, body }) => ({
    path: url.replace(/\?.*$/s, ''),
    body,
  }))
  responses.sort((a, b) => compareText(a.path, b.path) || a.body.compare(b.body))
  for (const { path, body } of responses) hash.update(path).update(body)
  return hash.digest('hex')
}

function compareText(a: string, b: string): number {
  if (a === b) return 0
  return a < b ? -1 : 1
}

function responsesToJson({ responses }: Page): string {
  return JSON.stringify(responses.map((one) => ({ ...one, body: one.body.toString('base64') })))
}

function responsesFromJson(json: Buffer): Page['responses'] {
  const responses = JSON.parse(json.toString('utf8')) as (Omit<
    Page['responses'][number],
    'body'
  > & {
    body: string
  })[]
  return responses.map((one) => ({ ...one, body: Buffer.from(one.body, 'base64') }))
}

import { Argument, Command } from 'commander'
import { tryingAgain } from '../schema/database.ts'
import { mentionType } from '../schema/mention.ts'
import { replayRawItems } from '../schema/queries/replay-raw-items.ts'
import {
  type ImportKindName,
  type ImportReport,
  importFile,
  importKinds,
} from '../workers/import/import-file.ts'
import { processNow } from '../workers/process-now.ts'
import { type DatabaseContext, withDatabase } from './context.ts'
import { openProgress, type Progress } from './progress.ts'
import { sayUnread } from './say-unread.ts'

const SOME_BAD = 3
const SHOWN_FAULTS = 20

interface Options {
  map?: string
  source?: string
  type?: string
  json?: boolean
}

export function command(): Command {
  return new Command('import')
    .description(
      'bring products, customers, orders, mentions or metrics from a CSV or NDJSON file into the database',
    )
    .addArgument(new Argument('<what>', 'what the file holds').choices(importKinds))
    .argument('<file>', 'CSV (comma, semicolon or tab) or NDJSON, in UTF-8')
    .option(
      '--map <file>',
      "YAML of 'our column: column of the file' or 'our column: { value: … }', for files of other systems",
    )
    .option('--source <name>', 'mentions: the source of all of them')
    .option('--type <type>', `mentions: what all of them are (${mentionType.options.join(', ')})`)
    .option('--json', 'the counts as JSON')
    .addHelpText('after', HELP)
    .action((what: ImportKindName, path: string, options: Options) =>
      withDatabase({}, async (context) => {
        const { pool } = context
        const progress = openProgress()
        const faults = faultPrinter(progress)
        const report = await importFile(pool, what, path, {
          map: options.map,
          constants: {
            ...(options.source !== undefined && { source: options.source }),
            ...(options.type !== undefined && { type: options.type }),
          },
          onProgress: ({ read, written }) =>
            progress.show(`${path}: ${read} read, ${written} written`),
          onFault: faults.add,
          onWarning: (message) => printBeside(progress, `warning: ${message}`),
        })
        progress.end()
        faults.end(report)
        console.log(options.json ? JSON.stringify(countsOf(report)) : sentenceOf(what, report))
        if (report.bad > 0) process.exitCode = SOME_BAD
        if (what === 'mentions') await processMentions(context, progress)
        else if (what !== 'metrics' && report.new + report.changed > 0) {
          await attachAgain(context, progress)
        }
      }),
    )
}

const HELP = `
Columns (* must be there; | separates several values; a column that the file lacks stays as it is,
an empty cell empties it):
  products   product_id* name* brand gtin mpn sku category variant_of market aliases urls is_competitor
  customers  customer_id* crm_id name email handles (site:handle) street city postcode country
             birth_date segment lifetime_value currency
  orders     order_id* customer_id* product_id* ordered_at* quantity amount currency returned_at
  mentions   source* type* text* item_id url product_id sku gtin product_name author_name author_handle
             author_email order_id title published_at rating_value rating_best rating_worst language
             setting (online or offline) recommends channel (of a source that does not exist yet)
  metrics    date* metric* value* product_id customer_id market currency
Numbers like 1234.56, days like 2026-03-04, moments like 2026-03-04T10:15:00+01:00 (without a zone: in the
company's). Where text is empty, title or rating_value must be given. Bad lines go to FILE.rejects with reasons, and can be imported from there once mended; exit 3.`

/** Those of this file, and whatever else is due. */
async function processMentions(context: DatabaseContext, progress: Progress): Promise<void> {
  const { quarantined, failed } = await processNow({
    ...context,
    onProgress: (done) => progress.show(`reading mentions: ${done}`),
  })
  progress.end()
  if (quarantined > 0) console.error(`${quarantined} could not be read and were kept aside.`)
  sayUnread(failed)
}

/** What was collected before is attached to what is known now. */
async function attachAgain(context: DatabaseContext, progress: Progress): Promise<void> {
  const due = await tryingAgain(() => replayRawItems(context.pool, {}))
  if (due === 0) return
  const { failed } = await processNow({
    ...context,
    onProgress: (done) => progress.show(`attaching what was collected: ${done} of ${due}`),
  })
  progress.end()
  sayUnread(failed)
}

function countsOf({ read, new: fresh, changed, unchanged, duplicates, bad }: ImportReport) {
  return { read, new: fresh, changed, unchanged, duplicates, bad }
}

function sentenceOf(what: string, report: ImportReport): string {
  const counts = Object.entries(countsOf(report))
    .filter(([name, count]) => name !== 'duplicates' || count > 0)
    .map(([name, count]) => `${count} ${name}`)
  const rejects = report.rejectsFile === null ? '' : `   (bad lines: ${report.rejectsFile})`
  return `${what}: ${counts.join(', ')}${rejects}`
}

/** Prints the first faults; the rejects file has all of them. */
function faultPrinter(progress: Progress) {
  let count = 0
  return {
    add(message: string): void {
      count++
      if (count <= SHOWN_FAULTS) printBeside(progress, message)
    },
    end({ rejectsFile }: ImportReport): void {
      if (count > SHOWN_FAULTS) console.error(`… ${count - SHOWN_FAULTS} more: see ${rejectsFile}`)
    },
  }
}

/** On a terminal the progress line is left standing first. */
function printBeside(progress: Progress, message: string): void {
  progress.end()
  console.error(message)
}

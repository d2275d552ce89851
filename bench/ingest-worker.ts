import { once } from 'node:events'
import { performance } from 'node:perf_hooks'
import { openPool } from '../schema/database.ts'
import { loadAnalyzer } from '../workers/analyze/analyze.ts'
import { contextOf, processDue } from './process-due.ts'

/** A process of its own that processes what is due once it is told to, and answers how busy its event loop was. */
const [databaseUrl = '', rows = ''] = process.argv.slice(2)
const pool = openPool(databaseUrl, { max: 4 })
const context = await contextOf(pool, await loadAnalyzer())
process.send?.('ready')
await once(process, 'message')
const before = performance.eventLoopUtilization()
await processDue(context, { batches: 2, rows: Number(rows) })
process.send?.(performance.eventLoopUtilization(before).utilization)
await pool.end()
process.disconnect()

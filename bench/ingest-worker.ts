import { performance } from 'node:perf_hooks'
import { openPool } from '../schema/database.ts'
import { loadAnalyzer } from '../workers/analyze/analyze.ts'
import { contextOf, processDue } from './process-due.ts'

/** A process of its own that processes what is due whenever it is told to, and answers how busy its event loop was. */
const [databaseUrl = '', rows = ''] = process.argv.slice(2)
const pool = openPool(databaseUrl, { max: 4 })
const context = await contextOf(pool, await loadAnalyzer())

process.on('message', async () => {
  const before = performance.eventLoopUtilization()
  await processDue(context, { batches: 2, rows: Number(rows) })
  process.send?.(performance.eventLoopUtilization(before).utilization)
})
process.on('disconnect', () => void pool.end())
process.send?.('ready')

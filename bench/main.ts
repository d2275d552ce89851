/** `npm run bench -- NAME`: each prints ratios against a reference that is measured in the same run. */
const BENCHES: Record<string, () => Promise<unknown>> = {
  alerts: () => import('./alerts.ts'),
  crawl: () => import('./crawl.ts'),
  extract: () => import('./extract.ts'),
  ingest: () => import('./ingest.ts'),
}

const [name = ''] = process.argv.splice(2, 1)
const bench = BENCHES[name]
if (bench) await bench()
else {
  console.error(`npm run bench -- ${Object.keys(BENCHES).join('|')}`)
  process.exitCode = 2
}

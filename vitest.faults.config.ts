import { defineConfig } from 'vitest/config'

/** Long runs that break things on purpose; not part of `npm test`. */
export default defineConfig({
  test: { include: ['test/faults/**/*.fault.ts'], reporters: ['default'], fileParallelism: false },
})

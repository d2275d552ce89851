import { type Check, ok, problem } from './run-checks.ts'

const OLDEST: readonly [number, number] = [20, 20]

/** Whether this Node is new enough (`engines` of package.json). */
export function nodeCheck(version = process.versions.node): Check {
  return {
    name: 'node',
    async look() {
      const [major = 0, minor = 0] = version.split('.').map(Number)
      const isNewEnough = major > OLDEST[0] || (major === OLDEST[0] && minor >= OLDEST[1])
      if (isNewEnough) return [ok(`Node ${version}`)]
      return [problem(`Node ${version} is too old.`, `Install Node ${OLDEST.join('.')} or newer.`)]
    },
  }
}

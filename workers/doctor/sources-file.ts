import { existsSync } from 'node:fs'
import { isDeepStrictEqual } from 'node:util'
import { resolveCredential } from '../../config/settings.ts'
import { readSourcesFile, type SourcesFile } from '../../config/sources.ts'
import type { Queryable } from '../../schema/database.ts'
import { readSourceConfigs } from '../../schema/queries/read-source-configs.ts'
import { type Check, type Finding, ok, problem, warning } from './run-checks.ts'

/**
 * Whether sources.yaml can be used, names no variable that is not set, and is what was applied.
 * @param db null where it does not answer, or is not migrated
 */
export function sourcesFileCheck(path: string, db: Queryable | null): Check {
  return {
    name: 'sources file',
    async look() {
      if (!existsSync(path)) return [ok(`There is no ${path}; sources can be added without one.`)]
      let file: SourcesFile
      try {
        file = await readSourcesFile(path)
      } catch (error) {
        return [problem((error as Error).message, 'Mend these lines: nothing of it is applied.')]
      }
      const changed = db ? await notApplied(file, db) : []
      return [
        ok(`${path} names ${file.sources.length} sources and can be used.`),
        ...missingVariables(file),
        ...(changed.length > 0 ? [unapplied(path, changed)] : []),
      ]
    },
  }
}

function missingVariables({ sources }: SourcesFile): Omit<Finding, 'check'>[] {
  return sources.flatMap(({ name, credentials }) =>
    Object.values(credentials.headers).flatMap((template) => {
      try {
        resolveCredential(template)
        return []
      } catch (error) {
        return [
          problem(
            `${name}: ${(error as Error).message}`,
            'Set it in the environment (or .env) of every process that crawls.',
          ),
        ]
      }
    }),
  )
}

/** Sources of the file that the database knows otherwise, or not at all. */
async function notApplied({ sources }: SourcesFile, db: Queryable): Promise<string[]> {
  const known = new Map((await readSourceConfigs(db)).map((row) => [row.name, row]))
  return sources
    .filter((source) => {
      const row = known.get(source.name)
      return row?.state === undefined || row.state === 'removed' || !isSame(row.config, source)
    })
    .map(({ name }) => name)
}

function isSame(kept: unknown, config: unknown): boolean {
  return isDeepStrictEqual(kept, JSON.parse(JSON.stringify(config)))
}

function unapplied(path: string, names: string[]): Omit<Finding, 'check'> {
  return warning(
    `${path} says something else than what was applied: ${names.join(', ')}`,
    `Apply it: npx earshot sources apply ${path} (npm start does so too).`,
  )
}

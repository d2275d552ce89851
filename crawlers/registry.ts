import { readdir } from 'node:fs/promises'
import type { Adapter } from './adapter.ts'

const FOLDER = new URL('./adapters/', import.meta.url)

/**
 * All adapters, by name: every file of `crawlers/adapters/` exports one. Nothing else lists them.
 * @throws Error naming the file that exports none, or one of another name
 */
export async function loadRegistry(): Promise<Adapter[]> {
  const files = (await readdir(FOLDER)).filter((file) => /^[a-z0-9-]+\.(?:ts|js)$/.test(file))
  return Promise.all(files.sort().map(loadAdapter))
}

async function loadAdapter(file: string): Promise<Adapter> {
  const { adapter } = (await import(new URL(file, FOLDER).href)) as { adapter?: Adapter }
  const name = file.replace(/\.[tj]s$/, '')
  if (adapter?.name !== name) {
    throw new Error(`crawlers/adapters/${file} must export an 'adapter' whose name is '${name}'`)
  }
  return adapter
}

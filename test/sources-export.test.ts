import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import fc from 'fast-check'
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest'
import { parse, stringify } from 'yaml'
import { parseSourcesFile, sourceConfig } from '../config/sources.ts'
import { projectRoot } from '../schema/project-root.ts'
import { setSourceState } from '../schema/queries/set-source-state.ts'
import { addSource } from '../workers/add-source.ts'
import { applySources } from '../workers/apply-sources.ts'
import { exportSources } from '../workers/export-sources.ts'
import { withoutDefaults } from '../workers/without-defaults.ts'
import { createTestDatabase, type TestDatabase } from './database.ts'

let database: TestDatabase
beforeAll(async () => {
  database = await createTestDatabase()
})
afterAll(() => database.drop())
beforeEach(() => database.pool.query('DELETE FROM earshot.source'))

const byName = <T extends { name: string }>(sources: T[]) =>
  [...sources].sort((one, other) => one.name.localeCompare(other.name))

test('what is exported is, applied again, what was applied before', async () => {
  const path = join(projectRoot, 'config', 'sources.example.yaml')
  const file = parseSourcesFile(await readFile(path, 'utf8'), path)
  await applySources(database.pool, file)
  const { yaml } = await exportSources(database.pool)
  const again = parseSourcesFile(yaml, 'export')
  expect({ ...again, sources: byName(again.sources) }).toEqual({
    ...file,
    sources: byName(file.sources),
  })
  expect(await applySources(database.pool, again)).toMatchObject({
    added: [],
    changed: [],
    removed: [],
  })
})

test('a file that names no sources comes of an empty database', async () => {
  const { yaml } = await exportSources(database.pool)
  expect(parse(yaml)).toMatchObject({ sources: [] })
  expect(parseSourcesFile(yaml, 'export').sources).toEqual([])
})

test('what has its default is left out, so that a person sees what was decided', () => {
  const config = sourceConfig.parse({
    name: 'shop',
    channel: 'own_site',
    url: 'https://shop.example/',
    policy: { terms: 'permitted' },
  })
  expect(withoutDefaults(config)).toEqual({
    name: 'shop',
    channel: 'own_site',
    url: 'https://shop.example/',
    policy: { terms: 'permitted' },
  })
})

test('removed sources and imports are left out; a paused one is named beside the file', async () => {
  const sources = ['kept', 'paused', 'gone'].map((name) =>
    sourceConfig.parse({ name, channel: 'blog', url: `https://${name}.example/` }),
  )
  const file = parseSourcesFile('sources: []', 'f')
  await applySources(database.pool, { ...file, sources })
  await applySources(database.pool, { ...file, sources: sources.slice(0, 2) })
  await setSourceState(database.pool, 'paused', 'paused')
  await database.pool.query(
    `INSERT INTO earshot.source (name, channel, config, origin) VALUES ('survey', 'community', '{}', 'import')`,
  )
  const { yaml, notes } = await exportSources(database.pool)
  expect(parseSourcesFile(yaml, 'export').sources.map(({ name }) => name)).toEqual([
    'kept',
    'paused',
  ])
  expect(notes).toEqual([
    'paused, which a file does not say: paused',
    'left out, since they are imported and not crawled: survey',
  ])
})

function sourcesNamed(...names: string[]) {
  const sources = names.map((name) =>
    sourceConfig.parse({ name, channel: 'blog', url: `https://${name}.example/` }),
  )
  return { ...parseSourcesFile('sources: []', 'f'), sources }
}

test('a source that the file names is the file’s from then on, whoever made it', async () => {
  await database.pool.query(
    `INSERT INTO earshot.source (name, channel, config, origin) VALUES ('survey', 'community', '{}', 'import')`,
  )
  const [added] = sourcesNamed('added').sources
  if (added) await addSource(database.pool, added, { mayRename: false })
  await applySources(database.pool, sourcesNamed('survey', 'added'))
  const { yaml } = await exportSources(database.pool)
  expect(parseSourcesFile(yaml, 'export').sources.map(({ name }) => name)).toEqual([
    'added',
    'survey',
  ])
  expect(await applySources(database.pool, sourcesNamed())).toMatchObject({
    removed: expect.arrayContaining(['survey', 'added']),
  })
})

test('a source becomes the file’s without being read sooner', async () => {
  const [added] = sourcesNamed('added').sources
  if (added) await addSource(database.pool, added, { mayRename: false })
  await database.pool.query(`UPDATE earshot.source SET next_run_at = '2100-01-01Z'`)
  expect(await applySources(database.pool, sourcesNamed('added'))).toMatchObject({
    unchanged: ['added'],
  })
  const { rows } = await database.pool.query('SELECT origin, next_run_at FROM earshot.source')
  expect(rows).toEqual([{ origin: 'file', next_run_at: new Date('2100-01-01Z') }])
})

test('a source that a person added and no file names is left alone, and named', async () => {
  const [added] = sourcesNamed('added').sources
  if (added) await addSource(database.pool, added, { mayRename: false })
  expect(await applySources(database.pool, sourcesNamed('other'))).toMatchObject({
    added: ['other'],
    removed: [],
    leftAlone: ['added'],
  })
})

test('every source survives being written without its defaults', () => {
  const text = fc.string({ unit: 'grapheme' })
  const source = fc.record({
    name: fc.stringMatching(/^[a-z0-9]{1,8}(-[a-z0-9]{1,8})?$/),
    channel: fc.constantFrom('own_site', 'marketplace', 'blog', 'community'),
    url: fc.webUrl(),
    adapter: text,
    browser: fc.constantFrom('auto', 'never', 'always'),
    schedule: fc.constantFrom('every 24h', 'every 6h', '0 */6 * * *'),
    scope: fc.record({
      include: fc.array(text.map((one) => `/${one}`)),
      max_pages: fc.integer({ min: 1 }),
    }),
    policy: fc.record({
      terms: fc.constantFrom('permitted', 'unclear', 'forbidden'),
      note: text,
      retention_days: fc.option(fc.integer({ min: 1 })),
    }),
    market: fc.option(text),
  })
  fc.assert(
    fc.property(source, (given) => {
      const config = sourceConfig.parse(given)
      const yaml = stringify({ sources: [withoutDefaults(config)] })
      expect(parseSourcesFile(yaml, 'f').sources).toEqual([config])
    }),
    { numRuns: 40 },
  )
})

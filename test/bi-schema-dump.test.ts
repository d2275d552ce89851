import { expect, test } from 'vitest'
import { applyViews } from '../schema/apply-views.ts'
import { inTransaction } from '../schema/database.ts'
import { dumpSchema } from '../schema/dump-schema.ts'
import { createTestDatabase } from './database.ts'

test('schema/current.sql is the schema of a migrated database', async () => {
  const db = await createTestDatabase()
  await inTransaction(db.pool, applyViews)
  const dump = await dumpSchema(db.pool)
  await db.pool.query(`SELECT earshot.ensure_page_partitions('2031-05-05')`)
  expect(await dumpSchema(db.pool)).toBe(dump)
  await db.drop()
  await expect(dump).toMatchFileSnapshot('../schema/current.sql')
})

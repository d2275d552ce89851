import { expect, test } from 'vitest'
import { openPool } from '../schema/database.ts'
import { migrate } from '../schema/migrate.ts'
import { createTestDatabase } from './database.ts'

test('a user who may not create schemas is told which statement gives the right', async () => {
  const database = await createTestDatabase({ empty: true })
  const role = `plain_${process.pid}`
  await database.pool.query(`CREATE ROLE ${role} LOGIN PASSWORD 'plain'`)
  const url = new URL(database.url)
  url.username = role
  url.password = 'plain'
  const plain = openPool(url.href, { max: 1 })
  try {
    const name = url.pathname.slice(1)
    await expect(migrate(plain)).rejects.toThrow(
      `permission denied for database ${name}. As the database's owner run \`GRANT CREATE ON DATABASE ${name} TO ${role};\``,
    )
  } finally {
    await plain.end()
    await database.pool.query(`DROP ROLE ${role}`)
    await database.drop()
  }
})

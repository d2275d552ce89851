import { Command } from 'commander'
import { BadInput } from '../schema/errors.ts'
import {
  API_SCOPES,
  type ApiKeyListRow,
  addApiKey,
  listApiKeys,
  revokeApiKey,
} from '../schema/queries/api-keys.ts'
import { hashApiKey, makeApiKey } from '../workers/api-key.ts'
import { withDatabase } from './context.ts'
import { printTable } from './table.ts'

export function command(): Command {
  const keys = new Command('keys').description('API keys, for programs that push mentions')
  keys
    .command('create')
    .argument('<name>', 'what will use it, such as crm-export')
    .description('make a key and print it: it is shown only now')
    .option('--scopes <scopes>', 'what it may do, comma separated', 'mentions:write')
    .action((name: string, options: { scopes: string }) => create(name, options.scopes))
  keys
    .command('list')
    .description('the keys, and when they were last used')
    .option('--json', 'as JSON')
    .action((options: { json?: boolean }) =>
      withDatabase({}, async ({ pool }) => {
        const rows = await listApiKeys(pool)
        if (options.json) console.log(JSON.stringify(rows, null, 2))
        else if (rows.length === 0) console.log(NO_KEYS)
        else printTable(rows.map(shownRow))
      }),
    )
  keys
    .command('revoke')
    .argument('<name>', 'the name of a key')
    .description('make a key useless from now on')
    .action((name: string) =>
      withDatabase({}, async ({ pool }) => {
        if (!(await revokeApiKey(pool, name))) throw await unknownKey(pool, name)
        console.log(`${name} is revoked.`)
      }),
    )
  return keys
}

const NO_KEYS = `There are no keys yet. Make one with: npx earshot keys create NAME`

/** The key alone goes to stdout, so that it can be piped where it is kept. */
async function create(name: string, scopeList: string): Promise<void> {
  const scopes = scopesOf(scopeList)
  if (!/^[\w.-]{1,100}$/.test(name)) {
    throw new BadInput(
      'bad_key_name',
      `'${name}' is no name: use letters, digits, '.', '-' and '_'.`,
    )
  }
  await withDatabase({}, async ({ pool }) => {
    const key = makeApiKey()
    if (!(await addApiKey(pool, { name, keyHash: hashApiKey(key), scopes }))) {
      throw new BadInput(
        'key_exists',
        `There is a key '${name}' already: choose another name, or revoke it first with 'npx earshot keys revoke ${name}'.`,
      )
    }
    console.log(key)
    console.error(`The key of ${name} (${scopes.join(', ')}). It is shown only now: keep it safe.`)
  })
}

function scopesOf(list: string): string[] {
  const scopes = [...new Set(list.split(',').map((scope) => scope.trim()))]
  const unknown = scopes.find((scope) => !API_SCOPES.some((known) => known === scope))
  if (unknown === undefined) return scopes
  throw new BadInput(
    'unknown_scope',
    `There is no scope '${unknown}'. Scopes: ${API_SCOPES.join(', ')}.`,
  )
}

async function unknownKey(
  pool: Parameters<typeof listApiKeys>[0],
  name: string,
): Promise<BadInput> {
  const names = (await listApiKeys(pool))
    .filter((row) => row.revoked_at === null)
    .map((row) => row.name)
  const known = names.length > 0 ? `Keys: ${names.join(', ')}.` : NO_KEYS
  return new BadInput('unknown_key', `There is no key '${name}' in use. ${known}`)
}

function shownRow(row: ApiKeyListRow): Record<string, string> {
  return {
    name: row.name,
    scopes: row.scopes.join(', '),
    created: shownTime(row.created_at),
    'last used': shownTime(row.last_used_at),
    revoked: shownTime(row.revoked_at),
  }
}

function shownTime(time: Date | null): string {
  return time ? time.toISOString().slice(0, 16).replace('T', ' ') : ''
}

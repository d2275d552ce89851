import { existsSync } from 'node:fs'
import { readFile, stat } from 'node:fs/promises'
import { dirname } from 'node:path'
import { BadInput } from './errors.ts'

/** As whom the server runs: it refuses root. Null: as ourselves. */
export interface Account {
  uid: number
  gid: number
}

/** The owner of an existing cluster, else `postgres` or `nobody`; null when we are no root ourselves. */
export async function chooseAccount(cluster: string): Promise<Account | null> {
  if (process.getuid?.() !== 0) return null
  if (existsSync(cluster)) {
    const { uid, gid } = await stat(cluster)
    if (uid !== 0) return { uid, gid }
  }
  const account = (await accountOf('postgres')) ?? (await accountOf('nobody'))
  if (account) return account
  throw new BadInput(
    'no_server_account',
    "Postgres does not run as root, and there is no user 'postgres' or 'nobody' to run it as: make one, run as an ordinary user, or set DATABASE_URL.",
  )
}

async function accountOf(name: string): Promise<Account | null> {
  const users = await readFile('/etc/passwd', 'utf8').catch(() => '')
  for (const line of users.split('\n')) {
    const [user, , uid, gid] = line.split(':')
    if (user === name) return { uid: Number(uid), gid: Number(gid) }
  }
  return null
}

/** The command line that runs a server program as `account`, ending with us when we are killed. */
export async function commandAs(
  account: Account | null,
  needed: string[],
  program: string,
  args: string[],
): Promise<{ file: string; args: string[]; ids: Partial<Account> }> {
  const hasSetpriv = process.platform === 'linux' && existsSync('/usr/bin/setpriv')
  if (!hasSetpriv) return { file: program, args, ids: account ?? {} }
  const flags = ['--pdeathsig', 'INT']
  if (account) {
    flags.push('--reuid', `${account.uid}`, '--regid', `${account.gid}`, '--clear-groups')
    // In a folder that only root can enter the server may still pass through, and nothing more.
    if (!(await canReach(account, needed))) {
      flags.push('--securebits', '+no_setuid_fixup')
      flags.push('--inh-caps', '+dac_read_search', '--ambient-caps', '+dac_read_search')
    }
  }
  return { file: '/usr/bin/setpriv', args: [...flags, program, ...args], ids: {} }
}

async function canReach(account: Account, paths: string[]): Promise<boolean> {
  for (const path of paths) {
    for (let folder = dirname(path); ; folder = dirname(folder)) {
      const { mode, uid, gid } = await stat(folder)
      const bit = uid === account.uid ? 0o100 : gid === account.gid ? 0o010 : 0o001
      if (!(mode & bit)) return false
      if (folder === dirname(folder)) break
    }
  }
  return true
}

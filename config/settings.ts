import { existsSync } from 'node:fs'
import { readFile } from 'node:fs/promises'
import { join, resolve } from 'node:path'
import { z } from 'zod'
import { BadInput } from '../schema/errors.ts'
import { projectRoot } from '../schema/project-root.ts'
import { type MailSettings, smtpUrl } from './smtp-url.ts'

/** Where the address of a proxy, a console or a database is expected. */
const address = (protocols: string[]) =>
  z.string().refine((value) => protocols.includes(URL.parse(value)?.protocol ?? ''), {
    error: `must be an address that begins with ${protocols.map((p) => `${p}//`).join(' or ')}`,
  })

const environment = z.object({
  DATABASE_URL: address(['postgres:', 'postgresql:']).optional(),
  REDIS_URL: address(['redis:', 'rediss:']).optional(),
  EARSHOT_DATA: z.string().default('./data'),
  EARSHOT_HOST: z.string().default('127.0.0.1'),
  EARSHOT_PORT: z.coerce
    .number({ error: 'must be a number from 0 to 65535' })
    .int()
    .min(0)
    .max(65535)
    .default(4400),
  EARSHOT_PUBLIC_URL: address(['http:', 'https:']).optional(),
  EARSHOT_SECRET: z
    .string()
    .min(16, 'must have at least 16 characters; make one with: openssl rand -hex 32')
    .optional(),
  EARSHOT_ALLOW_HOSTS: z.string().default(''),
  EARSHOT_USER_AGENT: z.string().optional(),
  EARSHOT_CONTACT: z.string().optional(),
  EARSHOT_CHROMIUM: z.string().optional(),
  HTTPS_PROXY: address(['http:', 'https:']).optional(),
  SMTP_URL: smtpUrl.optional(),
  LOG_LEVEL: z.enum(['fatal', 'error', 'warn', 'info', 'debug', 'trace', 'silent']).default('info'),
})

/** What the environment says, with its defaults. */
export interface Settings {
  databaseUrl: string | null
  /** BullMQ on Redis; null: on Postgres. */
  redisUrl: string | null
  /** Absolute path of the folder of everything that is kept locally. */
  dataFolder: string
  host: string
  port: number
  publicUrl: string
  /** As given; null when one must be made and kept (config/secret.ts). */
  secret: string | null
  /** `host`, `host:port` or CIDR, which the SSRF guard lets through although private. */
  allowHosts: string[]
  userAgent: string
  proxyUrl: string | null
  /** Path of the browser for sites that need one; null: one that is found on the system. */
  chromium: string | null
  /** Null: no e-mail can be sent. */
  mail: MailSettings | null
  logLevel: string
}

/**
 * Reads the environment and `.env` (the environment wins), once at the start of a command.
 * @throws BadInput naming each variable that cannot be used, and what is allowed
 */
export async function readSettings(): Promise<Settings> {
  if (existsSync('.env')) process.loadEnvFile('.env')
  const given = Object.fromEntries(Object.entries(process.env).filter(([, value]) => value !== ''))
  const parsed = environment.safeParse(given)
  if (!parsed.success) {
    const lines = parsed.error.issues.map((issue) => `${issue.path.join('.')}: ${issue.message}`)
    throw new BadInput('bad_environment', `The environment cannot be used:\n${lines.join('\n')}`)
  }
  const values = parsed.data
  const contact = values.EARSHOT_CONTACT ? ` (${values.EARSHOT_CONTACT})` : ''
  return {
    databaseUrl: values.DATABASE_URL ?? null,
    redisUrl: values.REDIS_URL ?? null,
    dataFolder: resolve(values.EARSHOT_DATA),
    host: values.EARSHOT_HOST,
    port: values.EARSHOT_PORT,
    publicUrl: values.EARSHOT_PUBLIC_URL ?? `http://${values.EARSHOT_HOST}:${values.EARSHOT_PORT}`,
    secret: values.EARSHOT_SECRET ?? null,
    allowHosts: values.EARSHOT_ALLOW_HOSTS.split(',')
      .map((entry) => entry.trim())
      .filter((entry) => entry !== ''),
    userAgent: values.EARSHOT_USER_AGENT ?? `Earshot/${await version()}${contact}`,
    proxyUrl: values.HTTPS_PROXY ?? null,
    chromium: values.EARSHOT_CHROMIUM ?? null,
    mail: values.SMTP_URL ?? null,
    logLevel: values.LOG_LEVEL,
  }
}

/** This version of Earshot, from package.json. */
export async function version(): Promise<string> {
  const text = await readFile(join(projectRoot, 'package.json'), 'utf8')
  return (JSON.parse(text) as { version: string }).version
}

/**
 * The value of a credential in sources.yaml, where `${NAME}` stands for an environment variable.
 * @throws BadInput when the variable is not set
 */
export function resolveCredential(template: string): string {
  return template.replace(/\$\{(\w+)\}/g, (_, name: string) => {
    const value = process.env[name]
    if (value) return value
    throw new BadInput('missing_credential', `The environment variable ${name} is not set.`)
  })
}

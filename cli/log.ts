import pino, { type Logger } from 'pino'
import type { Settings } from '../config/settings.ts'

/** What a log says of an error: pg hangs its client, with the password, on some of them. */
function shownError(error: unknown): Record<string, unknown> {
  if (!(error instanceof Error)) return { message: String(error) }
  const { name, message, stack } = error
  return { type: name, code: (error as { code?: unknown }).code, message, stack }
}

/** Logs go to stderr, redacted: data goes to stdout. */
export function openLog(settings: Settings): Logger {
  return pino(
    {
      level: settings.logLevel,
      serializers: { err: shownError },
      redact: {
        paths: [
          '*.password',
          '*.secret',
          '*.authorization',
          '*.connectionString',
          '*.databaseUrl',
          'headers.authorization',
          'headers.cookie',
          '*.headers.authorization',
          '*.headers.cookie',
        ],
        censor: '[redacted]',
      },
    },
    pino.destination(2),
  )
}

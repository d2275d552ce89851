/**
 * Why an address could not be fetched. Codes: `unreachable` (no name, no connection, broken off),
 * `timeout`, `too_large`, `bad_encoding`, `redirect_loop`, `too_many_redirects`, `bad_redirect`,
 * `unsupported_type`, `robots_unreachable`.
 */
export class FetchError extends Error {
  readonly code: string
  /** Another try a little later may help. */
  readonly isTransient: boolean

  constructor(
    code: string,
    message: string,
    options: { isTransient?: boolean; cause?: unknown } = {},
  ) {
    super(message, { cause: options.cause })
    this.name = 'FetchError'
    this.code = code
    this.isTransient = options.isTransient ?? false
  }
}

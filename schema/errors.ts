/**
 * Errors are named by what happens next. Each has a `code`, a `cause` and a message that says what a
 * person can do. Anything else that is thrown is retried, bounded, then quarantined.
 */
export abstract class EarshotError extends Error {
  readonly code: string
  constructor(code: string, message: string, options?: { cause?: unknown }) {
    super(message, options)
    this.code = code
    this.name = new.target.name
  }
}

/** This item only is left out; the rest goes on. */
export class SkipItem extends EarshotError {}

/** The source cannot be read now: its run ends and a source-health problem is opened. */
export class StopSource extends EarshotError {}

/** The embedded database ended under us: the command fails; the next start recovers it. */
export class ServerEnded extends EarshotError {}

/** The call or its input cannot be used: a command ends with exit code 2 and this message. */
export class BadInput extends EarshotError {}

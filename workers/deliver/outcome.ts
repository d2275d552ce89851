/**
 * How a try to deliver a message ended; `failed` when another one cannot help. The error is kept and shown:
 * of a webhook's address it names no more than the host, of an e-mail's nothing.
 */
export type Outcome =
  | { is: 'delivered' }
  | { is: 'failed' | 'retry'; error: { code: string; message: string } }

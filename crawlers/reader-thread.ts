import type { ReadTask } from './read-in-thread.ts'
import { type PageReading, readPage } from './read-page.ts'
import { loadRegistry } from './registry.ts'

const registry = await loadRegistry()

/** What a thread of `readInThread` runs for each page. */
export default function readTask({ page, source }: ReadTask): PageReading {
  // What comes through a message is a plain array of bytes.
  const responses = page.responses.map((one) => ({ ...one, body: asBuffer(one.body) }))
  return readPage({ ...page, body: asBuffer(page.body), responses }, { source, registry })
}

function asBuffer({ buffer, byteOffset, byteLength }: Uint8Array): Buffer {
  return Buffer.from(buffer, byteOffset, byteLength)
}

import { promisify } from 'node:util'
import { brotliDecompress, constants, gunzip, inflate, inflateRaw } from 'node:zlib'
import { FetchError } from './fetch-error.ts'

/** The encodings that `decodeBody` undoes. */
export const ACCEPT_ENCODING = 'gzip, deflate, br'

const MAX_LAYERS = 3

/**
 * Undoes content-encoding (RFC 9110 §8.4). A body that was broken off gives what came of it.
 * @param encoding the header's value, in the order in which the encodings were applied
 * @param maxBytes the decoded body may not be larger: a small body can hold gigabytes
 * @throws FetchError `too_large`, or `bad_encoding` when the bytes are not what the header says
 */
export async function decodeBody(
  body: Buffer,
  encoding: string | undefined,
  maxBytes: number,
): Promise<Buffer> {
  const layers = (encoding ?? '')
    .split(',')
    .map((layer) => layer.trim().toLowerCase())
    .filter((layer) => layer !== '' && layer !== 'identity')
  if (layers.length > MAX_LAYERS) {
    throw new FetchError('bad_encoding', `The body is encoded ${layers.length} times.`)
  }
  let decoded = body
  for (const layer of layers.reverse()) decoded = await decodeLayer(decoded, layer, maxBytes)
  return decoded
}

async function decodeLayer(body: Buffer, layer: string, maxBytes: number): Promise<Buffer> {
  if (body.length === 0) return body
  const zlib = { finishFlush: constants.Z_SYNC_FLUSH, maxOutputLength: maxBytes }
  try {
    switch (layer) {
      case 'gzip':
      case 'x-gzip':
        return await promisify(gunzip)(body, zlib)
      case 'deflate':
        return await promisify(hasZlibHeader(body) ? inflate : inflateRaw)(body, zlib)
      case 'br':
        return await promisify(brotliDecompress)(body, {
          finishFlush: constants.BROTLI_OPERATION_FLUSH,
          maxOutputLength: maxBytes,
        })
      default:
        throw new FetchError('bad_encoding', `The content-encoding '${layer}' is unknown.`)
    }
  } catch (cause) {
    if (cause instanceof FetchError) throw cause
    if ((cause as NodeJS.ErrnoException).code === 'ERR_BUFFER_TOO_LARGE') {
      throw new FetchError('too_large', `The body unpacks to more than ${maxBytes} bytes.`, {
        cause,
      })
    }
    throw new FetchError('bad_encoding', `The body is not the ${layer} that it says it is.`, {
      cause,
    })
  }
}

/** `deflate` means zlib's format, but some servers send the bare stream; the first byte tells (RFC 1950). */
function hasZlibHeader(body: Buffer): boolean {
  return ((body[0] ?? 0) & 0x0f) === 8
}

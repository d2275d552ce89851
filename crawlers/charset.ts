/** How far into a document its own statement of a charset is looked for. HTML says 1,024; pages say it later. */
const SNIFF_BYTES = 4096

/** windows-1252, 0x80–0x9F: Node 20 decodes them as Latin-1's control characters (nodejs/node#56542). */
const WINDOWS_1252 =
  '\u20ac\u0081\u201a\u0192\u201e\u2026\u2020\u2021\u02c6\u2030\u0160\u2039\u0152\u008d\u017d\u008f' +
  '\u0090\u2018\u2019\u201c\u201d\u2022\u2013\u2014\u02dc\u2122\u0161\u203a\u0153\u009d\u017e\u0178'

/**
 * Bytes of a web page or feed as text, without a byte order mark. The order of the HTML standard: byte order
 * mark, `charset` of the content type, the document's own word (XML declaration, meta). A charset that is
 * unknown or plainly wrong gives way: bytes that are valid UTF-8 with non-ASCII are UTF-8 whatever was said, and
 * bytes said to be UTF-8 that mostly are not are read as the document says or as windows-1252. Never throws.
 */
export function decodeBody(body: Uint8Array, contentType: string | null): string {
  const marked = byteOrderMark(body)
  if (marked !== null) return decode(body, marked) ?? ''
  const claims = [
    charsetOf(contentType ?? ''),
    wideXml(body),
    ownCharset(Buffer.from(body.subarray(0, SNIFF_BYTES)).toString('latin1')),
  ].filter((claim) => claim !== null)
  const isUtf8 = decode(body, 'utf-8', { fatal: true })
  if (isUtf8 !== null && !claims.some((claim) => /^utf-?16/i.test(claim))) {
    return claims.some(isEscaped) ? (firstDecoded(body, claims) ?? isUtf8) : isUtf8
  }
  const others = claims.filter((claim) => !/^utf-?8$/i.test(claim))
  if (others.length < claims.length || claims.length === 0) {
    const lenient = decode(body, 'utf-8') ?? ''
    if (isMostlyUtf8(lenient)) return lenient
  }
  return firstDecoded(body, others) ?? decode(body, 'windows-1252') ?? ''
}

function byteOrderMark(body: Uint8Array): string | null {
  if (body[0] === 0xef && body[1] === 0xbb && body[2] === 0xbf) return 'utf-8'
  if (body[0] === 0xff && body[1] === 0xfe) return 'utf-16le'
  return body[0] === 0xfe && body[1] === 0xff ? 'utf-16be' : null
}

/** `<` and a zero byte, or the other way round: UTF-16 without a mark. */
function wideXml(body: Uint8Array): string | null {
  if (body[0] === 0x3c && body[1] === 0) return 'utf-16le'
  return body[0] === 0 && body[1] === 0x3c ? 'utf-16be' : null
}

function charsetOf(contentType: string): string | null {
  return /charset\s*=\s*["']?\s*([\w:.-]+)/i.exec(contentType)?.[1] ?? null
}

function ownCharset(head: string): string | null {
  const declared = /^\s*<\?xml[^>]*?encoding\s*=\s*["']([\w:.-]+)/i.exec(head)?.[1]
  const meta = /<meta\b[^>]*?charset\s*=\s*["']?\s*([\w:.-]+)/i.exec(head)?.[1]
  const own = declared ?? meta ?? null
  // A document that could be read as ASCII so far is not UTF-16, whatever it says (HTML standard).
  return own !== null && /^utf-?16/i.test(own) ? 'utf-8' : own
}

/** These write everything in ASCII bytes, so being valid UTF-8 says nothing. */
function isEscaped(charset: string): boolean {
  return /^iso-2022|^hz-gb/i.test(charset)
}

/** Some broken bytes in a page that is UTF-8 are common; more broken than sound ones mean another charset. */
function isMostlyUtf8(text: string): boolean {
  let broken = 0
  let sound = 0
  for (const char of text) {
    if (char === '\ufffd') broken++
    else if (char > '\u007f') sound++
  }
  return broken <= sound
}

function firstDecoded(body: Uint8Array, charsets: string[]): string | null {
  for (const charset of charsets) {
    const text = decode(body, charset)
    if (text !== null) return text
  }
  return null
}

/** Null for an unknown charset and, when `fatal`, for bytes that are not of it. */
function decode(body: Uint8Array, charset: string, options: { fatal?: boolean } = {}) {
  try {
    const decoder = new TextDecoder(charset, options)
    if (decoder.encoding === 'windows-1252') return decodeWindows1252(body)
    return decoder.decode(body)
  } catch {
    return null
  }
}

function decodeWindows1252(body: Uint8Array): string {
  const latin = Buffer.from(body.buffer, body.byteOffset, body.byteLength).toString('latin1')
  return latin.replace(/[\x80-\x9f]/g, (char) => WINDOWS_1252[char.charCodeAt(0) - 0x80] ?? char)
}

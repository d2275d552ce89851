/** A response that the page itself fetched while a browser rendered it. */
interface CapturedResponse {
  url: string
  status: number
  contentType: string
  body: Buffer
}

/** One fetched document, unaltered but for its transfer encoding. The only input of extraction. */
export interface Page {
  /** The address that was asked for. */
  url: string
  /** The address that answered, after redirects. */
  finalUrl: string
  /** HTTP status; null when the page comes from a file. */
  status: number | null
  /** Lower-case names. */
  headers: Record<string, string>
  /** Bytes after content-encoding was undone; the charset is not yet decoded. */
  body: Buffer
  /** ISO 8601 with zone; null when unknown, and then relative dates stay unknown. */
  fetchedAt: string | null
  responses: CapturedResponse[]
}

/** What normalization needs to know of the page that an item stood on; kept beside each raw item. */
export interface PageFacts {
  finalUrl: string | null
  /** rel=canonical or og:url where it is on the same host, else finalUrl without fragment. */
  canonicalUrl: string | null
  fetchedAt: string | null
  /** `lang` of the document (BCP 47 as the page writes it). */
  language: string | null
  /** How the page orders day and month in dates like 03/04/2026, where another date of it decides; else null. */
  dateOrder: 'dmy' | 'mdy' | null
}

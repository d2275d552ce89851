import { createHash } from 'node:crypto'
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http'

/** What a demo site answers. */
export interface Answer {
  status: number
  contentType: string
  body: string
  /** When what the page shows was last changed, in milliseconds since 1970. */
  lastModifiedMs?: number
  location?: string
}

/** Maps a request's URL, absolute and with the host that the client used, to an answer. */
export type Site = (url: URL) => Answer

export const htmlType = 'text/html; charset=utf-8'
export const xmlType = 'application/xml; charset=utf-8'

/** Makes a web server of a site: GET and HEAD, ETag and Last-Modified, 304 to who has the page already. */
export function createSite(site: Site): Server {
  return createServer((request, response) => {
    if (request.method !== 'GET' && request.method !== 'HEAD') {
      response.writeHead(405, { allow: 'GET, HEAD' }).end()
      return
    }
    const url = requestUrl(request)
    if (url === null) response.writeHead(400).end()
    else send(request, response, site(url))
  })
}

/** The URL as the client sees it. A Host header that is none is not repeated in the page. */
function requestUrl(request: IncomingMessage): URL | null {
  const host = request.headers.host ?? ''
  const origin = /^[\w.:[\]-]+$/.test(host) ? `http://${host}` : 'http://localhost'
  try {
    return new URL(`${origin}${request.url?.startsWith('/') ? request.url : '/'}`)
  } catch {
    return null
  }
}

function send(request: IncomingMessage, response: ServerResponse, answer: Answer): void {
  const etag = `"${createHash('sha256').update(answer.body).digest('base64url').slice(0, 22)}"`
  const headers: Record<string, string> = { 'cache-control': 'no-cache', etag }
  if (answer.lastModifiedMs !== undefined) {
    headers['last-modified'] = new Date(answer.lastModifiedMs).toUTCString()
  }
  if (answer.location !== undefined) headers['location'] = answer.location
  if (answer.status === 200 && isFresh(request, etag, answer.lastModifiedMs)) {
    response.writeHead(304, headers).end()
    return
  }
  headers['content-type'] = answer.contentType
  headers['content-length'] = String(Buffer.byteLength(answer.body))
  response.writeHead(answer.status, headers).end(request.method === 'HEAD' ? '' : answer.body)
}

/** Whether the client's copy is the current one. If-None-Match decides alone where it stands (RFC 9110, 13.2.2). */
function isFresh(request: IncomingMessage, etag: string, lastModifiedMs?: number): boolean {
  const tags = request.headers['if-none-match']
  if (tags !== undefined) {
    return tags.split(',').some((tag) => ['*', etag].includes(tag.trim().replace(/^W\//, '')))
  }
  const sinceMs = Date.parse(request.headers['if-modified-since'] ?? '')
  return lastModifiedMs !== undefined && Math.floor(lastModifiedMs / 1000) * 1000 <= sinceMs
}

import { Readable } from 'node:stream'
import type {
  BaseHttpClient,
  HttpRequest as CrawleeRequest,
  HttpResponse,
  ResponseTypes,
  StreamingHttpResponse,
} from '@crawlee/core'
import type { HttpAnswer, HttpClient } from './http-client.ts'

/** Crawlee's own client imitates a browser and knows no guard: with this one Crawlee leaves our way too. */
export class CrawleeHttpClient implements BaseHttpClient {
  readonly #http: HttpClient

  constructor(http: HttpClient) {
    this.#http = http
  }

  async sendRequest<T extends keyof ResponseTypes = 'text'>(
    request: CrawleeRequest<T>,
  ): Promise<HttpResponse<T>> {
    const answer = await this.#send(request)
    const body = bodyAs(answer.body, request.responseType ?? 'text') as ResponseTypes[T]
    return { ...headOf(answer), request, body }
  }

  async stream(request: CrawleeRequest): Promise<StreamingHttpResponse> {
    const answer = await this.#send(request)
    return {
      ...headOf(answer),
      request,
      stream: Readable.from([answer.body]),
      downloadProgress: { percent: 1, transferred: answer.body.length },
      uploadProgress: { percent: 1, transferred: 0 },
    }
  }

  #send(request: CrawleeRequest<keyof ResponseTypes>): Promise<HttpAnswer> {
    const method = request.method?.toUpperCase() ?? 'GET'
    if (method !== 'GET') throw new Error(`Crawlee may only GET, and asked to ${method}.`)
    return this.#http.request({
      url: String(request.url),
      ...(request.signal && { signal: request.signal }),
    })
  }
}

function headOf(answer: HttpAnswer) {
  return {
    redirectUrls: answer.redirects.map((url) => new URL(url)),
    url: answer.finalUrl,
    statusCode: answer.status,
    headers: answer.headers,
    trailers: {},
    complete: true,
  }
}

function bodyAs(body: Buffer, type: keyof ResponseTypes): unknown {
  if (type === 'buffer') return body
  const text = body.toString('utf8')
  return type === 'json' ? JSON.parse(text) : text
}

import { createServer } from 'node:http'
import { productPage } from './product-page.ts'

/**
 * A process of its own that serves product pages of about 100 KB with 50 reviews in microdata, each page
 * linking to the next: `node page-server.js PAGES`. Sends its port to its parent.
 */
const PAGES = Number(process.argv[2] ?? 1_000)

const server = createServer((request, response) => {
  const match = /^\/product\/(\d+)$/.exec(request.url ?? '')
  const number = Number(match?.[1])
  if (!match || number >= PAGES) {
    const isIndex = request.url === '/'
    response.writeHead(isIndex ? 200 : 404, { 'content-type': 'text/html; charset=utf-8' })
    response.end(isIndex ? indexPage() : 'not found')
    return
  }
  response.writeHead(200, { 'content-type': 'text/html; charset=utf-8' })
  response.end(productPage(number))
})
server.listen(0, '127.0.0.1', () => {
  const address = server.address()
  if (address && typeof address === 'object') process.send?.(address.port)
})

function indexPage(): string {
  const links = Array.from({ length: PAGES }, (_, n) => `<li><a href="/product/${n}">${n}</a></li>`)
  return `<!doctype html><html lang="en"><title>Shop</title><ul>${links.join('')}</ul></html>`
}

import { openDocument } from '../crawlers/document.ts'
import { type ShownPage, shownPage } from '../crawlers/records/shown-page.ts'

/** What a page with this body shows in blocks. */
export function readShown(body: string, url = 'https://shop.example/p/1'): ShownPage {
  return shownPage(
    openDocument({
      url,
      finalUrl: url,
      status: 200,
      headers: { 'content-type': 'text/html; charset=utf-8' },
      body: Buffer.from(`<html><body>${body}</body></html>`),
      fetchedAt: null,
      responses: [],
    }),
  )
}

/** People whose names nothing but their look tells. */
export const PEOPLE = ['Karen W.', 'mike_t77', 'Priya Shah', 'J. Donovan', 'Bluefin', 'Ed Low']

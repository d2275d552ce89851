import { findChromium } from '../crawlers/browser/find-chromium.ts'

/** Browser tests run where there is a browser; in CI there has to be one. */
export const browserIsMissing = (await findChromium(null)) === null && !process.env['CI']

/** For the name of tests that need one. */
export const unlessMissing = browserIsMissing ? ' (not run: needs Chromium)' : ''

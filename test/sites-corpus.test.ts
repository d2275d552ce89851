import { describe, expect, it } from 'vitest'
import { loadRegistry } from '../crawlers/registry.ts'
import { describePage } from '../workers/describe-page.ts'
import { FIGURES, ratio, type Scores, score, sitePages, sitesAreHere, total } from './site-pages.ts'

const suffix = sitesAreHere ? '' : ' (not run: needs ../shared/data)'

/** Its expectation holds when the forum was moved, not when the posts were written. */
const WRONG_DATES = 'forum.glamour.de/thread'

describe.skipIf(!sitesAreHere)(`saved pages of shops, forums, blogs and Q&A${suffix}`, () => {
  it('give their items, with stars, day and author, and their rating as a whole', async () => {
    const registry = await loadRegistry()
    const scores: Scores[] = []
    const lines: string[] = []
    for (const { name, page, expected } of sitePages()) {
      if (expected === null || name === WRONG_DATES) continue
      const one = score(describePage(page, { registry }), expected)
      scores.push(one)
      const figures = FIGURES.map((figure) => `${figure} ${one[figure].right}/${one[figure].of}`)
      lines.push(`${name}: ${figures.join(', ')}`)
    }
    const all = total(scores)
    const report = lines.join('\n')
    expect(scores.length, report).toBe(39)
    expect(ratio(all.recall), report).toBeGreaterThanOrEqual(0.975)
    expect(ratio(all.precision), report).toBeGreaterThanOrEqual(0.95)
    expect(ratio(all.stars), report).toBeGreaterThanOrEqual(0.99)
    expect(ratio(all.day), report).toBeGreaterThanOrEqual(0.98)
    expect(ratio(all.author), report).toBeGreaterThanOrEqual(0.97)
    expect(ratio(all.value), report).toBeGreaterThanOrEqual(0.98)
    expect(ratio(all.count), report).toBeGreaterThanOrEqual(0.98)
  })
})

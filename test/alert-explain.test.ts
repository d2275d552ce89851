import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import type { MentionText } from '../schema/rated-mention.ts'
import { explain } from '../workers/alert/explain.ts'
import { termsOf } from '../workers/alert/terms.ts'

let nextId = 1
function mention(text: string | null, stars: number, more: Partial<MentionText> = {}): MentionText {
  const id = nextId++
  return {
    mention_id: id,
    stars,
    text,
    language: 'en',
    url: `https://shop.example/r/${id}`,
    day: '2026-05-04',
    author_id: id,
    ...more,
  }
}

const before = Array.from({ length: 60 }, (_, i) => [
  mention('Great sound. The battery lasts all day.', 5),
  mention(i % 2 ? 'Nice fit and quick delivery.' : 'Sound is warm, I like them.', 4),
]).flat()
const after = Array.from({ length: 20 }, (_, i) => [
  mention(`They stopped charging after ${i + 2} days. I am very sad.`, 1),
  mention('Great sound and nice fit.', 5),
  mention('Die rechte Seite lädt nicht mehr.', 2, { language: 'de' }),
]).flat()

describe('the explanation of a drop', () => {
  test('names the words that grew, with their counts', () => {
    const { reasons } = explain(before, after, 4.5)
    expect(reasons.map((reason) => reason.reason)).toContain('stopped charging')
    expect(reasons.find((reason) => reason.reason === 'stopped charging')).toEqual({
      reason: 'stopped charging',
      before: 0,
      before_mentions: 120,
      after: 20,
      after_mentions: 60,
    })
  })

  test('names no words that were there before, nor those that go with good ratings', () => {
    const german = Array.from({ length: 20 }, () =>
      mention('Wirklich toller Klang', 5, { language: 'de' }),
    )
    const words = explain(before, [...after, ...german], 4.5).reasons.map((one) => one.reason)
    expect(words).not.toContain('great sound')
    expect(words.join(' ')).not.toContain('klang')
  })

  test('names nothing when nothing grew', () => {
    expect(explain(before, before.slice(0, 40), 4.5).reasons).toEqual([])
  })

  test('quotes three low ratings of different authors on different things, with links', () => {
    const { quotes } = explain(before, after, 4.5)
    expect(quotes).toHaveLength(3)
    expect(new Set(quotes.map((quote) => quote.mention_id)).size).toBe(3)
    expect(quotes.every((quote) => quote.stars <= 2 && quote.url && quote.day)).toBe(true)
    const said = quotes.map((quote) => quote.quote).join('\n')
    expect(said).toContain('stopped charging')
    expect(said).toContain('lädt nicht mehr')
  })

  test('quotes an author once', () => {
    const one = Array.from({ length: 9 }, (_, i) =>
      mention(`It stopped charging, try ${i}.`, 1, { author_id: 7 }),
    )
    expect(explain(before, one, 4.5).quotes).toHaveLength(1)
  })

  test('quotes whole sentences around the telling one', () => {
    const filler = 'I bought these as a present for my sister who runs every morning. '
    const text = `${filler.repeat(4)}They stopped charging after a week. ${filler.repeat(4)}`
    const many = [...after, mention(text, 1)]
    const quote = explain(before, many, 4.5).quotes.find((one) => one.quote.includes('a week'))
    const single = explain(before, [...after.slice(0, 6), mention(text, 1)], 4.5)
    const said = (quote ?? single.quotes.find((one) => one.quote.includes('a week')))?.quote ?? ''
    expect(said).toMatch(/^(I bought|They stopped).*\.$/)
    expect(said.length).toBeLessThanOrEqual(240)
  })

  test('does not run a title into the text', () => {
    const { quotes } = explain(
      before,
      [...after.slice(0, 6), mention('Was great\nThey stopped charging after a while. Sad.', 1)],
      4.5,
    )
    expect(quotes.map((quote) => quote.quote)).toContain(
      'They stopped charging after a while. Sad.',
    )
  })

  test('quotes nothing where only stars are known', () => {
    const silent = Array.from({ length: 20 }, () => mention(null, 1))
    expect(explain(before, silent, 4.5)).toEqual({ reasons: [], quotes: [] })
  })

  test('keeps characters that turn the text around out of the quotes', () => {
    const { quotes } = explain(
      before,
      [mention('Broken \u202eevil\u202c.\u0000 <b>Bad</b>', 1)],
      4.5,
    )
    expect(quotes[0]?.quote).toBe('Broken evil . <b>Bad</b>')
  })

  test('is given for any text in any language', () => {
    const anyMention = fc
      .record({
        text: fc.option(fc.oneof(fc.string({ unit: 'binary' }), fc.lorem(), fc.string())),
        stars: fc.integer({ min: 1, max: 5 }),
        language: fc.option(
          fc.oneof(
            fc.constantFrom('en', 'de-AT', 'fr', 'es', 'it', 'nl', 'pt', 'ja', 'constructor'),
            fc.string(),
          ),
        ),
        author: fc.option(fc.nat(3)),
      })
      .map(({ text, stars, language, author }) =>
        mention(text, stars, { language, author_id: author }),
      )
    fc.assert(
      fc.property(fc.array(anyMention), fc.array(anyMention), (some, others) => {
        const { reasons, quotes } = explain(some, others, 4)
        expect(reasons.length).toBeLessThanOrEqual(5)
        expect(quotes.length).toBeLessThanOrEqual(3)
        for (const { quote, stars } of quotes) {
          expect(quote.length).toBeLessThanOrEqual(240)
          expect(quote).not.toBe('')
          expect(stars).toBeLessThanOrEqual(3)
        }
      }),
      { numRuns: 200 },
    )
  })
})

describe('the terms of a text', () => {
  test('are stems and neighbouring pairs, without stop words', () => {
    expect([...termsOf("The batteries don't charge, and the case broke.", 'en').keys()]).toEqual([
      'batteri',
      "don't",
      "batteri don't",
      'charg',
      "don't charg",
      'case',
      'broke',
      'case broke',
    ])
  })

  test('are found in scripts without spaces', () => {
    expect([...termsOf('充電できません', 'ja').values()]).toContain('充電')
  })
})

import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { findCount, findCounts } from '../crawlers/written/count-words.ts'
import { parseCount } from '../crawlers/written/numbers.ts'

function read(text: string) {
  const found = findCount(text)
  return found === null ? null : `${found.count} ${found.of}`
}

describe('a count on a page', () => {
  test.each([
    ['1,234 ratings', '1234 ratings'],
    ['(57)', '57 null'],
    ['57 Bewertungen', '57 ratings'],
    ['57 avis', '57 reviews'],
    ['1 234 opinii', '1234 reviews'],
    ['57件のレビュー', '57 reviews'],
    ['1.2k reviews', '1200 reviews'],
    ['1,2 Mio. Bewertungen', '1200000 ratings'],
    ['3.4万条评价', '34000 reviews'],
    ['2 тыс. отзывов', '2000 reviews'],
    ['4.5 (1,234 ratings, 56 reviews)', '1234 ratings'],
    ['Reviews (57)', '57 reviews'],
    ['Bewertungen: 57', '57 ratings'],
    ['57 global ratings', '57 ratings'],
    ['1.234 Sternebewertungen', '1234 ratings'],
    ['Based on 57 reviews', '57 reviews'],
    ['Showing 1-10 of 57 reviews', '57 reviews'],
    ['57 verified customer reviews', '57 reviews'],
    ['4,7 von 5 Sternen | 57 Kundenrezensionen', '57 reviews'],
    ['12 comments', '12 comments'],
    ['Kommentare (12)', '12 comments'],
    ['コメント 12', '12 comments'],
    ['57개의 리뷰', '57 reviews'],
    ['1,234 グローバル評価', '1234 ratings'],
    ['57 değerlendirme', '57 ratings'],
    ['57 beoordelingen', '57 ratings'],
    ['57 recensioni', '57 reviews'],
    ['57 opiniones', '57 reviews'],
    ['57 avaliações', '57 ratings'],
    ['One review', '1 reviews'],
    ['57', '57 null'],
    ['1.2k', '1200 null'],
    ['1,234+ ratings', '1234 ratings'],
    ['(1,2 тыс.)', '1200 null'],
    ['57 klantbeoordelingen', '57 ratings'],
    ['57 Kundenbewertungen', '57 ratings'],
    ['Read all 57 reviews', '57 reviews'],
    ['57 reviews (12 verified)', '57 reviews'],
    ['57 recensies', '57 reviews'],
    ['10K ratings', '10000 ratings'],
    ['57 commentaires', '57 comments'],
    ['57条评论', '57 comments'],
    ['评价(57)', '57 reviews'],
    ['レビュー（57件）', '57 reviews'],
    ['57 votes', '57 ratings'],
    ['Average Rating: 4.2/5 User Ratings: 565,188', '565188 ratings'],
    ['1 lakh ratings', '100000 ratings'],
    ['$5 off 3 reviews', '3 reviews'],
    ['1 review', '1 reviews'],
  ])('%s is %s', (text, count) => {
    expect(read(text)).toBe(count)
  })

  test.each([
    '5 stars',
    '4.5',
    '4.5 (57)',
    '80%',
    'no reviews',
    '5-star reviews',
    '4.5 out of 5',
    '1 mil.',
    'Comments',
    'Top 5',
    'Rating: 4',
    '0 out of 0 people found this review helpful',
    '0 of 5 rating',
    'load more comments (1 reply)',
    '評価 4.0',
  ])("is not in '%s'", (text) => {
    expect(read(text)).toBeNull()
  })

  test('stands beside another one', () => {
    expect(findCounts('4.5 (1,234 ratings, 56 reviews)')).toEqual([
      { count: 1234, of: 'ratings' },
      { count: 56, of: 'reviews' },
    ])
  })

  test('keeps its word to itself', () => {
    expect(findCounts('57 reviews (12 verified)')).toEqual([{ count: 57, of: 'reviews' }])
  })

  test('is read back from every locale in which Node writes it', () => {
    const locales = [
      'en',
      'de',
      'fr',
      'es',
      'it',
      'nl',
      'pt',
      'pl',
      'ja',
      'zh',
      'de-CH',
      'en-IN',
      'ar-EG',
      'sv',
    ]
    const nouns: Record<string, string> = {
      de: 'Bewertungen',
      fr: 'évaluations',
      ja: '件の評価',
      pl: 'ocen',
    }
    fc.assert(
      fc.property(fc.nat({ max: 50_000_000 }), fc.constantFrom(...locales), (count, locale) => {
        const written = new Intl.NumberFormat(locale).format(count)
        const noun = nouns[locale.slice(0, 2)] ?? 'ratings'
        expect([written, findCount(`${written} ${noun}`)]).toEqual([
          written,
          { count, of: 'ratings' },
        ])
      }),
    )
  })

  test('that a site shortened is read back as far as it was written', () => {
    const locales = ['en', 'de', 'fr', 'es', 'it', 'nl', 'pt', 'pl', 'ja', 'zh', 'ko', 'ru', 'sv']
    fc.assert(
      fc.property(
        fc.integer({ min: 1_000, max: 90_000_000 }),
        fc.constantFrom(...locales),
        (count, locale) => {
          const format = new Intl.NumberFormat(locale, {
            notation: 'compact',
            maximumFractionDigits: 1,
          })
          const written = format.format(count)
          const read = parseCount(written)
          expect([written, read === null ? null : Math.abs(read - count) / count < 0.06]).toEqual([
            written,
            true,
          ])
        },
      ),
    )
  })

  test('is found in linear time', () => {
    const started = performance.now()
    for (const part of ['1 ', 'a b c ', '(', '1 a ']) findCounts(part.repeat(50_000))
    expect(performance.now() - started).toBeLessThan(500)
  })
})

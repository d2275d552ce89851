import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import fc from 'fast-check'
import { beforeAll, describe, expect, test } from 'vitest'
import { projectRoot } from '../schema/project-root.ts'
import type { Analyzable } from '../schema/sentiment.ts'
import { type Analyzer, loadAnalyzer } from '../workers/analyze/analyze.ts'
import { sentencesOf } from '../workers/analyze/sentences.ts'

let analyzer: Analyzer
beforeAll(async () => {
  analyzer = await loadAnalyzer()
})

function analyze(text: string | null, over: Partial<Analyzable> = {}) {
  return analyzer.analyze({ title: null, text, language: 'en', rating: null, ...over })
}

function score(text: string, language = 'en'): number {
  return analyze(text, { language }).sentiment?.score ?? Number.NaN
}

function rating(stars: number) {
  return { ratingValue: stars, bestRating: 5, worstRating: 1, stars }
}

describe('the sentiment of a text', () => {
  test.each([
    ['en', 'I love it, great sound.', 'Terrible, it broke after a week.'],
    ['de', 'Sehr gut, ich bin begeistert.', 'Leider nach einer Woche kaputt.'],
    ['fr', 'Excellent produit, je suis très satisfait.', 'Mauvaise qualité, cassé en une semaine.'],
    ['es', 'Excelente, me encanta.', 'Pésimo, llegó roto.'],
    ['it', 'Ottimo prodotto, bellissimo.', 'Pessimo, arrivato rotto.'],
    ['pt', 'Ótimo produto, adorei.', 'Péssimo, chegou quebrado.'],
    ['nl', 'Geweldig product, erg tevreden.', 'Slecht, na een week kapot.'],
  ])('in %s tells praise from blame', (language, praise, blame) => {
    expect(analyze(praise, { language }).sentiment?.label).toBe('positive')
    expect(analyze(blame, { language }).sentiment?.label).toBe('negative')
  })

  test.each([
    ['en', 'not good', 'good'],
    ['en', "doesn't work well", 'works well'],
    ['de', 'nicht gut', 'gut'],
    ['fr', 'pas bon', 'bon'],
    ['es', 'no es bueno', 'es bueno'],
    ['it', 'non è buono', 'è buono'],
    ['pt', 'não é bom', 'é bom'],
    ['nl', 'niet goed', 'goed'],
  ])('in %s is turned by a negation: %s', (language, negated, plain) => {
    expect(score(plain, language)).toBeGreaterThan(0)
    expect(score(negated, language)).toBeLessThan(0)
  })

  test('grows with a strengthening word', () => {
    expect(score('very good')).toBeGreaterThan(score('good'))
  })

  test('leans to what comes after a but', () => {
    expect(score('good, but terrible')).toBeLessThan(score('terrible, but good'))
  })

  test('hears emoji, in any supported language', () => {
    expect(score('😍')).toBeGreaterThan(0.5)
    expect(score('👎', 'de')).toBeLessThan(0)
  })

  test('counts the title too', () => {
    expect(analyze('It arrived on Monday.', { title: 'Awful' }).sentiment?.label).toBe('negative')
  })

  test('is mixed when sentences clearly disagree', () => {
    const { sentiment } = analyze('The sound is excellent. The battery is terrible.')
    expect(sentiment).toMatchObject({ label: 'mixed', band: 'mixed' })
  })

  test('has a band that fits its score', () => {
    expect(analyze('Absolutely awesome, perfect, I love it!').sentiment?.band).toBe('glowing')
    expect(analyze('Horrible, awful, the worst.').sentiment?.band).toBe('scathing')
    expect(analyze('It is good.').sentiment?.band).toBe('positive')
  })

  test.each([
    ['no_text', null, 'en'],
    ['no_text', '  ', 'en'],
    ['unknown_language', 'ok', null],
    ['unsupported_language', 'とても良いです', 'ja'],
    ['no_known_words', 'It arrived on Monday.', 'en'],
  ])('is null for the reason %s', (reason, text, language) => {
    expect(analyze(text, { language })).toMatchObject({ sentiment: null, sentimentReason: reason })
  })

  test('is found in a text whose language nobody stated', () => {
    const labels = analyze('Der Klang ist wirklich hervorragend und der Akku hält lange.', {
      language: null,
    })
    expect(labels).toMatchObject({ language: 'de', sentiment: { label: 'positive' } })
  })

  test('is never surer than a word list can be', () => {
    const { sentiment } = analyze('Excellent, awesome, perfect, wonderful, great! '.repeat(20))
    expect(sentiment?.confidence).toBeLessThanOrEqual(0.75)
  })

  test('comes with sentences at their places in title and text', () => {
    const { sentences } = analyze('Great sound. Bad battery.', { title: 'Hm' })
    const whole = 'Hm\nGreat sound. Bad battery.'
    expect(sentences.map(({ start, end }) => whole.slice(start, end))).toEqual([
      'Hm',
      'Great sound.',
      'Bad battery.',
    ])
    expect(sentences.map(({ score }) => Math.sign(score))).toEqual([0, 1, -1])
  })

  test('stays in its range, whatever the text', () => {
    const words = fc.constantFrom('good ', 'bad ', 'not ', 'very ', 'but ', '. ', '😍', '\n', 'x ')
    const text = fc.oneof(fc.string({ unit: 'binary' }), fc.string({ unit: words }))
    fc.assert(
      fc.property(text, (written) => {
        const { sentiment, sentimentReason, sentences } = analyze(written)
        expect(sentiment === null).toBe(sentimentReason !== null)
        for (const { score } of [...sentences, ...(sentiment === null ? [] : [sentiment])]) {
          expect(score >= -1 && score <= 1).toBe(true)
        }
      }),
    )
  })
})

describe('words and stars', () => {
  test('disagree when praise stands beside one star, or blame beside five', () => {
    expect(analyze('Excellent, I love it!', { rating: rating(1) }).disagreesWithRating).toBe(true)
    expect(analyze('Terrible, awful.', { rating: rating(5) }).disagreesWithRating).toBe(true)
  })

  test('do not disagree when unsure, mixed or without stars', () => {
    expect(analyze('Good.', { rating: rating(3) }).disagreesWithRating).toBe(false)
    expect(analyze('Terrible, awful.').disagreesWithRating).toBe(false)
    expect(
      analyze('The sound is excellent. The battery is terrible.', { rating: rating(5) })
        .disagreesWithRating,
    ).toBe(false)
  })
})

describe('sentences', () => {
  const split = (text: string) => sentencesOf(text).map(({ start, end }) => text.slice(start, end))

  test('end at their marks and at line breaks', () => {
    expect(split('One. Two!  "Three?" Four\nFive…')).toEqual([
      'One.',
      'Two!',
      '"Three?"',
      'Four',
      'Five…',
    ])
    expect(split('良いです。音も良い！')).toEqual(['良いです。', '音も良い！'])
  })

  test('do not end inside numbers and abbreviations', () => {
    expect(split('It has 3.5 mm, vs. 2 mm, z.B. here.')).toEqual([
      'It has 3.5 mm, vs. 2 mm, z.B. here.',
    ])
  })

  test('hold every visible character once, in order', () => {
    fc.assert(
      fc.property(
        fc.string({ unit: fc.constantFrom('a', '.', '!', ' ', '\n', '。', '"') }),
        (text) => {
          expect(split(text).join('').replace(/\s/g, '')).toBe(text.replace(/\s/g, ''))
        },
      ),
    )
  })
})

const reviews = join(projectRoot, '../shared/data/eval/sentiment/uci_amazon.jsonl')
const needsReviews = existsSync(reviews) ? '' : ' (not run: needs ../shared/data)'

test.skipIf(needsReviews !== '')(
  `of real review sentences that it decides, 85 of 100 are right${needsReviews}`,
  () => {
    const rows = readFileSync(reviews, 'utf8')
      .trim()
      .split('\n')
      .map((line) => JSON.parse(line))
    const decided = rows.flatMap(({ text, label }) => {
      const found = analyze(text).sentiment?.label
      return found === 'positive' || found === 'negative'
        ? [(found === 'positive') === (label === 1)]
        : []
    })
    expect(decided.length / rows.length).toBeGreaterThan(0.75)
    expect(decided.filter(Boolean).length / decided.length).toBeGreaterThan(0.85)
  },
)

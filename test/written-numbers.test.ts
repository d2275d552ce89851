import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { parseCount, parseNumber } from '../crawlers/written/numbers.ts'
import { projectRoot } from '../schema/project-root.ts'

const prices = join(projectRoot, '../shared/data/eval/parse/prices.jsonl')
const needsPrices = existsSync(prices) ? '' : ' (not run: needs ../shared/data)'

describe('a number', () => {
  test.each([
    ['1.234,56', 1234.56],
    ['1 234,56', 1234.56],
    ['1\u202f234,56', 1234.56],
    ['1,234.56', 1234.56],
    ["1'234.50", 1234.5],
    ['12,34,567.5', 1234567.5],
    ['1.234.567', 1234567],
    ['$ 1.144.000', 1144000],
    ['12.500 ₫', 12500],
    ['0.125', 0.125],
    ['53,20 €', 53.2],
    ['١٢٣', 123],
    ['٤٫٧', 4.7],
    ['١٬٢٣٤', 1234],
    ['４．７', 4.7],
    ['US$:12.99', 12.99],
    ['.75', 0.75],
    ['- $44.99', 44.99],
  ])('%s is the amount %d', (text, value) => {
    expect(parseNumber(text, 'amount')).toBe(value)
  })

  test('takes a single mark before three digits as decimal when it is a measure', () => {
    expect(parseNumber('4.567', 'measure')).toBe(4.567)
    expect(parseNumber('4.567', 'amount')).toBe(4567)
  })

  test('is negative only as a measure, for prices are written with dashes', () => {
    expect(parseNumber('−2', 'measure')).toBe(-2)
    expect(parseNumber('-2', 'amount')).toBe(2)
  })

  test.each(['', 'free', '1.2.3', '1,2.3,4'])("'%s' is none", (text) => {
    expect(parseNumber(text, 'amount')).toBeNull()
  })

  test('is read back from every locale that Node can write it in', () => {
    const locales = [
      'en-US',
      'de-DE',
      'fr-FR',
      'de-CH',
      'es-ES',
      'pl-PL',
      'ar-EG',
      'hi-IN',
      'fa-IR',
      'ja-JP',
    ]
    const cents = fc.integer({ min: 0, max: 10_000_000_00 })
    fc.assert(
      fc.property(cents, fc.constantFrom(...locales), (value, locale) => {
        const format = new Intl.NumberFormat(locale, { minimumFractionDigits: 2 })
        expect(parseNumber(format.format(value / 100), 'amount')).toBe(value / 100)
      }),
    )
  })

  test('never throws and never is NaN, whatever the text', () => {
    const marks = fc.constantFrom(..."0123456789.,' -kM٫٬１万")
    fc.assert(
      fc.property(fc.oneof(fc.string(), fc.string({ unit: marks })), (text) => {
        expect(parseNumber(text, 'amount')).not.toBeNaN()
        expect(parseCount(text)).not.toBeNaN()
      }),
    )
  })

  test.skipIf(needsPrices !== '')(`is right in 96 of 100 real price strings${needsPrices}`, () => {
    const rows = readFileSync(prices, 'utf8')
      .trim()
      .split('\n')
      .map((line) => JSON.parse(line))
      .filter((row) => row.price_raw !== null)
    const right = rows.filter((row) => parseNumber(row.price_raw, 'amount') === row.amount)
    expect(right.length / rows.length).toBeGreaterThan(0.96)
  })
})

describe('a count', () => {
  test.each([
    ['1.2k', 1200],
    ['1,2 Mio.', 1200000],
    ['3万', 30000],
    ['1.234 Bewertungen', 1234],
    ['(1,234)', 1234],
    ['2 321 avis', 2321],
    ['12 of 15 people found this helpful', 12],
    ['One person found this helpful', 1],
    ['Eine Person fand diese Informationen hilfreich', 1],
    ['0', 0],
  ])('%s is %d', (text, count) => {
    expect(parseCount(text)).toBe(count)
  })

  test.each(['4.5', '-3', 'many', '1,234k', 'No one found this helpful'])(
    "'%s' is none",
    (text) => {
      expect(parseCount(text)).toBeNull()
    },
  )
})

import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { looksLikeDate } from '../crawlers/written/date-like.ts'
import { parseDate } from '../crawlers/written/dates.ts'

const FETCHED_AT = '2026-03-04T10:20:30Z'

function read(text: string, language: string | null = null) {
  return parseDate(text, { fetchedAt: FETCHED_AT, dateOrder: null, language })
}

describe('a date in prose, of any language, whatever the page', () => {
  test.each([
    ['Reviewed in Italy on 13 October 2020', '2020-10-13'],
    ['Rezension aus Deutschland vom 3. Januar 2021', '2021-01-03'],
    ['Kundenrezension aus Deutschland 🇩🇪 am 3. Januar 2021', '2021-01-03'],
    ['Commenté en France le 3 janvier 2021', '2021-01-03'],
    ['Avis laissé en Belgique le 3 janvier 2021', '2021-01-03'],
    ['Recensito in Italia il 3 gennaio 2021', '2021-01-03'],
    ['Recensione in Italia il 1° gennaio 2021', '2021-01-01'],
    ['Reseñado en España el 3 de enero de 2021', '2021-01-03'],
    ['Calificado en México el 3 de enero de 2021', '2021-01-03'],
    ['Beoordeeld in Nederland op 3 januari 2021', '2021-01-03'],
    ['Avaliado no Brasil em 3 de janeiro de 2021', '2021-01-03'],
    ['Opinia napisana w Polsce dnia 3 stycznia 2021', '2021-01-03'],
    ['2021年1月3日に日本でレビュー済み', '2021-01-03'],
    ['2021年1月3日 在中国审核', '2021-01-03'],
    ['Recenserad i Sverige den 3 januari 2021', '2021-01-03'],
    ['4 March 2025, edited 5 March 2025', '2025-03-04'],
    ['4. März 2025 (bearbeitet 5. März 2025)', '2025-03-04'],
    ['Posted March 4, 2025 - Last updated March 6, 2025', '2025-03-04'],
    ['Updated: March 6, 2025 | Published: March 4, 2025', '2025-03-04'],
    ['Last edited by Bob on March 6, 2025', '2025-03-06'],
    ['Wed, Feb 25', '2026-02-25'],
    ['Thursday 26th February', '2026-02-26'],
    ['Mo., 2. März', '2026-03-02'],
    ["Mar 4, '21", '2021-03-04'],
    ["4 Mar '21", '2021-03-04'],
    ['12/31/2020 5:04 PM EST', '2020-12-31T17:04-05:00'],
    ['31.12.20', '2020-12-31'],
    ['31-12-2020', '2020-12-31'],
    ['31. 12. 2020', '2020-12-31'],
    ['04 de set. de 2025', '2025-09-04'],
    ['4 sept. 2025', '2025-09-04'],
    ['4 Jän. 2025', '2025-01-04'],
    ['4 stycznia 2025', '2025-01-04'],
    ['4 января 2025 г.', '2025-01-04'],
    ['4 янв. 2025, 10:15', '2025-01-04T10:15'],
    ['4. ledna 2025', '2025-01-04'],
    ['4. maaliskuuta 2025 klo 10.15', '2025-03-04T10:15'],
    ['4. marts 2025 kl. 10.15', '2025-03-04T10:15'],
    ['den 4 mars 2025', '2025-03-04'],
    ['4 Mart 2025 Salı', '2025-03-04'],
    ['2025년 3월 4일 오후 3:05', '2025-03-04T15:05'],
    ['2025. 3. 4.', '2025-03-04'],
    ['4 Maret 2025', '2025-03-04'],
    ['令和3年1月4日', '2021-01-04'],
    ['民國110年1月4日', '2021-01-04'],
    ['٤ مارس ٢٠٢٥', '2025-03-04'],
    ['4 août 2025', '2025-08-04'],
    ['1er août 2025', '2025-08-01'],
    ['Tuesday, March 4th, 2025', '2025-03-04'],
    ['Tue 4th of March 2025', '2025-03-04'],
    ['the 4th of March, 2025', '2025-03-04'],
    ['March 4 2025, 7:05:33 am', '2025-03-04T07:05:33'],
    ['04 Mar 2025 | 12:06', '2025-03-04T12:06'],
    ['2025-03-04 at 12:06', '2025-03-04T12:06'],
    ['2025/03/04(火) 12:06:11', '2025-03-04T12:06:11'],
    ['2025/03/04 (Tue) 12:06', '2025-03-04T12:06'],
    ['2025年3月4日(火) 12時06分', '2025-03-04T12:06'],
    ['Date published: 2025-03-04', '2025-03-04'],
    ['by Kim on 03/14/2025', '2025-03-14'],
    ['Written on: 14-Mar-2025', '2025-03-14'],
    ['Posted 3 days ago (1 March 2026)', '2026-03-01'],
    ['Published 10:15 AM, Tue March 4, 2025', '2025-03-04T10:15'],
    ['10:15, 4 March 2025', '2025-03-04T10:15'],
    ['4.3.2025 10:15', '2025-03-04T10:15'],
    ['4.3.2025 um 10.15 Uhr', '2025-03-04T10:15'],
    ['4 marzo 2025 alle 10:15', '2025-03-04T10:15'],
    ['4 de marzo de 2025 a las 10:15 a. m.', '2025-03-04T10:15'],
    ['4 de marzo de 2025, 3:15 p. m.', '2025-03-04T15:15'],
    ['4 de marzo del 2025', '2025-03-04'],
    ['Le mardi 4 mars 2025 à 10h15', '2025-03-04T10:15'],
    ['mardi 4 mars 2025', '2025-03-04'],
    ['dinsdag 4 maart 2025 om 10.15 uur', '2025-03-04T10:15'],
    ['wtorek, 4 marca 2025 r., 10:15', '2025-03-04T10:15'],
    ['4 de março de 2025 às 10:15', '2025-03-04T10:15'],
    ['2025-3-4', '2025-03-04'],
    ['20250304', '2025-03-04'],
    ['March, 2025', '2025-03'],
    ['03/2025', '2025-03'],
    ['mars 2025', '2025-03'],
    ['Date of experience: March 04, 2025', '2025-03-04'],
    ['Jan 5, 2025 Verified Buyer', '2025-01-05'],
    ['Thu Jul 3 2025 10:15:30 GMT+0200 (CEST)', '2025-07-03T10:15:30+02:00'],
    ['Mar 3, 2026 10:15 UTC', '2026-03-03T10:15Z'],
    ['Sat, 28 Feb 2026 10:15:30 +0100', '2026-02-28T10:15:30+01:00'],
    ['Answered Mar 2, 2026', '2026-03-02'],
  ])('%s is %s', (text, iso) => {
    expect(read(text).iso).toBe(iso)
  })
})

describe('a date by its distance from now', () => {
  test.each([
    ['Yesterday, 04:55 PM', '2026-03-03T16:55'],
    ['Today 12:01', '2026-03-04T12:01'],
    ['Heute, 14:30 Uhr', '2026-03-04T14:30'],
    ['Gestern um 09:15', '2026-03-03T09:15'],
    ['hier à 14h30', '2026-03-03T14:30'],
    ['hier à 14 h', '2026-03-03T14'],
    ['ayer a las 10:15', '2026-03-03T10:15'],
    ['ieri alle 10:15', '2026-03-03T10:15'],
    ['gisteren om 10:15', '2026-03-03T10:15'],
    ['ontem às 10:15', '2026-03-03T10:15'],
    ['ontem às 10h15', '2026-03-03T10:15'],
    ['wczoraj o 10:15', '2026-03-03T10:15'],
    ['wczoraj, 10:15', '2026-03-03T10:15'],
    ['昨日 10:15', '2026-03-03T10:15'],
    ['昨天 10:15', '2026-03-03T10:15'],
    ['昨天下午3:05', '2026-03-03T15:05'],
    ['3 週間前', '2026-02'],
    ['3 周前', '2026-02'],
    ['2 ч. назад', '2026-03-04T08Z'],
    ['3d', '2026-03-01'],
    ['2w ago', '2026-02'],
    ['2w', '2026-02'],
    ['5 mo', '2025-10'],
    ['1y', '2025'],
    ['3 mins', '2026-03-04T10:17Z'],
    ['2 hrs ago', '2026-03-04T08Z'],
    ['vor 3 Mon.', '2025-12'],
    ['hace casi 2 años', '2024'],
    ['il y a un an', '2025'],
    ['il y a environ 3 heures', '2026-03-04T07Z'],
    ['há quase 2 anos', '2024'],
    ['prawie 2 lata temu', '2024'],
    ['quasi 2 anni fa', '2024'],
    ['ongeveer 2 maanden geleden', '2026-01'],
    ['1 year, 2 months ago', '2025-01'],
    ['vor 1 Jahr und 3 Monaten', '2024-12'],
    ['hace 1 año y 2 meses', '2025-01'],
    ['1 day 3 hours ago', '2026-03-03T07Z'],
    ['two weeks ago', '2026-02'],
    ['vor drei Tagen', '2026-03-01'],
    ['il y a deux jours', '2026-03-02'],
    ['dwa lata temu', '2024'],
    ['hace tres días', '2026-03-01'],
    ['due giorni fa', '2026-03-02'],
    ['1年半前', '2025'],
    ['两年前', '2024'],
    ['一个月前', '2026-02'],
    ['last week', '2026-02'],
    ['la semaine dernière', '2026-02'],
    ['il mese scorso', '2026-02'],
    ['Friday at 3:05 PM', '2026-02-27T15:05'],
    ['Freitag um 15:05', '2026-02-27T15:05'],
    ['vendredi à 15:05', '2026-02-27T15:05'],
    ['Wednesday at 3:05 PM', '2026-02-25T15:05'],
    ['Reviewed 2 weeks ago', '2026-02'],
    ['Edited 3 days ago', '2026-03-01'],
    ['3 Monate', '2025-12'],
    ['vor einer Woche', '2026-02'],
    ['il y a 3 sem.', '2026-02'],
    ['il y a 2 j', '2026-03-02'],
    ['hace 5 min', '2026-03-04T10:15Z'],
    ['hace 3 h', '2026-03-04T07Z'],
    ['5 h', '2026-03-04T05Z'],
    ['för 2 dagar sedan', '2026-03-02'],
    ['for 2 dager siden', '2026-03-02'],
    ['2 päivää sitten', '2026-03-02'],
    ['před 2 dny', '2026-03-02'],
    ['2 gün önce', '2026-03-02'],
    ['2 дня назад', '2026-03-02'],
    ['2일 전', '2026-03-02'],
    ['한 달 전', '2026-02'],
    ['2 hari yang lalu', '2026-03-02'],
    ['setahun yang lalu', '2025'],
  ])('%s is %s', (text, iso) => {
    expect(read(text).iso).toBe(iso)
  })
})

describe('what names no date for good', () => {
  test.each([
    'May 4',
    '4. Mai',
    '3月1日',
    'Sunday, Feb 25',
    '03/04/2025',
    'a few days ago',
    '5m ago',
    'several years ago',
    'in 3 days',
    '12 days of March',
    '04/03/25',
    'eine Woche',
  ])("'%s' is unknown, with a reason", (text) => {
    const { iso, reason } = read(text)
    expect(iso).toBeNull()
    expect(reason).not.toBe('')
  })
})

describe('a date without a year', () => {
  test.each([
    ['Wed, Feb 25', '2026-02-25'],
    ['Dienstag, 30. Dezember', '2025-12-30'],
    ['mar. 3 mars', '2026-03-03'],
    ['3月3日(火)', '2026-03-03'],
  ])('%s is %s, for its weekday fits the last such day', (text, iso) => {
    expect(read(text).iso).toBe(iso)
  })

  test('is unknown where its weekday does not fit', () => {
    expect(read('Sunday, Feb 25')).toMatchObject({
      iso: null,
      reason: "no year in 'sunday, feb 25'",
    })
  })

  test('is unknown on a page of unknown time', () => {
    const context = { fetchedAt: null, dateOrder: null, language: null }
    expect(parseDate('Wed, Feb 25', context).iso).toBeNull()
  })
})

describe('a date of figures with a year of two digits', () => {
  test.each([
    ['25/03/04', 'ja', '2025-03-04'],
    ['25-03-04', 'sv', '2025-03-04'],
    ['01/02/24', 'zh-CN', '2001-02-24'],
    ['3/4/25', 'en-US', '2025-03-04'],
    ['04/03/25', 'it', '2025-03-04'],
    ['04-03-25', 'nl', '2025-03-04'],
  ])('%s in %s is %s', (text, language, iso) => {
    expect(read(text, language).iso).toBe(iso)
  })

  test('that ends in its whole year says nothing of day and month where the year comes first', () => {
    expect(read('03/04/2025', 'ja').iso).toBeNull()
  })
})

test('a Thai year is counted from the Buddha where the page is Thai', () => {
  expect(read('04/03/2568', 'th').iso).toBeNull()
  expect(read('14/03/2568', 'th').iso).toBe('2025-03-14')
})

/** The languages that the issue names, and those that cost table rows only. */
const TEN = ['en-US', 'en-GB', 'de', 'fr', 'es', 'it', 'nl', 'pt', 'pl', 'ja', 'zh']
const MORE = ['sv', 'cs', 'tr', 'ru', 'uk', 'ro', 'el', 'de-AT', 'es-MX', 'pt-PT', 'zh-TW', 'en-IN']

describe('what Node writes in the usual forms', () => {
  const days = fc.date({
    min: new Date('1985-01-01'),
    max: new Date('2026-03-01'),
    noInvalidDate: true,
  })
  const forms = fc.constantFrom<Intl.DateTimeFormatOptions>(
    { dateStyle: 'full' },
    { dateStyle: 'long' },
    { dateStyle: 'medium' },
    { dateStyle: 'short' },
    { year: 'numeric', month: 'short', day: '2-digit' },
    { weekday: 'short', year: 'numeric', month: 'short', day: 'numeric' },
    { year: '2-digit', month: '2-digit', day: '2-digit' },
  )

  test('is read back, and looks like a date', () => {
    fc.assert(
      fc.property(days, fc.constantFrom(...TEN, ...MORE), forms, (day, language, form) => {
        const written = new Intl.DateTimeFormat(language, { ...form, timeZone: 'UTC' }).format(day)
        fc.pre(!written.startsWith('00')) // 2000 in Chinese, and nothing without its language
        expect([written, read(written, language).iso, looksLikeDate(written)]).toEqual([
          written,
          day.toISOString().slice(0, 10),
          true,
        ])
      }),
      { numRuns: 2000 },
    )
  })

  test('is read back with its time of day', () => {
    const times = fc.constantFrom<Intl.DateTimeFormatOptions>(
      { dateStyle: 'long', timeStyle: 'short' },
      { dateStyle: 'medium', timeStyle: 'short' },
      { dateStyle: 'short', timeStyle: 'short' },
    )
    fc.assert(
      fc.property(days, fc.constantFrom(...TEN, ...MORE), times, (day, language, form) => {
        const written = new Intl.DateTimeFormat(language, { ...form, timeZone: 'UTC' }).format(day)
        expect([written, read(written, language).iso]).toEqual([
          written,
          day.toISOString().slice(0, 16),
        ])
      }),
      { numRuns: 1000 },
    )
  })

  test('of distances is read back to the unit that it is written in', () => {
    const languages = [
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
      'ko',
      'sv',
      'da',
      'fi',
      'cs',
      'tr',
    ]
    const units = fc.constantFrom('second', 'minute', 'hour', 'day', 'week', 'month', 'year')
    const styles = fc.record({
      numeric: fc.constantFrom<'always' | 'auto'>('always', 'auto'),
      style: fc.constantFrom<'long' | 'short' | 'narrow'>('long', 'short', 'narrow'),
    })
    const amounts = fc.integer({ min: 1, max: 30 })
    fc.assert(
      fc.property(
        amounts,
        units,
        styles,
        fc.constantFrom(...languages),
        (amount, unit, style, language) => {
          const written = new Intl.RelativeTimeFormat(language, style).format(
            -amount,
            unit as 'day',
          )
          // "3 m" is minutes in some languages and months in others
          fc.pre(!/\d\s?m\b/.test(written))
          expect([written, read(written, language).iso]).toEqual([written, back(amount, unit)])
        },
      ),
      { numRuns: 3000 },
    )
  })
})

const SECONDS: Record<string, number> = {
  second: 1,
  minute: 60,
  hour: 3600,
  day: 86_400,
  week: 604_800,
}
const LENGTHS: Record<string, number> = {
  second: 19,
  minute: 16,
  hour: 13,
  day: 10,
  week: 7,
  month: 7,
  year: 4,
}

/** The moment of reading less an amount, cut to what the unit tells. */
function back(amount: number, unit: string): string {
  const then = new Date(FETCHED_AT)
  const seconds = SECONDS[unit]
  if (seconds !== undefined) then.setTime(then.getTime() - amount * seconds * 1000)
  else then.setUTCMonth(then.getUTCMonth() - amount * (unit === 'year' ? 12 : 1), 1)
  const cut = then.toISOString().slice(0, LENGTHS[unit])
  return cut.includes('T') ? `${cut}Z` : cut
}

test('a hostile text takes no long', () => {
  const hostile = [
    '1 ',
    '1.',
    '12/',
    'mar ',
    'vor einem ',
    '1 d ',
    'il y a ',
    "'2",
    '１ 年',
    '(((',
    'a ',
    '1, ',
  ]
  const started = performance.now()
  for (const part of hostile) {
    read(part.repeat(200))
    read(part.repeat(Math.floor(190 / part.length)))
    looksLikeDate(part.repeat(Math.floor(95 / part.length)))
  }
  expect(performance.now() - started).toBeLessThan(500)
})

describe('a distance that only says "more than" or "almost"', () => {
  test.each([
    ['over 2 years ago', 'en'],
    ["il y a plus d'un an", 'fr'],
    ['vor über einem Jahr', 'de'],
    ['hace más de un año', 'es'],
    ['ponad rok temu', 'pl'],
    ['meer dan een jaar geleden', 'nl'],
    ['mais de 2 anos atrás', 'pt'],
    ['più di un anno fa', 'it'],
    ['3年以上前', 'ja'],
    ['1年多前', 'zh'],
    ['bir yıldan fazla önce', 'tr'],
    ['half a year ago', 'en'],
    ['hace unos días', 'es'],
  ])('names no year that it may not mean: %s', (text, language) => {
    expect(read(text, language).iso).toBeNull()
  })

  test('keeps what both of its ends have in common', () => {
    const september = { fetchedAt: '2026-09-20T10:00:00Z', dateOrder: null, language: 'en' }
    expect(parseDate('over 2 months ago', september).iso).toBe('2026')
    expect(parseDate('almost 3 years ago', september).iso).toBeNull()
    expect(read('almost 3 years ago').iso).toBe('2023')
  })

  test.each([
    ['hace aproximadamente 1 mes', '2026-02'],
    ['około miesiąca temu', '2026-02'],
    ["un'ora fa", '2026-03-04T09Z'],
  ])('is told from one that is about right: %s', (text, iso) => {
    expect(read(text).iso).toBe(iso)
  })
})

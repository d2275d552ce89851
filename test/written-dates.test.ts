import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { DATE_WORDS, formsOf } from '../crawlers/written/date-words.ts'
import { type DateContext, parseDate } from '../crawlers/written/dates.ts'
import { firstMoment } from '../crawlers/written/first-moment.ts'

const context: DateContext = {
  fetchedAt: '2026-03-04T10:20:30Z',
  dateOrder: null,
  language: null,
}

function read(text: string, over: Partial<DateContext> = {}) {
  return parseDate(text, { ...context, ...over })
}

describe('an absolute date', () => {
  test.each([
    ['2026', '2026', 'year'],
    ['2026-03', '2026-03', 'month'],
    ['2026-03-04', '2026-03-04', 'day'],
    ['20260304', '2026-03-04', 'day'],
    ['2026-03-04T10:15', '2026-03-04T10:15', 'minute'],
    ['2026-03-04 10:15:30', '2026-03-04T10:15:30', 'second'],
    ['2026-03-04T10:15:30.123Z', '2026-03-04T10:15:30Z', 'second'],
    ['2026-03-04T10:15:30+0100', '2026-03-04T10:15:30+01:00', 'second'],
    ['Wed, 04 Mar 2026 10:15:00 GMT', '2026-03-04T10:15:00Z', 'second'],
    ['Wed, 04 Mar 2026 10:15:00 -0500', '2026-03-04T10:15:00-05:00', 'second'],
    ['04 Mar 26 10:15 EST', '2026-03-04T10:15-05:00', 'minute'],
    ['Wed Mar 04 10:15:00 +0000 2026', '2026-03-04T10:15:00+00:00', 'second'],
    ['1772619300', '2026-03-04T10:15:00Z', 'second'],
    ['1772619300123', '2026-03-04T10:15:00Z', 'second'],
    ['March 4, 2026', '2026-03-04', 'day'],
    ['Mar 4th 2026 at 10:15 PM', '2026-03-04T22:15', 'minute'],
    ['March 4, 2026 at 12 am', '2026-03-04T00', 'hour'],
    ['March 2026', '2026-03', 'month'],
    ['4. März 2026', '2026-03-04', 'day'],
    ['04. Mär. 2026, 10:15 Uhr', '2026-03-04T10:15', 'minute'],
    ['1er août 2025', '2025-08-01', 'day'],
    ['le 4 févr. 2026 à 10h15', '2026-02-04T10:15', 'minute'],
    ['13 de octubre de 2020', '2020-10-13', 'day'],
    ['4 marzo 2026', '2026-03-04', 'day'],
    ['4 mrt. 2026', '2026-03-04', 'day'],
    ['4 de março de 2026', '2026-03-04', 'day'],
    ['4 października 2025', '2025-10-04', 'day'],
    ['2026年3月4日', '2026-03-04', 'day'],
    ['2026年3月4日 午後3:05', '2026-03-04T15:05', 'minute'],
    ['2026年3月', '2026-03', 'month'],
    ['2026/3/4', '2026-03-04', 'day'],
    ['04.03.2026', '2026-03-04', 'day'],
    ['04.03.26', '2026-03-04', 'day'],
    ['13/02/2026', '2026-02-13', 'day'],
    ['02/13/2026', '2026-02-13', 'day'],
    ['03/03/2026', '2026-03-03', 'day'],
    ['Reviewed in Italy on 13 October 2020', '2020-10-13', 'day'],
    ['Rezension aus Deutschland vom 13. Oktober 2020', '2020-10-13', 'day'],
    ['２０２６年３月４日', '2026-03-04', 'day'],
  ])('%s is %s, known to the %s', (text, iso, precision) => {
    expect(read(text)).toEqual({ iso, precision, reason: null })
  })

  test('in figures takes its order from the page, else from the language', () => {
    expect(read('03/04/2025', { dateOrder: 'mdy', language: 'de' }).iso).toBe('2025-03-04')
    expect(read('03/04/2025', { language: 'en-US' }).iso).toBe('2025-03-04')
    expect(read('03/04/2025', { language: 'en-GB' }).iso).toBe('2025-04-03')
    expect(read('03/04/2025', { language: 'fr' }).iso).toBe('2025-04-03')
  })

  test('in figures of which one reading lies in the future is the other one', () => {
    expect(read('03/04/2026').iso).toBe('2026-03-04')
    expect(read('02/03/2026, 10:15 PM').iso).toBeNull()
  })

  test.each([null, 'en', 'fr-CA', 'ja'])('in figures is ambiguous with language %s', (language) => {
    const reading = read('03/04/2025', { language })
    expect(reading.iso).toBeNull()
    expect(reading.reason).toContain('cannot be told apart')
  })

  test.each([
    ['2026-02-30', 'no day 30'],
    ['2026-13-01', 'no month 13'],
    ['2026-03-04T25:00', 'no time 25'],
    ['March 4, 2025 13:15 pm', 'no time'],
    ['1970-01-01T00:00:00Z', 'placeholder'],
    ['0001-01-01', 'placeholder'],
    ['March 4', 'no year'],
    ['soon', 'unreadable'],
    ['', 'empty'],
    ['2026-03-07', 'future'],
    ['4 March 2025 and 5 March 2025', 'several dates'],
    ['4 March 2025 '.repeat(30), 'too long'],
  ])("'%s' is unknown: %s", (text, reason) => {
    const reading = read(text)
    expect(reading.iso).toBeNull()
    expect(reading.reason).toContain(reason)
  })

  test('of tomorrow is let through, for clocks and zones differ', () => {
    expect(read('2026-03-05').iso).toBe('2026-03-05')
  })

  test('is read back from every supported language in which Node writes it', () => {
    const languages = ['en', 'de', 'fr', 'es', 'it', 'nl', 'pt', 'pl', 'ja', 'zh']
    const day = fc.date({
      min: new Date('2000-01-01'),
      max: new Date('2026-03-01'),
      noInvalidDate: true,
    })
    const styles = fc.constantFrom<'long' | 'medium' | 'full'>('long', 'medium', 'full')
    fc.assert(
      fc.property(day, fc.constantFrom(...languages), styles, (date, language, dateStyle) => {
        const written = new Intl.DateTimeFormat(language, { dateStyle, timeZone: 'UTC' }).format(
          date,
        )
        expect([written, read(written, { language }).iso]).toEqual([
          written,
          date.toISOString().slice(0, 10),
        ])
      }),
      { numRuns: 500 },
    )
  })

  test('is null with a reason or fits its precision, whatever the text', () => {
    const parts = fc.constantFrom(
      '2026',
      '3',
      '12',
      '/',
      '.',
      ' ',
      'mar',
      'ago',
      'vor',
      '年',
      ':',
      'pm',
    )
    const text = fc.oneof(
      fc.string(),
      fc.array(parts, { maxLength: 9 }).map((words) => words.join('')),
    )
    const lengths = { year: 4, month: 7, day: 10, hour: 13, minute: 16, second: 19 }
    fc.assert(
      fc.property(text, (written) => {
        const { iso, precision, reason } = read(written)
        if (iso === null) expect(reason).not.toBe('')
        else
          expect(iso.replace(/(?<=T.*)(?:Z|[+-]\d\d:\d\d)$/, '')).toHaveLength(lengths[precision])
      }),
    )
  })
})

describe('a relative date', () => {
  test.each([
    ['3 days ago', '2026-03-01', 'day'],
    ['2 years ago', '2024', 'year'],
    ['an hour ago', '2026-03-04T09Z', 'hour'],
    ['about 5 minutes ago', '2026-03-04T10:15Z', 'minute'],
    ['30 seconds ago', '2026-03-04T10:20:00Z', 'second'],
    ['3 weeks ago', '2026-02', 'month'],
    ['a month ago', '2026-02', 'month'],
    ['Posted 2d ago', '2026-03-02', 'day'],
    ['yesterday', '2026-03-03', 'day'],
    ['Yesterday at 10:15', '2026-03-03T10:15', 'minute'],
    ['just now', '2026-03-04T10:20Z', 'minute'],
    ['vor 2 Tagen', '2026-03-02', 'day'],
    ['vor etwa einem Monat', '2026-02', 'month'],
    ['vorgestern', '2026-03-02', 'day'],
    ['il y a 3 jours', '2026-03-01', 'day'],
    ['avant-hier', '2026-03-02', 'day'],
    ['hace 2 días', '2026-03-02', 'day'],
    ['hace un mes', '2026-02', 'month'],
    ['3 giorni fa', '2026-03-01', 'day'],
    ["un'ora fa", '2026-03-04T09Z', 'hour'],
    ["l'altro ieri", '2026-03-02', 'day'],
    ['3 dagen geleden', '2026-03-01', 'day'],
    ['há 3 dias', '2026-03-01', 'day'],
    ['3 dias atrás', '2026-03-01', 'day'],
    ['3 dni temu', '2026-03-01', 'day'],
    ['rok temu', '2025', 'year'],
    ['3日前', '2026-03-01', 'day'],
    ['2か月前', '2026-01', 'month'],
    ['一昨日', '2026-03-02', 'day'],
    ['2时间前'.replace('时间', '小时'), '2026-03-04T08Z', 'hour'],
    ['3个月前', '2025-12', 'month'],
    ['昨天', '2026-03-03', 'day'],
  ])('%s is %s, known to the %s', (text, iso, precision) => {
    expect(read(text)).toEqual({ iso, precision, reason: null })
  })

  test('is unknown on a page of unknown time', () => {
    const reading = read('3 days ago', { fetchedAt: null })
    expect(reading.iso).toBeNull()
    expect(reading.reason).toContain('unknown time')
  })

  test('counts in the zone that the moment of reading is written in', () => {
    expect(read('today', { fetchedAt: '2026-03-04T00:30:00+01:00' }).iso).toBe('2026-03-04')
  })

  test('of an ambiguous or uncounted distance is unknown', () => {
    expect(read('5m ago').iso).toBeNull()
    expect(read('a few days ago').iso).toBeNull()
  })
})

test('no word names two different months', () => {
  const months = new Map<string, number>()
  for (const words of Object.values(DATE_WORDS)) {
    formsOf(words.months).forEach((forms, i) => {
      for (const form of forms) {
        expect([form, months.get(form) ?? i]).toEqual([form, i])
        months.set(form, i)
      }
    })
  }
})

describe('the first moment of a date', () => {
  test.each([
    ['2026', 'UTC', '2026-01-01T00:00:00.000Z'],
    ['2026-03', 'Europe/Berlin', '2026-02-28T23:00:00.000Z'],
    ['2026-07-04', 'Europe/Berlin', '2026-07-03T22:00:00.000Z'],
    ['2026-03-04T09Z', 'Europe/Berlin', '2026-03-04T09:00:00.000Z'],
    ['2026-03-04T10:15', 'America/New_York', '2026-03-04T15:15:00.000Z'],
    ['2026-03-04T10:15:30+01:00', 'UTC', '2026-03-04T09:15:30.000Z'],
    // the clock goes from 02:00 to 03:00, and from 03:00 back to 02:00
    ['2026-03-29T02:30', 'Europe/Berlin', '2026-03-29T01:30:00.000Z'],
    ['2026-10-25T02:30', 'Europe/Berlin', '2026-10-25T00:30:00.000Z'],
  ])('%s in %s is %s', (iso, zone, moment) => {
    expect(firstMoment(iso, zone).toISOString()).toBe(moment)
  })

  test('is refused for anything else', () => {
    expect(() => firstMoment('yesterday', 'UTC')).toThrow(RangeError)
  })
})

import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { findDateIn, looksLikeDate } from '../crawlers/written/date-like.ts'

describe('a short text that is a date', () => {
  test.each([
    '3 days ago',
    'Posted on March 4, 2026',
    'Reviewed in Italy on 13 October 2020',
    'Kundenrezension aus Deutschland am 3. Januar 2021',
    '2021年1月3日に日本でレビュー済み',
    '2021年1月3日 在中国审核',
    'Yesterday, 04:55 PM',
    'Heute, 14:30 Uhr',
    'hier à 14h30',
    'ayer',
    '昨日',
    '3 週間前',
    '3d',
    '2w ago',
    '5 mo',
    '1y',
    '2 hrs ago',
    'vor 3 Mon.',
    'May 4',
    '4. Mai',
    'Wed, Mar 4',
    'Tue 16-Jun-20 16:12:14',
    '12/23/21',
    'Friday at 3:05 PM',
    '2026-03-04T10:15:30Z',
    '03/04/2026',
    'just now',
    'il y a 10 ans',
    'год назад',
    'Opinia z dnia 4 marca 2021',
    'Dodano: 2020-01-05 12:33',
    'Edited 3 days ago',
  ])('looks like one: %s', (text) => {
    expect(looksLikeDate(text)).toBe(true)
  })

  test.each([
    '24 hours',
    '24h',
    '3 days delivery',
    '3 days',
    '$12.05.20',
    '1.2.20',
    'v1.2.2020',
    '555-12-2020',
    'May',
    '100 reviews',
    'today only',
    'I bought it on 4 March 2020 and it was great',
    '4 stars',
    '12:30',
    '5 minutes',
    '10/10',
    '2 years warranty',
    'Order today',
    '1,234',
    '12.05 €',
    'by John on May 3, 2020',
    '2024',
    '15 mins',
    '800 W',
    '3D',
    'Now:',
    'Join Date: Feb 2012',
    'Date First Available 25 Oct. 2017',
    '',
  ])("does not look like one when it is something else: '%s'", (text) => {
    expect(looksLikeDate(text)).toBe(false)
  })
})

describe('a date in a longer line', () => {
  test.each([
    ['by John on May 3, 2020 at 5:04 PM EST | 3 comments', 'May 3, 2020 at 5:04 PM EST'],
    ['Posted by Ana · 3 days ago · Edited', '3 days ago'],
    ['John Smith, 4 May at 10:15', '4 May at 10:15'],
    ['ACME 04.03.2026, 10:15 Uhr #3', '04.03.2026, 10:15'],
    ['Von Max am 3. Januar 2021 verifiziert', '3. Januar 2021'],
    ['Yesterday at 10:15 by Ann', 'Yesterday at 10:15'],
    ['Anna, 3 週間前 返信', '3 週間前'],
    ['Jan 5, 2025 Verified Buyer', 'Jan 5, 2025'],
    ['gestern', 'gestern'],
    ['İpek, 4 Mart 2025', '4 Mart 2025'],
  ])('of %s is %s', (line, date) => {
    expect(findDateIn(line)).toEqual({ text: date, index: line.indexOf(date) })
  })

  test.each([
    'Member since March 2019',
    'Joined: Jun 2015 Posts: 20',
    'Order today for delivery',
    'Delivered 3 days ago',
    'you may 4 go',
    'In 2024 wir',
    'Call 0800 12 05 20',
    'version 1.2.20 is out',
    'rev 2022.5.5.42046',
    'In stock on December 6, 2020.',
    'Try again right now please',
    'Joined: Sat Jan 31, 2009 9:30 pm',
    'free returns within 30 days',
    '',
  ])("is not in '%s'", (line) => {
    expect(findDateIn(line)).toBeNull()
  })

  test('stands at its index, whatever the line', () => {
    const parts = fc.constantFrom(
      '4 March 2025',
      ' ',
      'by ',
      'İ',
      '3 days ago',
      '12',
      ':',
      '/',
      'today',
      'vor ',
      '年',
      'é',
    )
    fc.assert(
      fc.property(fc.array(parts, { maxLength: 12 }), (words) => {
        const line = words.join('')
        const found = findDateIn(line)
        if (found !== null)
          expect(line.slice(found.index).trimStart().startsWith(found.text)).toBe(true)
      }),
    )
  })
})

test('long lines are looked through in linear time', () => {
  const lines = ['1 ', 'may ', '12.', 'a 1 ', "4 d'"].map((part) => part.repeat(20_000))
  const started = performance.now()
  for (const line of lines) findDateIn(line)
  expect(performance.now() - started).toBeLessThan(500)
})

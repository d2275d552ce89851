import { load } from 'cheerio'
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { smtpUrl } from '../config/smtp-url.ts'
import type { AlertMessage } from '../workers/alert/alert-message.ts'
import { alertEmail } from '../workers/deliver/alert-email.ts'
import { DROP_MESSAGE } from './alert-message.ts'

const changed = (change: Partial<AlertMessage>): AlertMessage => ({ ...DROP_MESSAGE, ...change })
const named = (name: string) => changed({ product: { ...DROP_MESSAGE.product, name } })

describe('the e-mail of an alert', () => {
  test('says in its subject what fell, from where to where', async () => {
    const { subject } = await alertEmail('alert.opened', DROP_MESSAGE)
    expect(subject).toBe('Rating drop: Aurora Buds fell from 4.5 to 2.8')
  })

  test('says in its subject what has changed since', async () => {
    const recovery = { level: 4.4, ratings: 31, days_down: 22.6 }
    const subjects = [
      await alertEmail('alert.updated', changed({ to: 2.3 })),
      await alertEmail('alert.closed', changed({ recovery })),
      await alertEmail('alert.closed', DROP_MESSAGE),
    ].map(({ subject }) => subject)
    expect(subjects).toEqual([
      'Rating drop, update: Aurora Buds fell from 4.5 to 2.3',
      'Rating recovered: Aurora Buds is back at 4.4',
      'Rating drop closed: Aurora Buds',
    ])
  })

  test('has the sentence, numbers, reasons, quotes and links as text', async () => {
    const { text } = await alertEmail('alert.opened', DROP_MESSAGE)
    expect(text).toMatchInlineSnapshot(`
      "Aurora Buds: mean rating fell from 4.5 to 2.8 since 3 May (52 ratings, 95 % interval of the change −1.9 to −1.4)

        Before           4.5 stars (140 ratings)
        Since the drop   2.8 stars (52 ratings)
        Change −1.7 stars (95 % interval −1.9 to −1.4)

      Said more often since:
      - stopped charging: in 20 of 48 mentions, before in 0 of 120

      "They stopped charging."
        1 star, 2026-05-20
        https://shop.example/r/91

      "Nach drei Wochen lädt nichts mehr."
        2.5 stars, 2026-05-22
        https://shop.example/r/92

      "Dead <after> a month & gone"
        2 stars

      The alert in the console:
      https://earshot.example/alerts/7

      -- 
      You get this because your address is one of the recipients in the sources.yaml of Earshot."
    `)
  })

  test('has the same in HTML', async () => {
    const { html } = await alertEmail('alert.opened', DROP_MESSAGE)
    const $ = load(html)
    expect($('h1').text()).toBe('Aurora Buds')
    expect($('p').first().text()).toBe(DROP_MESSAGE.summary)
    const cells = $('tr')
      .toArray()
      .map((row) =>
        $('td', row)
          .toArray()
          .map((cell) => $(cell).text()),
      )
    expect(cells).toEqual([[], ['Before', '4.5', '140'], ['Since the drop', '2.8', '52']])
    expect($('li').text()).toBe('stopped charging in 20 of 48 mentions, before in 0 of 120')
    expect($('blockquote').length).toBe(3)
    expect(
      $('a')
        .toArray()
        .map((link) => $(link).attr('href')),
    ).toEqual([
      'https://shop.example/r/91',
      'https://shop.example/r/92',
      'https://earshot.example/alerts/7',
    ])
  })

  test('leads to no address but of the web', async () => {
    const quotes = ['javascript:alert(1)', 'data:text/html,x', 'file:///etc/passwd'].map(
      (url, index) => ({ mention_id: index, stars: 1, quote: 'Bad.', url, day: null }),
    )
    const { html, text } = await alertEmail('alert.opened', changed({ quotes }))
    expect(load(html)('blockquote a').length).toBe(0)
    expect(text).not.toMatch(/javascript:|data:|file:/)
  })

  test('lets no collected text become markup, or leave its line', async () => {
    const hostile = fc.oneof(
      fc.string({ unit: 'binary' }),
      fc.constantFrom(
        '</blockquote><script>alert(1)</script>',
        '"><img src=x onerror=alert(1)>',
        'a\r\nBcc: everybody@example.com',
        '\u202egnp.exe',
      ),
    )
    await fc.assert(
      fc.asyncProperty(hostile, hostile, hostile, hostile, async (name, summary, reason, quote) => {
        const facts = { before: 0, before_mentions: 9, after: 4, after_mentions: 9 }
        const { subject, text, html } = await alertEmail('alert.opened', {
          ...named(name),
          summary,
          reasons: [{ reason, ...facts }],
          quotes: [{ mention_id: 1, stars: 1, quote, url: null, day: null }],
        })
        const tags = load(html)('body *')
          .toArray()
          .map((element) => element.tagName)
        expect(tags.join(' ')).toBe(
          'div h1 p table tbody tr th th th tr td td td tr td td td p h2 ul li strong bdi blockquote span br span p a p',
        )
        expect(subject).not.toMatch(/[\p{Cc}\u202e]/u)
        expect(text.split('\n').filter((line) => line.startsWith('Bcc'))).toEqual([])
      }),
      { numRuns: 30 },
    )
  })

  test('has a subject of bearable length, whatever a product is called', async () => {
    const { subject } = await alertEmail('alert.opened', named('𝒜'.repeat(5000)))
    expect([...subject].length).toBeLessThan(180)
    expect(subject).not.toMatch(/\p{Cs}/u)
  })
})

describe('SMTP_URL', () => {
  const read = (text: string) => smtpUrl.safeParse(text).data

  test('names the server and the sender', () => {
    expect(read('smtps://u:p%40ss@mail.example.com:465?from=alerts%2Bx@example.com')).toEqual({
      url: 'smtps://u:p%40ss@mail.example.com:465',
      from: { name: 'Earshot', address: 'alerts+x@example.com' },
    })
    expect(read('smtp://localhost:25?requireTLS=false&from=Acme Alerts <a@example.com>')).toEqual({
      url: 'smtp://localhost:25?requireTLS=false',
      from: { name: 'Acme Alerts', address: 'a@example.com' },
    })
  })

  test('has its user as the sender where that is an address', () => {
    expect(read('smtps://me%40example.com:secret@mail.example.com')?.from).toEqual({
      name: 'Earshot',
      address: 'me@example.com',
    })
  })

  test.each([
    'mail.example.com',
    'https://mail.example.com?from=a@example.com',
    'smtp://mail.example.com',
    'smtp://user:secret@mail.example.com',
    'smtps://user:p#ss@mail.example.com?from=alerts@example.com',
    'smtps://user:p/ss@mail.example.com?from=alerts@example.com',
    'smtp://me%zz:secret@mail.example.com',
    'smtp://mail.example.com?from=a@example.com%0d%0aBcc: b@example.com',
    'smtp://mail.example.com?from=Name%0d%0aBcc:b@example.com <a@example.com>',
  ])('is refused as %j', (text) => {
    const { error } = smtpUrl.safeParse(text)
    expect(error?.issues[0]?.message).toContain('?from=alerts@example.com')
  })

  test('is refused with a word on what must be percent-encoded', () => {
    const { error } = smtpUrl.safeParse('smtps://user:p#ss@mail.example.com?from=a@example.com')
    expect(error?.issues[0]?.message).toContain('# / @ % must be percent-encoded')
  })
})

import { mkdtemp, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { readSelectorsFile, selectors } from '../config/selectors.ts'
import { parseSourcesFile } from '../config/sources.ts'
import { adapter } from '../crawlers/adapters/selectors.ts'
import { openDocument } from '../crawlers/document.ts'
import { describePage } from '../workers/describe-page.ts'
import { pageOf } from './page-of.ts'

function faultOf(given: object): string {
  const parsed = selectors.safeParse({ items: '.r', fields: { text: '.t' }, ...given })
  return parsed.success ? '' : parsed.error.issues.map(({ message }) => message).join('; ')
}

function read(html: string, given: object) {
  return adapter.read(openDocument(pageOf(html)), { selectors: selectors.parse(given) })
}

describe('selectors of a source', () => {
  it.each([['li.review'], ['#list > div[data-kind^="op"] .x'], ['div.r:not(.ad)'], ['.a, .b']])(
    'may be %j',
    (items) => {
      expect(faultOf({ items })).toBe('')
    },
  )

  it.each([
    ['div:has(p)', ':has'],
    ['p ~ p ~ p', 'sibling'],
    ['tr + tr', 'adjacent'],
    ['li:nth-child(2n)', ':nth-child'],
    ['div:not(div div)', ':not'],
    ['a[', 'is no CSS selector'],
    ['x'.repeat(301), 'more than 300 characters'],
  ])('may not be %j, which takes too long or is none', (items, words) => {
    expect(faultOf({ items })).toContain(words)
  })

  it.each([['(\\d+)/5'], ['^Art\\. (\\S+)'], ['[+*]x(a|b)?']])('may match by %j', (match) => {
    expect(faultOf({ fields: { text: { css: '.t', match } } })).toBe('')
  })

  it.each([
    ['(a+)+b', 'group cannot be repeated'],
    ['(a|a)*', 'group cannot be repeated'],
    ['(x)\\1', 'no back-reference'],
    ['(?=a)', 'no look-around'],
    ['.*.*.*.*x', 'more than 3 times'],
    ['(', 'is no regular expression'],
  ])('may not match by %j, which takes for ever on some texts', (match, words) => {
    expect(faultOf({ fields: { text: { css: '.t', match } } })).toContain(words)
  })

  it('name fields that pages have', () => {
    expect(faultOf({ fields: { 'author.email': '.mail' } })).not.toBe('')
    expect(faultOf({ fields: { nonsense: '.x' } })).not.toBe('')
  })

  it('are named with their line when they are wrong in sources.yaml', () => {
    const yaml = `sources:
  - name: shop
    channel: own_site
    url: https://shop.example/
    adapter: selectors
    selectors:
      items: tr + tr
      fields: { text: .t }
`
    expect(() => parseSourcesFile(yaml, 'sources.yaml')).toThrow(
      /sources\.yaml:7: sources\.\[0\]\.selectors\.items: .*adjacent/,
    )
  })

  it('must be there where the adapter is named', () => {
    const yaml =
      'sources:\n  - { name: a, channel: blog, url: "https://a.example/", adapter: selectors }\n'
    expect(() => parseSourcesFile(yaml, 'sources.yaml')).toThrow('needs a field selectors')
  })

  it('can be tried from a file of their own, whose faults are named', async () => {
    const file = join(await mkdtemp(join(tmpdir(), 'earshot-test-')), 'selectors.yaml')
    await writeFile(file, 'items: .r\nfields: { text: .t, rating.value: "a b:has(c)" }\n')
    await expect(readSelectorsFile(file)).rejects.toThrow(`${file}: fields.rating.value`)
    await expect(readSelectorsFile(file)).rejects.toThrow(':has is not understood here')
    await writeFile(file, 'items: .r\nfields: { text: .t }\n')
    expect(await readSelectorsFile(file)).toMatchObject({ type: 'review', items: '.r' })
  })

  it('says of a file that is empty, or holds the whole source, what belongs into it', async () => {
    const folder = await mkdtemp(join(tmpdir(), 'earshot-selectors-'))
    const file = join(folder, 'selectors.yaml')
    await writeFile(file, '')
    await expect(readSelectorsFile(file)).rejects.toThrow('the file is empty; it holds what stands')
    await writeFile(file, 'selectors: { items: .r }')
    await expect(readSelectorsFile(file)).rejects.toThrow("the file has 'selectors'")
    await writeFile(file, 'items: .r\nfields: { stars: .s }')
    await expect(readSelectorsFile(file)).rejects.toThrow(
      "has 'stars', which is not known; known are",
    )
  })
})

describe('a person who tries selectors', () => {
  it('is told when they match nothing', () => {
    const given = selectors.parse({ items: '.r', fields: { text: '.t' } })
    const { problems } = describePage(pageOf('<p>x'), { registry: [adapter], selectors: given })
    expect(problems).toMatchObject([{ code: 'nothing_selected' }])
  })
})

describe('the adapter selectors', () => {
  it('does nothing where a source has none', () => {
    expect(adapter.detect(openDocument(pageOf('<p>x')))).toBeNull()
    expect(adapter.read(openDocument(pageOf('<p>x'))).problems).toMatchObject([
      { code: 'no_selectors' },
    ])
  })

  it('leaves out elements in which nobody says anything', () => {
    const html = '<i class="r"><b class="t">yes</b></i><i class="r"></i>'
    const { items } = read(html, { items: '.r', fields: { text: '.t' } })
    expect(items.map(({ fields }) => fields.text?.value)).toEqual(['yes'])
  })

  it('stops, and says so, where items inside of items would be looked through for ever', () => {
    const html = `${'<div>'.repeat(400)}${'<p>x</p>'.repeat(50_000)}`
    const startedAt = performance.now()
    const { problems } = read(html, { items: 'div', fields: { text: '.none' } })
    expect(problems).toMatchObject([{ code: 'too_large' }])
    expect(performance.now() - startedAt).toBeLessThan(20_000)
  })
})

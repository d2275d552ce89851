import { describe, expect, it } from 'vitest'
import { openDocument } from '../crawlers/document.ts'
import { pageOf } from './page-of.ts'

function textOf(body: Uint8Array | string, contentType = 'text/html'): string {
  return openDocument(pageOf(body, { headers: { 'content-type': contentType } })).text
}

describe('the charset of a document', () => {
  it('is that of its byte order mark, before all that is said', () => {
    const utf16 = Buffer.concat([Buffer.from([0xff, 0xfe]), Buffer.from('Größe', 'utf16le')])
    expect(textOf(utf16, 'text/html; charset=iso-8859-1')).toBe('Größe')
  })

  it('is that of the content type, then the XML declaration, then meta', () => {
    const sjis = Buffer.from([0x83, 0x65, 0x83, 0x58, 0x83, 0x67])
    expect(textOf(sjis, 'text/html; charset=Shift_JIS')).toBe('テスト')
    const xml = Buffer.from('<?xml version="1.0" encoding="ISO-8859-2"?><a>\xb1</a>', 'latin1')
    expect(textOf(xml, 'text/xml')).toContain('ą')
    const meta = Buffer.from('<meta charset=windows-1251><p>\xcf\xf0\xe8\xe2\xe5\xf2', 'latin1')
    expect(textOf(meta)).toContain('Привет')
  })

  it('is windows-1252 where a page says Latin-1, as in browsers', () => {
    expect(textOf(Buffer.from('\x8030', 'latin1'), 'text/html; charset=iso-8859-1')).toBe('€30')
  })

  it('is UTF-8 for valid UTF-8 that is said to be something else', () => {
    expect(textOf('Größe', 'text/html; charset=iso-8859-1')).toBe('Größe')
    expect(textOf('Größe', 'text/html; charset=no-such-charset')).toBe('Größe')
  })

  it('is windows-1252 for bytes that are no UTF-8 although it is said, unless few are broken', () => {
    const latin = Buffer.from('Gr\xf6\xdfe und \xdcbergr\xf6\xdfe', 'latin1')
    expect(textOf(latin, 'text/html; charset=utf-8')).toBe('Größe und Übergröße')
    const broken = Buffer.concat([Buffer.from('Größe Übergröße '), Buffer.from([0xff])])
    expect(textOf(broken, 'text/html; charset=utf-8')).toBe('Größe Übergröße \ufffd')
  })
})

describe('what a document says of itself', () => {
  it('counts its canonical address only on its own host', () => {
    const at = (href: string) =>
      openDocument(
        pageOf(`<link rel="canonical" href="${href}">`, {
          url: 'https://www.shop.example/a?x=1#y',
        }),
      ).canonicalUrl
    expect(at('https://shop.example/a')).toBe('https://shop.example/a')
    expect(at('/b#c')).toBe('https://www.shop.example/b')
    expect(at('https://other.example/a')).toBe('https://www.shop.example/a?x=1')
  })

  it('takes the canonical address of a saved page of unknown address', () => {
    const document = openDocument(
      pageOf('<meta property="og:url" content="https://a.example/b">', { url: '' }),
    )
    expect(document.canonicalUrl).toBe('https://a.example/b')
  })

  it('resolves against base href, and against the final address without it', () => {
    expect(openDocument(pageOf('<base href="/x/">')).baseUrl).toBe('https://shop.example/x/')
    expect(openDocument(pageOf('<p>')).baseUrl).toBe('https://shop.example/product/lamp')
  })

  it('names its language by html lang, else by header, else by og:locale', () => {
    const headers = { 'content-type': 'text/html', 'content-language': 'de, en' }
    expect(openDocument(pageOf('<html lang="fr">', { headers })).language).toBe('fr')
    expect(openDocument(pageOf('<html>', { headers })).language).toBe('de')
    expect(openDocument(pageOf('<meta property="og:locale" content="pt_BR">')).language).toBe(
      'pt-BR',
    )
    expect(openDocument(pageOf('<p>')).language).toBeNull()
  })
})

describe('JSON-LD', () => {
  const read = (script: string) => {
    const document = openDocument(pageOf(`<script type="application/ld+json">${script}</script>`))
    return { data: document.jsonLd.map(({ data }) => data), problems: document.problems }
  }

  it.each([
    ['comments', '/* a */ {"a": 1, // b\n "b": "http://x"}', { a: 1, b: 'http://x' }],
    ['CDATA marks', '//<![CDATA[\n{"a": 1}\n//]]>', { a: 1 }],
    ['an HTML comment around it', '<!--\n{"a": 1}\n-->', { a: 1 }],
    ['an HTML comment before it', '<!-- our new widget -->\n{"a": 1}', { a: 1 }],
    ['trailing and doubled commas', '{"a": [1,, 2,],}', { a: [1, 2] }],
    ['control characters in strings', '{"a": "x\ny\tz"}', { a: 'x\ny\tz' }],
    ['false escapes', '{"a": "it\\\'s 5\\% \\u00e9"}', { a: "it's 5% é" }],
    ['escaped quotes', '{&quot;a&quot;: &quot;b&quot;}', { a: 'b' }],
    ['a closing semicolon', '{"a": 1};', { a: 1 }],
    ['several values in a row', '{"a": 1} {"a": 2}', [{ a: 1 }, { a: 2 }]],
  ])('is read in spite of %s', (_, script, data) => {
    expect(read(script)).toEqual({ data: [data], problems: [] })
  })

  it('that cannot be read is a problem that says where', () => {
    const { data, problems } = read('{"a": "b')
    expect(data).toEqual([])
    expect(problems).toMatchObject([{ code: 'bad_json', where: 'json-ld[0]' }])
  })
})

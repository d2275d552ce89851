import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { plainLine, plainText } from '../workers/normalize/text.ts'

describe('plain text', () => {
  test('keeps the paragraphs, lines and list items of markup', () => {
    const html = '<p>One\n  line</p><p>Two<br>lines</p><ul><li>a</li><li>b</li></ul><div>end</div>'
    expect(plainText(html, true)).toBe('One line\n\nTwo\nlines\n\na\nb\n\nend')
  })

  test('drops what is not said, and decodes entities', () => {
    const html = '<style>p{}</style>5 &lt; 6 &amp; caf&eacute;<script>alert(1)</script><!-- no -->'
    expect(plainText(html, true)).toBe('5 < 6 & café')
  })

  test('leaves a value that is no markup as it is', () => {
    expect(plainText('a <b> c &amp; d', false)).toBe('a <b> c &amp; d')
  })

  test('collapses spaces and keeps at most one empty line', () => {
    expect(plainText('  a \t b\r\n\r\n\r\n\r\n c\u00a0d ', false)).toBe('a b\n\nc d')
  })

  test('removes control and invisible characters, and lone surrogates', () => {
    expect(plainText('a\u0000b\u200bc\u00add\ufeffe\u202ef\ud800g', false)).toBe('abcdefg')
  })

  test('keeps the joiners inside emoji and removes idle ones', () => {
    expect(plainText('👩‍👧 ❤️‍🔥 a\u200db', false)).toBe('👩‍👧 ❤️‍🔥 ab')
  })

  test('keeps the joiner that Persian words are written with', () => {
    expect(plainText('می\u200cخواهم', false)).toBe('می\u200cخواهم')
  })

  test('composes characters', () => {
    expect(plainText('cafe\u0301', false)).toBe('café')
  })

  test('reads emoji that are drawn as images, and no other image', () => {
    expect(plainText('good <img class="emoji" alt="😀"><img alt="logo">', true)).toBe('good 😀')
  })

  test('is null when nothing is left', () => {
    expect(plainText(' \u200b<br>', true)).toBeNull()
    expect(plainText('', false)).toBeNull()
  })

  test('of elements nested without end is cut, and takes no long time', () => {
    const started = performance.now()
    expect(plainText(`first${'<b>'.repeat(130_000)}last`, true)).toBe('first')
    expect(plainText(`${'<div>'.repeat(15_000)}deep`, true)).toBe('deep')
    expect(performance.now() - started).toBeLessThan(10_000)
  })

  test('is bounded, and never cut inside a character', () => {
    const text = plainText(`a${'😀'.repeat(60_000)}`, false)
    expect(text).toHaveLength(99_999)
  })

  test('is a fixed point: tidy text stays as it is', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary' }), (text) => {
        const once = plainText(text, false)
        expect(plainText(once ?? '', false)).toBe(once)
      }),
    )
  })

  test('of a title is one line', () => {
    expect(plainLine('<h3>Great<br>buds</h3>', true)).toBe('Great buds')
  })
})

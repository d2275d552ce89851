import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { firstLineOf, lineOf } from '../crawlers/find-elements.ts'
import { isElement, type MarkupElement, parseMarkup } from '../crawlers/markup.ts'
import { linesOf } from '../crawlers/text-lines.ts'

describe('the lines of an element', () => {
  it('end at line breaks and blocks', () => {
    const element = firstOf('<div>mocha<br><span>Posts: 15</span><div>Joined: 2009</div></div>')
    expect(linesOf(element).filter((line) => line !== '')).toEqual([
      'mocha',
      'Posts: 15',
      'Joined: 2009',
    ])
  })

  it('do not end inside of a word that is marked', () => {
    expect(lineOf(firstOf('<p>un<b>believ</b>able</p>'))).toBe('unbelievable')
  })

  it('leave out what a script holds', () => {
    expect(lineOf(firstOf('<p>a<script>b</script></p>'))).toBe('a')
  })

  it('begin with the first that holds a word', () => {
    expect(firstLineOf(firstOf('<div>★<br>Ann<div>Leeds</div></div>'))).toBe('Ann')
  })

  it('hold every letter, whatever the markup', () => {
    const tag = fc.constantFrom('div', 'span', 'b', 'td', 'br')
    const part = fc.tuple(tag, fc.stringMatching(/^[a-z]{0,5}$/))
    fc.assert(
      fc.property(fc.array(part, { maxLength: 20 }), (parts) => {
        const html = parts.map(([name, text]) => `<${name}>${text}</${name}>`).join('')
        const said = parts.map(([, text]) => text).join('')
        expect(linesOf(firstOf(`<div>${html}</div>`)).join('')).toBe(said)
      }),
    )
  })
})

function firstOf(html: string): MarkupElement {
  const [first] = parseMarkup(html).root.children
  if (first === undefined || !isElement(first)) throw new Error('no element')
  return first
}

import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { buildCatalogue } from '../workers/attach/catalogue.ts'
import type { CatalogueProduct } from '../workers/attach/catalogue-product.ts'
import { passagesNaming } from '../workers/normalize/passages.ts'

const product = (productId: number, name: string, more: Partial<CatalogueProduct> = {}) => ({
  productId,
  externalId: `P${productId}`,
  name,
  brand: 'Aurora',
  gtin: null,
  mpn: null,
  sku: null,
  variantOf: null,
  aliases: [],
  urls: [],
  ...more,
})

const sought = {
  brands: ['Aurora', 'Echo'],
  catalogue: buildCatalogue([
    product(1, 'Vento 3', { aliases: ['Vento III'] }),
    product(2, 'Volt Bank'),
  ]),
  exclusions: ['Aurora Borealis', 'Aurora, Colorado'],
}

const quotes = (text: string) => passagesNaming(text, sought).map(({ quote }) => quote)

describe('passages that name us', () => {
  it('are the sentence with its neighbours, and nothing else of the article', () => {
    const text =
      'Spring is here. I bought headphones. They are the Vento 3 in blue. They fit well. Then it rained. Much.'
    expect(passagesNaming(text, sought)).toEqual([
      {
        quote: 'I bought headphones. They are the Vento 3 in blue. They fit well.',
        productIds: [1],
        brands: [],
      },
    ])
  })

  it('end at their paragraph', () => {
    expect(quotes('Before.\n\nThe Vento 3 is light.\n\nAfter.')).toEqual(['The Vento 3 is light.'])
  })

  it('are one where they touch, with all that they name', () => {
    const text = 'One. The Vento 3 is light. Two. Aurora also makes the Volt Bank. Three. Four.'
    expect(passagesNaming(text, sought)).toEqual([
      {
        quote: 'One. The Vento 3 is light. Two. Aurora also makes the Volt Bank. Three.',
        productIds: [1, 2],
        brands: ['Aurora'],
      },
    ])
  })

  it('stay apart with more than their neighbours between them', () => {
    const text = 'The Vento 3 is light. One. Two. Three. Four. The Vento III too.'
    expect(quotes(text)).toEqual(['The Vento 3 is light. One.', 'Four. The Vento III too.'])
  })

  it('find aliases, and names in any case', () => {
    expect(passagesNaming('we tried the vento iii.', sought)[0]?.productIds).toEqual([1])
  })

  it('need whole words', () => {
    expect(quotes('The Auroral light. Advento 30 is another thing.')).toEqual([])
  })

  it('find the brand in compounds and genitives', () => {
    expect(quotes('Aurora-Kopfhörer sind da.')).toEqual(['Aurora-Kopfhörer sind da.'])
    expect(quotes("It is Aurora's best.")).toEqual(["It is Aurora's best."])
  })

  it('are not those of an exclusion, in any case', () => {
    expect(quotes('We saw the Aurora Borealis. The AURORA BOREALIS was green.')).toEqual([])
    expect(quotes('She lives in Aurora, Colorado.')).toEqual([])
  })

  it('are found beside an exclusion', () => {
    const text = 'Under the Aurora Borealis I heard Aurora headphones.'
    expect(passagesNaming(text, sought)).toEqual([
      { quote: text, productIds: [], brands: ['Aurora'] },
    ])
  })

  it('need the capital of a brand that is a common word', () => {
    expect(quotes('There was an echo in the room.')).toEqual([])
    expect(quotes('My new Echo talks too much.')).toEqual(['My new Echo talks too much.'])
  })

  it('take a common word at the beginning of a sentence only where the brand is named elsewhere', () => {
    expect(quotes('Echo is what a cave makes.')).toEqual([])
    const text = 'Echo is cheap.\nI like my Echo.'
    expect(quotes(text)).toEqual(['Echo is cheap.', 'I like my Echo.'])
  })

  it('keep to 600 characters, around the name where one sentence is longer', () => {
    const text = `${'word '.repeat(300)}Aurora ${'word '.repeat(300)}.`
    const [quote = '', ...more] = quotes(text)
    expect(more).toEqual([])
    expect(quote.length).toBeLessThanOrEqual(600)
    expect(quote).toContain('Aurora')
  })

  it('are split where the joined one would be too long, and repeat no sentence', () => {
    const text = Array.from({ length: 12 }, (_, i) => `Aurora ${i} ${'x '.repeat(60)}end.`).join(
      ' ',
    )
    const found = quotes(text)
    expect(found.length).toBeGreaterThan(1)
    expect(found.join(' ')).toBe(text)
  })

  it('are parts of the text, in its order, whatever it is', () => {
    const word = fc.constantFrom(
      'Aurora',
      'Vento',
      '3',
      'echo',
      'Echo',
      '.',
      '!',
      '\n',
      'Borealis',
      '𝒜',
      'a'.repeat(90),
    )
    fc.assert(
      fc.property(fc.array(word, { maxLength: 80 }), (list) => {
        const text = list.join(' ')
        let from = 0
        for (const { quote, brands, productIds } of passagesNaming(text, sought)) {
          const at = text.indexOf(quote, from)
          expect(at).toBeGreaterThanOrEqual(from)
          expect(quote.length).toBeLessThanOrEqual(600)
          expect(brands.length + productIds.length).toBeGreaterThan(0)
          from = at + quote.length
        }
      }),
    )
  })
})

import { beforeAll, describe, expect, it } from 'vitest'
import type { Adapter } from '../crawlers/adapter.ts'
import { loadRegistry } from '../crawlers/registry.ts'
import { describePage } from '../workers/describe-page.ts'
import { pageOf } from './page-of.ts'

let registry: Adapter[]
beforeAll(async () => {
  registry = await loadRegistry()
})

const SAID = [
  'It does what it should, and the cable is long enough for my desk.',
  'Broke after two weeks, and the shop took ten days to answer me at all.',
  'Bright, light and small. I would buy it again for the other room.',
  'The switch is hard to find in the dark, everything else is fine with me.',
]
const NAMES = ['Ann Miller', 'Bob Kern', 'Cleo Duval', 'Dan Ortiz']

function starsRead(ratings: number[], draw: (stars: number) => string) {
  const reviews = ratings.map(
    (stars, n) =>
      `<div class="review"><span class="author">${NAMES[n % 4]} ${n}</span><span class="date">March ${n + 1}, 2026</span>${draw(stars)}<p>${SAID[n % 4]} ${n}</p></div>`,
  )
  const { items } = describePage(pageOf(`<html lang="en"><h1>Lamp</h1>${reviews.join('')}`), {
    registry,
  })
  return items.map(({ rating }) => rating?.stars ?? null)
}

const repeated = (n: number, html: string) => html.repeat(n)

describe('stars that are drawn', () => {
  it.each<[string, (n: number) => string]>([
    [
      'icons of which some are checked',
      (n) =>
        `<div class="stars">${repeated(n, '<span class="fa fa-star checked"></span>')}${repeated(5 - n, '<span class="fa fa-star"></span>')}</div>`,
    ],
    [
      'icons in two colours',
      (n) =>
        `<div class="rating">${repeated(n, '<i class="fas fa-star text-warning"></i>')}${repeated(5 - n, '<i class="fas fa-star text-secondary"></i>')}</div>`,
    ],
    [
      'glyphs that are on and off',
      (n) =>
        `<div class="stars">${repeated(n, '<span class="on">★</span>')}${repeated(5 - n, '<span class="off">★</span>')}</div>`,
    ],
    [
      'glyphs of which some are filled, in a block that nothing names',
      (n) =>
        `<div>${repeated(n, '<span class="a b">★</span>')}${repeated(5 - n, '<span class="a">★</span>')}</div>`,
    ],
    [
      'two runs of glyphs in two colours',
      (n) =>
        `<div class="stars"><span style="color:gold">${'★'.repeat(n)}</span>${n === 5 ? '' : `<span style="color:#ccc">${'★'.repeat(5 - n)}</span>`}</div>`,
    ],
    [
      'a row of glyphs over another that is cut off',
      (n) =>
        `<div class="stars"><span class="bg">★★★★★</span><span class="fg" style="width:${n * 20}%">★★★★★</span></div>`,
    ],
    [
      'a width inside of a width',
      (n) =>
        `<div class="star-rating" style="width:100%"><span style="width:${n * 20}%"></span></div>`,
    ],
    ['a fraction in words', (n) => `<span>${n}/5</span>`],
    ['glyphs of two kinds', (n) => `<span>${'★'.repeat(n)}${'☆'.repeat(5 - n)}</span>`],
  ])('are counted: %s', (_, draw) => {
    expect(starsRead([3, 5, 4, 1], draw)).toEqual([3, 5, 4, 1])
  })

  it('that all look alike say nothing', () => {
    const alike =
      '<div class="stars"><i class="icon"></i><i class="icon"></i><i class="icon"></i><i class="icon"></i><i class="icon"></i></div>'
    expect(starsRead([3, 5, 4, 1], () => alike)).toEqual([null, null, null, null])
  })

  it('are no histogram where reviews happen to fall from five to one', () => {
    const draw = (n: number) => `<span class="rating">${n}/5</span>`
    expect(starsRead([5, 4, 3, 2, 1, 5, 5], draw)).toEqual([5, 4, 3, 2, 1, 5, 5])
  })
})

describe('an author whom nothing names', () => {
  it.each([
    ['a button with a count', (n: number) => `<button>Útil ${n}</button>`],
    ['a colour', (n: number) => `<span class="sz">${['Red', 'Blue', 'Green', 'Black'][n]}</span>`],
    ['a city', (n: number) => `<span class="c">${['Berlin', 'Ulm', 'Bonn', 'Kiel'][n]}</span>`],
  ])('is not %s', (_, show) => {
    const reviews = SAID.map(
      (text, n) =>
        `<div class="review">${show(n)}<span class="date">March ${n + 1}, 2026</span><span class="rating">${n + 1}/5</span><p>${text}</p></div>`,
    )
    const { items } = describePage(pageOf(`<h1>Lamp</h1>${reviews.join('')}`), { registry })
    expect(items.map(({ author }) => author?.name ?? null)).toEqual([null, null, null, null])
  })
})

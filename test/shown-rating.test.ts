import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { isElement, parseMarkup } from '../crawlers/markup.ts'
import { namesAround } from '../crawlers/records/element-shape.ts'
import { shownRating } from '../crawlers/written/shown-rating.ts'

function shown(html: string) {
  const [element] = parseMarkup(html).root.children.filter(isElement)
  const rating = element === undefined ? null : shownRating(element, namesAround(element))
  return rating === null ? null : [rating.value, rating.best ?? null, rating.at]
}

const icon = (look: string) => `<i class="icon-star-${look}"></i>`

describe('a rating that is shown', () => {
  it.each([
    ['<span aria-label="4.5 out of 5 stars"></span>', ['4.5', '5', 'aria-label']],
    ['<i title="Bewertung: 3 von 5 Sternen"></i>', ['3', '5', 'title']],
    ['<img class="rating" alt="2/5">', ['2', '5', 'alt']],
    ['<b>4,7 von 5 Sternen</b>', ['4,7', '5', 'text']],
    ['<b>3 étoiles</b>', ['3', '5', 'text']],
    ['<span>★★★★☆</span>', ['4', '5', 'text']],
    ['<span class="review-score">8,6</span>', ['8,6', null, 'text']],
    ['<div class="stars" data-rating="3.5"></div>', ['3.5', null, 'data-rating']],
    ['<div class="star-rating"><span style="width:80%"></span></div>', null],
    ['<span class="stars-full" style="width: 90%"></span>', ['4.5', '5', 'width']],
    ['<i class="a-star-4-5"></i>', ['4.5', '5', 'class']],
    ['<i class="stars45"></i>', ['4.5', '5', 'class']],
    ['<p class="rating-4"></p>', ['4', '5', 'class']],
    ['<img src="/images/stars_4.gif">', ['4', '5', 'src']],
    ['<img src="/i/4stars.png">', ['4', '5', 'src']],
    ['<img src="/i/kettle4.png">', null],
    ['<svg><title>4,5 de 5 burbujas</title><path/></svg>', ['4,5', '5', 'title']],
    ['<svg><title>4</title><path/></svg>', null],
    ['<p class="review-score" aria-label="Avec une note de 8,5"></p>', ['8,5', null, 'aria-label']],
    ['<p class="review-score" aria-label="Bewertungen: 7"></p>', null],
  ])('is read from %s', (html, expected) => {
    expect(shown(html)).toEqual(expected)
  })

  it('is counted from filled, half and empty icons', () => {
    const icons = [icon('full'), icon('full'), icon('full'), icon('half'), icon('empty')].join('')
    expect(shown(`<div class="stars">${icons}</div>`)).toEqual(['3.5', '5', 'icons'])
  })

  it('is counted from the words that icon fonts draw', () => {
    const words = ['star', 'star', 'star', 'star_half', 'star_border']
    const row = (list: string[]) => list.map((word) => `<i class="mi">${word}</i>`).join('')
    expect(shown(`<div>${row(words)}</div>`)).toEqual(['3.5', '5', 'icons'])
    expect(shown(`<div>${row(Array(5).fill('star'))}</div>`)).toEqual(['5', '5', 'icons'])
    expect(shown(`<div>${row(Array(5).fill('flag'))}</div>`)).toBeNull()
  })

  it('is summed from stars that are each filled by a width of its own', () => {
    const star = (width: number) => `<div><i style="width: ${width}%"></i></div>`
    const row = [100, 100, 100, 40, 0].map(star).join('')
    expect(shown(`<div class="stars">${row}</div>`)).toEqual(['3.4', '5', 'width'])
  })

  it('is said in words before it is drawn', () => {
    expect(shown('<i class="stars-4"><span>4.3 out of 5</span></i>')).toEqual(['4.3', '5', 'text'])
  })

  it.each([
    ['<b>4 of 5 people found this helpful</b>'],
    ['<b>Page 1 of 5</b>'],
    ['<div class="rating-bar histogram" style="width:63%"></div>'],
    ['<span class="vote-count score">12</span>'],
    ['<span class="comment-score">3</span>'],
    ['<span class="rating">(128)</span>'],
    ['<span class="stars">0</span>'],
    ['<div class="stars"><i class="star"></i></div>'],
    ['<input class="rating" title="4 stars">'],
  ])('is not read from %s', (html) => {
    expect(shown(html)).toBeNull()
  })

  it('never makes more of the stars than there are', () => {
    fc.assert(
      fc.property(fc.integer({ min: 0, max: 5 }), (full) => {
        const icons = icon('full').repeat(full) + icon('empty').repeat(5 - full)
        const rating = shown(`<div class="stars">${icons}</div>`)
        expect(rating?.[0] ?? '0').toBe(String(full))
      }),
    )
  })
})

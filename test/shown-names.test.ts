import { describe, expect, it } from 'vitest'
import { PEOPLE, readShown } from './read-shown.ts'

const words = (i: number) => `Opinion number ${i} of this thing, in a few more words.`
const stars = (i: number) => `<i aria-label="${(i % 5) + 1} out of 5 stars"></i>`
const namesOf = (block: (name: string, i: number) => string) =>
  readShown(PEOPLE.map(block).join('')).statements.map(({ fields }) => fields['author.name']?.value)

describe('the name of an author is read', () => {
  it('from the line of the date, where it has no element of its own', () => {
    const behind = namesOf(
      (name, i) =>
        `<div class="rv">${stars(i)}<h4>Title ${'abcdef'[i]}</h4><div>${name} - 1${i} May 2025 - Bought here</div><p>${words(i)}</p></div>`,
    )
    expect(behind).toEqual(PEOPLE)
    const beside = namesOf(
      (name, i) =>
        `<div class="rv">${stars(i)}<p>${name} | <time>1${i} May 2025</time></p><p>${words(i)}</p></div>`,
    )
    expect(beside).toEqual(PEOPLE)
  })

  it('not from that line where it says a role and a place', () => {
    const roles = ['Cashier (former)', 'Driver (current)', 'Cashier (current)']
    const block = (_: string, i: number) =>
      `<div class="rv">${stars(i)}<div>${roles[i % 3]} - Leeds - 1${i} May 2025</div><p>${words(i)}</p></div>`
    expect(new Set(namesOf(block))).toEqual(new Set([undefined]))
  })

  it('without the badge behind it', () => {
    const names = namesOf(
      (name, i) =>
        `<div class="review"><div class="author">${name}<span class="tag">Verified Reviewer</span></div>${stars(i)}<time>1${i} May 2025</time><p>${words(i)}</p></div>`,
    )
    expect(names).toEqual(PEOPLE)
  })

  it('behind the initial that stands for a picture', () => {
    const names = namesOf(
      (name, i) =>
        `<div class="review"><div class="who"><span>${name[0]?.toUpperCase()}</span><div><p>${name}</p><span>Verified purchase</span></div></div>${stars(i)}<time>1${i} May 2025</time><p>${words(i)}</p></div>`,
    )
    expect(names).toEqual(PEOPLE)
  })

  it('from a heading that begins with that initial', () => {
    const block = (name: string, i: number) =>
      `<div class="review"><div><b>${name[0]?.toUpperCase()}</b><h3>${name}</h3></div>${stars(i)}<time>1${i} May 2025</time><p>${words(i)}</p></div>`
    expect(namesOf(block)).toEqual(PEOPLE)
  })
})

describe('the date of a statement is read', () => {
  it('from the tooltip over a relative one', () => {
    const block = (name: string, i: number) =>
      `<div class="comment"><a class="author">${name}</a> <span data-tippy-content="May 1${i}, 2025 at 10:00 AM">8 months ago</span><p>${words(i)}</p></div>`
    const { statements } = readShown(PEOPLE.map(block).join(''))
    expect(statements[2]?.fields.publishedAt?.value).toBe('May 12, 2025 at 10:00 AM')
  })
})

describe('the title of a review is read', () => {
  const titles = ['Great buy', 'Not quite', 'Avoid it', 'Lovely', 'So so', 'Quiet one']
  const titlesOf = (block: (i: number) => string) =>
    readShown(titles.map((_, i) => block(i)).join('')).statements.map(
      ({ fields }) => fields.title?.value,
    )

  it('beside the stars', () => {
    const block = (i: number) =>
      `<div class="rv"><div>${stars(i)}<span class="k3">${titles[i]}</span></div><p>${PEOPLE[i]} | 1${i} May 2025</p><p class="t">${words(i)}</p></div>`
    expect(titlesOf(block)).toEqual(titles)
  })

  it('not in the variant that was bought', () => {
    const block = (i: number) =>
      `<div class="rv"><div>${stars(i)} <time>1${i} May 2025</time></div><p class="v">Colour: ${titles[i]}</p><p class="t">${words(i)}</p></div>`
    expect(new Set(titlesOf(block))).toEqual(new Set([undefined]))
  })
})

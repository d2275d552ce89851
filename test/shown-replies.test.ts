import { describe, expect, it } from 'vitest'
import { introducesReply, labelsReply, withoutReplyLabel } from '../crawlers/records/reply-label.ts'
import { PEOPLE, readShown } from './read-shown.ts'

const words = (i: number) => `Opinion number ${i} of this thing, in a few more words.`
const ANSWER = 'We are sorry for this and have sent you a new one.'
const read = (answer: string) =>
  readShown(
    [0, 1, 2, 3]
      .map(
        (i) =>
          `<div class="review"><b class="author">${PEOPLE[i]}</b> <i aria-label="${i + 1} out of 5 stars"></i> <time>1${i} May 2025</time><p class="text">${words(i)}</p>${i === 2 ? answer : ''}<button>Helpful</button></div>`,
      )
      .join(''),
  ).statements[2]

describe('what a company answers', () => {
  it.each([
    [
      'in a block with a label',
      `<div class="x"><b>Response from the owner</b><p>${ANSWER}</p></div>`,
    ],
    [
      'behind a head with label and date',
      `<div class="x"><h4>Developer Response</h4><time>20 May 2025</time></div><blockquote>${ANSWER}</blockquote>`,
    ],
    ['with the label in its words', `<div class="x"><p>Seller's response: ${ANSWER}</p></div>`],
    [
      'in a block that is named so',
      `<div class="reply"><p>Antwort des Hoteliers:</p><p>${ANSWER}</p></div>`,
    ],
  ])('is a reply and no part of the review: %s', (_, answer) => {
    const review = read(answer)
    expect(review?.fields.text?.value).toBe(words(2))
    expect(review?.replies).toHaveLength(1)
    expect(review?.replies[0]?.text?.value.replace(/<[^>]*>/g, '')).toBe(ANSWER)
  })

  it('has its date also where it is made like a statement of its own', () => {
    const review = read(
      `<div class="review-reply"><div>Reply from the shop</div><div>${ANSWER}</div><div>Posted 20 May 2025</div></div>`,
    )
    expect(review?.replies[0]?.publishedAt?.value).toContain('20 May 2025')
  })

  it('is labelled in many languages, and buttons are no labels', () => {
    for (const label of [
      'Response from the owner',
      'Antwort des Hoteliers',
      "Réponse de l'équipe",
      'Respuesta del vendedor:',
      'Risposta di CasaShop',
      'Resposta do vendedor:',
      'Reactie van de winkel',
      'Odpowiedź sprzedawcy',
      'ショップからの返信',
      '商家回复',
    ])
      expect(labelsReply(label), label).toBe(true)
    for (const button of ['Reply', 'Answer', 'Antworten', 'Responder', '返信'])
      expect(labelsReply(button), button).toBe(false)
    expect(introducesReply('Resposta do vendedor: obrigado')).toBe(true)
    expect(withoutReplyLabel('<p>Resposta do vendedor: obrigado</p>')).toBe('<p>obrigado</p>')
  })
})

describe('the mean of all ratings', () => {
  const reviews = [0, 1, 2, 3]
    .map(
      (i) =>
        `<div class="review"><b class="author">${PEOPLE[i]}</b> <i aria-label="${i + 1} out of 5 stars"></i> <time>1${i} May 2025</time><p class="text">${words(i)}</p></div>`,
    )
    .join('')

  it('is a figure that nothing names, beside the number of ratings', () => {
    const shown = (head: string) => readShown(`<h1>Kettle</h1>${head}${reviews}`).aggregate
    const mean = shown('<div><span class="a1">3.40</span><span class="b2">(8件)</span></div>')
    expect(mean?.['rating.value']?.value).toBe('3.40')
    expect(mean?.ratingCount?.value).toBe('8')
    expect(shown('<div><span class="a1">3.40</span><span class="b2">kg</span></div>')).toBeNull()
  })

  it('has the number beside it, where filters with numbers of their own stand around both', () => {
    const filters = [5, 4, 3, 2, 1].map(
      (n) => `<li>Level ${'abcdef'[n]} <small>(${n})</small></li>`,
    )
    const { aggregate } = readShown(
      `<h1>Kettle</h1><div><p>8 von 8 Bewertungen</p><div class="product-rating"><p>Durchschnittliche Bewertung von 3.4 von 5 Sternen</p></div><ul>${filters.join('')}</ul></div>${reviews}`,
    )
    expect(aggregate?.['rating.value']?.value).toBe('3.4')
    expect(aggregate?.ratingCount?.value).toBe('8')
  })
})

describe('rows of icons', () => {
  it('are of five where others at their place show what is filled', () => {
    const FILLED = [5, 4, 2, 5]
    const block = (i: number) =>
      `<li><p class="k">${[1, 2, 3, 4, 5].map((k) => `<svg fill="${k <= (FILLED[i] ?? 0) ? '#ffb200' : '#d9d9d9'}"><path d="M1 1"/></svg>`).join('')}</p><time>1${i} May 2025</time><p>${words(i)}</p></li>`
    const { statements } = readShown(`<ul class="reviews">${[0, 1, 2, 3].map(block).join('')}</ul>`)
    expect(statements.map(({ fields }) => fields['rating.value']?.value)).toEqual(
      FILLED.map(String),
    )
  })
})

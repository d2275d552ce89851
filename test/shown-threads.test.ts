import { describe, expect, it } from 'vitest'
import { PEOPLE, readShown } from './read-shown.ts'

const words = (i: number) => `Opinion number ${i} of this thing, in a few more words.`
const comment = (i: number) =>
  `<li class="comment"><a class="nick">${PEOPLE[i]}</a> <span class="moment">1${i} May 2025</span><p>${words(i)}</p></li>`
const comments = `<ul>${[0, 1, 2, 3].map(comment).join('')}</ul>`
const QUESTION = 'Which one of these lasts longer than a year, and where is it sold?'
const typesIn = (body: string, url?: string) =>
  readShown(body, url).statements.map(({ type }) => type)

describe('what opens a thread', () => {
  const opening = (moment: string) =>
    `<article><h1>One that lasts</h1><p><a class="nick">Ann Lee</a> <span class="${moment}">9 May 2025</span></p><div>${QUESTION}</div></article>`

  it('is a post, where it is signed and dated as the comments below it', () => {
    const [first, ...rest] = readShown(opening('moment') + comments).statements
    expect(first?.type).toBe('post')
    expect(first?.fields['author.name']?.value).toBe('Ann Lee')
    expect(first?.fields.title?.value).toBe('One that lasts')
    expect(first?.fields.text?.value).toContain(QUESTION)
    expect(rest).toHaveLength(4)
  })

  it('is no post of the thread, where it is made otherwise: an article', () => {
    const body = opening('written').replace('class="nick"', 'class="by author"')
    expect(typesIn(body + comments)).toEqual(Array(4).fill('comment'))
  })

  it('is a question above answers, also where it stands in the heading alone', () => {
    const answer = (i: number) => comment(i).replace('"comment"', '"answer"')
    const asked = `<div><p><a class="nick">Ann Lee</a> <span class="when">9 May 2025</span></p><h1>${QUESTION}</h1><p>4 answers</p></div>`
    const { statements } = readShown(`${asked}<ul>${[0, 1, 2, 3].map(answer).join('')}</ul>`)
    expect(statements.map(({ type }) => type)).toEqual(['question', ...Array(4).fill('answer')])
    expect(statements[0]?.fields.text?.value).toBe(QUESTION)
  })
})

describe('questions of shoppers with their answers', () => {
  it('are one statement each', () => {
    const pair = (i: number) =>
      `<div class="qa-item"><div class="q"><b>Does number ${i} fit?</b><p><i class="user">${PEOPLE[i]}</i> · 1${i} May 2025</p></div>
       <div class="a"><p>Number ${i} fits well.</p><p><i class="user">Shop Team</i> · 2${i} May 2025</p></div></div>`
    const { statements } = readShown([0, 1, 2].map(pair).join(''))
    expect(statements.map(({ type }) => type)).toEqual([
      'question',
      'answer',
      'question',
      'answer',
      'question',
      'answer',
    ])
    expect(statements[2]?.fields.text?.value).toContain('Does number 1 fit?')
    expect(statements[3]?.fields.text?.value).toContain('Number 1 fits well.')
    expect(statements[3]?.fields.publishedAt?.value).toContain('21 May 2025')
  })
})

describe('a list that nothing names', () => {
  const row = (i: number) =>
    `<tr class="x"><td>${words(i)}</td><td>Buyer: <a href="/usr/${i}">${PEOPLE[i]}</a></td><td>1${i}.05.2025</td></tr>`
  const table = (head: string) =>
    `<table><tr><th>${head}</th><th>By</th><th>On</th></tr>${[0, 1, 2, 3].map(row).join('')}</table>`

  it('is of reviews where its heading says so', () => {
    expect(typesIn(table('Customer reviews'))).toEqual(Array(4).fill('review'))
    expect(typesIn(table('Words'))).toEqual(Array(4).fill('comment'))
  })

  it('has no stars where one of many speaks of them', () => {
    const { statements, aggregate } = readShown(
      table('Feedback').replace(words(2), '5 stars, what else'),
    )
    expect(statements[2]?.fields.text?.value).toBe('5 stars, what else')
    expect(statements[2]?.fields['rating.value']).toBeUndefined()
    expect(aggregate).toBeNull()
  })
})

describe('a post that begins with a quote', () => {
  it('is what follows the quote', () => {
    const post = (i: number) =>
      `<div class="post"><a class="author">${PEOPLE[i]}</a> <span class="date">1${i} May 2025</span><div class="col">${i === 2 ? "<div class='quotetop'>QUOTE (Ed Low @ 11 May 2025)</div><div class='quotemain'>What another said before.</div>" : ''}${words(i)}</div></div>`
    const { statements } = readShown([0, 1, 2, 3].map(post).join(''), 'https://forum.example/t/1')
    expect(statements[2]?.fields.text?.value).toBe(words(2))
  })
})

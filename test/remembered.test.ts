import { describe, expect, it } from 'vitest'
import { pageWasRead, remembered } from '../crawlers/remembered.ts'

describe('what is remembered of a page', () => {
  it('is worked out once for each text, and again behind a large page', () => {
    const asked: string[] = []
    const length = remembered((text) => {
      asked.push(text)
      return text.length
    })
    expect([length('a'), length('bb'), length('a')]).toEqual([1, 2, 1])
    expect(asked).toEqual(['a', 'bb'])
    pageWasRead(20_000_000)
    expect(length('a')).toBe(1)
    expect(asked).toEqual(['a', 'bb', 'a'])
  })

  it('may be null', () => {
    let times = 0
    const none = remembered((): null => {
      times++
      return null
    })
    expect([none('x'), none('x')]).toEqual([null, null])
    expect(times).toBe(1)
  })
})

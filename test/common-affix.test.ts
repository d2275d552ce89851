import { describe, expect, it } from 'vitest'
import { withoutCommonAffix } from '../crawlers/records/common-affix.ts'

describe('names that a page shows', () => {
  it('lose the label that stands before all of them', () => {
    expect(
      withoutCommonAffix(['Review door Ann', 'Review door Bas', 'Review door J. de Vries']),
    ).toEqual(['Ann', 'Bas', 'J. de Vries'])
  })

  it('lose the form of address behind all of them', () => {
    expect(withoutCommonAffix(['たけしさん', 'ゆみこさん', 'mochaさん'])).toEqual([
      'たけし',
      'ゆみこ',
      'mocha',
    ])
  })

  it('stay where only some begin alike', () => {
    const names = ['Da Silva', 'Da Costa', 'Maria']
    expect(withoutCommonAffix(names)).toEqual(names)
  })

  it('stay where there are too few to tell', () => {
    const names = ['Di Maria', 'Di Natale']
    expect(withoutCommonAffix(names)).toEqual(names)
  })
})

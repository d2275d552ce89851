import { describe, expect, it } from 'vitest'
import { onOneScale } from '../crawlers/records/rating-scale.ts'

const five = { best: '5', worst: '1', at: 'class' }

describe('ratings that class names count', () => {
  it('are of five where none goes beyond', () => {
    const ratings = [{ ...five, value: '4', drawn: 4 }]
    expect(onOneScale(ratings)).toEqual(ratings)
  })

  it('count halves of stars where one goes beyond five', () => {
    const ratings = [
      { value: '8', best: '10', at: 'class', drawn: 8 },
      { ...five, value: '1', drawn: 10 },
      { ...five, value: '4', drawn: 4 },
    ]
    expect(onOneScale(ratings).map(({ value, best }) => `${value}/${best}`)).toEqual([
      '4/5',
      '5/5',
      '2/5',
    ])
  })
})

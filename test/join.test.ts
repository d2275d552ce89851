import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { joinAggregates, joinItems } from '../crawlers/join.ts'
import type { RawAggregate, RawFieldName, RawItem } from '../schema/raw-item.ts'

type Values = Partial<Record<RawFieldName, string>>

function review(values: Values, adapter = 'a'): RawItem {
  const entries = Object.entries(values).map(([name, value]) => [
    name,
    { value, at: name, adapter },
  ])
  return {
    kind: 'item',
    type: 'review',
    fields: Object.fromEntries(entries),
    aspects: [],
    replies: [],
  }
}

function aggregate(values: Record<string, string>): RawAggregate {
  const entries = Object.entries(values).map(([name, value]) => [
    name,
    { value, at: name, adapter: 'a' },
  ])
  return { kind: 'aggregate', fields: Object.fromEntries(entries) }
}

const LONG =
  'It lights the whole desk and the switch sits where the thumb expects it, every evening.'
const ANN = { 'author.name': 'Ann', publishedAt: '2026-03-04', text: LONG }

describe('two items are one', () => {
  it('when one names the author in full and says the same on the same day', () => {
    const shown = review({ ...ANN, 'author.name': 'Bob S.' }, 'b')
    const stated = review({ ...ANN, 'author.name': 'Bob Smith' })
    for (const order of [
      [stated, shown],
      [shown, stated],
    ]) {
      const joined = joinItems(order)
      expect(joined).toHaveLength(1)
      expect(joined[0]?.fields['author.name']?.value).toBe('Bob Smith')
    }
    expect(joinItems([stated, review({ ...ANN, 'author.name': 'Bob T.' }, 'b')])).toHaveLength(2)
  })

  it('when somebody gives the same stars and one adapter read more around the words', () => {
    const said = { ...ANN, 'rating.value': '4', text: 'Love it!' }
    const around = { ...said, publishedAt: 'March 4, 2026', text: 'Pros: light Love it!' }
    expect(joinItems([review(said), review(around, 'b')])).toHaveLength(1)
    expect(joinItems([review(said), review({ ...around, 'rating.value': '5' }, 'b')])).toHaveLength(
      2,
    )
    expect(joinItems([review(said), review(around)])).toHaveLength(2)
  })

  it('when their ids are the same', () => {
    expect(
      joinItems([review({ sourceItemId: '1', text: 'a' }), review({ sourceItemId: '1' })]).length,
    ).toBe(1)
  })

  it('when author, day and words are the same and one has no id', () => {
    const spaced = { ...ANN, text: LONG.replace(' the ', '\n the  '), sourceItemId: '7' }
    expect(joinItems([review(ANN), review(spaced)]).length).toBe(1)
  })

  it('when one states the moment in seconds and the other shows the day', () => {
    const state = { ...ANN, publishedAt: '1770000000' }
    const shown = { ...ANN, publishedAt: 'February 2, 2026' }
    expect(joinItems([review(state, 'state'), review(shown, 'blocks')]).length).toBe(1)
    const later = { ...shown, publishedAt: 'February 9, 2026' }
    expect(joinItems([review(state, 'state'), review(later, 'blocks')]).length).toBe(2)
  })

  it('when one text is the cut beginning of the other', () => {
    const cut = { ...ANN, text: `${LONG.slice(0, 40)}… Read more` }
    expect(joinItems([review(cut), review(ANN)]).map(({ fields }) => fields.text?.value)).toEqual([
      LONG,
    ])
  })

  it('when one states the moment and the other the local day beside it', () => {
    const moment = { ...ANN, publishedAt: '2026-03-03T23:30:00Z', sourceItemId: '7' }
    const joined = joinItems([review(ANN), review(moment)])
    expect(joined.map(({ fields }) => fields.publishedAt?.value)).toEqual(['2026-03-03T23:30:00Z'])
  })

  it('when both are stars alone, of the same author, day and rating', () => {
    const stars = { 'author.name': 'Ann', publishedAt: '2026-03-04', 'rating.value': '4' }
    expect(
      joinItems([review(stars), review({ ...stars, 'rating.value': '4.0', sourceItemId: '7' })])
        .length,
    ).toBe(1)
  })
})

describe('two items stay two', () => {
  it('when their ids differ, whatever else is the same', () => {
    expect(
      joinItems([review({ ...ANN, sourceItemId: '1' }), review({ ...ANN, sourceItemId: '2' })])
        .length,
    ).toBe(2)
  })

  it('when the same author says something else on the same day', () => {
    expect(
      joinItems([review(ANN), review({ ...ANN, text: 'The bulb died after a week.' })]).length,
    ).toBe(2)
  })

  it('when the same words were written on another day', () => {
    expect(joinItems([review(ANN), review({ ...ANN, publishedAt: '2026-03-09' })]).length).toBe(2)
  })

  it('when nobody in particular wrote both and one only begins like the other', () => {
    const guest = { ...ANN, 'author.name': 'Gast' }
    expect(joinItems([review(guest), review({ ...guest, text: `${LONG} And more.` })]).length).toBe(
      2,
    )
  })

  it('when a rating alone fits two reviews with words', () => {
    const rated = { ...ANN, 'rating.value': '4' }
    const stars = { 'author.name': 'Ann', publishedAt: '2026-03-04', 'rating.value': '4' }
    const others = [
      review({ ...rated, sourceItemId: '1' }),
      review({ ...rated, text: 'Other words.', sourceItemId: '2' }),
    ]
    expect(joinItems([...others, review(stars)]).length).toBe(3)
  })
})

describe('a joined item', () => {
  it('has the best of each field, with where it stood and who read it', () => {
    const first = review({ ...ANN, title: 'Good', 'rating.value': '4' }, 'json-ld')
    const second = review(
      {
        ...ANN,
        publishedAt: '2026-03-04T10:00:00+01:00',
        'rating.value': '8',
        'rating.best': '10',
        helpfulCount: '3',
      },
      'microdata',
    )
    const [joined, ...more] = joinItems([first, second])
    expect(more).toEqual([])
    expect(joined?.fields).toMatchObject({
      title: { adapter: 'json-ld' },
      text: { adapter: 'json-ld' },
      publishedAt: { value: '2026-03-04T10:00:00+01:00', adapter: 'microdata' },
      'rating.value': { value: '8' },
      'rating.best': { value: '10' },
      helpfulCount: { value: '3', at: 'helpfulCount' },
    })
  })

  it('does not put the value of one scale on another', () => {
    const stars = { ...ANN, 'rating.value': '4', 'rating.best': '5', 'rating.worst': '1' }
    const points = { ...ANN, 'rating.value': '8', 'rating.best': '10' }
    const [joined] = joinItems([review(points), review(stars)])
    expect([joined?.fields['rating.value']?.value, joined?.fields['rating.best']?.value]).toEqual([
      '4',
      '5',
    ])
  })
})

describe('joining', () => {
  const values = fc.record(
    {
      sourceItemId: fc.constantFrom('1', '2', '3'),
      'author.name': fc.constantFrom('Ann', 'Bo', 'Gast'),
      text: fc.constantFrom(LONG, LONG.slice(0, 70), 'Good'),
      publishedAt: fc.constantFrom('2026-03-04', '2026-03-05'),
    },
    { requiredKeys: ['author.name'] },
  )

  it('keeps every id once and is done after one time', () => {
    fc.assert(
      fc.property(fc.array(values, { maxLength: 12 }), (all) => {
        const joined = joinItems(all.map((one) => review(one as Values)))
        const ids = joined
          .map(({ fields }) => fields.sourceItemId?.value)
          .filter((id) => id !== undefined)
        expect(ids.sort()).toEqual(
          [...new Set(all.map((one) => one.sourceItemId).filter((id) => id !== undefined))].sort(),
        )
        expect(joinItems(joined).length).toBe(joined.length)
      }),
    )
  })

  it('of 20,000 items that begin alike takes no time that grows with their square', () => {
    const many = Array.from({ length: 20_000 }, (_, i) =>
      review({ 'author.name': 'Gast', text: `Great product, would buy again ${i}` }),
    )
    expect(joinItems([...many, ...many]).length).toBe(20_000)
  }, 15_000)
})

describe('aggregates', () => {
  it('of one product are one, with the finer value', () => {
    const joined = joinAggregates([
      aggregate({
        'rating.value': '4.5',
        reviewCount: '8',
        'product.name': 'Lamp',
        'product.sku': 'L1',
      }),
      aggregate({ 'rating.value': '4.47', ratingCount: '9', 'product.name': 'Lamp' }),
    ])
    expect(
      joined.map(({ fields }) => [
        fields['rating.value']?.value,
        fields.reviewCount?.value,
        fields.ratingCount?.value,
      ]),
    ).toEqual([['4.47', '8', '9']])
  })

  it('of variants with one name and different article numbers stay apart', () => {
    const joined = joinAggregates([
      aggregate({ 'rating.value': '4', 'product.name': 'Lamp', 'product.sku': 'L1' }),
      aggregate({ 'rating.value': '3', 'product.name': 'Lamp', 'product.sku': 'L2' }),
    ])
    expect(joined.length).toBe(2)
  })
})

it('joins a review that quotes a tag, whether a markup escapes it or not', () => {
  const said = 'The app shows "&amp;" and "</b>" in its messages, which says it all.'
  const escaped = said.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;')
  const common = { 'author.name': 'Callum', publishedAt: '2026-11-23' }
  const stated = review({ ...common, text: said })
  const shown = review({ ...common, text: `<p>${escaped}</p>` })
  for (const item of [stated, shown]) if (item.fields.text) item.fields.text.html = true
  const joined = joinItems([stated, shown])
  expect(joined).toHaveLength(1)
  expect(joined[0]?.fields.text?.value).toContain(escaped)
})

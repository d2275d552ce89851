import { describe, expect, it } from 'vitest'
import { adapter } from '../crawlers/adapters/schema-org.ts'
import { openDocument } from '../crawlers/document.ts'
import { pageOf } from './page-of.ts'

function read(html: string) {
  const document = openDocument(pageOf(html))
  return { detected: adapter.detect(document), ...adapter.read(document) }
}

function values(fields: object): Record<string, string> {
  return Object.fromEntries(
    Object.entries(fields as Record<string, { value: string }>).map(([name, { value }]) => [
      name,
      value,
    ]),
  )
}

describe('reviews in microformats', () => {
  it('are read in the classes of hReview, with the value-class pattern', () => {
    const { items, detected } = read(`<div class="hreview" id="review-771">
      <span class="item"><a class="fn url" href="/lamp">Halo lamp</a></span>
      <h3 class="summary">Bright</h3> by <span class="reviewer vcard"><span class="fn">Ida</span></span>
      <abbr class="dtreviewed" title="2012-03-04">4 March</abbr>
      <span class="rating"><span class="value">4.5</span> of <span class="best">5</span></span>
      <div class="description"><p>It lights the desk.</p></div></div>`)
    expect(detected?.why).toContain('1 review')
    expect(items.map(({ fields }) => values(fields))).toEqual([
      expect.objectContaining({
        sourceItemId: '771',
        'product.name': 'Halo lamp',
        title: 'Bright',
        'author.name': 'Ida',
        publishedAt: '2012-03-04',
        'rating.value': '4.5',
        text: '<p>It lights the desk.</p>',
      }),
    ])
  })

  it('are read in the classes of h-review, where names are mere strings', () => {
    const { items } =
      read(`<article class="h-review"><b class="p-item">Halo lamp</b> <i class="p-author">Tom</i>
      <time class="dt-published" datetime="2019-05-06">May</time> <data class="p-rating" value="2">**</data> <p class="e-content">Broke.</p></article>`)
    expect(items.map(({ fields }) => values(fields))).toEqual([
      {
        'product.name': 'Halo lamp',
        'author.name': 'Tom',
        publishedAt: '2019-05-06',
        'rating.value': '2',
        text: 'Broke.',
      },
    ])
  })

  it('are counted in the classes of hReview-aggregate', () => {
    const { aggregates } =
      read(`<div class="hreview-aggregate"><span class="item"><b class="fn">Halo lamp</b></span>
      <div class="rating"><i class="average">4.2</i> (based on <i class="count">31</i> reviews)</div></div>`)
    expect(aggregates.map(({ fields }) => values(fields))).toEqual([
      { 'rating.value': '4.2', reviewCount: '31', 'product.name': 'Halo lamp' },
    ])
  })

  it('leave pages alone that use such words for other things', () => {
    expect(
      read(
        '<ul><li class="item"><span class="fn">Chair</span> <span class="rating">4</span></li></ul>',
      ).detected,
    ).toBeNull()
  })
})

describe('aggregate ratings of others', () => {
  it('are left out: of the seller, of variants beside their group, of related products, of an employer', () => {
    const rating = (value: number) => ({
      '@type': 'AggregateRating',
      ratingValue: value,
      ratingCount: 9,
    })
    const group = {
      '@type': 'ProductGroup',
      name: 'Lamp',
      aggregateRating: rating(4.1),
      hasVariant: [
        { '@type': 'Product', name: 'Lamp white', sku: 'W', aggregateRating: rating(4.1) },
      ],
      offers: {
        '@type': 'Offer',
        seller: { '@type': 'LocalBusiness', name: 'Shop', aggregateRating: rating(4.9) },
      },
      isRelatedTo: [{ '@type': 'Product', name: 'Chair', aggregateRating: rating(3.3) }],
      manufacturer: {
        '@type': 'Organization',
        name: 'Aurora',
        aggregateRating: { ...rating(2.2), '@type': 'EmployerAggregateRating' },
      },
    }
    const { aggregates } = read(
      `<script type="application/ld+json">${JSON.stringify({ '@context': 'https://schema.org', ...group })}</script>`,
    )
    expect(aggregates.map(({ fields }) => fields['rating.value']?.value)).toEqual(['4.1'])
  })
})

import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { adapter } from '../crawlers/adapters/embedded-state.ts'
import { openDocument } from '../crawlers/document.ts'
import type { Page } from '../schema/page.ts'
import type { RawItem } from '../schema/raw-item.ts'
import { pageOf } from './page-of.ts'

function read(body: string, changes: Partial<Page> = {}) {
  return adapter.read(openDocument(pageOf(body, changes)))
}

/** What a person checks of an item. */
function said(item: RawItem | undefined): Record<string, string | undefined> {
  const { fields = {} } = item ?? {}
  return {
    type: item?.type,
    id: fields.sourceItemId?.value,
    author: fields['author.name']?.value,
    date: fields.publishedAt?.value,
    rating: fields['rating.value']?.value,
    title: fields.title?.value,
    text: fields.text?.value,
  }
}

function saidIn(body: string, changes: Partial<Page> = {}) {
  return read(body, changes).items.map(said)
}

function texts(body: string, changes: Partial<Page> = {}): (string | undefined)[] {
  return saidIn(body, changes).map(({ text }) => text)
}

const REVIEWS = [
  {
    id: 901,
    rating: 4,
    title: 'Bright',
    text: 'It lights the whole desk.',
    author: 'Ida',
    createdAt: '2026-02-01T10:00:00Z',
  },
  {
    id: 902,
    rating: 2,
    title: 'Wobbly',
    text: 'The foot is too light.',
    author: 'Tom',
    createdAt: '2026-02-03T10:00:00Z',
  },
]
const TEXTS = REVIEWS.map(({ text }) => text)
const JSON_TEXT = JSON.stringify({ props: { reviews: REVIEWS } })

describe('where the data of a page stands', () => {
  const attribute = JSON_TEXT.replaceAll('"', '&quot;')
  const string = JSON.stringify(JSON_TEXT)
  const forms: [string, string][] = [
    [
      'a script of JSON',
      `<script id="__NEXT_DATA__" type="application/json">${JSON_TEXT}</script>`,
    ],
    ['a script of a type of its own', `<script type="fastboot/shoebox">${JSON_TEXT}</script>`],
    [
      'JSON in a comment in a script',
      `<script type="application/json"><!--${JSON_TEXT}--></script>`,
    ],
    [
      'an assignment',
      `<script>window.__INITIAL_STATE__ = ${JSON_TEXT};(function(){var s;}())</script>`,
    ],
    [
      'an assignment by a name in brackets',
      `<script>window["__PRELOADED_STATE__"]=${JSON_TEXT}</script>`,
    ],
    ['JSON.parse of a string', `<script>window.__STATE__ = JSON.parse(${string})</script>`],
    [
      'JSON.parse of a string in single quotes',
      `<script>var s = JSON.parse('${JSON_TEXT.replaceAll("'", "\\'")}')</script>`,
    ],
    ['an escaped address', `<script>var s = "${encodeURIComponent(JSON_TEXT)}"</script>`],
    [
      'an argument of a call in a function',
      `<script>queue.push(function () { Page.init({ data: ${JSON_TEXT} }) })</script>`,
    ],
    ['an attribute', `<div data-props="${attribute}"></div>`],
    ['an attribute of a component', `<product-reviews :initial="${attribute}"></product-reviews>`],
    ['hidden code', `<code style="display:none"><!--${JSON_TEXT}--></code>`],
    [
      'JSON inside of JSON',
      `<script type="application/json">{"status":200,"body":${string}}</script>`,
    ],
    [
      'the state of Angular Universal',
      `<script id="s" type="application/json">${JSON_TEXT.replaceAll('"', '&q;')}</script>`,
    ],
    ['the parts of a React flight', flight(JSON_TEXT)],
    ['the list of a Nuxt 3 payload', nuxt3()],
    [
      'a function that is called at once',
      `<script>window.__NUXT__=(function(a,b,c){return {data:[{reviews:[{id:901,rating:a,title:"Bright",text:"It lights the whole desk.",author:b,createdAt:"2026-02-01T10:00:00Z"},{id:902,rating:2,title:"Wobbly",text:"The foot is too light.",author:"Tom",createdAt:c}]}]}}(4,"Ida","2026-02-03T10:00:00Z"))</script>`,
    ],
    [
      'a literal that is no JSON',
      `<script>var app = { /* state */ reviews: [
        { id: 901, rating: 4, title: 'Bright', text: 'It lights the whole desk.', author: "Ida", createdAt: new Date("2026-02-01T10:00:00Z"), more: function () { return 1 }, },
        { id: 902, 'rating': 2, title: "Wobbly", text: \`The foot is too light.\`, author: 'Tom', createdAt: '2026-02-03T10:00:00Z', hidden: !1, x: void 0, ...rest },
      ], render() { return "/" + 1 } }</script>`,
    ],
  ]
  it.each(forms)('is found in %s', (_, html) => {
    expect(saidIn(`<html><body>${html}</body></html>`)).toEqual(
      REVIEWS.map(({ id, rating, title, text, author, createdAt }) => ({
        type: 'review',
        id: String(id),
        author,
        date: createdAt,
        rating: String(rating),
        title,
        text,
      })),
    )
  })

  it('is found in a body of JSON, also behind a guard or in a callback', () => {
    const isJson = { headers: { 'content-type': 'application/json' } }
    for (const body of [JSON_TEXT, `)]}',\n${JSON_TEXT}`, `/**/ load.data0(${JSON_TEXT})`]) {
      expect(texts(body, isJson)).toEqual(TEXTS)
    }
  })

  it('is named in the place of each value', () => {
    const { items } = read(
      `<script id="__NEXT_DATA__" type="application/json">${JSON_TEXT}</script>`,
    )
    expect(items[1]?.fields['rating.value']?.at).toBe('__NEXT_DATA__.props.reviews[1].rating')
  })
})

function flight(json: string): string {
  const rows = `1:I["chunk.js"]\n2:T19,It lights the whole desk.3:["$","$L1",null,${json.replace('It lights the whole desk.', '$2')}]\n`
  const half = Math.floor(rows.length / 2)
  return [rows.slice(0, half), rows.slice(half)]
    .map((part) => `<script>self.__next_f.push([1,${JSON.stringify(part)}])</script>`)
    .join('')
}

function nuxt3(): string {
  const list = [
    ['ShallowReactive', 1],
    { reviews: 2 },
    [3, 10],
    { id: 4, rating: 5, title: 6, text: 7, author: 8, createdAt: 9 },
    901,
    4,
    'Bright',
    'It lights the whole desk.',
    'Ida',
    '2026-02-01T10:00:00Z',
    { id: 11, rating: 12, title: 13, text: 14, author: 15, createdAt: 16 },
    902,
    2,
    'Wobbly',
    'The foot is too light.',
    'Tom',
    ['Date', '2026-02-03T10:00:00Z'],
  ]
  return `<script type="application/json" id="__NUXT_DATA__">${JSON.stringify(list)}</script>`
}

function state(value: unknown): string {
  return `<title>Desk lamp</title><script type="application/json">${JSON.stringify(value).replaceAll('<', '\\u003c')}</script>`
}

describe('what looks like a review', () => {
  const shapes: [string, unknown][] = [
    [
      'flat names in snake case',
      {
        reviews: [
          {
            review_id: 7,
            review_title: 'Good',
            review_text: 'Works.',
            overall_rating: '4.5',
            user_name: 'Ida',
            created_at: 1770000000,
          },
        ],
      },
    ],
    [
      'names in Pascal case',
      {
        Results: [
          {
            Id: '7',
            Title: 'Good',
            ReviewText: 'Works.',
            Rating: 4.5,
            UserNickname: 'Ida',
            SubmissionTime: 1770000000,
          },
        ],
      },
    ],
    [
      'parts of a record in objects',
      {
        reviews: [
          {
            review_id: 7,
            details: {
              headline: 'Good',
              comments: 'Works.',
              nickname: 'Ida',
              created_date: 1770000000,
            },
            metrics: { rating: 4.5 },
          },
        ],
      },
    ],
    [
      'nested author, rating and date',
      {
        data: {
          items: [
            {
              reviewId: '7',
              headline: 'Good',
              body: 'Works.',
              rating: { value: 4.5, max: 5 },
              consumer: { displayName: 'Ida' },
              dates: { publishedDate: 1770000000 },
            },
          ],
        },
      },
    ],
    [
      'GraphQL edges',
      {
        product: {
          reviews: {
            edges: [
              {
                node: {
                  __typename: 'Review',
                  id: '7',
                  title: 'Good',
                  text: { plainText: 'Works.' },
                  stars: 4.5,
                  author: { nickname: 'Ida' },
                  publishedAt: 1770000000,
                },
              },
            ],
          },
        },
      },
    ],
    [
      'JSON:API',
      {
        data: [
          {
            type: 'reviews',
            id: '7',
            attributes: {
              title: 'Good',
              content: 'Works.',
              rating: 4.5,
              'author-name': 'Ida',
              'created-at': 1770000000,
            },
          },
        ],
      },
    ],
    [
      'a map by id',
      {
        reviews: {
          byId: {
            7: {
              id: 7,
              title: 'Good',
              body: 'Works.',
              score: 4.5,
              author: 'Ida',
              date: 1770000000,
            },
          },
        },
      },
    ],
    [
      'schema.org in a state',
      {
        seo: [
          {
            '@type': 'Review',
            '@id': '7',
            identifier: '7',
            name: 'Good',
            reviewBody: 'Works.',
            reviewRating: { '@type': 'Rating', ratingValue: 4.5 },
            author: { '@type': 'Person', name: 'Ida' },
            datePublished: 1770000000,
          },
        ],
      },
    ],
  ]
  it.each(shapes)('is read from %s', (_, value) => {
    expect(saidIn(state(value))).toEqual([
      {
        type: 'review',
        id: '7',
        author: 'Ida',
        date: '1770000000',
        rating: '4.5',
        title: 'Good',
        text: 'Works.',
      },
    ])
  })

  it('is read from the normalized records of Apollo, each where a query shows it', () => {
    const found = saidIn(
      state({
        ROOT_QUERY: { 'product({"id":"1"})': { __ref: 'Product:1' } },
        'Product:1': {
          __typename: 'Product',
          name: 'Desk lamp',
          sku: 'L-1',
          'reviews({"first":2})': { nodes: [{ __ref: 'Review:8' }, { __ref: 'Review:7' }] },
        },
        'Review:7': {
          __typename: 'Review',
          id: 7,
          text: 'Works.',
          rating: 5,
          author: { __ref: 'User:1' },
          createdAt: '2026-02-01',
        },
        'Review:8': {
          __typename: 'Review',
          id: 8,
          text: 'Broke.',
          rating: 1,
          author: { __ref: 'User:2' },
          createdAt: '2026-02-02',
        },
        'User:1': { __typename: 'User', displayName: 'Ida' },
        'User:2': { __typename: 'User', displayName: 'Tom' },
      }),
    )
    expect(found.map(({ id, author }) => [id, author])).toEqual([
      ['8', 'Tom'],
      ['7', 'Ida'],
    ])
  })

  it('keeps votes, marks, pros and cons, aspects and what the shop replied', () => {
    const [item] = read(
      state({
        reviews: [
          {
            ...REVIEWS[0],
            verifiedBuyer: true,
            isRecommended: false,
            helpfulVotes: 12,
            pros: ['bright', 'cheap'],
            cons: 'short cord',
            locale: 'en_US',
            secondaryRatings: { Quality: { Value: 3, ValueRange: 5 } },
            ownerResponse: { text: 'Thank you!', author: 'Lamp Shop', date: '2026-02-02' },
          },
        ],
      }),
    ).items
    const values = Object.entries(item?.fields ?? {}).map(([name, { value }]) => [name, value])
    expect(Object.fromEntries(values)).toMatchObject({
      verifiedPurchase: 'true',
      recommends: 'false',
      helpfulCount: '12',
      pros: 'bright\ncheap',
      cons: 'short cord',
      language: 'en_US',
    })
    expect(
      item?.aspects.map(({ name, value, best }) => [name.value, value.value, best?.value]),
    ).toEqual([['Quality', '3', '5']])
    expect(
      item?.replies.map(({ text, author, isOfficial }) => [
        text?.value,
        author?.value,
        isOfficial?.value,
      ]),
    ).toEqual([['Thank you!', 'Lamp Shop', 'ownerResponse']])
  })

  it('takes the comments of others below a review as items of their own', () => {
    const items = saidIn(
      state({
        reviews: [
          {
            ...REVIEWS[0],
            comments: [
              { id: 5, body: 'Same here.', user: { name: 'Bo' }, created_at: '2026-02-05' },
            ],
          },
        ],
      }),
    )
    expect(items.map(({ type, text }) => [type, text])).toEqual([
      ['review', TEXTS[0]],
      ['comment', 'Same here.'],
    ])
  })

  it('names the product that its record stands in, else the one that it names itself', () => {
    const { items } = read(
      state({
        products: [{ name: 'Lamp', sku: 'L-1', reviews: [REVIEWS[0]] }],
        latestReviews: [{ ...REVIEWS[1], product: { name: 'Chair', id: 4 } }],
      }),
    )
    expect(items.map(({ fields }) => fields['product.name']?.value)).toEqual(['Lamp', 'Chair'])
  })

  it('has the scale of the page where its own rating goes beyond five', () => {
    const html = `<script type="application/ld+json">{"@type":"Movie","name":"Night","aggregateRating":{"ratingValue":7.1,"bestRating":10,"worstRating":1,"ratingCount":9}}</script>`
    const { items } = read(
      html +
        state({
          reviews: [
            { ...REVIEWS[0], rating: 8 },
            { ...REVIEWS[1], rating: 3 },
          ],
        }),
    )
    expect(items.map(({ fields }) => fields['rating.best']?.value)).toEqual(['10', '10'])
  })
})

describe('what looks like a thread', () => {
  it('gives comments with what they answer', () => {
    const items = read(
      state({
        comments: [
          {
            id: 1,
            body: 'First.',
            author: { name: 'Ida' },
            createdAt: '2026-02-01',
            score: 4,
            replies: [
              {
                id: 2,
                body: 'Second.',
                author: { name: 'Tom' },
                createdAt: '2026-02-02',
                replies: [],
              },
            ],
          },
        ],
      }),
    ).items
    expect(
      items.map((item) => [
        item.type,
        item.fields.text?.value,
        item.fields.inReplyTo?.value,
        item.fields['rating.value']?.value,
      ]),
    ).toEqual([
      ['comment', 'First.', undefined, undefined],
      ['comment', 'Second.', '1', undefined],
    ])
  })

  it('takes the score of what is voted on for no rating', () => {
    const comment = {
      id: 'c1',
      body: 'First.',
      author: 'ida',
      created_utc: 1770000000,
      parent_id: 'p1',
      score: 3,
    }
    expect(saidIn(state([{ data: { children: [{ kind: 't1', data: comment }] } }]))).toMatchObject([
      { type: 'comment', id: 'c1', rating: undefined },
    ])
  })

  it('reads names of fields in other languages, and persons in objects of their own', () => {
    const value = {
      opinie: [
        {
          nr: 5,
          ocena: 4,
          tresc: 'Dobra.',
          klient: { x: 1 },
          wbUserDetails: { name: 'Jan' },
          data: '2026-02-01',
        },
      ],
    }
    expect(saidIn(state(value))).toMatchObject([{ author: 'Jan', text: 'Dobra.', rating: '4' }])
  })

  it('gives questions with their answers', () => {
    const items = read(
      state({
        questions: [
          {
            questionId: 3,
            questionText: 'Does it dim?',
            author: 'Ida',
            createdAt: '2026-02-01',
            answers: [
              {
                answerId: 4,
                questionId: 3,
                answerText: 'Yes.',
                author: 'Tom',
                createdAt: '2026-02-02',
              },
            ],
          },
        ],
      }),
    ).items
    expect(
      items.map(({ type, fields }) => [
        type,
        fields.sourceItemId?.value,
        fields.text?.value,
        fields.inReplyTo?.value,
      ]),
    ).toEqual([
      ['question', '3', 'Does it dim?', undefined],
      ['answer', '4', 'Yes.', '3'],
    ])
  })

  it('gives the comments of an API that answers with a bare list', () => {
    const list = [
      {
        id: 55,
        post: 12,
        parent: 0,
        author: 0,
        author_name: 'Ida',
        author_url: '',
        date: '2026-02-01T10:00:00',
        content: { rendered: '<p>Nice lamp.</p>' },
      },
    ]
    const [item] = read(JSON.stringify(list), {
      url: 'https://blog.example/wp-json/wp/v2/comments?post=12',
      headers: { 'content-type': 'application/json' },
    }).items
    expect([item?.type, item?.fields['author.name']?.value, item?.fields.text]).toMatchObject([
      'comment',
      'Ida',
      { value: '<p>Nice lamp.</p>', html: true },
    ])
  })
})

describe('what is none', () => {
  const others: [string, unknown][] = [
    [
      'products with ratings',
      {
        products: [
          {
            id: 1,
            title: 'Chair',
            description: 'A chair of oak.',
            rating: 4.5,
            price: 90,
            author: 'Oak & Co',
            createdAt: '2026-01-01',
          },
        ],
      },
    ],
    [
      'books',
      {
        books: [
          {
            id: 1,
            title: 'Night',
            author: 'A. Writer',
            description: 'A novel about a long night.',
            rating: 4.2,
            publishedAt: '2020-01-01',
          },
        ],
      },
    ],
    [
      'words of the page itself',
      {
        i18n: {
          reviews: {
            title: 'Reviews',
            text: 'Write a review',
            author: 'Author',
            date: 'Date',
            rating: 'Rating',
          },
        },
      },
    ],
    [
      'words of the page under the name of reviews',
      { reviews: { title: 'Reviews', text: 'Write a review', author: 'Author', rating: 'Rating' } },
    ],
    ['an empty form', { review: { rating: 0, title: '', text: '', author: '' } }],
    ['a summary', { reviewSummary: { averageRating: 4.5, count: 10, text: 'Customers like it' } }],
    [
      'posts of a blog',
      {
        posts: [
          {
            id: 1,
            slug: 'new-lamp',
            title: 'New lamp',
            content: 'Our new lamp …',
            excerpt: 'Our',
            author: 'Ida',
            date: '2026-02-01',
          },
        ],
      },
    ],
    ['frequent questions', { questions: [{ question: 'Do you ship?', answer: 'Yes.' }] }],
    ['reviews of related products', { relatedProducts: [{ name: 'Chair', reviews: REVIEWS }] }],
    [
      'users',
      { users: [{ id: 1, name: 'Ida', createdAt: '2026-02-01', rating: 5, title: 'Expert' }] },
    ],
  ]
  it.each(others)('leaves out %s', (_, value) => {
    expect(saidIn(state(value))).toEqual([])
  })
})

describe('aggregate ratings', () => {
  function aggregates(html: string): Record<string, string>[] {
    return read(html).aggregates.map(({ fields }) =>
      Object.fromEntries(Object.entries(fields).map(([name, { value }]) => [name, value])),
    )
  }

  it('are read from the summary of a page, with how often each star was given', () => {
    const summary = {
      reviewSummary: {
        averageRating: 4.2,
        totalReviews: 10,
        ratingDistribution: [
          { rating: 5, count: 6 },
          { rating: 4, count: 2 },
          { rating: 3, count: 1 },
          { rating: 2, count: 0 },
          { rating: 1, count: 1 },
        ],
      },
    }
    expect(aggregates(state(summary))).toEqual([
      {
        'rating.value': '4.2',
        reviewCount: '10',
        'count.1': '1',
        'count.2': '0',
        'count.3': '1',
        'count.4': '2',
        'count.5': '6',
      },
    ])
  })

  it('leave out a histogram that does not add up, as one of shares does not', () => {
    const [one] = aggregates(
      state({
        reviews: {
          average: 4.2,
          totalReviews: 30,
          histogram: { 1: 10, 2: 0, 3: 10, 4: 20, 5: 60 },
        },
      }),
    )
    expect(one).toEqual({ 'rating.value': '4.2', reviewCount: '30' })
  })

  it('are of the product whose name the page bears, and of no other in the list', () => {
    const products = [
      { name: 'Desk lamp', sku: 'L-1', rating: 4.5, reviewCount: 12 },
      { name: 'Chair', sku: 'C-1', rating: 3.1, reviewCount: 4 },
    ]
    expect(
      aggregates(state({ products })).map((one) => [one['product.name'], one['rating.value']]),
    ).toEqual([['Desk lamp', '4.5']])
  })

  it('are not those of a seller, a brand or an author', () => {
    const value = {
      seller: { name: 'Desk lamp', rating: 4.9, reviewCount: 900 },
      product: {
        name: 'Desk lamp',
        sku: 'L',
        manufacturer: { averageRating: 4.4, ratingCount: 70 },
      },
    }
    expect(aggregates(state(value))).toEqual([])
  })

  it('are none where several contradict each other', () => {
    expect(
      aggregates(
        state({
          a: { reviewSummary: { averageRating: 4.2, totalReviews: 10 } },
          b: { reviewSummary: { averageRating: 3.1, totalReviews: 7 } },
        }),
      ),
    ).toEqual([])
  })
})

describe('hostile data', () => {
  it('of any kind is read or left, and never thrown at', () => {
    const key = fc.constantFrom(
      'reviews',
      'rating',
      'text',
      'author',
      'date',
      'id',
      '__proto__',
      'constructor',
      '__ref',
      'comments',
      'answers',
      'length',
    )
    const { tree } = fc.letrec((tie) => ({
      tree: fc.oneof(
        { maxDepth: 5 },
        fc.string({ unit: 'binary' }),
        fc.double(),
        fc.boolean(),
        fc.constant(null),
        fc.array(tie('tree'), { maxLength: 4 }),
        fc.dictionary(key, tie('tree'), { maxKeys: 8, noNullPrototype: false }),
      ),
    }))
    fc.assert(
      fc.property(tree, (value) => {
        const { items } = read(state({ reviews: value }))
        for (const { fields } of items)
          expect(Object.values(fields).every(({ value: text }) => typeof text === 'string')).toBe(
            true,
          )
      }),
      { numRuns: 200 },
    )
  })

  it('of half-written scripts is read in a time that grows with their length', () => {
    const parts = [
      '{"a":[',
      '[[{',
      'f({x:',
      "a='",
      '/[/',
      '`${',
      'function(a,b){return {',
      '\\',
      '"',
      '){',
      '$&q;',
      '}(1,2))',
    ]
    const start = performance.now()
    for (const part of parts)
      read(
        `<script>var reviews = 1, rating = ${part.repeat(Math.ceil(400_000 / part.length))}</script>`,
      )
    expect(performance.now() - start).toBeLessThan(6000)
  })

  it('that is too large is a named problem', () => {
    const { problems } = read(
      `<script type="application/json" id="state">{"reviews":"${'x'.repeat(6_000_000)}"}</script>`,
    )
    expect(problems.map(({ code, where }) => [code, where])).toEqual([['too_large', 'state']])
  })

  it('of many scripts is read up to a limit, and the limit is named', () => {
    const script = `<script type="application/json">${JSON.stringify({ x: 'y'.repeat(1_000_000), reviews: REVIEWS })}</script>`
    const { items, problems } = read(script.repeat(12))
    expect(items.length).toBeGreaterThan(10)
    expect(problems.map(({ code }) => code)).toEqual(['too_large'])
  })

  it('of a body that is no JSON is a named problem', () => {
    const { problems } = read('{"reviews": [', { headers: { 'content-type': 'application/json' } })
    expect(problems.map(({ code }) => code)).toEqual(['bad_json'])
  })

  it('with names of prototypes, double names and halves of characters says what it says', () => {
    const json =
      '{"__proto__":{"rating":1},"reviews":[{"id":1,"__proto__":{"author":"Eve"},"constructor":1,"rating":3,"rating":4,"text":"Half \\ud83d here.","author":"Ida","date":"2026-02-01"}]}'
    expect(saidIn(`<script type="application/json">${json}</script>`)).toMatchObject([
      { author: 'Ida', rating: '4', text: 'Half \ud83d here.' },
    ])
    expect(({} as Record<string, unknown>)['rating']).toBeUndefined()
  })

  it('in circles and nested deeply comes to an end', () => {
    const circle = flight('{"a":"$3","reviews":["$3"]}')
    const deep = `<script type="application/json">${'{"reviews":['.repeat(95)}${JSON.stringify(REVIEWS[0])}${']}'.repeat(95)}</script>`
    expect(() => read(circle)).not.toThrow()
    expect(() => read(deep)).not.toThrow()
  })
})

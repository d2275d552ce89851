/**
 * What the marketplace's item pages run in the browser: it fetches the ratings and the reviews, ten at a time, and
 * renders them with schema.org's microdata. Two pieces come by themselves, each further one at a click. Text is set
 * as text, never as HTML, and nothing comes from another host.
 */
export const marketplaceScript = `'use strict'
{
  const piecesAtOnce = 2
  const root = document.getElementById('reviews')
  const api = '/api/listings/' + encodeURIComponent(root.dataset.listing)

  const fetchJson = async (path) => {
    const response = await fetch(path, { headers: { accept: 'application/json' } })
    if (!response.ok) throw new Error(path + ' answered ' + response.status)
    return response.json()
  }

  const element = (name, attributes, ...children) => {
    const made = document.createElement(name)
    for (const [key, value] of Object.entries(attributes)) made.setAttribute(key, value)
    made.append(...children.filter((child) => child !== null))
    return made
  }
  const property = (name, type) => ({ itemprop: name, itemscope: '', itemtype: 'https://schema.org/' + type })
  const meta = (name, value) => element('meta', { itemprop: name, content: String(value) })

  const symbols = (stars) => '★'.repeat(stars) + '☆'.repeat(5 - stars)

  const author = (name, type) =>
    element('span', property('author', type), element('span', { itemprop: 'name' }, name))

  const date = (iso, language) => {
    const shown = new Date(iso).toLocaleDateString(language, { dateStyle: 'long', timeZone: 'Europe/Berlin' })
    return element('time', { itemprop: 'datePublished', datetime: iso }, shown)
  }

  const paragraphs = (text) => text.split('\\n\\n').map((one) => element('p', {}, one))

  const reviewBlock = (review) =>
    element(
      'article',
      { class: 'review', id: 'review-' + review.id, lang: review.language, ...property('review', 'Review') },
      element(
        'div',
        { class: 'stars', ...property('reviewRating', 'Rating') },
        meta('worstRating', 1),
        meta('ratingValue', review.stars),
        meta('bestRating', 5),
        element('span', { role: 'img', 'aria-label': review.stars + ' out of 5 stars' }, symbols(review.stars)),
      ),
      review.title === null ? null : element('h3', { itemprop: 'name' }, review.title),
      element(
        'p',
        { class: 'by' },
        author(review.author, 'Person'),
        ' · ',
        date(review.publishedAt, review.language),
        review.verifiedPurchase ? element('span', { class: 'badge', lang: 'en' }, 'Verified purchase') : null,
      ),
      review.body === null ? null : element('div', { itemprop: 'reviewBody' }, ...paragraphs(review.body)),
      review.helpfulCount === 0 ? null : element('p', { class: 'by', lang: 'en' }, review.helpfulCount + ' × helpful'),
      review.reply === null ? null : replyBlock(review.reply, review.language),
    )

  const replyBlock = (reply, language) =>
    element(
      'div',
      { class: 'reply', ...property('comment', 'Comment') },
      element('p', { class: 'by' }, author(reply.author, 'Organization'), ' · ', date(reply.publishedAt, language)),
      element('p', { itemprop: 'text' }, reply.text),
    )

  const ratingLine = (rating) =>
    element(
      'p',
      { class: 'rating', ...property('aggregateRating', 'AggregateRating') },
      element('strong', { itemprop: 'ratingValue' }, String(rating.ratingValue)),
      ' out of ',
      element('span', { itemprop: 'bestRating' }, '5'),
      ' · ',
      element('span', { itemprop: 'ratingCount' }, String(rating.ratingCount)),
      ' ratings, ',
      element('span', { itemprop: 'reviewCount' }, String(rating.reviewCount)),
      ' of them with a text',
    )

  const list = element('div', { class: 'list' })
  const more = element('button', { type: 'button', class: 'button' }, 'Load more reviews')
  const state = element('p', { class: 'by', role: 'status' })
  let cursor = null

  const loadPiece = async () => {
    more.disabled = true
    const piece = await fetchJson(api + '/reviews' + (cursor === null ? '' : '?cursor=' + encodeURIComponent(cursor)))
    list.append(...piece.reviews.map(reviewBlock))
    cursor = piece.next
    more.hidden = cursor === null
    more.disabled = false
  }

  const failed = (error) => {
    state.textContent = 'The reviews could not be loaded: ' + error.message
    more.disabled = false
  }

  const start = async () => {
    root.append(ratingLine(await fetchJson(api)), list, more, state)
    await loadPiece()
    for (let piece = 1; piece < piecesAtOnce && cursor !== null; piece++) await loadPiece()
  }

  more.hidden = true
  more.addEventListener('click', () => loadPiece().catch(failed))
  start().catch((error) => {
    root.append(state)
    failed(error)
  })
}
`

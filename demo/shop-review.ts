import { toBerlinIso, toVisibleDate } from './clock.ts'
import { escapeText, paragraphs } from './html.ts'
import type { Product } from './products.ts'
import type { Review } from './reviews.ts'

/** A list of reviews as microdata: a Product with its names, holding Reviews with ids. */
export function reviewList(product: Product, heading: string, reviews: readonly Review[]): string {
  return `<section id="reviews" class="reviews" itemscope itemtype="https://schema.org/Product">
<h2>${escapeText(heading)} <span itemprop="name">${escapeText(product.name)}</span></h2>
<meta itemprop="sku" content="${escapeText(product.sku)}">
<meta itemprop="gtin13" content="${product.gtin13}">
${reviews.map(reviewBlock).join('\n')}
</section>`
}

function reviewBlock(review: Review): string {
  const parts = [
    ratingMarkup(review.stars),
    review.title === null ? '' : `<h3 itemprop="name">${escapeText(review.title)}</h3>`,
    byline(review),
    review.text === null ? '' : `<div itemprop="reviewBody">${paragraphs(review.text)}</div>`,
    review.helpfulCount === 0 ? '' : helpfulLine(review.helpfulCount),
    replyMarkup(review),
  ]
  return `<article class="review" id="review-${review.id}" lang="${review.language}" itemprop="review" itemscope itemtype="https://schema.org/Review">
${parts.filter((part) => part !== '').join('\n')}
</article>`
}

function ratingMarkup(stars: number): string {
  return `<div class="stars" itemprop="reviewRating" itemscope itemtype="https://schema.org/Rating">
<meta itemprop="worstRating" content="1"><meta itemprop="ratingValue" content="${stars}"><meta itemprop="bestRating" content="5">
${starSymbols(stars)}
</div>`
}

/** Stars to look at, with what they say for those who cannot. */
export function starSymbols(stars: number): string {
  const full = Math.round(stars)
  const symbols = '★'.repeat(full) + '☆'.repeat(5 - full)
  return `<span role="img" aria-label="${stars} out of 5 stars">${symbols}</span>`
}

function byline({ author, publishedAtMs, language, verifiedPurchase }: Review): string {
  const badge = verifiedPurchase ? ' <span class="badge" lang="en">Verified purchase</span>' : ''
  const name = `<span itemprop="name">${escapeText(author)}</span>`
  const person = `<span itemprop="author" itemscope itemtype="https://schema.org/Person">${name}</span>`
  return `<p class="by">${person} · ${timeMarkup(toBerlinIso(publishedAtMs), language)}${badge}</p>`
}

function timeMarkup(iso: string, language: Review['language']): string {
  return `<time itemprop="datePublished" datetime="${iso}">${toVisibleDate(iso, language)}</time>`
}

function helpfulLine(count: number): string {
  const people = count === 1 ? '1 person' : `${count} people`
  return `<p class="helpful" lang="en">${people} found this helpful</p>`
}

function replyMarkup({ reply, language }: Review): string {
  if (reply === null) return ''
  const name = `<span itemprop="name">${escapeText(reply.author)}</span>`
  return `<div class="reply" itemprop="comment" itemscope itemtype="https://schema.org/Comment">
<p class="by"><span itemprop="author" itemscope itemtype="https://schema.org/Organization">${name}</span> · ${timeMarkup(reply.publishedAt, language)}</p>
<p itemprop="text">${escapeText(reply.text)}</p>
</div>`
}

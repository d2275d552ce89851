const REVIEWS = 50
const PADDING = '<p class="teaser">More about sound, comfort and everything else in our shop.</p>\n'

/** A product page of about 100 KB with 50 reviews in microdata. */
export function productPage(number: number): string {
  const reviews = Array.from({ length: REVIEWS }, (_, n) => review(number, n)).join('')
  const head = `<!doctype html><html lang="en"><head><title>Product ${number}</title></head><body>
<main itemscope itemtype="https://schema.org/Product"><h1 itemprop="name">Product ${number}</h1>
<meta itemprop="sku" content="SKU-${number}">${reviews}</main>`
  const rest = 100_000 - head.length
  return `${head}${PADDING.repeat(Math.max(0, Math.ceil(rest / PADDING.length)))}</body></html>`
}

function review(page: number, n: number): string {
  const day = String(1 + (n % 28)).padStart(2, '0')
  return `<article class="review" id="review-${page}-${n}" itemprop="review" itemscope itemtype="https://schema.org/Review">
<h3 class="title" itemprop="name">Review ${n} of ${page}</h3>
<div itemprop="reviewRating" itemscope itemtype="https://schema.org/Rating"><meta itemprop="worstRating" content="1">
<meta itemprop="bestRating" content="5"><span class="stars" itemprop="ratingValue">${1 + (n % 5)}</span></div>
<span class="author" itemprop="author">author_${page}_${n}</span>
<time class="date" itemprop="datePublished" datetime="2026-03-${day}T10:00:00Z">${day} March</time>
<p class="body" itemprop="reviewBody">The sound is good and the battery lasts, number ${n} of page ${page}. Delivery took ${n} days,
and the support answered at once. I would buy it again, although the case scratches easily and the app could be better.</p></article>\n`
}

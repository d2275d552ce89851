import { html } from 'hono/html'
import type { ConsoleMention } from '../../schema/queries/console-mentions.ts'
import { channelIcon } from '../charts/channel-mark.ts'
import type { Dates } from '../dates.ts'
import { excerpt } from '../excerpt.ts'
import type { Html } from '../html.ts'
import { safeLink } from '../safe-link.ts'
import { words } from '../words.ts'
import { badge } from './badge.ts'
import { ratingText } from './stars-text.ts'

const TITLE_LENGTH = 160
const TEXT_LENGTH = 600
const MOST_PRODUCTS = 4

/** What was said, newest first as given. Those that no mean counts are marked. */
export function mentionList(mentions: readonly ConsoleMention[], dates: Dates): Html {
  return html`<ol class="mentions">${mentions.map((mention) => mentionItem(mention, dates))}</ol>`
}

function mentionItem(mention: ConsoleMention, dates: Dates): Html {
  const { stars, title, text, is_company, is_syndicated, is_removed } = mention
  // Of an unknown language is `lang=""`, or the page's own would be taken for it.
  const language = mention.language ?? ''
  return html`<li><article class="mention card${is_company || is_syndicated || is_removed ? ' uncounted' : ''}">
    <header>
      ${stars === null ? html`<span class="muted">no stars</span>` : ratingText(stars)}
      ${sentiment(mention)}
      ${products(mention)}
    </header>
    ${title !== null && html`<h3 dir="auto" lang="${language}">${excerpt(title, TITLE_LENGTH)}</h3>`}
    ${
      text === null
        ? title === null &&
          html`<p class="muted">No words: only stars, or the text is not kept.</p>`
        : html`<p dir="auto" lang="${language}">${excerpt(text, TEXT_LENGTH)}</p>`
    }
    <footer>
      ${channelIcon(mention.channel)} ${words(mention.type)} at ${mention.source_name} ·
      ${publishedText(mention, dates)}
      ${mention.customer_external_id !== null && html` · customer <bdi>${mention.customer_external_id}</bdi>`}
      ${marks(mention)}
      ${originalLink(mention.url)}
    </footer>
  </article></li>`
}

function sentiment(mention: ConsoleMention): Html {
  const { sentiment_label: label, sentiment_reason: reason } = mention
  if (label === null) {
    return html`<span class="muted">feeling unknown${reason === null ? null : `: ${words(reason).toLowerCase()}`}</span>`
  }
  const tones = { negative: 'bad', positive: 'good', mixed: 'warning' } as const
  return badge(label, label in tones ? tones[label as keyof typeof tones] : 'quiet')
}

/** What it is a review of; else what it names. */
function products({ products: linked }: ConsoleMention): Html {
  const subject = linked.find((product) => product.role === 'subject')
  const shown = subject ? [subject] : linked.slice(0, MOST_PRODUCTS)
  const more = subject ? 0 : linked.length - shown.length
  if (shown.length === 0) return html`<span class="muted">no product known</span>`
  return html`<span class="products">${subject ? null : 'names '}${shown.map(
    ({ product_id, name }, index) =>
      html`${index > 0 ? ', ' : null}<a href="/products/${product_id}" dir="auto">${name}</a>`,
  )}${more > 0 ? ` and ${more} more` : null}</span>`
}

function publishedText(
  { published_at, published_precision, collected_at }: ConsoleMention,
  dates: Dates,
) {
  if (published_at === null) {
    return html`<span class="muted">undated, collected ${dates.dayOf(collected_at)}</span>`
  }
  return html`<time datetime="${published_at.toISOString()}">${dates.published(published_at, published_precision)}</time>`
}

function marks(mention: ConsoleMention): (Html | false)[] {
  return [
    mention.is_company && badge('our own voice, not counted'),
    mention.is_syndicated && badge('copy, not counted'),
    mention.is_removed && badge('removed from its site, not counted'),
    mention.disagrees_with_rating && badge('words contradict stars', 'warning'),
    mention.is_verified_purchase === true && badge('verified purchase'),
    mention.is_incentivized === true && badge('incentivized'),
    mention.replied_at !== null && badge('answered'),
  ]
}

function originalLink(url: string | null): Html | null {
  const href = safeLink(url)
  if (href === null) return null
  return html` <a href="${href}" rel="noopener noreferrer nofollow">Original at ${new URL(href).host}</a>`
}

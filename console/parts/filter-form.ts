import { html } from 'hono/html'
import { channel } from '../../schema/mention.ts'
import type { Html } from '../html.ts'
import { isFiltered, type ViewQuery } from '../view-query.ts'
import { words } from '../words.ts'

const PERIODS = [7, 30, 90, 180, 365]

interface Choice {
  value: string
  label: string
}

/**
 * Chooses what a page shows.
 * @param path of the page, to which the form leads
 * @param choices products to choose from (none: the page has its product) and names of sources
 */
export function filterForm(
  path: string,
  view: ViewQuery,
  choices: { products: { product_id: number; name: string }[] | null; sources: string[] },
): Html {
  const products = choices.products?.map(({ product_id, name }) => ({
    value: String(product_id),
    label: name,
  }))
  const channels = channel.options.map((value) => ({ value, label: words(value) }))
  const periods = PERIODS.map((days) => ({ value: String(days), label: `Last ${days} days` }))
  return html`<form class="filters" method="get" action="${path}" aria-label="What to show">
    ${products && select('Product', 'product', products, view.product, 'All products')}
    ${select('Channel', 'channel', channels, view.channel, 'All channels')}
    ${select(
      'Source',
      'source',
      choices.sources.map((name) => ({ value: name, label: name })),
      view.source,
      'All sources',
    )}
    ${select('Period', 'days', periods, view.days, 'All time')}
    <button type="submit">Show</button>
    ${isFiltered(view) && html`<a href="${path}">Show all</a>`}
  </form>`
}

function select(
  label: string,
  name: string,
  choices: readonly Choice[],
  chosen: string | number | undefined,
  all: string,
): Html {
  const value = chosen === undefined ? '' : String(chosen)
  // An address may name what is no choice of ours: it stays chosen, so that "Show" keeps it.
  const isListed = value === '' || choices.some((choice) => choice.value === value)
  return html`<label>${label}
    <select name="${name}">
      ${[{ value: '', label: all }, ...(isListed ? [] : [{ value, label: value }]), ...choices].map(
        (choice) =>
          html`<option value="${choice.value}"${choice.value === value ? html` selected` : null}>${choice.label}</option>`,
      )}
    </select>
  </label>`
}

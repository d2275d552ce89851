import { html } from 'hono/html'
import type { Html } from '../html.ts'
import { rating, stars } from '../numbers.ts'

/** A mean, `4.3 ★`, read out as "4.3 of 5 stars". */
export function meanText(value: number): Html {
  return starsText(stars(value))
}

/** A single rating, `4 ★`. */
export function ratingText(value: number): Html {
  return starsText(rating(value))
}

function starsText(text: string): Html {
  return html`<span class="stars" role="img" aria-label="${text} of 5 stars">${text} ★</span>`
}

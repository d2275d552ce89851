import { html } from 'hono/html'
import type { Channel } from '../../schema/mention.ts'
import type { Html } from '../html.ts'
import type { MeanStars } from '../stars-interval.ts'
import { channelMark } from './channel-mark.ts'
import { starsX } from './scale.ts'

const WHOLE_STARS = [1, 2, 3, 4, 5]

/**
 * One row of a chart: a mean with its 95 % interval on the scale of 1 to 5 stars. Hidden from screen
 * readers: the numbers stand beside it in the table. Places are percentages, so it fits any width.
 */
export function starsStrip(channel: Channel, { mean, low, high }: MeanStars): Html {
  return html`<svg class="strip" height="22" aria-hidden="true">
    ${WHOLE_STARS.map((star) => html`<line class="grid" x1="${starsX(star)}" x2="${starsX(star)}" y1="0" y2="22"/>`)}
    <line class="interval ${channel}" x1="${starsX(low)}" x2="${starsX(high)}" y1="11" y2="11"/>
    ${channelMark(channel, starsX(mean), '11')}
  </svg>`
}

/** The scale above such rows. */
export function starsAxis(): Html {
  return html`<svg class="strip axis" height="16" aria-hidden="true">
    ${WHOLE_STARS.map((star) => html`<text x="${starsX(star)}" y="12" text-anchor="middle">${star} ★</text>`)}
  </svg>`
}

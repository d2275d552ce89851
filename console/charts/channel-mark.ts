import { html } from 'hono/html'
import type { Channel } from '../../schema/mention.ts'
import type { Html } from '../html.ts'

/** A shape each, so that no colour needs to be told apart. Around 0,0. */
const SHAPES: Record<Channel, string> = {
  own_site: 'M-5,0a5,5 0 1,0 10,0a5,5 0 1,0 -10,0z',
  marketplace: 'M-4.5,-4.5h9v9h-9z',
  blog: 'M0,-6.5L6.5,0L0,6.5L-6.5,0z',
  community: 'M0,-5.5L6,5H-6z',
}

/** A channel's mark, centred on a point of the SVG around it. */
export function channelMark(channel: Channel, x: string, y: string): Html {
  return html`<svg x="${x}" y="${y}" overflow="visible"><path class="mark ${channel}" d="${SHAPES[channel]}"/></svg>`
}

/** The mark alone, for text. */
export function channelIcon(channel: Channel): Html {
  return html`<svg class="icon" width="14" height="14" aria-hidden="true">${channelMark(channel, '7', '7')}</svg>`
}

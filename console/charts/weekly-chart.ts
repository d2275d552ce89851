import { html } from 'hono/html'
import { dayName, mondayOf } from '../dates.ts'
import type { Html } from '../html.ts'
import { counted, stars } from '../numbers.ts'
import type { Week } from '../weeks.ts'
import { slotX } from './scale.ts'

const TOP = 10
const AXIS_HEIGHT = 18

/**
 * Mean stars by week with their 95 % intervals, over the same weeks for every product.
 * The names of the scale stand left of the plot, in the room that the style sheet leaves there.
 * @param options `height` in pixels; `since` draws a line at the week in which a change began (`2026-03-04`)
 */
export function weeklyChart(
  weeks: readonly Week[],
  options: { height: number; since?: string },
): Html {
  const bottom = options.height - AXIS_HEIGHT
  const y = (value: number) => (bottom - ((value - 1) / 4) * (bottom - TOP)).toFixed(1)
  const x = (index: number) => slotX(index, weeks.length)
  return html`<svg class="weekly" height="${options.height}" role="img" aria-label="${summaryOf(weeks)}">
    ${[1, 2, 3, 4, 5].map(
      (star) => html`<line class="grid" x1="0" x2="100%" y1="${y(star)}" y2="${y(star)}"/>
      <text x="-28" y="${y(star)}" dy="4">${star} ★</text>`,
    )}
    ${changeLine(weeks, options.since, x, bottom)}
    ${weeks.map((week, index) => week.stars && intervalLine(x(index), y(week.stars.low), y(week.stars.high)))}
    ${neighbours(weeks).map(
      ([from, to]) =>
        html`<line class="trend${to.index - from.index > 1 ? ' gap' : ''}" x1="${x(from.index)}" y1="${y(from.mean)}" x2="${x(to.index)}" y2="${y(to.mean)}"/>`,
    )}
    ${weeks.map(
      (week, index) =>
        week.stars &&
        html`<circle class="dot" cx="${x(index)}" cy="${y(week.stars.mean)}" r="3.5"><title>${weekText(week)}</title></circle>`,
    )}
    ${monthTicks(weeks).map(
      ({ index, month }) =>
        html`<text x="${x(index)}" y="${options.height - 3}" text-anchor="middle">${month}</text>`,
    )}
  </svg>`
}

function intervalLine(x: string, low: string, high: string): Html {
  return html`<line class="whisker" x1="${x}" x2="${x}" y1="${low}" y2="${high}"/>`
}

function changeLine(
  weeks: readonly Week[],
  since: string | undefined,
  x: (index: number) => string,
  bottom: number,
): Html | null {
  if (since === undefined) return null
  const index = weeks.findIndex((week) => week.start === mondayOf(since))
  if (index === -1) return null
  return html`<line class="change" x1="${x(index)}" x2="${x(index)}" y1="${TOP}" y2="${bottom}"><title>The change began about ${dayName(since)}</title></line>`
}

/** Weeks with ratings that follow each other, over weeks without any: what the line joins. */
function neighbours(weeks: readonly Week[]) {
  const rated = weeks.flatMap((week, index) =>
    week.stars ? [{ index, mean: week.stars.mean }] : [],
  )
  return rated.flatMap((to, position) => {
    const from = rated[position - 1]
    return from ? [[from, to] as const] : []
  })
}

/** The first week of each month; not the chart's first, which may be any. */
function monthTicks(weeks: readonly Week[]): { index: number; month: string }[] {
  return weeks.flatMap((week, index) => {
    const month = week.start.slice(0, 7)
    const before = weeks[index - 1]?.start.slice(0, 7) ?? month
    return month === before ? [] : [{ index, month: dayName(week.start).split(' ')[1] ?? '' }]
  })
}

function weekText({ start, stars: mean }: Week): string {
  const week = `Week of ${dayName(start)}`
  if (mean === null) return `${week}: no ratings`
  return `${week}: ${stars(mean.mean)} stars (${stars(mean.low)} to ${stars(mean.high)}), ${counted(mean.ratings, 'rating')}`
}

function summaryOf(weeks: readonly Week[]): string {
  const rated = weeks.filter((week) => week.stars !== null)
  const [first, last] = [rated[0], rated.at(-1)]
  if (!first || !last) return `Mean stars by week: no ratings in ${weeks.length} weeks`
  return `Mean stars by week. First: ${weekText(first)}. Last: ${weekText(last)}.`
}

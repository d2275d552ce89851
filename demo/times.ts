import { secondMs } from './clock.ts'
import type { Random } from './random.ts'

/** From when to when something is published, in milliseconds since 1970. */
export interface Interval {
  startMs: number
  endMs: number
}

/** The time of the world: nothing is published after `endMs`, which is an hour before the world's end. */
export interface Span extends Interval {
  worldEndMs: number
}

/** Ascending instants in the interval, full seconds, no two the same, few of them in the night. */
export function makeTimes(random: Random, { startMs, endMs }: Interval, count: number): number[] {
  const times = new Set<number>()
  while (times.size < count) {
    const atMs = Math.ceil((startMs + random.next() * (endMs - startMs)) / secondMs) * secondMs
    const hour = new Date(atMs).getUTCHours()
    const isNight = hour < 5 || hour >= 22
    if (atMs < endMs && (!isNight || random.chance(0.06))) times.add(atMs)
  }
  return [...times].sort((a, b) => a - b)
}

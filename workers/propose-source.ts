import type { Channel } from '../schema/mention.ts'
import type { SourceConfigRow } from '../schema/queries/read-source-configs.ts'
import type { PageDescription } from './describe-page.ts'
import { siteOf } from './normalize/site.ts'

/** How a place could be listened to, as far as looking at it tells. */
export interface SourceProposal {
  name: string
  /** Null when its pages don't tell: a shop may be ours or a marketplace. */
  channel: Channel | null
  schedule: string
}

/** A feed holds its newest entries only: what comes and goes between two looks is never seen. */
const FEED_SCHEDULE = 'every 6h'
const SCHEDULE = 'every 24h'

/** A forum's front page has no posts, but says what it is. */
const FORUM_ENGINES = new Set(['discourse', 'xenforo'])
const isForum = ({ adapter }: { adapter: string }) => FORUM_ENGINES.has(adapter)

/**
 * Proposes a source from a preview of its address.
 * @param page null when it could not be read now
 */
export function proposeSource(
  url: string,
  page: PageDescription | null,
  known: readonly SourceConfigRow[],
): SourceProposal {
  return {
    name: freeName(url, known),
    channel: page?.channel ?? (page?.detected.some(isForum) ? 'community' : null),
    schedule: page?.adapters.includes('feed') ? FEED_SCHEDULE : SCHEDULE,
  }
}

/** The host in kebab-case, without `www.`; with `-2`, `-3`, … where another source has that name. */
export function freeName(url: string, known: readonly SourceConfigRow[]): string {
  const host = (siteOf(url) ?? 'source').toLowerCase()
  const base = host.replace(/[^a-z0-9]+/g, '-').replace(/^-|-$/g, '') || 'source'
  for (let number = 1; ; number++) {
    const name = number === 1 ? base : `${base}-${number}`
    if (!isTaken(name, url, known)) return name
  }
}

/** Whether another source has this name. One that was removed gives it back to its own address. */
export function isTaken(name: string, url: string, known: readonly SourceConfigRow[]): boolean {
  const other = known.find((source) => source.name === name)
  return other !== undefined && !(other.state === 'removed' && other.url === url)
}

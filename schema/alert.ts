/** A word or phrase that came more often after a drop than before. */
export interface AlertReason {
  reason: string
  /** Mentions that hold it, of the `_mentions` with a text. */
  before: number
  before_mentions: number
  after: number
  after_mentions: number
}

/** Collected text: whoever shows it must escape it. */
export interface AlertQuote {
  mention_id: number
  stars: number
  quote: string
  url: string | null
  day: string | null
}

/** What an alert says: the columns that a look at the ratings decides. */
export interface AlertFacts {
  since: Date
  stars_before: number
  stars_after: number
  change: number
  change_low: number
  change_high: number
  ratings_before: number
  ratings_after: number
  confidence: number
  summary: string
  quotes: AlertQuote[]
  reasons: AlertReason[]
  detector_version: string
}

/** A row of `earshot.alert`. */
export interface Alert extends AlertFacts {
  alert_id: number
  kind: 'rating_drop'
  product_id: number
  state: 'open' | 'closed'
  opened_at: Date
  closed_at: Date | null
}

export type AlertEventType = 'alert.opened' | 'alert.updated' | 'alert.closed'

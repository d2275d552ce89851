import type { Alert } from '../../schema/alert.ts'
import type { Recovery } from './judge.ts'

/** `data` of the webhooks `alert.opened`, `alert.updated` and `alert.closed`. Means in stars, 1–5. */
export interface AlertMessage {
  id: number
  kind: Alert['kind']
  product: { id: number; external_id: string; name: string }
  state: Alert['state']
  summary: string
  /** ISO 8601. */
  since: string
  from: number
  to: number
  change: number
  /** 95 % interval of the change. */
  interval: [low: number, high: number]
  confidence: number
  /** Ratings of the level before and of the present one. */
  counts: { before: number; after: number }
  reasons: Alert['reasons']
  /** Collected text: whoever shows it must escape it. */
  quotes: Alert['quotes']
  /** The alert in the console. */
  url: string
  /** Null unless it closed by recovering. */
  recovery: { level: number; ratings: number; days_down: number } | null
}

/** @param publicUrl where the console is, with or without a slash at its end */
export function alertMessage(
  alert: Alert,
  product: { external_id: string; name: string },
  publicUrl: string,
  recovery: Recovery | null,
): AlertMessage {
  return {
    id: alert.alert_id,
    kind: alert.kind,
    product: { id: alert.product_id, external_id: product.external_id, name: product.name },
    state: alert.state,
    summary: alert.summary,
    since: alert.since.toISOString(),
    from: alert.stars_before,
    to: alert.stars_after,
    change: alert.change,
    interval: [alert.change_low, alert.change_high],
    confidence: alert.confidence,
    counts: { before: alert.ratings_before, after: alert.ratings_after },
    reasons: alert.reasons,
    quotes: alert.quotes,
    url: `${publicUrl.replace(/\/+$/, '')}/alerts/${alert.alert_id}`,
    recovery: recovery && {
      level: Math.round(recovery.level * 1000) / 1000,
      ratings: recovery.ratings,
      days_down: Math.round(recovery.daysDown * 10) / 10,
    },
  }
}

import type { Queryable } from '../database.ts'

export interface AlertDelay {
  /** `opened`: from the last release of what it was judged by; else from being told to being delivered. */
  until: 'opened' | 'webhook' | 'email'
  medianSeconds: number
  maxSeconds: number
}

/**
 * How late the alerts of the last seven days came: of their newest 200 messages. A release is the end of
 * the run that brought a mention, or the moment in which it was pushed or imported.
 */
export async function readAlertDelays(db: Queryable): Promise<AlertDelay[]> {
  const { rows } = await db.query<AlertDelay>(
    `WITH told AS (
       SELECT event_id, alert_id, type, occurred_at FROM earshot.alert_event
       WHERE occurred_at > now() - interval '7 days' ORDER BY event_id DESC LIMIT 200),
     delay AS (
       SELECT delivery.transport AS until, delivered_at - occurred_at AS took
       FROM told JOIN earshot.delivery USING (event_id) WHERE delivery.state = 'delivered'
       UNION ALL
       SELECT 'opened', occurred_at - (
         SELECT max(released_at) FROM (
           SELECT CASE WHEN raw.run_id IS NULL THEN coalesce(raw.changed_at, raw.first_seen_at)
             ELSE run.finished_at END AS released_at
           FROM (SELECT mention_id FROM earshot.mention_product AS link
             WHERE link.product_id = alert.product_id AND role = 'subject'
             ORDER BY mention_id DESC LIMIT 100) AS newest
             JOIN earshot.mention USING (mention_id)
             JOIN earshot.raw_item AS raw ON raw.raw_item_id = mention.content_raw_item_id
             LEFT JOIN earshot.crawl_run AS run ON run.run_id = raw.run_id) AS release
         WHERE released_at <= occurred_at)
       FROM told JOIN earshot.alert USING (alert_id) WHERE type = 'alert.opened')
     SELECT until,
       percentile_cont(0.5) WITHIN GROUP (ORDER BY extract(epoch FROM took)::float8) AS "medianSeconds",
       max(extract(epoch FROM took))::float8 AS "maxSeconds"
     FROM delay WHERE took IS NOT NULL GROUP BY until`,
  )
  return rows
}

CREATE OR REPLACE VIEW bi.freshness AS
SELECT
  s.source_id,
  s.name,
  s.state,
  (
    SELECT r.finished_at
    FROM earshot.crawl_run r
    WHERE r.source_id = s.source_id AND r.finished_at IS NOT NULL AND r.is_healthy
    ORDER BY r.run_id DESC
    LIMIT 1
  ) AS last_successful_run_at,
  said.newest_published_at,
  said.newest_collected_at,
  coalesce(said.mentions, 0) AS mentions,
  coalesce(said.undated_mentions, 0) AS undated_mentions,
  coalesce(waiting.held, 0) AS items_held,
  coalesce(waiting.due, 0) AS items_due,
  coalesce(waiting.quarantined, 0) AS items_quarantined,
  waiting.oldest_since AS oldest_waiting_since
FROM earshot.source s
LEFT JOIN (
  SELECT
    source_id,
    max(published_at) AS newest_published_at,
    max(collected_at) AS newest_collected_at,
    count(*) AS mentions,
    count(*) FILTER (WHERE day IS NULL) AS undated_mentions
  FROM earshot.mention
  GROUP BY source_id
) said ON said.source_id = s.source_id
LEFT JOIN (
  SELECT
    source_id,
    count(*) FILTER (WHERE state = 'held') AS held,
    count(*) FILTER (WHERE state = 'due') AS due,
    count(*) FILTER (WHERE state = 'quarantined') AS quarantined,
    min(since) FILTER (WHERE state <> 'quarantined') AS oldest_since
  -- items that are done have no work
  FROM (
    SELECT raw.source_id, work.state, coalesce(raw.changed_at, raw.first_seen_at) AS since
    FROM earshot.raw_item_work work
    JOIN earshot.raw_item raw ON raw.raw_item_id = work.raw_item_id
  ) item
  GROUP BY source_id
) waiting ON waiting.source_id = s.source_id;

COMMENT ON VIEW bi.freshness IS 'How fresh what we hold of a source is, and what still waits';
COMMENT ON COLUMN bi.freshness.source_id IS 'Key (dim_source)';
COMMENT ON COLUMN bi.freshness.name IS 'Name that a person gave the source';
COMMENT ON COLUMN bi.freshness.state IS 'active, paused or removed';
COMMENT ON COLUMN bi.freshness.last_successful_run_at IS 'When the last healthy run ended; null when there was none';
COMMENT ON COLUMN bi.freshness.newest_published_at IS 'When its newest dated mention was published; null without one';
COMMENT ON COLUMN bi.freshness.newest_collected_at IS 'When a new mention was last collected; null without one';
COMMENT ON COLUMN bi.freshness.mentions IS 'Mentions first seen there, of every sort';
COMMENT ON COLUMN bi.freshness.undated_mentions IS 'Those without a day: in no row of product_daily';
COMMENT ON COLUMN bi.freshness.items_held IS 'Items collected whose run is not judged yet';
COMMENT ON COLUMN bi.freshness.items_due IS 'Items that wait to be processed';
COMMENT ON COLUMN bi.freshness.items_quarantined IS 'Items kept aside that could not be processed: a person should look';
COMMENT ON COLUMN bi.freshness.oldest_waiting_since IS 'When the oldest held or due item was first collected as it is now; null when none waits';

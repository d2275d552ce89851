CREATE OR REPLACE VIEW bi.source_health AS
SELECT
  s.source_id,
  s.name,
  s.channel,
  s.state,
  s.config #>> '{policy,terms}' AS terms,
  s.config ->> 'schedule' AS schedule,
  CASE WHEN s.state = 'active' THEN s.next_run_at END AS next_run_at,
  EXISTS (
    SELECT FROM earshot.crawl_run r WHERE r.source_id = s.source_id AND r.finished_at IS NULL
  ) AS is_running,
  run.run_id AS last_run_id,
  run.started_at AS last_run_started_at,
  run.finished_at AS last_run_finished_at,
  run.stop_reason AS last_stop_reason,
  run.is_healthy AS last_run_is_healthy,
  run.pages_fetched,
  run.pages_unchanged,
  run.pages_failed,
  run.items_found,
  run.items_new,
  run.items_changed,
  run.items_bad,
  run.bytes_fetched,
  problem.open_problems,
  problem.problems,
  s.last_error ->> 'message' AS last_error
FROM earshot.source s
LEFT JOIN LATERAL (
  SELECT r.*
  FROM earshot.crawl_run r
  WHERE r.source_id = s.source_id AND r.finished_at IS NOT NULL
  ORDER BY r.run_id DESC
  LIMIT 1
) run ON true
CROSS JOIN LATERAL (
  SELECT
    count(*) AS open_problems,
    coalesce(jsonb_agg(jsonb_build_object(
      'code', p.code, 'message', p.message, 'place', p.place, 'occurrences', p.occurrences,
      'opened_at', p.opened_at, 'last_seen_at', p.last_seen_at
    ) ORDER BY p.opened_at, p.problem_id), '[]') AS problems
  FROM earshot.source_problem p
  WHERE p.source_id = s.source_id AND p.closed_at IS NULL
) problem;

COMMENT ON VIEW bi.source_health IS 'Whether a source can be read: its last finished run and its open problems';
COMMENT ON COLUMN bi.source_health.source_id IS 'Key (dim_source)';
COMMENT ON COLUMN bi.source_health.name IS 'Name that a person gave the source';
COMMENT ON COLUMN bi.source_health.channel IS 'own_site, marketplace, blog or community';
COMMENT ON COLUMN bi.source_health.state IS 'active, paused or removed';
COMMENT ON COLUMN bi.source_health.terms IS 'permitted; unclear: crawled, and marked until a person decides; forbidden: never crawled';
COMMENT ON COLUMN bi.source_health.schedule IS 'How often it is crawled, as configured';
COMMENT ON COLUMN bi.source_health.next_run_at IS 'When it is crawled next; null when it is not active or not planned yet';
COMMENT ON COLUMN bi.source_health.is_running IS 'True while a run is under way';
COMMENT ON COLUMN bi.source_health.last_run_id IS 'Number of the last finished run; null when there was none';
COMMENT ON COLUMN bi.source_health.last_run_started_at IS 'When that run began';
COMMENT ON COLUMN bi.source_health.last_run_finished_at IS 'When that run ended';
COMMENT ON COLUMN bi.source_health.last_stop_reason IS 'Why that run ended: complete, max_pages, forbidden, robots, stopped, failed, …';
COMMENT ON COLUMN bi.source_health.last_run_is_healthy IS 'Whether what that run brought was judged healthy; null when not judged';
COMMENT ON COLUMN bi.source_health.pages_fetched IS 'Pages that the last run fetched';
COMMENT ON COLUMN bi.source_health.pages_unchanged IS 'Pages of the last run that were as before';
COMMENT ON COLUMN bi.source_health.pages_failed IS 'Pages that the last run could not fetch';
COMMENT ON COLUMN bi.source_health.items_found IS 'Items that the last run read';
COMMENT ON COLUMN bi.source_health.items_new IS 'Items that the last run saw first';
COMMENT ON COLUMN bi.source_health.items_changed IS 'Items that had changed since the run before';
COMMENT ON COLUMN bi.source_health.items_bad IS 'Items that could not be read';
COMMENT ON COLUMN bi.source_health.bytes_fetched IS 'Bytes that the last run fetched';
COMMENT ON COLUMN bi.source_health.open_problems IS 'Problems that are open now';
COMMENT ON COLUMN bi.source_health.problems IS 'JSON list of them: code, message, place, occurrences, opened_at, last_seen_at';
COMMENT ON COLUMN bi.source_health.last_error IS 'Why its last try failed as a whole; null when it did not';

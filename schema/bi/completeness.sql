CREATE OR REPLACE VIEW bi.completeness AS
WITH held AS (
  SELECT
    listing_id,
    count(*) AS reviews,
    count(*) FILTER (WHERE text IS NOT NULL OR title IS NOT NULL OR pros IS NOT NULL OR cons IS NOT NULL) AS worded
  FROM earshot.mention
  WHERE type = 'review' AND removed_at IS NULL AND listing_id IS NOT NULL
  GROUP BY listing_id
), ledger AS (
  SELECT
    l.listing_id,
    l.source_id,
    said.review_count AS claimed_reviews,
    said.rating_count AS claimed_ratings,
    said.taken_at AS claimed_at,
    coalesce(held.reviews, 0) AS held_reviews,
    coalesce(held.worded, 0) AS held_worded,
    -- Where a site counts reviews, those are what we want; where it counts ratings alone, at most those.
    coalesce(said.review_count, said.rating_count) AS wanted
  FROM earshot.listing l
  LEFT JOIN held ON held.listing_id = l.listing_id
  LEFT JOIN LATERAL (
    SELECT review_count, rating_count, taken_at
    FROM earshot.rating_snapshot
    WHERE listing_id = l.listing_id
    ORDER BY taken_at DESC
    LIMIT 1
  ) said ON true
)
SELECT
  ledger.listing_id,
  ledger.source_id,
  ledger.claimed_reviews,
  ledger.claimed_ratings,
  ledger.claimed_at,
  ledger.held_reviews,
  ledger.held_worded,
  CASE WHEN ledger.wanted IS NOT NULL THEN greatest(ledger.wanted - ledger.held_reviews, 0) END AS missing,
  CASE
    WHEN ledger.wanted IS NULL THEN 'not_stated'
    WHEN ledger.held_reviews >= ledger.wanted THEN 'complete'
    WHEN barred.code IS NOT NULL THEN barred.code
    WHEN run.stop_reason IS DISTINCT FROM 'complete' THEN coalesce(run.stop_reason, 'not_crawled')
    WHEN ledger.claimed_reviews IS NULL THEN 'stars_only'
    ELSE 'not_shown'
  END AS reason
FROM ledger
LEFT JOIN LATERAL (
  SELECT code
  FROM earshot.source_problem p
  WHERE p.source_id = ledger.source_id
    AND p.closed_at IS NULL
    AND p.code IN ('robots', 'login_wall', 'paywall', 'captcha', 'consent', 'blocked', 'region_block',
      'rate_limited', 'fewer_items', 'not_rendered', 'no_browser')
  ORDER BY p.problem_id DESC
  LIMIT 1
) barred ON true
LEFT JOIN LATERAL (
  SELECT stop_reason
  FROM earshot.crawl_run r
  WHERE r.source_id = ledger.source_id AND r.finished_at IS NOT NULL
  ORDER BY r.run_id DESC
  LIMIT 1
) run ON true;

COMMENT ON VIEW bi.completeness IS 'How many reviews a site says a listing has, how many of them we hold, and why the two differ';
COMMENT ON COLUMN bi.completeness.listing_id IS 'Key (dim_listing)';
COMMENT ON COLUMN bi.completeness.source_id IS 'The source that found it (dim_source)';
COMMENT ON COLUMN bi.completeness.claimed_reviews IS 'Reviews with words that the site counts; null when it does not tell';
COMMENT ON COLUMN bi.completeness.claimed_ratings IS 'Ratings that the site counts, those without words too; null when it does not tell';
COMMENT ON COLUMN bi.completeness.claimed_at IS 'When the site first said so; null when it never did';
COMMENT ON COLUMN bi.completeness.held_reviews IS 'Reviews of it that we hold and that still stand';
COMMENT ON COLUMN bi.completeness.held_worded IS 'Of them, those with a title or a text';
COMMENT ON COLUMN bi.completeness.missing IS 'How many the site counts beyond those; null when it does not tell';
COMMENT ON COLUMN bi.completeness.reason IS 'complete; not_stated (the site counts none); stars_only (it counts ratings, of which those without words are often shown nowhere); not_shown (its pages were all read, and show no more); not_crawled; else the problem that is open at its source, or what ended the last run (max_pages, window, …)';

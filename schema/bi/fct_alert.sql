CREATE OR REPLACE VIEW bi.fct_alert AS
SELECT
  a.alert_id,
  a.kind,
  coalesce(survivor.product_id, a.product_id) AS product_id,
  a.state,
  a.opened_at,
  a.closed_at,
  a.since,
  a.stars_before,
  a.stars_after,
  a.change,
  a.change_low,
  a.change_high,
  a.ratings_before,
  a.ratings_after,
  a.confidence,
  a.summary,
  a.quotes,
  a.reasons,
  a.detector_version,
  a.updated_at,
  a.change_seq
FROM earshot.alert a
LEFT JOIN earshot.surviving_products() survivor ON survivor.old_product_id = a.product_id;

COMMENT ON VIEW bi.fct_alert IS 'Something that a person should know: what changed, by how much, how sure, and why';
COMMENT ON COLUMN bi.fct_alert.alert_id IS 'Key; never changes';
COMMENT ON COLUMN bi.fct_alert.kind IS 'What happened: rating_drop';
COMMENT ON COLUMN bi.fct_alert.product_id IS 'The product concerned (dim_product); null when it is none';
COMMENT ON COLUMN bi.fct_alert.state IS 'open, or closed after recovery';
COMMENT ON COLUMN bi.fct_alert.opened_at IS 'When it was raised';
COMMENT ON COLUMN bi.fct_alert.closed_at IS 'When it was closed; null while open';
COMMENT ON COLUMN bi.fct_alert.since IS 'When the change began, as estimated';
COMMENT ON COLUMN bi.fct_alert.stars_before IS 'Mean stars before the change';
COMMENT ON COLUMN bi.fct_alert.stars_after IS 'Mean stars after it';
COMMENT ON COLUMN bi.fct_alert.change IS 'stars_after - stars_before';
COMMENT ON COLUMN bi.fct_alert.change_low IS 'Lower end of the 95 % interval of the change; null when not known';
COMMENT ON COLUMN bi.fct_alert.change_high IS 'Upper end of the 95 % interval of the change; null when not known';
COMMENT ON COLUMN bi.fct_alert.ratings_before IS 'Ratings before the change';
COMMENT ON COLUMN bi.fct_alert.ratings_after IS 'Ratings after it';
COMMENT ON COLUMN bi.fct_alert.confidence IS 'How sure the change is, 0 to 1';
COMMENT ON COLUMN bi.fct_alert.summary IS 'One sentence that a manager understands';
COMMENT ON COLUMN bi.fct_alert.quotes IS 'JSON list of telling mentions: mention_id, stars, quote, url, day';
COMMENT ON COLUMN bi.fct_alert.reasons IS 'JSON list of what is said more often than before';
COMMENT ON COLUMN bi.fct_alert.detector_version IS 'Version of the detector that raised it';
COMMENT ON COLUMN bi.fct_alert.updated_at IS 'When the row last changed';
COMMENT ON COLUMN bi.fct_alert.change_seq IS 'Rises with every change; a reader that keeps the highest value misses none';

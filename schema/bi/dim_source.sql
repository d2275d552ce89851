CREATE OR REPLACE VIEW bi.dim_source AS
SELECT
  s.source_id,
  s.name,
  s.channel,
  s.site,
  s.url,
  s.market,
  s.origin,
  s.state,
  s.config #>> '{policy,terms}' AS terms,
  s.updated_at,
  s.change_seq
FROM earshot.source s;

COMMENT ON VIEW bi.dim_source IS 'Places that we listen to';
COMMENT ON COLUMN bi.dim_source.source_id IS 'Key; never changes';
COMMENT ON COLUMN bi.dim_source.name IS 'Name that a person gave the source; unique';
COMMENT ON COLUMN bi.dim_source.channel IS 'own_site, marketplace, blog or community';
COMMENT ON COLUMN bi.dim_source.site IS 'Host without www., with a port that is not the default; null for imports without one';
COMMENT ON COLUMN bi.dim_source.url IS 'Where crawling begins; null for imports';
COMMENT ON COLUMN bi.dim_source.market IS 'Market of the source, as configured; null when not given';
COMMENT ON COLUMN bi.dim_source.origin IS 'Where it was configured: file, console or import';
COMMENT ON COLUMN bi.dim_source.state IS 'active, paused or removed; a removed source keeps its mentions';
COMMENT ON COLUMN bi.dim_source.terms IS 'What a person decided about the site''s terms: permitted, unclear or forbidden';
COMMENT ON COLUMN bi.dim_source.updated_at IS 'When its configuration last changed';
COMMENT ON COLUMN bi.dim_source.change_seq IS 'Rises with every change; a reader that keeps the highest value misses none';

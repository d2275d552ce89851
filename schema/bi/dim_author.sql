CREATE OR REPLACE VIEW bi.dim_author AS
SELECT
  a.author_id,
  a.site,
  a.country,
  a.is_company,
  coalesce(survivor.customer_id, link.customer_id) AS customer_id,
  link.method AS customer_method,
  link.confidence AS customer_confidence,
  a.updated_at,
  a.change_seq
FROM earshot.author a
LEFT JOIN earshot.author_customer link ON link.author_id = a.author_id
LEFT JOIN earshot.surviving_customers() survivor ON survivor.old_customer_id = link.customer_id;

COMMENT ON VIEW bi.dim_author IS 'Authors of mentions, without name, handle and profile link (bi_pii.author)';
COMMENT ON COLUMN bi.dim_author.author_id IS 'Key; never changes';
COMMENT ON COLUMN bi.dim_author.site IS 'Site where the author writes: host without www., with a port that is not the default';
COMMENT ON COLUMN bi.dim_author.country IS 'ISO 3166-1 alpha-2 code, where the site tells it; else null';
COMMENT ON COLUMN bi.dim_author.is_company IS 'True for our own voice (staff, official accounts), which no metric counts as a customer';
COMMENT ON COLUMN bi.dim_author.customer_id IS 'The customer who this author is; null when not known';
COMMENT ON COLUMN bi.dim_author.customer_method IS 'How the author was linked to the customer; null without a customer';
COMMENT ON COLUMN bi.dim_author.customer_confidence IS 'How sure the link is, 0 to 1; null without a customer';
COMMENT ON COLUMN bi.dim_author.updated_at IS 'When the row (or the person''s data in bi_pii.author) last changed';
COMMENT ON COLUMN bi.dim_author.change_seq IS 'Rises with every change; a reader that keeps the highest value misses none';

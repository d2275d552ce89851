CREATE OR REPLACE VIEW bi.fct_mention_product AS
SELECT
  link.mention_id,
  coalesce(survivor.product_id, link.product_id) AS product_id,
  link.role,
  link.sentiment_score,
  link.confidence,
  link.method,
  link.updated_at,
  link.change_seq
FROM earshot.mention_product link
LEFT JOIN earshot.surviving_products() survivor ON survivor.old_product_id = link.product_id
-- A mention of two products that were merged keeps the stronger link.
WHERE NOT EXISTS (
  SELECT FROM earshot.doubled_links() doubled
  WHERE doubled.mention_id = link.mention_id AND doubled.product_id = link.product_id
);

COMMENT ON VIEW bi.fct_mention_product IS 'A mention and a product that it is about';
COMMENT ON COLUMN bi.fct_mention_product.mention_id IS 'Key, with product_id (fct_mention)';
COMMENT ON COLUMN bi.fct_mention_product.product_id IS 'Key, with mention_id (dim_product)';
COMMENT ON COLUMN bi.fct_mention_product.role IS 'subject: it is a review of the product, and only then do its stars count; named; compared';
COMMENT ON COLUMN bi.fct_mention_product.sentiment_score IS 'Feeling towards this product, -1 to 1; null when not known apart from the whole mention''s';
COMMENT ON COLUMN bi.fct_mention_product.confidence IS 'How sure the link is, 0 to 1';
COMMENT ON COLUMN bi.fct_mention_product.method IS 'What the product was recognised by';
COMMENT ON COLUMN bi.fct_mention_product.updated_at IS 'When the row last changed';
COMMENT ON COLUMN bi.fct_mention_product.change_seq IS 'Rises with every change; a reader that keeps the highest value misses none';

CREATE OR REPLACE VIEW bi.dim_listing AS
SELECT
  l.listing_id,
  l.source_id,
  coalesce(survivor.product_id, l.product_id) AS product_id,
  l.site,
  l.name,
  l.brand,
  l.sku,
  l.gtin,
  l.mpn,
  l.source_product_id,
  l.variant,
  l.url,
  l.product_method,
  l.product_confidence,
  l.updated_at,
  l.change_seq
FROM earshot.listing l
LEFT JOIN earshot.surviving_products() survivor ON survivor.old_product_id = l.product_id;

COMMENT ON VIEW bi.dim_listing IS 'One product''s page at one site, as the site describes it';
COMMENT ON COLUMN bi.dim_listing.listing_id IS 'Key; never changes';
COMMENT ON COLUMN bi.dim_listing.source_id IS 'Source that first saw it (dim_source)';
COMMENT ON COLUMN bi.dim_listing.product_id IS 'The product that it lists (dim_product); null when not recognised';
COMMENT ON COLUMN bi.dim_listing.site IS 'Host without www., with a port that is not the default';
COMMENT ON COLUMN bi.dim_listing.name IS 'Product name on the site; null when it gives none';
COMMENT ON COLUMN bi.dim_listing.brand IS 'Brand on the site; null when it gives none';
COMMENT ON COLUMN bi.dim_listing.sku IS 'SKU on the site; null when it gives none';
COMMENT ON COLUMN bi.dim_listing.gtin IS 'GTIN on the site; null when it gives none';
COMMENT ON COLUMN bi.dim_listing.mpn IS 'Part number on the site; null when it gives none';
COMMENT ON COLUMN bi.dim_listing.source_product_id IS 'The site''s own id of the product; null when it gives none';
COMMENT ON COLUMN bi.dim_listing.variant IS 'Colour, size or the like; null when it gives none';
COMMENT ON COLUMN bi.dim_listing.url IS 'Address of the page';
COMMENT ON COLUMN bi.dim_listing.product_method IS 'How the product was recognised; null without a product';
COMMENT ON COLUMN bi.dim_listing.product_confidence IS 'How sure that is, 0 to 1; null without a product';
COMMENT ON COLUMN bi.dim_listing.updated_at IS 'When the row last changed';
COMMENT ON COLUMN bi.dim_listing.change_seq IS 'Rises with every change; a reader that keeps the highest value misses none';

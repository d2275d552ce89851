CREATE OR REPLACE VIEW bi.dim_product AS
SELECT
  p.product_id,
  p.external_id,
  p.name,
  p.brand,
  p.gtin,
  p.mpn,
  p.sku,
  p.category,
  p.variant_of,
  p.market,
  p.is_competitor,
  survivor.product_id AS merged_into_product_id,
  p.updated_at,
  p.change_seq
FROM earshot.product p
LEFT JOIN earshot.surviving_products() survivor ON survivor.old_product_id = p.product_id;

COMMENT ON VIEW bi.dim_product IS 'Products of the catalogue, ours and competitors''';
COMMENT ON COLUMN bi.dim_product.product_id IS 'Key; never changes';
COMMENT ON COLUMN bi.dim_product.external_id IS 'The product_id of the company''s own files';
COMMENT ON COLUMN bi.dim_product.name IS 'Name as imported';
COMMENT ON COLUMN bi.dim_product.brand IS 'Brand; null when not given';
COMMENT ON COLUMN bi.dim_product.gtin IS 'Global trade item number (EAN, UPC) as imported, digits only; null when not given';
COMMENT ON COLUMN bi.dim_product.mpn IS 'Manufacturer''s part number; null when not given';
COMMENT ON COLUMN bi.dim_product.sku IS 'Stock keeping unit; null when not given';
COMMENT ON COLUMN bi.dim_product.category IS 'Category as imported; null when not given';
COMMENT ON COLUMN bi.dim_product.variant_of IS 'external_id of the product that this is a variant of; null when it is none';
COMMENT ON COLUMN bi.dim_product.market IS 'Market as imported; null when not given';
COMMENT ON COLUMN bi.dim_product.is_competitor IS 'True for a competitor''s product, which we listen to for comparison';
COMMENT ON COLUMN bi.dim_product.merged_into_product_id IS 'The product that this one was found to be; facts show that id. Null for a product of its own';
COMMENT ON COLUMN bi.dim_product.updated_at IS 'When the row last changed';
COMMENT ON COLUMN bi.dim_product.change_seq IS 'Rises with every change; a reader that keeps the highest value misses none';

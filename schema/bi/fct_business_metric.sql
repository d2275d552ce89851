CREATE OR REPLACE VIEW bi.fct_business_metric AS
SELECT
  m.business_metric_id,
  m.day,
  m.metric,
  m.value,
  coalesce(survivor_product.product_id, product.product_id) AS product_id,
  coalesce(survivor_customer.customer_id, customer.customer_id) AS customer_id,
  m.market,
  m.currency,
  m.updated_at,
  m.change_seq
FROM earshot.business_metric m
LEFT JOIN earshot.product product ON product.external_id = m.product_external_id
LEFT JOIN earshot.surviving_products() survivor_product
  ON survivor_product.old_product_id = product.product_id
LEFT JOIN earshot.customer customer ON customer.external_id = m.customer_external_id
LEFT JOIN earshot.surviving_customers() survivor_customer
  ON survivor_customer.old_customer_id = customer.customer_id;

COMMENT ON VIEW bi.fct_business_metric IS 'A number of the business on a day, as imported: sales, returns, visits, …';
COMMENT ON COLUMN bi.fct_business_metric.business_metric_id IS 'Key; never changes';
COMMENT ON COLUMN bi.fct_business_metric.day IS 'The day that it is of';
COMMENT ON COLUMN bi.fct_business_metric.metric IS 'What was measured, as the import names it';
COMMENT ON COLUMN bi.fct_business_metric.value IS 'How much; in its currency where it has one';
COMMENT ON COLUMN bi.fct_business_metric.product_id IS 'The product that it is of (dim_product); null when of none, or of one that is not in the catalogue';
COMMENT ON COLUMN bi.fct_business_metric.customer_id IS 'The customer that it is of (dim_customer); null when of none, or of one that is not known';
COMMENT ON COLUMN bi.fct_business_metric.market IS 'The market that it is of; null when of none in particular';
COMMENT ON COLUMN bi.fct_business_metric.currency IS 'ISO 4217 code of an amount of money; null when it is none';
COMMENT ON COLUMN bi.fct_business_metric.updated_at IS 'When the row last changed';
COMMENT ON COLUMN bi.fct_business_metric.change_seq IS 'Rises with every change; a reader that keeps the highest value misses none';

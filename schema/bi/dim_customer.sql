CREATE OR REPLACE VIEW bi.dim_customer AS
SELECT
  c.customer_id,
  c.external_id,
  c.crm_id,
  c.country,
  c.segment,
  c.lifetime_value,
  c.currency,
  survivor.customer_id AS merged_into_customer_id,
  c.updated_at,
  c.change_seq
FROM earshot.customer c
LEFT JOIN earshot.surviving_customers() survivor ON survivor.old_customer_id = c.customer_id;

COMMENT ON VIEW bi.dim_customer IS 'Customers, without what identifies them as persons (bi_pii.customer)';
COMMENT ON COLUMN bi.dim_customer.customer_id IS 'Key; never changes';
COMMENT ON COLUMN bi.dim_customer.external_id IS 'The customer_id of the company''s own files';
COMMENT ON COLUMN bi.dim_customer.crm_id IS 'Id in the CRM; null when not given';
COMMENT ON COLUMN bi.dim_customer.country IS 'Country as imported; null when not given';
COMMENT ON COLUMN bi.dim_customer.segment IS 'Segment as imported; null when not given';
COMMENT ON COLUMN bi.dim_customer.lifetime_value IS 'What the customer is worth, in currency; null when not given';
COMMENT ON COLUMN bi.dim_customer.currency IS 'ISO 4217 code of lifetime_value; null when not given';
COMMENT ON COLUMN bi.dim_customer.merged_into_customer_id IS 'The customer that this one was found to be; facts show that id. Null for a customer of its own';
COMMENT ON COLUMN bi.dim_customer.updated_at IS 'When the row (or the person''s data in bi_pii.customer) last changed';
COMMENT ON COLUMN bi.dim_customer.change_seq IS 'Rises with every change; a reader that keeps the highest value misses none';

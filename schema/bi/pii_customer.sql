CREATE OR REPLACE VIEW bi_pii.customer AS
SELECT
  c.customer_id,
  c.name,
  c.email,
  handle.handles,
  c.street,
  c.postcode,
  c.city,
  c.birth_date,
  c.updated_at,
  c.change_seq
FROM earshot.customer c
CROSS JOIN LATERAL (
  SELECT coalesce(array_agg(h.site || ':' || h.handle ORDER BY h.site, h.handle), '{}') AS handles
  FROM earshot.customer_handle h
  WHERE h.customer_id = c.customer_id
) handle;

COMMENT ON VIEW bi_pii.customer IS 'Who a customer is; the rest is in bi.dim_customer';
COMMENT ON COLUMN bi_pii.customer.customer_id IS 'Key (bi.dim_customer)';
COMMENT ON COLUMN bi_pii.customer.name IS 'Name as imported; null when not given';
COMMENT ON COLUMN bi_pii.customer.email IS 'E-mail address as imported; null when not given';
COMMENT ON COLUMN bi_pii.customer.handles IS 'Known handles, each as site:handle in lower case';
COMMENT ON COLUMN bi_pii.customer.street IS 'Street and number; null when not given';
COMMENT ON COLUMN bi_pii.customer.postcode IS 'Postcode; null when not given';
COMMENT ON COLUMN bi_pii.customer.city IS 'City; null when not given';
COMMENT ON COLUMN bi_pii.customer.birth_date IS 'Date of birth; null when not given';
COMMENT ON COLUMN bi_pii.customer.updated_at IS 'When the row last changed';
COMMENT ON COLUMN bi_pii.customer.change_seq IS 'Rises with every change; a reader that keeps the highest value misses none';

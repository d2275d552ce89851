-- Two products (or customers) found to be one keep both ids; facts show the one that survives. A merge of
-- the survivor makes a chain, which is followed to its end.
CREATE OR REPLACE VIEW earshot.surviving_product AS
WITH RECURSIVE chain AS (
  SELECT old_product_id, product_id FROM earshot.product_alias
  UNION
  SELECT chain.old_product_id, next.product_id
  FROM chain JOIN earshot.product_alias next ON next.old_product_id = chain.product_id
)
SELECT old_product_id, product_id
FROM chain
WHERE product_id NOT IN (SELECT old_product_id FROM earshot.product_alias);

CREATE OR REPLACE VIEW earshot.surviving_customer AS
WITH RECURSIVE chain AS (
  SELECT old_customer_id, customer_id FROM earshot.customer_alias
  UNION
  SELECT chain.old_customer_id, next.customer_id
  FROM chain JOIN earshot.customer_alias next ON next.old_customer_id = chain.customer_id
)
SELECT old_customer_id, customer_id
FROM chain
WHERE customer_id NOT IN (SELECT old_customer_id FROM earshot.customer_alias);

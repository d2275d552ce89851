-- Two products (or customers) found to be one keep both ids; facts show the one that survives. A merge of
-- the survivor makes a chain, which is followed to its end.
-- Functions, not views, for their ROWS: the planner takes a recursive view of a small table for millions of
-- rows. They run with the rights of their owner because views call functions as their reader.
CREATE OR REPLACE FUNCTION earshot.surviving_products()
RETURNS TABLE (old_product_id bigint, product_id bigint)
LANGUAGE plpgsql STABLE SECURITY DEFINER SET search_path = earshot, pg_temp ROWS 100 AS $$
BEGIN
  RETURN QUERY
    WITH RECURSIVE chain AS (
      SELECT alias.old_product_id, alias.product_id FROM product_alias alias
      UNION
      SELECT chain.old_product_id, alias.product_id
      FROM chain JOIN product_alias alias ON alias.old_product_id = chain.product_id
    )
    SELECT chain.old_product_id, chain.product_id FROM chain
    WHERE NOT EXISTS (SELECT FROM product_alias alias WHERE alias.old_product_id = chain.product_id);
END $$;

CREATE OR REPLACE FUNCTION earshot.surviving_customers()
RETURNS TABLE (old_customer_id bigint, customer_id bigint)
LANGUAGE plpgsql STABLE SECURITY DEFINER SET search_path = earshot, pg_temp ROWS 100 AS $$
BEGIN
  RETURN QUERY
    WITH RECURSIVE chain AS (
      SELECT alias.old_customer_id, alias.customer_id FROM customer_alias alias
      UNION
      SELECT chain.old_customer_id, alias.customer_id
      FROM chain JOIN customer_alias alias ON alias.old_customer_id = chain.customer_id
    )
    SELECT chain.old_customer_id, chain.customer_id FROM chain
    WHERE NOT EXISTS (SELECT FROM customer_alias alias WHERE alias.old_customer_id = chain.customer_id);
END $$;

-- The weaker links of mentions that name several products which are one by now.
CREATE OR REPLACE FUNCTION earshot.doubled_links()
RETURNS TABLE (mention_id bigint, product_id bigint)
LANGUAGE plpgsql STABLE SECURITY DEFINER SET search_path = earshot, pg_temp ROWS 100 AS $$
BEGIN
  RETURN QUERY
    WITH survivor AS (
      SELECT s.old_product_id, s.product_id FROM surviving_products() s
    ), family AS (
      SELECT s.old_product_id AS member_id, s.product_id AS survivor_id FROM survivor s
      UNION
      SELECT s.product_id, s.product_id FROM survivor s
    ), ranked AS (
      SELECT link.mention_id, link.product_id, row_number() OVER (
        PARTITION BY link.mention_id, family.survivor_id
        ORDER BY array_position(ARRAY['subject', 'named', 'compared'], link.role),
          link.confidence DESC, link.product_id
      ) AS place
      FROM family JOIN mention_product link ON link.product_id = family.member_id
    )
    SELECT ranked.mention_id, ranked.product_id FROM ranked WHERE ranked.place > 1;
END $$;

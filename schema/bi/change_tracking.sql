-- A view's row also changes when what it shows from a neighbouring table does: these triggers pass the change
-- on to the row whose change_seq readers watch.

-- fct_mention shows its subject's product. Rows that this transaction wrote have a fresh number already.
CREATE OR REPLACE FUNCTION earshot.touch_mentions(ids bigint[]) RETURNS void LANGUAGE sql AS $$
  UPDATE earshot.mention SET updated_at = clock_timestamp()
  WHERE mention_id = ANY (ids) AND xmin <> pg_current_xact_id()::xid
$$;

CREATE OR REPLACE FUNCTION earshot.follow_subject() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF TG_OP = 'INSERT' THEN
    PERFORM earshot.touch_mentions(ARRAY(SELECT mention_id FROM new_links WHERE role = 'subject'));
  ELSIF TG_OP = 'DELETE' THEN
    PERFORM earshot.touch_mentions(ARRAY(SELECT mention_id FROM old_links WHERE role = 'subject'));
  ELSE
    PERFORM earshot.touch_mentions(ARRAY(
      SELECT mention_id
      FROM (SELECT mention_id, product_id FROM old_links WHERE role = 'subject') was
      FULL JOIN (SELECT mention_id, product_id FROM new_links WHERE role = 'subject') is_now
        USING (mention_id, product_id)
      WHERE was.product_id IS NULL OR is_now.product_id IS NULL));
  END IF;
  RETURN NULL;
END $$;

CREATE OR REPLACE TRIGGER follow_subject_insert AFTER INSERT ON earshot.mention_product
  REFERENCING NEW TABLE AS new_links
  FOR EACH STATEMENT EXECUTE FUNCTION earshot.follow_subject();
CREATE OR REPLACE TRIGGER follow_subject_update AFTER UPDATE ON earshot.mention_product
  REFERENCING OLD TABLE AS old_links NEW TABLE AS new_links
  FOR EACH STATEMENT EXECUTE FUNCTION earshot.follow_subject();
CREATE OR REPLACE TRIGGER follow_subject_delete AFTER DELETE ON earshot.mention_product
  REFERENCING OLD TABLE AS old_links
  FOR EACH STATEMENT EXECUTE FUNCTION earshot.follow_subject();

-- dim_author shows the customer that an author is.
CREATE OR REPLACE FUNCTION earshot.follow_author_link() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF TG_OP = 'UPDATE' AND NEW IS NOT DISTINCT FROM OLD THEN
    RETURN NULL;
  END IF;
  UPDATE earshot.author SET updated_at = clock_timestamp()
  WHERE author_id = coalesce(NEW.author_id, OLD.author_id) AND xmin <> pg_current_xact_id()::xid;
  RETURN NULL;
END $$;
CREATE OR REPLACE TRIGGER follow_author_link AFTER INSERT OR UPDATE OR DELETE ON earshot.author_customer
  FOR EACH ROW EXECUTE FUNCTION earshot.follow_author_link();

-- fct_business_metric shows the ids of its product and customer, which may be imported later.
CREATE OR REPLACE FUNCTION earshot.follow_metric_product() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  UPDATE earshot.business_metric SET updated_at = clock_timestamp()
  WHERE product_external_id = coalesce(NEW.external_id, OLD.external_id);
  RETURN NULL;
END $$;
CREATE OR REPLACE TRIGGER follow_metric_product AFTER INSERT OR DELETE ON earshot.product
  FOR EACH ROW EXECUTE FUNCTION earshot.follow_metric_product();

CREATE OR REPLACE FUNCTION earshot.follow_metric_customer() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  UPDATE earshot.business_metric SET updated_at = clock_timestamp()
  WHERE customer_external_id = coalesce(NEW.external_id, OLD.external_id);
  RETURN NULL;
END $$;
CREATE OR REPLACE TRIGGER follow_metric_customer AFTER INSERT OR DELETE ON earshot.customer
  FOR EACH ROW EXECUTE FUNCTION earshot.follow_metric_customer();

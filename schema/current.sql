-- The schema as the catalog of a migrated database has it. For reading and for comparing; made by
-- `npx vitest run test/bi-schema-dump.test.ts -u` on the embedded server, never edited by hand.

CREATE SCHEMA bi;
CREATE SCHEMA bi_pii;
CREATE SCHEMA earshot;

CREATE SEQUENCE earshot.change_seq AS bigint;
CREATE SEQUENCE earshot.lease_holder AS integer CYCLE;

CREATE OR REPLACE FUNCTION earshot.backoff(attempts integer)
 RETURNS interval
 LANGUAGE sql
 IMMUTABLE
AS $function$
  SELECT make_interval(secs => least(2 ^ least(attempts, 20), 600))
$function$;

CREATE OR REPLACE FUNCTION earshot.doubled_links()
 RETURNS TABLE(mention_id bigint, product_id bigint)
 LANGUAGE plpgsql
 STABLE SECURITY DEFINER ROWS 100
 SET search_path TO 'earshot', 'pg_temp'
AS $function$
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
END $function$;

CREATE OR REPLACE FUNCTION earshot.ensure_page_partitions(moment timestamp with time zone)
 RETURNS void
 LANGUAGE plpgsql
AS $function$
DECLARE
  month timestamp;
  name text;
BEGIN
  FOR i IN 0 .. 1 LOOP
    month := date_trunc('month', moment AT TIME ZONE 'UTC') + make_interval(months => i);
    name := 'page_' || to_char(month, 'YYYY_MM');
    IF to_regclass('earshot.' || name) IS NULL THEN
      PERFORM pg_advisory_xact_lock(7274650018);
      EXECUTE format(
        'CREATE TABLE IF NOT EXISTS earshot.%I PARTITION OF earshot.page FOR VALUES FROM (%L) TO (%L)',
        name, month AT TIME ZONE 'UTC', (month + interval '1 month') AT TIME ZONE 'UTC');
    END IF;
  END LOOP;
END $function$;

CREATE OR REPLACE FUNCTION earshot.follow_author_link()
 RETURNS trigger
 LANGUAGE plpgsql
AS $function$
BEGIN
  IF TG_OP = 'UPDATE' AND NEW IS NOT DISTINCT FROM OLD THEN
    RETURN NULL;
  END IF;
  UPDATE earshot.author SET updated_at = clock_timestamp()
  WHERE author_id = coalesce(NEW.author_id, OLD.author_id) AND xmin <> pg_current_xact_id()::xid;
  RETURN NULL;
END $function$;

CREATE OR REPLACE FUNCTION earshot.follow_metric_customer()
 RETURNS trigger
 LANGUAGE plpgsql
AS $function$
BEGIN
  UPDATE earshot.business_metric SET updated_at = clock_timestamp()
  WHERE customer_external_id = coalesce(NEW.external_id, OLD.external_id);
  RETURN NULL;
END $function$;

CREATE OR REPLACE FUNCTION earshot.follow_metric_product()
 RETURNS trigger
 LANGUAGE plpgsql
AS $function$
BEGIN
  UPDATE earshot.business_metric SET updated_at = clock_timestamp()
  WHERE product_external_id = coalesce(NEW.external_id, OLD.external_id);
  RETURN NULL;
END $function$;

CREATE OR REPLACE FUNCTION earshot.follow_subject()
 RETURNS trigger
 LANGUAGE plpgsql
AS $function$
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
END $function$;

CREATE OR REPLACE FUNCTION earshot.leave_tombstone()
 RETURNS trigger
 LANGUAGE plpgsql
AS $function$
DECLARE
  key jsonb := '{}';
  i int;
BEGIN
  FOR i IN 1 .. TG_NARGS - 1 LOOP
    key := key || jsonb_build_object(TG_ARGV[i], to_jsonb(OLD) -> TG_ARGV[i]);
  END LOOP;
  PERFORM earshot.lock_changes();
  INSERT INTO earshot.tombstone (view_name, row_key, change_seq)
  VALUES (TG_ARGV[0], key, nextval('earshot.change_seq'));
  RETURN NULL;
END $function$;

CREATE OR REPLACE FUNCTION earshot.lock_changes()
 RETURNS void
 LANGUAGE sql
AS $function$
  SELECT pg_advisory_xact_lock(7274650017)
$function$;

CREATE OR REPLACE FUNCTION earshot.ring()
 RETURNS trigger
 LANGUAGE plpgsql
AS $function$
BEGIN
  PERFORM pg_notify('earshot_due', TG_TABLE_NAME);
  RETURN NULL;
END $function$;

CREATE OR REPLACE FUNCTION earshot.surviving_customers()
 RETURNS TABLE(old_customer_id bigint, customer_id bigint)
 LANGUAGE plpgsql
 STABLE SECURITY DEFINER ROWS 100
 SET search_path TO 'earshot', 'pg_temp'
AS $function$
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
END $function$;

CREATE OR REPLACE FUNCTION earshot.surviving_products()
 RETURNS TABLE(old_product_id bigint, product_id bigint)
 LANGUAGE plpgsql
 STABLE SECURITY DEFINER ROWS 100
 SET search_path TO 'earshot', 'pg_temp'
AS $function$
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
END $function$;

CREATE OR REPLACE FUNCTION earshot.touch_mentions(ids bigint[])
 RETURNS void
 LANGUAGE sql
AS $function$
  UPDATE earshot.mention SET updated_at = clock_timestamp()
  WHERE mention_id = ANY (ids) AND xmin <> pg_current_xact_id()::xid
$function$;

CREATE OR REPLACE FUNCTION earshot.track_change()
 RETURNS trigger
 LANGUAGE plpgsql
AS $function$
BEGIN
  IF TG_OP = 'INSERT' OR NEW IS DISTINCT FROM OLD THEN
    PERFORM earshot.lock_changes();
    NEW.updated_at := clock_timestamp();
    NEW.change_seq := nextval('earshot.change_seq');
  END IF;
  RETURN NEW;
END $function$;

CREATE TABLE earshot.alert (
  alert_id bigint GENERATED ALWAYS AS IDENTITY NOT NULL,
  kind text NOT NULL,
  product_id bigint,
  state text NOT NULL,
  opened_at timestamp with time zone NOT NULL,
  closed_at timestamp with time zone,
  since timestamp with time zone NOT NULL,
  stars_before double precision NOT NULL,
  stars_after double precision NOT NULL,
  change double precision NOT NULL,
  change_low double precision,
  change_high double precision,
  ratings_before integer NOT NULL,
  ratings_after integer NOT NULL,
  confidence double precision NOT NULL,
  summary text NOT NULL,
  quotes jsonb DEFAULT '[]'::jsonb NOT NULL,
  reasons jsonb DEFAULT '[]'::jsonb NOT NULL,
  detector_version text NOT NULL,
  updated_at timestamp with time zone DEFAULT now() NOT NULL,
  change_seq bigint DEFAULT 0 NOT NULL,
  CONSTRAINT alert_kind_check CHECK ((kind = 'rating_drop'::text)),
  CONSTRAINT alert_state_check CHECK ((state = ANY (ARRAY['open'::text, 'closed'::text]))),
  CONSTRAINT alert_product_id_fkey FOREIGN KEY (product_id) REFERENCES earshot.product(product_id) ON DELETE CASCADE,
  CONSTRAINT alert_pkey PRIMARY KEY (alert_id)
);

CREATE TABLE earshot.alert_event (
  event_id bigint GENERATED ALWAYS AS IDENTITY NOT NULL,
  alert_id bigint NOT NULL,
  type text NOT NULL,
  occurred_at timestamp with time zone DEFAULT clock_timestamp() NOT NULL,
  data jsonb NOT NULL,
  CONSTRAINT alert_event_type_check CHECK ((type = ANY (ARRAY['alert.opened'::text, 'alert.updated'::text, 'alert.closed'::text]))),
  CONSTRAINT alert_event_alert_id_fkey FOREIGN KEY (alert_id) REFERENCES earshot.alert(alert_id) ON DELETE CASCADE,
  CONSTRAINT alert_event_pkey PRIMARY KEY (event_id)
);

CREATE TABLE earshot.api_key (
  api_key_id bigint GENERATED ALWAYS AS IDENTITY NOT NULL,
  name text NOT NULL,
  key_hash text NOT NULL,
  scopes text[] NOT NULL,
  created_at timestamp with time zone DEFAULT now() NOT NULL,
  last_used_at timestamp with time zone,
  revoked_at timestamp with time zone,
  CONSTRAINT api_key_pkey PRIMARY KEY (api_key_id),
  CONSTRAINT api_key_key_hash_key UNIQUE (key_hash)
);

CREATE TABLE earshot.api_pace (
  key character varying(255) NOT NULL,
  points integer DEFAULT 0 NOT NULL,
  expire bigint,
  CONSTRAINT api_pace_pkey PRIMARY KEY (key)
);

CREATE TABLE earshot.author (
  author_id bigint GENERATED ALWAYS AS IDENTITY NOT NULL,
  site text NOT NULL,
  author_key text NOT NULL,
  name text,
  handle text,
  url text,
  country text,
  is_company boolean DEFAULT false NOT NULL,
  updated_at timestamp with time zone DEFAULT now() NOT NULL,
  change_seq bigint DEFAULT 0 NOT NULL,
  CONSTRAINT author_pkey PRIMARY KEY (author_id),
  CONSTRAINT author_site_author_key_key UNIQUE (site, author_key)
);

CREATE TABLE earshot.author_customer (
  author_id bigint NOT NULL,
  customer_id bigint NOT NULL,
  method text NOT NULL,
  confidence double precision NOT NULL,
  evidence text[] NOT NULL,
  confirmed_by text,
  linked_at timestamp with time zone DEFAULT now() NOT NULL,
  CONSTRAINT author_customer_author_id_fkey FOREIGN KEY (author_id) REFERENCES earshot.author(author_id) ON DELETE CASCADE,
  CONSTRAINT author_customer_customer_id_fkey FOREIGN KEY (customer_id) REFERENCES earshot.customer(customer_id) ON DELETE CASCADE,
  CONSTRAINT author_customer_pkey PRIMARY KEY (author_id)
);

CREATE TABLE earshot.business_metric (
  business_metric_id bigint GENERATED ALWAYS AS IDENTITY NOT NULL,
  day date NOT NULL,
  metric text NOT NULL,
  value double precision NOT NULL,
  product_external_id text,
  customer_external_id text,
  market text,
  currency text,
  updated_at timestamp with time zone DEFAULT now() NOT NULL,
  change_seq bigint DEFAULT 0 NOT NULL,
  CONSTRAINT business_metric_pkey PRIMARY KEY (business_metric_id)
);

CREATE TABLE earshot.crawl_run (
  run_id bigint GENERATED ALWAYS AS IDENTITY NOT NULL,
  source_id bigint NOT NULL,
  trigger text NOT NULL,
  started_at timestamp with time zone DEFAULT now() NOT NULL,
  finished_at timestamp with time zone,
  pages_fetched integer DEFAULT 0 NOT NULL,
  pages_unchanged integer DEFAULT 0 NOT NULL,
  pages_failed integer DEFAULT 0 NOT NULL,
  items_found integer DEFAULT 0 NOT NULL,
  items_new integer DEFAULT 0 NOT NULL,
  items_changed integer DEFAULT 0 NOT NULL,
  items_bad integer DEFAULT 0 NOT NULL,
  bytes_fetched bigint DEFAULT 0 NOT NULL,
  stop_reason text,
  is_healthy boolean,
  detail jsonb DEFAULT '{}'::jsonb NOT NULL,
  items_rated integer DEFAULT 0 NOT NULL,
  items_dated integer DEFAULT 0 NOT NULL,
  items_signed integer DEFAULT 0 NOT NULL,
  item_letters bigint DEFAULT 0 NOT NULL,
  CONSTRAINT crawl_run_trigger_check CHECK ((trigger = ANY (ARRAY['schedule'::text, 'person'::text, 'demo'::text]))),
  CONSTRAINT crawl_run_source_id_fkey FOREIGN KEY (source_id) REFERENCES earshot.source(source_id),
  CONSTRAINT crawl_run_pkey PRIMARY KEY (run_id)
);

CREATE TABLE earshot.customer (
  customer_id bigint GENERATED ALWAYS AS IDENTITY NOT NULL,
  external_id text NOT NULL,
  crm_id text,
  name text,
  email text,
  street text,
  city text,
  postcode text,
  country text,
  birth_date date,
  segment text,
  lifetime_value double precision,
  currency text,
  updated_at timestamp with time zone DEFAULT now() NOT NULL,
  change_seq bigint DEFAULT 0 NOT NULL,
  CONSTRAINT customer_pkey PRIMARY KEY (customer_id),
  CONSTRAINT customer_external_id_key UNIQUE (external_id)
);

CREATE TABLE earshot.customer_alias (
  old_customer_id bigint NOT NULL,
  customer_id bigint NOT NULL,
  CONSTRAINT customer_alias_check CHECK ((old_customer_id <> customer_id)),
  CONSTRAINT customer_alias_customer_id_fkey FOREIGN KEY (customer_id) REFERENCES earshot.customer(customer_id),
  CONSTRAINT customer_alias_old_customer_id_fkey FOREIGN KEY (old_customer_id) REFERENCES earshot.customer(customer_id),
  CONSTRAINT customer_alias_pkey PRIMARY KEY (old_customer_id)
);

CREATE TABLE earshot.customer_handle (
  customer_id bigint NOT NULL,
  site text NOT NULL,
  handle text NOT NULL,
  CONSTRAINT customer_handle_customer_id_fkey FOREIGN KEY (customer_id) REFERENCES earshot.customer(customer_id) ON DELETE CASCADE,
  CONSTRAINT customer_handle_pkey PRIMARY KEY (site, handle, customer_id)
);

CREATE TABLE earshot.delivery (
  delivery_id bigint GENERATED ALWAYS AS IDENTITY NOT NULL,
  event_id bigint NOT NULL,
  recipient text NOT NULL,
  transport text NOT NULL,
  target text NOT NULL,
  state text DEFAULT 'due'::text NOT NULL,
  delivered_at timestamp with time zone,
  available_at timestamp with time zone DEFAULT now() NOT NULL,
  attempts integer DEFAULT 0 NOT NULL,
  last_error jsonb,
  lease_token uuid,
  leased_until timestamp with time zone,
  lease_taken boolean DEFAULT false NOT NULL,
  CONSTRAINT delivery_state_check CHECK ((state = ANY (ARRAY['due'::text, 'delivered'::text, 'failed'::text]))),
  CONSTRAINT delivery_transport_check CHECK ((transport = ANY (ARRAY['webhook'::text, 'email'::text]))),
  CONSTRAINT delivery_event_id_fkey FOREIGN KEY (event_id) REFERENCES earshot.alert_event(event_id) ON DELETE CASCADE,
  CONSTRAINT delivery_pkey PRIMARY KEY (delivery_id),
  CONSTRAINT delivery_event_id_transport_target_key UNIQUE (event_id, transport, target)
);

CREATE TABLE earshot.frontier (
  run_id bigint NOT NULL,
  url text NOT NULL,
  state text DEFAULT 'queued'::text NOT NULL,
  priority smallint DEFAULT 2 NOT NULL,
  depth integer DEFAULT 0 NOT NULL,
  referrer text,
  error jsonb,
  added_at timestamp with time zone DEFAULT clock_timestamp() NOT NULL,
  CONSTRAINT frontier_state_check CHECK ((state = ANY (ARRAY['queued'::text, 'done'::text, 'failed'::text, 'skipped'::text]))),
  CONSTRAINT frontier_run_id_fkey FOREIGN KEY (run_id) REFERENCES earshot.crawl_run(run_id) ON DELETE CASCADE,
  CONSTRAINT frontier_pkey PRIMARY KEY (run_id, url)
);

CREATE TABLE earshot.host_pace (
  key character varying(255) NOT NULL,
  points integer DEFAULT 0 NOT NULL,
  expire bigint,
  CONSTRAINT host_pace_pkey PRIMARY KEY (key)
);

CREATE TABLE earshot.lease_claim (
  token uuid NOT NULL,
  holder integer NOT NULL,
  claimed_at timestamp with time zone DEFAULT now() NOT NULL,
  CONSTRAINT lease_claim_pkey PRIMARY KEY (token)
);

CREATE TABLE earshot.listing (
  listing_id bigint GENERATED ALWAYS AS IDENTITY NOT NULL,
  source_id bigint NOT NULL,
  site text NOT NULL,
  name text,
  brand text,
  sku text,
  gtin text,
  mpn text,
  source_product_id text,
  url text,
  variant text,
  product_id bigint,
  product_method text,
  product_confidence double precision,
  updated_at timestamp with time zone DEFAULT now() NOT NULL,
  change_seq bigint DEFAULT 0 NOT NULL,
  product_external_id text,
  CONSTRAINT listing_product_id_fkey FOREIGN KEY (product_id) REFERENCES earshot.product(product_id),
  CONSTRAINT listing_source_id_fkey FOREIGN KEY (source_id) REFERENCES earshot.source(source_id),
  CONSTRAINT listing_pkey PRIMARY KEY (listing_id)
);

CREATE TABLE earshot.listing_key (
  site text NOT NULL,
  key text NOT NULL,
  listing_id bigint NOT NULL,
  CONSTRAINT listing_key_listing_id_fkey FOREIGN KEY (listing_id) REFERENCES earshot.listing(listing_id) ON DELETE CASCADE,
  CONSTRAINT listing_key_pkey PRIMARY KEY (site, key)
);

CREATE TABLE earshot.mention (
  mention_id bigint GENERATED ALWAYS AS IDENTITY NOT NULL,
  site text NOT NULL,
  type text NOT NULL,
  source_item_id text,
  source_id bigint NOT NULL,
  listing_id bigint,
  author_id bigint,
  customer_id bigint,
  customer_method text,
  customer_confidence double precision,
  channel text NOT NULL,
  setting text DEFAULT 'online'::text NOT NULL,
  url text,
  title text,
  text text,
  pros text,
  cons text,
  language text,
  language_confidence double precision,
  published_text text,
  published_precision text,
  published_at timestamp with time zone,
  day date,
  collected_at timestamp with time zone NOT NULL,
  rating_value double precision,
  rating_best double precision,
  rating_worst double precision,
  stars double precision,
  aspect_ratings jsonb DEFAULT '[]'::jsonb NOT NULL,
  recommends boolean,
  is_verified_purchase boolean,
  is_incentivized boolean,
  helpful_count integer,
  thread_id text,
  in_reply_to text,
  replies jsonb DEFAULT '[]'::jsonb NOT NULL,
  replied_at timestamp with time zone,
  order_external_id text,
  is_company boolean DEFAULT false NOT NULL,
  is_syndicated boolean DEFAULT false NOT NULL,
  canonical_mention_id bigint,
  removed_at timestamp with time zone,
  content_hash text NOT NULL,
  content_raw_item_id bigint,
  content_seen_at timestamp with time zone,
  version integer DEFAULT 1 NOT NULL,
  edit_count integer DEFAULT 0 NOT NULL,
  edited_at timestamp with time zone,
  sentiment_score double precision,
  sentiment_label text,
  sentiment_band text,
  sentiment_confidence double precision,
  sentiment_reason text,
  disagrees_with_rating boolean DEFAULT false NOT NULL,
  analysis_version text NOT NULL,
  updated_at timestamp with time zone DEFAULT now() NOT NULL,
  change_seq bigint DEFAULT 0 NOT NULL,
  CONSTRAINT mention_stars_check CHECK (((stars >= (1)::double precision) AND (stars <= (5)::double precision))),
  CONSTRAINT mention_type_check CHECK ((type = ANY (ARRAY['review'::text, 'question'::text, 'answer'::text, 'post'::text, 'comment'::text, 'article'::text]))),
  CONSTRAINT mention_author_id_fkey FOREIGN KEY (author_id) REFERENCES earshot.author(author_id),
  CONSTRAINT mention_canonical_mention_id_fkey FOREIGN KEY (canonical_mention_id) REFERENCES earshot.mention(mention_id) ON DELETE SET NULL,
  CONSTRAINT mention_customer_id_fkey FOREIGN KEY (customer_id) REFERENCES earshot.customer(customer_id) ON DELETE SET NULL,
  CONSTRAINT mention_listing_id_fkey FOREIGN KEY (listing_id) REFERENCES earshot.listing(listing_id),
  CONSTRAINT mention_source_id_fkey FOREIGN KEY (source_id) REFERENCES earshot.source(source_id),
  CONSTRAINT mention_pkey PRIMARY KEY (mention_id)
);

CREATE TABLE earshot.mention_key (
  key text NOT NULL,
  mention_id bigint NOT NULL,
  CONSTRAINT mention_key_mention_id_fkey FOREIGN KEY (mention_id) REFERENCES earshot.mention(mention_id) ON DELETE CASCADE,
  CONSTRAINT mention_key_pkey PRIMARY KEY (key)
);

CREATE TABLE earshot.mention_product (
  mention_id bigint NOT NULL,
  product_id bigint NOT NULL,
  role text NOT NULL,
  confidence double precision NOT NULL,
  method text NOT NULL,
  evidence text[] DEFAULT '{}'::text[] NOT NULL,
  sentiment_score double precision,
  updated_at timestamp with time zone DEFAULT now() NOT NULL,
  change_seq bigint DEFAULT 0 NOT NULL,
  CONSTRAINT mention_product_role_check CHECK ((role = ANY (ARRAY['subject'::text, 'named'::text, 'compared'::text]))),
  CONSTRAINT mention_product_mention_id_fkey FOREIGN KEY (mention_id) REFERENCES earshot.mention(mention_id) ON DELETE CASCADE,
  CONSTRAINT mention_product_product_id_fkey FOREIGN KEY (product_id) REFERENCES earshot.product(product_id) ON DELETE CASCADE,
  CONSTRAINT mention_product_pkey PRIMARY KEY (mention_id, product_id)
);

CREATE TABLE earshot.mention_raw_item (
  raw_item_id bigint NOT NULL,
  mention_id bigint NOT NULL,
  CONSTRAINT mention_raw_item_mention_id_fkey FOREIGN KEY (mention_id) REFERENCES earshot.mention(mention_id) ON DELETE CASCADE,
  CONSTRAINT mention_raw_item_raw_item_id_fkey FOREIGN KEY (raw_item_id) REFERENCES earshot.raw_item(raw_item_id) ON DELETE CASCADE,
  CONSTRAINT mention_raw_item_pkey PRIMARY KEY (raw_item_id)
);

CREATE TABLE earshot.mention_version (
  mention_id bigint NOT NULL,
  version integer NOT NULL,
  title text,
  text text,
  rating_value double precision,
  stars double precision,
  replies jsonb NOT NULL,
  replaced_at timestamp with time zone DEFAULT now() NOT NULL,
  CONSTRAINT mention_version_mention_id_fkey FOREIGN KEY (mention_id) REFERENCES earshot.mention(mention_id) ON DELETE CASCADE,
  CONSTRAINT mention_version_pkey PRIMARY KEY (mention_id, version)
);

CREATE TABLE earshot.migration (
  name text NOT NULL,
  hash text NOT NULL,
  applied_at timestamp with time zone DEFAULT now() NOT NULL,
  CONSTRAINT migration_pkey PRIMARY KEY (name)
);

CREATE TABLE earshot.page (
  page_id bigint GENERATED ALWAYS AS IDENTITY NOT NULL,
  source_id bigint NOT NULL,
  run_id bigint NOT NULL,
  url text NOT NULL,
  final_url text NOT NULL,
  status integer,
  headers jsonb NOT NULL,
  body bytea NOT NULL,
  body_bytes integer NOT NULL,
  body_hash text NOT NULL,
  fetched_at timestamp with time zone NOT NULL,
  responses bytea,
  CONSTRAINT page_pkey PRIMARY KEY (page_id, fetched_at)
) PARTITION BY RANGE (fetched_at);

CREATE TABLE earshot.page_latest (
  source_id bigint NOT NULL,
  url text NOT NULL,
  page_id bigint NOT NULL,
  fetched_at timestamp with time zone NOT NULL,
  etag text,
  last_modified text,
  body_hash text NOT NULL,
  checked_at timestamp with time zone NOT NULL,
  CONSTRAINT page_latest_source_id_fkey FOREIGN KEY (source_id) REFERENCES earshot.source(source_id) ON DELETE CASCADE,
  CONSTRAINT page_latest_pkey PRIMARY KEY (source_id, url)
);

CREATE TABLE earshot.product (
  product_id bigint GENERATED ALWAYS AS IDENTITY NOT NULL,
  external_id text NOT NULL,
  name text NOT NULL,
  brand text,
  gtin text,
  mpn text,
  sku text,
  category text,
  variant_of text,
  market text,
  aliases text[] DEFAULT '{}'::text[] NOT NULL,
  urls text[] DEFAULT '{}'::text[] NOT NULL,
  is_competitor boolean DEFAULT false NOT NULL,
  updated_at timestamp with time zone DEFAULT now() NOT NULL,
  change_seq bigint DEFAULT 0 NOT NULL,
  CONSTRAINT product_pkey PRIMARY KEY (product_id),
  CONSTRAINT product_external_id_key UNIQUE (external_id)
);

CREATE TABLE earshot.product_alias (
  old_product_id bigint NOT NULL,
  product_id bigint NOT NULL,
  CONSTRAINT product_alias_check CHECK ((old_product_id <> product_id)),
  CONSTRAINT product_alias_old_product_id_fkey FOREIGN KEY (old_product_id) REFERENCES earshot.product(product_id),
  CONSTRAINT product_alias_product_id_fkey FOREIGN KEY (product_id) REFERENCES earshot.product(product_id),
  CONSTRAINT product_alias_pkey PRIMARY KEY (old_product_id)
);

CREATE TABLE earshot.purchase_order (
  order_id bigint GENERATED ALWAYS AS IDENTITY NOT NULL,
  external_id text NOT NULL,
  customer_external_id text NOT NULL,
  product_external_id text NOT NULL,
  ordered_at timestamp with time zone NOT NULL,
  quantity double precision,
  amount double precision,
  currency text,
  returned_at timestamp with time zone,
  updated_at timestamp with time zone DEFAULT now() NOT NULL,
  change_seq bigint DEFAULT 0 NOT NULL,
  CONSTRAINT purchase_order_pkey PRIMARY KEY (order_id),
  CONSTRAINT purchase_order_external_id_product_external_id_key UNIQUE (external_id, product_external_id)
);

CREATE TABLE earshot.rating_snapshot (
  snapshot_id bigint GENERATED ALWAYS AS IDENTITY NOT NULL,
  listing_id bigint NOT NULL,
  taken_at timestamp with time zone NOT NULL,
  rating_value double precision,
  rating_best double precision,
  rating_worst double precision,
  stars double precision,
  rating_count bigint,
  review_count bigint,
  count_1 bigint,
  count_2 bigint,
  count_3 bigint,
  count_4 bigint,
  count_5 bigint,
  updated_at timestamp with time zone DEFAULT now() NOT NULL,
  change_seq bigint DEFAULT 0 NOT NULL,
  CONSTRAINT rating_snapshot_listing_id_fkey FOREIGN KEY (listing_id) REFERENCES earshot.listing(listing_id) ON DELETE CASCADE,
  CONSTRAINT rating_snapshot_pkey PRIMARY KEY (snapshot_id),
  CONSTRAINT rating_snapshot_listing_id_taken_at_key UNIQUE (listing_id, taken_at)
);

CREATE TABLE earshot.rating_stream (
  product_id bigint NOT NULL,
  version bigint DEFAULT 1 NOT NULL,
  checked_version bigint DEFAULT 0 NOT NULL,
  checked_at timestamp with time zone,
  available_at timestamp with time zone DEFAULT now() NOT NULL,
  attempts integer DEFAULT 0 NOT NULL,
  last_error jsonb,
  lease_token uuid,
  leased_until timestamp with time zone,
  lease_taken boolean DEFAULT false NOT NULL,
  CONSTRAINT rating_stream_product_id_fkey FOREIGN KEY (product_id) REFERENCES earshot.product(product_id) ON DELETE CASCADE,
  CONSTRAINT rating_stream_pkey PRIMARY KEY (product_id)
);

CREATE TABLE earshot.raw_item (
  raw_item_id bigint GENERATED ALWAYS AS IDENTITY NOT NULL,
  source_id bigint NOT NULL,
  kind text NOT NULL,
  raw_key text NOT NULL,
  raw_hash text NOT NULL,
  payload jsonb NOT NULL,
  page_facts jsonb,
  page_id bigint,
  run_id bigint,
  first_seen_at timestamp with time zone DEFAULT now() NOT NULL,
  changed_at timestamp with time zone,
  known_hashes text[] DEFAULT '{}'::text[] NOT NULL,
  shares_day boolean DEFAULT false NOT NULL,
  last_seen_at timestamp with time zone DEFAULT now() NOT NULL,
  last_seen_run_id bigint,
  CONSTRAINT raw_item_kind_check CHECK ((kind = ANY (ARRAY['item'::text, 'aggregate'::text]))),
  CONSTRAINT raw_item_source_id_fkey FOREIGN KEY (source_id) REFERENCES earshot.source(source_id),
  CONSTRAINT raw_item_pkey PRIMARY KEY (raw_item_id),
  CONSTRAINT raw_item_source_id_raw_key_key UNIQUE (source_id, raw_key)
);

CREATE TABLE earshot.raw_item_work (
  raw_item_id bigint NOT NULL,
  state text NOT NULL,
  run_id bigint,
  available_at timestamp with time zone DEFAULT now() NOT NULL,
  attempts integer DEFAULT 0 NOT NULL,
  last_error jsonb,
  lease_token uuid,
  leased_until timestamp with time zone,
  lease_taken boolean DEFAULT false NOT NULL,
  released_hash text,
  is_reworded boolean DEFAULT false NOT NULL,
  CONSTRAINT raw_item_work_state_check CHECK ((state = ANY (ARRAY['held'::text, 'due'::text, 'quarantined'::text]))),
  CONSTRAINT raw_item_work_raw_item_id_fkey FOREIGN KEY (raw_item_id) REFERENCES earshot.raw_item(raw_item_id) ON DELETE CASCADE,
  CONSTRAINT raw_item_work_pkey PRIMARY KEY (raw_item_id)
);

CREATE TABLE earshot.render_choice (
  source_id bigint NOT NULL,
  path_kind text NOT NULL,
  needs_browser boolean NOT NULL,
  vain_pages integer DEFAULT 0 NOT NULL,
  decided_at timestamp with time zone DEFAULT now() NOT NULL,
  CONSTRAINT render_choice_source_id_fkey FOREIGN KEY (source_id) REFERENCES earshot.source(source_id) ON DELETE CASCADE,
  CONSTRAINT render_choice_pkey PRIMARY KEY (source_id, path_kind)
);

CREATE TABLE earshot.setting (
  key text NOT NULL,
  value jsonb NOT NULL,
  updated_at timestamp with time zone DEFAULT now() NOT NULL,
  CONSTRAINT setting_pkey PRIMARY KEY (key)
);

CREATE TABLE earshot.source (
  source_id bigint GENERATED ALWAYS AS IDENTITY NOT NULL,
  name text NOT NULL,
  channel text NOT NULL,
  url text,
  site text,
  market text,
  config jsonb NOT NULL,
  origin text NOT NULL,
  state text DEFAULT 'active'::text NOT NULL,
  created_at timestamp with time zone DEFAULT now() NOT NULL,
  next_run_at timestamp with time zone,
  available_at timestamp with time zone DEFAULT now() NOT NULL,
  attempts integer DEFAULT 0 NOT NULL,
  last_error jsonb,
  lease_token uuid,
  leased_until timestamp with time zone,
  lease_taken boolean DEFAULT false NOT NULL,
  updated_at timestamp with time zone DEFAULT now() NOT NULL,
  change_seq bigint DEFAULT 0 NOT NULL,
  CONSTRAINT source_channel_check CHECK ((channel = ANY (ARRAY['own_site'::text, 'marketplace'::text, 'blog'::text, 'community'::text]))),
  CONSTRAINT source_origin_check CHECK ((origin = ANY (ARRAY['file'::text, 'console'::text, 'import'::text]))),
  CONSTRAINT source_state_check CHECK ((state = ANY (ARRAY['active'::text, 'paused'::text, 'removed'::text]))),
  CONSTRAINT source_pkey PRIMARY KEY (source_id),
  CONSTRAINT source_name_key UNIQUE (name)
);

CREATE TABLE earshot.source_problem (
  problem_id bigint GENERATED ALWAYS AS IDENTITY NOT NULL,
  source_id bigint NOT NULL,
  code text NOT NULL,
  message text NOT NULL,
  place text,
  occurrences integer DEFAULT 1 NOT NULL,
  opened_at timestamp with time zone DEFAULT now() NOT NULL,
  last_seen_at timestamp with time zone DEFAULT now() NOT NULL,
  last_run_id bigint,
  closed_at timestamp with time zone,
  CONSTRAINT source_problem_source_id_fkey FOREIGN KEY (source_id) REFERENCES earshot.source(source_id) ON DELETE CASCADE,
  CONSTRAINT source_problem_pkey PRIMARY KEY (problem_id)
);

CREATE TABLE earshot.tombstone (
  tombstone_id bigint GENERATED ALWAYS AS IDENTITY NOT NULL,
  view_name text NOT NULL,
  row_key jsonb NOT NULL,
  removed_at timestamp with time zone DEFAULT clock_timestamp() NOT NULL,
  change_seq bigint NOT NULL,
  CONSTRAINT tombstone_pkey PRIMARY KEY (tombstone_id)
);

CREATE INDEX alert_event_alert ON earshot.alert_event USING btree (alert_id);
CREATE UNIQUE INDEX alert_one_open ON earshot.alert USING btree (kind, product_id) WHERE (state = 'open'::text);
CREATE UNIQUE INDEX api_key_one_of_a_name ON earshot.api_key USING btree (name) WHERE (revoked_at IS NULL);
CREATE INDEX author_customer_customer ON earshot.author_customer USING btree (customer_id);
CREATE INDEX business_metric_change ON earshot.business_metric USING btree (change_seq);
CREATE INDEX business_metric_customer ON earshot.business_metric USING btree (customer_external_id);
CREATE UNIQUE INDEX business_metric_key ON earshot.business_metric USING btree (day, metric, COALESCE(product_external_id, ''::text), COALESCE(customer_external_id, ''::text), COALESCE(market, ''::text), COALESCE(currency, ''::text));
CREATE INDEX business_metric_product ON earshot.business_metric USING btree (product_external_id);
CREATE INDEX crawl_run_latest ON earshot.crawl_run USING btree (source_id, run_id DESC);
CREATE UNIQUE INDEX crawl_run_one_open ON earshot.crawl_run USING btree (source_id) WHERE (finished_at IS NULL);
CREATE INDEX customer_email ON earshot.customer USING btree (lower(email));
CREATE INDEX customer_handle_customer ON earshot.customer_handle USING btree (customer_id);
CREATE INDEX delivery_due ON earshot.delivery USING btree (available_at, delivery_id) WHERE (state = 'due'::text);
CREATE INDEX frontier_queued ON earshot.frontier USING btree (run_id, priority, added_at) WHERE (state = 'queued'::text);
CREATE INDEX mention_author ON earshot.mention USING btree (author_id);
CREATE INDEX mention_change ON earshot.mention USING btree (change_seq);
CREATE INDEX mention_customer ON earshot.mention USING btree (customer_id) WHERE (customer_id IS NOT NULL);
CREATE INDEX mention_day ON earshot.mention USING btree (day);
CREATE INDEX mention_key_mention ON earshot.mention_key USING btree (mention_id);
CREATE INDEX mention_latest ON earshot.mention USING btree (published_at DESC NULLS LAST);
CREATE INDEX mention_listing ON earshot.mention USING btree (listing_id);
CREATE INDEX mention_product_change ON earshot.mention_product USING btree (change_seq);
CREATE UNIQUE INDEX mention_product_one_subject ON earshot.mention_product USING btree (mention_id) WHERE (role = 'subject'::text);
CREATE INDEX mention_product_product ON earshot.mention_product USING btree (product_id, role);
CREATE INDEX mention_raw_item_mention ON earshot.mention_raw_item USING btree (mention_id);
CREATE INDEX mention_removed ON earshot.mention USING btree (mention_id) WHERE (removed_at IS NOT NULL);
CREATE INDEX mention_source ON earshot.mention USING btree (source_id);
CREATE INDEX page_source ON ONLY earshot.page USING btree (source_id, url, fetched_at DESC);
CREATE INDEX purchase_order_customer ON earshot.purchase_order USING btree (customer_external_id);
CREATE INDEX rating_snapshot_change ON earshot.rating_snapshot USING btree (change_seq);
CREATE INDEX rating_stream_due ON earshot.rating_stream USING btree (available_at) WHERE (version > checked_version);
CREATE INDEX raw_item_work_due ON earshot.raw_item_work USING btree (available_at, raw_item_id) WHERE (state = 'due'::text);
CREATE INDEX raw_item_work_held ON earshot.raw_item_work USING btree (run_id) WHERE (state = 'held'::text);
CREATE INDEX raw_item_work_leased ON earshot.raw_item_work USING btree (lease_token) WHERE (lease_token IS NOT NULL);
CREATE INDEX raw_item_work_quarantined ON earshot.raw_item_work USING btree (raw_item_id) WHERE (state = 'quarantined'::text);
CREATE UNIQUE INDEX source_problem_one_open ON earshot.source_problem USING btree (source_id, code) WHERE (closed_at IS NULL);
CREATE INDEX tombstone_change ON earshot.tombstone USING btree (change_seq);

CREATE TRIGGER leave_tombstone AFTER DELETE ON earshot.alert FOR EACH ROW EXECUTE FUNCTION earshot.leave_tombstone('fct_alert', 'alert_id');
CREATE TRIGGER track_change BEFORE INSERT OR UPDATE ON earshot.alert FOR EACH ROW EXECUTE FUNCTION earshot.track_change();
CREATE TRIGGER leave_tombstone AFTER DELETE ON earshot.author FOR EACH ROW EXECUTE FUNCTION earshot.leave_tombstone('dim_author', 'author_id');
CREATE TRIGGER track_change BEFORE INSERT OR UPDATE ON earshot.author FOR EACH ROW EXECUTE FUNCTION earshot.track_change();
CREATE TRIGGER follow_author_link AFTER INSERT OR DELETE OR UPDATE ON earshot.author_customer FOR EACH ROW EXECUTE FUNCTION earshot.follow_author_link();
CREATE TRIGGER leave_tombstone AFTER DELETE ON earshot.business_metric FOR EACH ROW EXECUTE FUNCTION earshot.leave_tombstone('fct_business_metric', 'business_metric_id');
CREATE TRIGGER track_change BEFORE INSERT OR UPDATE ON earshot.business_metric FOR EACH ROW EXECUTE FUNCTION earshot.track_change();
CREATE TRIGGER follow_metric_customer AFTER INSERT OR DELETE ON earshot.customer FOR EACH ROW EXECUTE FUNCTION earshot.follow_metric_customer();
CREATE TRIGGER leave_tombstone AFTER DELETE ON earshot.customer FOR EACH ROW EXECUTE FUNCTION earshot.leave_tombstone('dim_customer', 'customer_id');
CREATE TRIGGER track_change BEFORE INSERT OR UPDATE ON earshot.customer FOR EACH ROW EXECUTE FUNCTION earshot.track_change();
CREATE TRIGGER ring AFTER INSERT ON earshot.delivery FOR EACH STATEMENT EXECUTE FUNCTION earshot.ring();
CREATE TRIGGER leave_tombstone AFTER DELETE ON earshot.listing FOR EACH ROW EXECUTE FUNCTION earshot.leave_tombstone('dim_listing', 'listing_id');
CREATE TRIGGER track_change BEFORE INSERT OR UPDATE ON earshot.listing FOR EACH ROW EXECUTE FUNCTION earshot.track_change();
CREATE TRIGGER leave_tombstone AFTER DELETE ON earshot.mention FOR EACH ROW EXECUTE FUNCTION earshot.leave_tombstone('fct_mention', 'mention_id');
CREATE TRIGGER track_change BEFORE INSERT OR UPDATE ON earshot.mention FOR EACH ROW EXECUTE FUNCTION earshot.track_change();
CREATE TRIGGER follow_subject_delete AFTER DELETE ON earshot.mention_product REFERENCING OLD TABLE AS old_links FOR EACH STATEMENT EXECUTE FUNCTION earshot.follow_subject();
CREATE TRIGGER follow_subject_insert AFTER INSERT ON earshot.mention_product REFERENCING NEW TABLE AS new_links FOR EACH STATEMENT EXECUTE FUNCTION earshot.follow_subject();
CREATE TRIGGER follow_subject_update AFTER UPDATE ON earshot.mention_product REFERENCING OLD TABLE AS old_links NEW TABLE AS new_links FOR EACH STATEMENT EXECUTE FUNCTION earshot.follow_subject();
CREATE TRIGGER leave_tombstone AFTER DELETE ON earshot.mention_product FOR EACH ROW EXECUTE FUNCTION earshot.leave_tombstone('fct_mention_product', 'mention_id', 'product_id');
CREATE TRIGGER track_change BEFORE INSERT OR UPDATE ON earshot.mention_product FOR EACH ROW EXECUTE FUNCTION earshot.track_change();
CREATE TRIGGER follow_metric_product AFTER INSERT OR DELETE ON earshot.product FOR EACH ROW EXECUTE FUNCTION earshot.follow_metric_product();
CREATE TRIGGER leave_tombstone AFTER DELETE ON earshot.product FOR EACH ROW EXECUTE FUNCTION earshot.leave_tombstone('dim_product', 'product_id');
CREATE TRIGGER track_change BEFORE INSERT OR UPDATE ON earshot.product FOR EACH ROW EXECUTE FUNCTION earshot.track_change();
CREATE TRIGGER track_change BEFORE INSERT OR UPDATE ON earshot.purchase_order FOR EACH ROW EXECUTE FUNCTION earshot.track_change();
CREATE TRIGGER leave_tombstone AFTER DELETE ON earshot.rating_snapshot FOR EACH ROW EXECUTE FUNCTION earshot.leave_tombstone('fct_rating_snapshot', 'snapshot_id');
CREATE TRIGGER track_change BEFORE INSERT OR UPDATE ON earshot.rating_snapshot FOR EACH ROW EXECUTE FUNCTION earshot.track_change();
CREATE TRIGGER ring AFTER INSERT OR UPDATE OF version ON earshot.rating_stream FOR EACH STATEMENT EXECUTE FUNCTION earshot.ring();
CREATE TRIGGER track_change_insert BEFORE INSERT ON earshot.source FOR EACH ROW EXECUTE FUNCTION earshot.track_change();
CREATE TRIGGER track_change_update BEFORE UPDATE ON earshot.source FOR EACH ROW WHEN (((((((old.name IS DISTINCT FROM new.name) OR (old.channel IS DISTINCT FROM new.channel)) OR (old.url IS DISTINCT FROM new.url)) OR (old.market IS DISTINCT FROM new.market)) OR (old.config IS DISTINCT FROM new.config)) OR (old.state IS DISTINCT FROM new.state))) EXECUTE FUNCTION earshot.track_change();

CREATE VIEW bi.completeness AS
 WITH held AS (
         SELECT mention.listing_id,
            count(*) AS reviews,
            count(*) FILTER (WHERE ((mention.text IS NOT NULL) OR (mention.title IS NOT NULL) OR (mention.pros IS NOT NULL) OR (mention.cons IS NOT NULL))) AS worded
           FROM earshot.mention
          WHERE ((mention.type = 'review'::text) AND (mention.removed_at IS NULL) AND (mention.listing_id IS NOT NULL))
          GROUP BY mention.listing_id
        ), ledger AS (
         SELECT l.listing_id,
            l.source_id,
            said.review_count AS claimed_reviews,
            said.rating_count AS claimed_ratings,
            said.taken_at AS claimed_at,
            COALESCE(held.reviews, (0)::bigint) AS held_reviews,
            COALESCE(held.worded, (0)::bigint) AS held_worded,
            COALESCE(said.review_count, said.rating_count) AS wanted
           FROM ((earshot.listing l
             LEFT JOIN held ON ((held.listing_id = l.listing_id)))
             LEFT JOIN LATERAL ( SELECT rating_snapshot.review_count,
                    rating_snapshot.rating_count,
                    rating_snapshot.taken_at
                   FROM earshot.rating_snapshot
                  WHERE (rating_snapshot.listing_id = l.listing_id)
                  ORDER BY rating_snapshot.taken_at DESC
                 LIMIT 1) said ON (true))
        )
 SELECT ledger.listing_id,
    ledger.source_id,
    ledger.claimed_reviews,
    ledger.claimed_ratings,
    ledger.claimed_at,
    ledger.held_reviews,
    ledger.held_worded,
        CASE
            WHEN (ledger.wanted IS NOT NULL) THEN GREATEST((ledger.wanted - ledger.held_reviews), (0)::bigint)
            ELSE NULL::bigint
        END AS missing,
        CASE
            WHEN (ledger.wanted IS NULL) THEN 'not_stated'::text
            WHEN (ledger.held_reviews >= ledger.wanted) THEN 'complete'::text
            WHEN (barred.code IS NOT NULL) THEN barred.code
            WHEN (run.stop_reason IS DISTINCT FROM 'complete'::text) THEN COALESCE(run.stop_reason, 'not_crawled'::text)
            WHEN (ledger.claimed_reviews IS NULL) THEN 'stars_only'::text
            ELSE 'not_shown'::text
        END AS reason
   FROM ((ledger
     LEFT JOIN LATERAL ( SELECT p.code
           FROM earshot.source_problem p
          WHERE ((p.source_id = ledger.source_id) AND (p.closed_at IS NULL) AND (p.code = ANY (ARRAY['robots'::text, 'login_wall'::text, 'paywall'::text, 'captcha'::text, 'consent'::text, 'blocked'::text, 'region_block'::text, 'rate_limited'::text, 'fewer_items'::text, 'not_rendered'::text, 'no_browser'::text])))
          ORDER BY p.problem_id DESC
         LIMIT 1) barred ON (true))
     LEFT JOIN LATERAL ( SELECT r.stop_reason
           FROM earshot.crawl_run r
          WHERE ((r.source_id = ledger.source_id) AND (r.finished_at IS NOT NULL))
          ORDER BY r.run_id DESC
         LIMIT 1) run ON (true));

CREATE VIEW bi.customer_metrics AS
 SELECT c.customer_id,
    c.external_id,
    c.crm_id,
    COALESCE(said.mentions, (0)::bigint) AS mentions,
    COALESCE(said.ratings, (0)::bigint) AS ratings,
    said.mean_stars,
    said.last_stars,
    said.last_sentiment,
    said.last_mention_at,
    c.segment,
    c.lifetime_value,
    c.currency,
    GREATEST(c.updated_at, said.updated_at) AS updated_at,
    GREATEST(c.change_seq, said.change_seq) AS change_seq
   FROM (earshot.customer c
     LEFT JOIN ( SELECT counted_mention.customer_id,
            count(*) AS mentions,
            count(counted_mention.stars) AS ratings,
            avg(counted_mention.stars) AS mean_stars,
            (array_agg(counted_mention.stars ORDER BY counted_mention.published_at DESC, counted_mention.mention_id DESC) FILTER (WHERE ((counted_mention.stars IS NOT NULL) AND (counted_mention.published_at IS NOT NULL))))[1] AS last_stars,
            (array_agg(counted_mention.sentiment_label ORDER BY counted_mention.published_at DESC, counted_mention.mention_id DESC) FILTER (WHERE ((counted_mention.sentiment_label IS NOT NULL) AND (counted_mention.published_at IS NOT NULL))))[1] AS last_sentiment,
            max(counted_mention.published_at) AS last_mention_at,
            max(counted_mention.updated_at) AS updated_at,
            max(counted_mention.change_seq) AS change_seq
           FROM earshot.counted_mention
          WHERE (counted_mention.customer_id IS NOT NULL)
          GROUP BY counted_mention.customer_id) said ON ((said.customer_id = c.customer_id)))
  WHERE (NOT (c.customer_id IN ( SELECT customer_alias.old_customer_id
           FROM earshot.customer_alias)));

CREATE VIEW bi.data_dictionary AS
 SELECT ((v.relnamespace)::regnamespace)::text AS view_schema,
    (v.relname)::text AS view_name,
    obj_description(v.oid, 'pg_class'::name) AS view_comment,
    (a.attnum)::integer AS column_position,
    (a.attname)::text AS column_name,
    format_type(a.atttypid, a.atttypmod) AS data_type,
    col_description(v.oid, (a.attnum)::integer) AS column_comment
   FROM (pg_class v
     JOIN pg_attribute a ON (((a.attrelid = v.oid) AND (a.attnum > 0) AND (NOT a.attisdropped))))
  WHERE ((v.relnamespace = ANY (ARRAY[('bi'::regnamespace)::oid, ('bi_pii'::regnamespace)::oid])) AND (v.relkind = ANY (ARRAY['v'::"char", 'm'::"char"])));

CREATE VIEW bi.dim_author AS
 SELECT a.author_id,
    a.site,
    a.country,
    a.is_company,
    COALESCE(survivor.customer_id, link.customer_id) AS customer_id,
    link.method AS customer_method,
    link.confidence AS customer_confidence,
    a.updated_at,
    a.change_seq
   FROM ((earshot.author a
     LEFT JOIN earshot.author_customer link ON ((link.author_id = a.author_id)))
     LEFT JOIN earshot.surviving_customers() survivor(old_customer_id, customer_id) ON ((survivor.old_customer_id = link.customer_id)));

CREATE VIEW bi.dim_customer AS
 SELECT c.customer_id,
    c.external_id,
    c.crm_id,
    c.country,
    c.segment,
    c.lifetime_value,
    c.currency,
    survivor.customer_id AS merged_into_customer_id,
    c.updated_at,
    c.change_seq
   FROM (earshot.customer c
     LEFT JOIN earshot.surviving_customers() survivor(old_customer_id, customer_id) ON ((survivor.old_customer_id = c.customer_id)));

CREATE VIEW bi.dim_date AS
 WITH span AS (
         SELECT date_trunc('year'::text, (LEAST(min(mention.day), CURRENT_DATE))::timestamp without time zone) AS first_day,
            (date_trunc('year'::text, (GREATEST(max(mention.day), (CURRENT_DATE + 1)))::timestamp without time zone) + '1 year -1 days'::interval) AS last_day
           FROM earshot.mention
        )
 SELECT (moment.moment)::date AS day,
    (EXTRACT(year FROM moment.moment))::integer AS year,
    (EXTRACT(quarter FROM moment.moment))::integer AS quarter,
    (EXTRACT(month FROM moment.moment))::integer AS month,
    to_char(moment.moment, 'FMMonth'::text) AS month_name,
    (date_trunc('month'::text, moment.moment))::date AS month_start,
    (EXTRACT(day FROM moment.moment))::integer AS day_of_month,
    (EXTRACT(doy FROM moment.moment))::integer AS day_of_year,
    (EXTRACT(isoyear FROM moment.moment))::integer AS iso_year,
    (EXTRACT(week FROM moment.moment))::integer AS iso_week,
    (date_trunc('week'::text, moment.moment))::date AS week_start,
    (EXTRACT(isodow FROM moment.moment))::integer AS weekday,
    to_char(moment.moment, 'FMDay'::text) AS weekday_name,
    (EXTRACT(isodow FROM moment.moment) >= (6)::numeric) AS is_weekend
   FROM span,
    LATERAL generate_series(span.first_day, span.last_day, '1 day'::interval) moment(moment);

CREATE VIEW bi.dim_listing AS
 SELECT l.listing_id,
    l.source_id,
    COALESCE(survivor.product_id, l.product_id) AS product_id,
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
   FROM (earshot.listing l
     LEFT JOIN earshot.surviving_products() survivor(old_product_id, product_id) ON ((survivor.old_product_id = l.product_id)));

CREATE VIEW bi.dim_product AS
 SELECT p.product_id,
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
   FROM (earshot.product p
     LEFT JOIN earshot.surviving_products() survivor(old_product_id, product_id) ON ((survivor.old_product_id = p.product_id)));

CREATE VIEW bi.dim_source AS
 SELECT source_id,
    name,
    channel,
    site,
    url,
    market,
    origin,
    state,
    (config #>> '{policy,terms}'::text[]) AS terms,
    updated_at,
    change_seq
   FROM earshot.source s;

CREATE VIEW bi.fct_alert AS
 SELECT a.alert_id,
    a.kind,
    COALESCE(survivor.product_id, a.product_id) AS product_id,
    a.state,
    a.opened_at,
    a.closed_at,
    a.since,
    a.stars_before,
    a.stars_after,
    a.change,
    a.change_low,
    a.change_high,
    a.ratings_before,
    a.ratings_after,
    a.confidence,
    a.summary,
    a.quotes,
    a.reasons,
    a.detector_version,
    a.updated_at,
    a.change_seq
   FROM (earshot.alert a
     LEFT JOIN earshot.surviving_products() survivor(old_product_id, product_id) ON ((survivor.old_product_id = a.product_id)));

CREATE VIEW bi.fct_business_metric AS
 SELECT m.business_metric_id,
    m.day,
    m.metric,
    m.value,
    COALESCE(survivor_product.product_id, product.product_id) AS product_id,
    COALESCE(survivor_customer.customer_id, customer.customer_id) AS customer_id,
    m.market,
    m.currency,
    m.updated_at,
    m.change_seq
   FROM ((((earshot.business_metric m
     LEFT JOIN earshot.product product ON ((product.external_id = m.product_external_id)))
     LEFT JOIN earshot.surviving_products() survivor_product(old_product_id, product_id) ON ((survivor_product.old_product_id = product.product_id)))
     LEFT JOIN earshot.customer customer ON ((customer.external_id = m.customer_external_id)))
     LEFT JOIN earshot.surviving_customers() survivor_customer(old_customer_id, customer_id) ON ((survivor_customer.old_customer_id = customer.customer_id)));

CREATE VIEW bi.fct_mention AS
 SELECT m.mention_id,
    m.source_id,
    m.listing_id,
    m.author_id,
    COALESCE(survivor_customer.customer_id, m.customer_id) AS customer_id,
    COALESCE(survivor_product.product_id, subject.product_id) AS product_id,
    m.type,
    m.channel,
    m.setting,
    m.published_at,
    m.published_precision,
    m.day,
    m.collected_at,
    m.language,
    m.rating_value,
    m.rating_best,
    m.rating_worst,
    m.stars,
    m.recommends,
    m.sentiment_score,
    m.sentiment_label,
    m.sentiment_band,
    m.sentiment_confidence,
    m.sentiment_reason,
    m.disagrees_with_rating,
    m.is_syndicated,
    m.canonical_mention_id,
    m.is_company,
    m.is_verified_purchase,
    m.is_incentivized,
    (m.removed_at IS NOT NULL) AS is_removed,
    m.removed_at,
    ((NOT m.is_company) AND (NOT m.is_syndicated) AND (m.removed_at IS NULL)) AS is_counted,
    m.edit_count,
    m.edited_at,
    m.replied_at,
    COALESCE(m.url, listing.url) AS url,
    m.title,
    m.text,
    m.version,
    m.updated_at,
    m.change_seq
   FROM ((((earshot.mention m
     LEFT JOIN earshot.listing listing ON ((listing.listing_id = m.listing_id)))
     LEFT JOIN earshot.mention_product subject ON (((subject.mention_id = m.mention_id) AND (subject.role = 'subject'::text))))
     LEFT JOIN earshot.surviving_products() survivor_product(old_product_id, product_id) ON ((survivor_product.old_product_id = subject.product_id)))
     LEFT JOIN earshot.surviving_customers() survivor_customer(old_customer_id, customer_id) ON ((survivor_customer.old_customer_id = m.customer_id)));

CREATE VIEW bi.fct_mention_product AS
 SELECT link.mention_id,
    COALESCE(survivor.product_id, link.product_id) AS product_id,
    link.role,
    link.sentiment_score,
    link.confidence,
    link.method,
    link.updated_at,
    link.change_seq
   FROM (earshot.mention_product link
     LEFT JOIN earshot.surviving_products() survivor(old_product_id, product_id) ON ((survivor.old_product_id = link.product_id)))
  WHERE (NOT (EXISTS ( SELECT
           FROM earshot.doubled_links() doubled(mention_id, product_id)
          WHERE ((doubled.mention_id = link.mention_id) AND (doubled.product_id = link.product_id)))));

CREATE VIEW bi.fct_rating_snapshot AS
 SELECT snapshot_id,
    listing_id,
    taken_at,
    stars,
    rating_value,
    rating_best,
    rating_worst,
    rating_count,
    review_count,
    count_1,
    count_2,
    count_3,
    count_4,
    count_5,
    updated_at,
    change_seq
   FROM earshot.rating_snapshot s;

CREATE VIEW bi.freshness AS
 SELECT s.source_id,
    s.name,
    s.state,
    ( SELECT r.finished_at
           FROM earshot.crawl_run r
          WHERE ((r.source_id = s.source_id) AND (r.finished_at IS NOT NULL) AND r.is_healthy)
          ORDER BY r.run_id DESC
         LIMIT 1) AS last_successful_run_at,
    said.newest_published_at,
    said.newest_collected_at,
    COALESCE(said.mentions, (0)::bigint) AS mentions,
    COALESCE(said.undated_mentions, (0)::bigint) AS undated_mentions,
    COALESCE(waiting.held, (0)::bigint) AS items_held,
    COALESCE(waiting.due, (0)::bigint) AS items_due,
    COALESCE(waiting.quarantined, (0)::bigint) AS items_quarantined,
    waiting.oldest_since AS oldest_waiting_since
   FROM ((earshot.source s
     LEFT JOIN ( SELECT mention.source_id,
            max(mention.published_at) AS newest_published_at,
            max(mention.collected_at) AS newest_collected_at,
            count(*) AS mentions,
            count(*) FILTER (WHERE (mention.day IS NULL)) AS undated_mentions
           FROM earshot.mention
          GROUP BY mention.source_id) said ON ((said.source_id = s.source_id)))
     LEFT JOIN ( SELECT item.source_id,
            count(*) FILTER (WHERE (item.state = 'held'::text)) AS held,
            count(*) FILTER (WHERE (item.state = 'due'::text)) AS due,
            count(*) FILTER (WHERE (item.state = 'quarantined'::text)) AS quarantined,
            min(item.since) FILTER (WHERE (item.state <> 'quarantined'::text)) AS oldest_since
           FROM ( SELECT raw.source_id,
                    work.state,
                    COALESCE(raw.changed_at, raw.first_seen_at) AS since
                   FROM (earshot.raw_item_work work
                     JOIN earshot.raw_item raw ON ((raw.raw_item_id = work.raw_item_id)))) item
          GROUP BY item.source_id) waiting ON ((waiting.source_id = s.source_id)));

CREATE VIEW bi.product_daily AS
 SELECT daily.product_id,
    product.external_id,
    product.is_competitor,
    daily.channel,
    daily.day,
    daily.mentions,
    daily.ratings,
    daily.stars_sum,
    (daily.stars_sum / (NULLIF(daily.ratings, 0))::double precision) AS mean_stars,
        CASE
            WHEN (daily.ratings > 0) THEN GREATEST((1)::double precision, (spread.centre - spread.margin))
            ELSE NULL::double precision
        END AS stars_low,
        CASE
            WHEN (daily.ratings > 0) THEN LEAST((5)::double precision, (spread.centre + spread.margin))
            ELSE NULL::double precision
        END AS stars_high,
    daily.sentiment_mean,
    daily.negatives,
    NULL::bigint AS problems,
    daily.questions,
    daily.recommendations,
    daily.stars_squared_sum,
    daily.updated_at,
    daily.change_seq
   FROM (((( SELECT link.product_id,
            m.channel,
            m.day,
            count(*) AS mentions,
            count(m.stars) FILTER (WHERE (link.role = 'subject'::text)) AS ratings,
            COALESCE(sum(m.stars) FILTER (WHERE (link.role = 'subject'::text)), (0)::double precision) AS stars_sum,
            COALESCE(sum((m.stars * m.stars)) FILTER (WHERE (link.role = 'subject'::text)), (0)::double precision) AS stars_squared_sum,
            avg(
                CASE link.role
                    WHEN 'subject'::text THEN COALESCE(link.sentiment_score, m.sentiment_score)
                    ELSE link.sentiment_score
                END) AS sentiment_mean,
            count(*) FILTER (WHERE
                CASE link.role
                    WHEN 'subject'::text THEN (m.sentiment_label = 'negative'::text)
                    ELSE (link.sentiment_score <= ('-0.1'::numeric)::double precision)
                END) AS negatives,
            count(*) FILTER (WHERE (m.type = 'question'::text)) AS questions,
            count(*) FILTER (WHERE ((link.role = 'subject'::text) AND m.recommends)) AS recommendations,
            GREATEST(max(m.updated_at), max(link.updated_at)) AS updated_at,
            GREATEST(max(m.change_seq), max(link.change_seq)) AS change_seq
           FROM (earshot.counted_mention m
             JOIN bi.fct_mention_product link ON ((link.mention_id = m.mention_id)))
          WHERE (m.day IS NOT NULL)
          GROUP BY link.product_id, m.channel, m.day) daily
     JOIN earshot.product product ON ((product.product_id = daily.product_id)))
     CROSS JOIN LATERAL ( SELECT (daily.ratings + 2) AS n,
            ((daily.stars_sum + (6)::double precision) / ((daily.ratings + 2))::double precision) AS centre) padded)
     CROSS JOIN LATERAL ( SELECT padded.centre,
            ((1.959964)::double precision * sqrt((GREATEST((0)::double precision, (((daily.stars_squared_sum + (26)::double precision) - (((padded.n)::double precision * padded.centre) * padded.centre)) / ((padded.n - 1))::double precision)) / (padded.n)::double precision))) AS margin) spread);

CREATE VIEW bi.source_health AS
 SELECT s.source_id,
    s.name,
    s.channel,
    s.state,
    (s.config #>> '{policy,terms}'::text[]) AS terms,
    (s.config ->> 'schedule'::text) AS schedule,
        CASE
            WHEN (s.state = 'active'::text) THEN s.next_run_at
            ELSE NULL::timestamp with time zone
        END AS next_run_at,
    (EXISTS ( SELECT
           FROM earshot.crawl_run r
          WHERE ((r.source_id = s.source_id) AND (r.finished_at IS NULL)))) AS is_running,
    run.run_id AS last_run_id,
    run.started_at AS last_run_started_at,
    run.finished_at AS last_run_finished_at,
    run.stop_reason AS last_stop_reason,
    run.is_healthy AS last_run_is_healthy,
    run.pages_fetched,
    run.pages_unchanged,
    run.pages_failed,
    run.items_found,
    run.items_new,
    run.items_changed,
    run.items_bad,
    run.bytes_fetched,
    problem.open_problems,
    problem.problems,
    (s.last_error ->> 'message'::text) AS last_error
   FROM ((earshot.source s
     LEFT JOIN LATERAL ( SELECT r.run_id,
            r.source_id,
            r.trigger,
            r.started_at,
            r.finished_at,
            r.pages_fetched,
            r.pages_unchanged,
            r.pages_failed,
            r.items_found,
            r.items_new,
            r.items_changed,
            r.items_bad,
            r.bytes_fetched,
            r.stop_reason,
            r.is_healthy,
            r.detail,
            r.items_rated,
            r.items_dated,
            r.items_signed,
            r.item_letters
           FROM earshot.crawl_run r
          WHERE ((r.source_id = s.source_id) AND (r.finished_at IS NOT NULL))
          ORDER BY r.run_id DESC
         LIMIT 1) run ON (true))
     CROSS JOIN LATERAL ( SELECT count(*) AS open_problems,
            COALESCE(jsonb_agg(jsonb_build_object('code', p.code, 'message', p.message, 'place', p.place, 'occurrences', p.occurrences, 'opened_at', p.opened_at, 'last_seen_at', p.last_seen_at) ORDER BY p.opened_at, p.problem_id), '[]'::jsonb) AS problems
           FROM earshot.source_problem p
          WHERE ((p.source_id = s.source_id) AND (p.closed_at IS NULL))) problem);

CREATE VIEW bi.tombstone AS
 SELECT tombstone_id,
    view_name,
    row_key,
    removed_at,
    change_seq
   FROM earshot.tombstone;

CREATE VIEW bi_pii.author AS
 SELECT author_id,
    name,
    handle,
    url AS profile_url,
    updated_at,
    change_seq
   FROM earshot.author a;

CREATE VIEW bi_pii.customer AS
 SELECT c.customer_id,
    c.name,
    c.email,
    handle.handles,
    c.street,
    c.postcode,
    c.city,
    c.birth_date,
    c.updated_at,
    c.change_seq
   FROM (earshot.customer c
     CROSS JOIN LATERAL ( SELECT COALESCE(array_agg(((h.site || ':'::text) || h.handle) ORDER BY h.site, h.handle), '{}'::text[]) AS handles
           FROM earshot.customer_handle h
          WHERE (h.customer_id = c.customer_id)) handle);

CREATE VIEW earshot.counted_mention AS
 SELECT m.mention_id,
    COALESCE(survivor.customer_id, m.customer_id) AS customer_id,
    m.type,
    m.channel,
    m.day,
    m.published_at,
    m.stars,
    m.recommends,
    m.sentiment_score,
    m.sentiment_label,
    m.updated_at,
    m.change_seq
   FROM (earshot.mention m
     LEFT JOIN earshot.surviving_customers() survivor(old_customer_id, customer_id) ON ((survivor.old_customer_id = m.customer_id)))
  WHERE ((NOT m.is_company) AND (NOT m.is_syndicated) AND (m.removed_at IS NULL));

COMMENT ON VIEW bi.completeness IS 'How many reviews a site says a listing has, how many of them we hold, and why the two differ';
COMMENT ON COLUMN bi.completeness.listing_id IS 'Key (dim_listing)';
COMMENT ON COLUMN bi.completeness.source_id IS 'The source that found it (dim_source)';
COMMENT ON COLUMN bi.completeness.claimed_reviews IS 'Reviews with words that the site counts; null when it does not tell';
COMMENT ON COLUMN bi.completeness.claimed_ratings IS 'Ratings that the site counts, those without words too; null when it does not tell';
COMMENT ON COLUMN bi.completeness.claimed_at IS 'When the site first said so; null when it never did';
COMMENT ON COLUMN bi.completeness.held_reviews IS 'Reviews of it that we hold and that still stand';
COMMENT ON COLUMN bi.completeness.held_worded IS 'Of them, those with a title or a text';
COMMENT ON COLUMN bi.completeness.missing IS 'How many the site counts beyond those; null when it does not tell';
COMMENT ON COLUMN bi.completeness.reason IS 'complete; not_stated (the site counts none); stars_only (it counts ratings, of which those without words are often shown nowhere); not_shown (its pages were all read, and show no more); not_crawled; else the problem that is open at its source, or what ended the last run (max_pages, window, …)';
COMMENT ON VIEW bi.customer_metrics IS 'One customer: the fields that a CRM wants. Copies, removed mentions and our own voice do not count';
COMMENT ON COLUMN bi.customer_metrics.customer_id IS 'Key (dim_customer)';
COMMENT ON COLUMN bi.customer_metrics.external_id IS 'The customer_id of the company''s own files';
COMMENT ON COLUMN bi.customer_metrics.crm_id IS 'Id in the CRM; null when not given';
COMMENT ON COLUMN bi.customer_metrics.mentions IS 'What the customer said';
COMMENT ON COLUMN bi.customer_metrics.ratings IS 'Those with stars, of any product';
COMMENT ON COLUMN bi.customer_metrics.mean_stars IS 'Mean of their stars, 1 to 5; null without ratings';
COMMENT ON COLUMN bi.customer_metrics.last_stars IS 'Stars of the latest dated rating; null without one';
COMMENT ON COLUMN bi.customer_metrics.last_sentiment IS 'Label of the latest dated mention whose feeling is known: negative, neutral, positive or mixed; null without one';
COMMENT ON COLUMN bi.customer_metrics.last_mention_at IS 'When the latest dated mention was published; null without one';
COMMENT ON COLUMN bi.customer_metrics.segment IS 'Segment as imported; null when not given';
COMMENT ON COLUMN bi.customer_metrics.lifetime_value IS 'What the customer is worth, in currency; null when not given';
COMMENT ON COLUMN bi.customer_metrics.currency IS 'ISO 4217 code of lifetime_value; null when not given';
COMMENT ON COLUMN bi.customer_metrics.updated_at IS 'When the customer or a mention counted here last changed';
COMMENT ON COLUMN bi.customer_metrics.change_seq IS 'Highest change_seq of the customer and the mentions counted here. One that is taken away may lower it: load the customers of changed mentions again, or all';
COMMENT ON VIEW bi.data_dictionary IS 'Every column of bi and bi_pii, and what it means';
COMMENT ON COLUMN bi.data_dictionary.view_schema IS 'bi or bi_pii';
COMMENT ON COLUMN bi.data_dictionary.view_name IS 'Name of the view';
COMMENT ON COLUMN bi.data_dictionary.view_comment IS 'What a row of the view is';
COMMENT ON COLUMN bi.data_dictionary.column_position IS 'Place of the column in the view, from 1';
COMMENT ON COLUMN bi.data_dictionary.column_name IS 'Name of the column';
COMMENT ON COLUMN bi.data_dictionary.data_type IS 'Postgres type';
COMMENT ON COLUMN bi.data_dictionary.column_comment IS 'What it holds';
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
COMMENT ON VIEW bi.dim_date IS 'Calendar of whole years, from the first mention''s to the current or last one''s';
COMMENT ON COLUMN bi.dim_date.day IS 'Key; joins the day of facts, which is in the company''s time zone';
COMMENT ON COLUMN bi.dim_date.year IS 'Calendar year';
COMMENT ON COLUMN bi.dim_date.quarter IS '1 to 4';
COMMENT ON COLUMN bi.dim_date.month IS '1 to 12';
COMMENT ON COLUMN bi.dim_date.month_name IS 'English name of the month';
COMMENT ON COLUMN bi.dim_date.month_start IS 'First day of the month';
COMMENT ON COLUMN bi.dim_date.day_of_month IS '1 to 31';
COMMENT ON COLUMN bi.dim_date.day_of_year IS '1 to 366';
COMMENT ON COLUMN bi.dim_date.iso_year IS 'Year that the ISO 8601 week belongs to';
COMMENT ON COLUMN bi.dim_date.iso_week IS 'ISO 8601 week, 1 to 53';
COMMENT ON COLUMN bi.dim_date.week_start IS 'Monday of the week';
COMMENT ON COLUMN bi.dim_date.weekday IS '1 Monday to 7 Sunday (ISO 8601)';
COMMENT ON COLUMN bi.dim_date.weekday_name IS 'English name of the weekday';
COMMENT ON COLUMN bi.dim_date.is_weekend IS 'True on Saturday and Sunday';
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
COMMENT ON VIEW bi.dim_source IS 'Places that we listen to';
COMMENT ON COLUMN bi.dim_source.source_id IS 'Key; never changes';
COMMENT ON COLUMN bi.dim_source.name IS 'Name that a person gave the source; unique';
COMMENT ON COLUMN bi.dim_source.channel IS 'own_site, marketplace, blog or community';
COMMENT ON COLUMN bi.dim_source.site IS 'Host without www., with a port that is not the default; null for imports without one';
COMMENT ON COLUMN bi.dim_source.url IS 'Where crawling begins; null for imports';
COMMENT ON COLUMN bi.dim_source.market IS 'Market of the source, as configured; null when not given';
COMMENT ON COLUMN bi.dim_source.origin IS 'Where it was configured: file, console or import';
COMMENT ON COLUMN bi.dim_source.state IS 'active, paused or removed; a removed source keeps its mentions';
COMMENT ON COLUMN bi.dim_source.terms IS 'What a person decided about the site''s terms: permitted, unclear or forbidden';
COMMENT ON COLUMN bi.dim_source.updated_at IS 'When its configuration last changed';
COMMENT ON COLUMN bi.dim_source.change_seq IS 'Rises with every change; a reader that keeps the highest value misses none';
COMMENT ON VIEW bi.fct_alert IS 'Something that a person should know: what changed, by how much, how sure, and why';
COMMENT ON COLUMN bi.fct_alert.alert_id IS 'Key; never changes';
COMMENT ON COLUMN bi.fct_alert.kind IS 'What happened: rating_drop';
COMMENT ON COLUMN bi.fct_alert.product_id IS 'The product concerned (dim_product); null when it is none';
COMMENT ON COLUMN bi.fct_alert.state IS 'open, or closed after recovery';
COMMENT ON COLUMN bi.fct_alert.opened_at IS 'When it was raised';
COMMENT ON COLUMN bi.fct_alert.closed_at IS 'When it was closed; null while open';
COMMENT ON COLUMN bi.fct_alert.since IS 'When the change began, as estimated';
COMMENT ON COLUMN bi.fct_alert.stars_before IS 'Mean stars before the change';
COMMENT ON COLUMN bi.fct_alert.stars_after IS 'Mean stars after it';
COMMENT ON COLUMN bi.fct_alert.change IS 'stars_after - stars_before';
COMMENT ON COLUMN bi.fct_alert.change_low IS 'Lower end of the 95 % interval of the change; null when not known';
COMMENT ON COLUMN bi.fct_alert.change_high IS 'Upper end of the 95 % interval of the change; null when not known';
COMMENT ON COLUMN bi.fct_alert.ratings_before IS 'Ratings before the change';
COMMENT ON COLUMN bi.fct_alert.ratings_after IS 'Ratings after it';
COMMENT ON COLUMN bi.fct_alert.confidence IS 'How sure the change is, 0 to 1';
COMMENT ON COLUMN bi.fct_alert.summary IS 'One sentence that a manager understands';
COMMENT ON COLUMN bi.fct_alert.quotes IS 'JSON list of telling mentions: mention_id, stars, quote, url, day';
COMMENT ON COLUMN bi.fct_alert.reasons IS 'JSON list of what is said more often than before';
COMMENT ON COLUMN bi.fct_alert.detector_version IS 'Version of the detector that raised it';
COMMENT ON COLUMN bi.fct_alert.updated_at IS 'When the row last changed';
COMMENT ON COLUMN bi.fct_alert.change_seq IS 'Rises with every change; a reader that keeps the highest value misses none';
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
COMMENT ON VIEW bi.fct_mention IS 'One statement by one author: a review, question, answer, post, comment or article';
COMMENT ON COLUMN bi.fct_mention.mention_id IS 'Key; never changes';
COMMENT ON COLUMN bi.fct_mention.source_id IS 'Source that first saw it (dim_source)';
COMMENT ON COLUMN bi.fct_mention.listing_id IS 'The product''s page that it stands on (dim_listing); null when on none';
COMMENT ON COLUMN bi.fct_mention.author_id IS 'Who said it (dim_author); null when not told';
COMMENT ON COLUMN bi.fct_mention.customer_id IS 'The customer who said it (dim_customer); null when not known';
COMMENT ON COLUMN bi.fct_mention.product_id IS 'The product that it is a review of (dim_product); null when it has none. All products: fct_mention_product';
COMMENT ON COLUMN bi.fct_mention.type IS 'review, question, answer, post, comment or article';
COMMENT ON COLUMN bi.fct_mention.channel IS 'own_site, marketplace, blog or community';
COMMENT ON COLUMN bi.fct_mention.setting IS 'online, or offline (a user group, an event, a call)';
COMMENT ON COLUMN bi.fct_mention.published_at IS 'When it was published: the first moment of what published_precision tells; null when not told';
COMMENT ON COLUMN bi.fct_mention.published_precision IS 'How exactly that is known: second, minute, hour, day, month or year; null when not told';
COMMENT ON COLUMN bi.fct_mention.day IS 'Day of publication in the company''s time zone (dim_date); null unless known to the day';
COMMENT ON COLUMN bi.fct_mention.collected_at IS 'When we first saw it';
COMMENT ON COLUMN bi.fct_mention.language IS 'BCP 47 tag; null when not known';
COMMENT ON COLUMN bi.fct_mention.rating_value IS 'Rating as the site states it; null without a rating';
COMMENT ON COLUMN bi.fct_mention.rating_best IS 'Best value of the site''s scale; null without a rating';
COMMENT ON COLUMN bi.fct_mention.rating_worst IS 'Worst value of the site''s scale; null without a rating';
COMMENT ON COLUMN bi.fct_mention.stars IS 'Rating on the common scale, 1 to 5: 1 + 4 * (value - worst) / (best - worst); null without a rating';
COMMENT ON COLUMN bi.fct_mention.recommends IS 'Whether the author would recommend it, where the site asks that; else null';
COMMENT ON COLUMN bi.fct_mention.sentiment_score IS 'Feeling of the words, -1 to 1; null when not known (sentiment_reason)';
COMMENT ON COLUMN bi.fct_mention.sentiment_label IS 'negative, neutral, positive or mixed; null when not known';
COMMENT ON COLUMN bi.fct_mention.sentiment_band IS 'scathing, negative, mixed, neutral, positive or glowing; null when not known';
COMMENT ON COLUMN bi.fct_mention.sentiment_confidence IS 'How sure that is, 0 to 1; null when not known';
COMMENT ON COLUMN bi.fct_mention.sentiment_reason IS 'Why there is no sentiment; null when there is one';
COMMENT ON COLUMN bi.fct_mention.disagrees_with_rating IS 'True when the words clearly say the opposite of the stars';
COMMENT ON COLUMN bi.fct_mention.is_syndicated IS 'True for a copy of a mention that was published elsewhere; outside every count and mean';
COMMENT ON COLUMN bi.fct_mention.canonical_mention_id IS 'The mention that it is a copy of; null when it is none';
COMMENT ON COLUMN bi.fct_mention.is_company IS 'True for our own voice; outside every count and mean';
COMMENT ON COLUMN bi.fct_mention.is_verified_purchase IS 'Whether the site says that the author bought it; null when it does not tell';
COMMENT ON COLUMN bi.fct_mention.is_incentivized IS 'Whether the site says that the author was given something for it; null when it does not tell';
COMMENT ON COLUMN bi.fct_mention.is_removed IS 'True when it vanished from its site; outside every count and mean';
COMMENT ON COLUMN bi.fct_mention.removed_at IS 'When we saw that it had vanished; null while it stands';
COMMENT ON COLUMN bi.fct_mention.is_counted IS 'True when it enters counts and means: not a copy, not removed, not our own voice';
COMMENT ON COLUMN bi.fct_mention.edit_count IS 'How often we saw title, text, rating or reply change';
COMMENT ON COLUMN bi.fct_mention.edited_at IS 'When it was last edited; null when never';
COMMENT ON COLUMN bi.fct_mention.replied_at IS 'When the company first answered it; null when not, or not told';
COMMENT ON COLUMN bi.fct_mention.url IS 'Where it can be read: its own address, else its product''s page; null when neither is known';
COMMENT ON COLUMN bi.fct_mention.title IS 'Title; null when it has none';
COMMENT ON COLUMN bi.fct_mention.text IS 'Text; null when there are only stars';
COMMENT ON COLUMN bi.fct_mention.version IS 'Rises with each edit; 1 as first seen';
COMMENT ON COLUMN bi.fct_mention.updated_at IS 'When the row last changed';
COMMENT ON COLUMN bi.fct_mention.change_seq IS 'Rises with every change; a reader that keeps the highest value misses none';
COMMENT ON VIEW bi.fct_mention_product IS 'A mention and a product that it is about';
COMMENT ON COLUMN bi.fct_mention_product.mention_id IS 'Key, with product_id (fct_mention)';
COMMENT ON COLUMN bi.fct_mention_product.product_id IS 'Key, with mention_id (dim_product)';
COMMENT ON COLUMN bi.fct_mention_product.role IS 'subject: it is a review of the product, and only then do its stars count; named; compared';
COMMENT ON COLUMN bi.fct_mention_product.sentiment_score IS 'Feeling towards this product, -1 to 1; null when not known apart from the whole mention''s';
COMMENT ON COLUMN bi.fct_mention_product.confidence IS 'How sure the link is, 0 to 1';
COMMENT ON COLUMN bi.fct_mention_product.method IS 'What the product was recognised by';
COMMENT ON COLUMN bi.fct_mention_product.updated_at IS 'When the row last changed';
COMMENT ON COLUMN bi.fct_mention_product.change_seq IS 'Rises with every change; a reader that keeps the highest value misses none';
COMMENT ON VIEW bi.fct_rating_snapshot IS 'What a site said of a listing''s ratings as a whole; one row whenever that changed';
COMMENT ON COLUMN bi.fct_rating_snapshot.snapshot_id IS 'Key; never changes';
COMMENT ON COLUMN bi.fct_rating_snapshot.listing_id IS 'The product''s page (dim_listing)';
COMMENT ON COLUMN bi.fct_rating_snapshot.taken_at IS 'When the site first said so';
COMMENT ON COLUMN bi.fct_rating_snapshot.stars IS 'The site''s mean on the common scale, 1 to 5; null when it states none';
COMMENT ON COLUMN bi.fct_rating_snapshot.rating_value IS 'The site''s mean as it states it; null when it states none';
COMMENT ON COLUMN bi.fct_rating_snapshot.rating_best IS 'Best value of the site''s scale; null when not known';
COMMENT ON COLUMN bi.fct_rating_snapshot.rating_worst IS 'Worst value of the site''s scale; null when not known';
COMMENT ON COLUMN bi.fct_rating_snapshot.rating_count IS 'Ratings that the site counts; null when it does not tell';
COMMENT ON COLUMN bi.fct_rating_snapshot.review_count IS 'Reviews with words that the site counts; null when it does not tell';
COMMENT ON COLUMN bi.fct_rating_snapshot.count_1 IS 'Ratings with 1 star; null when the site shows no histogram';
COMMENT ON COLUMN bi.fct_rating_snapshot.count_2 IS 'Ratings with 2 stars; null when the site shows no histogram';
COMMENT ON COLUMN bi.fct_rating_snapshot.count_3 IS 'Ratings with 3 stars; null when the site shows no histogram';
COMMENT ON COLUMN bi.fct_rating_snapshot.count_4 IS 'Ratings with 4 stars; null when the site shows no histogram';
COMMENT ON COLUMN bi.fct_rating_snapshot.count_5 IS 'Ratings with 5 stars; null when the site shows no histogram';
COMMENT ON COLUMN bi.fct_rating_snapshot.updated_at IS 'When the row last changed';
COMMENT ON COLUMN bi.fct_rating_snapshot.change_seq IS 'Rises with every change; a reader that keeps the highest value misses none';
COMMENT ON VIEW bi.freshness IS 'How fresh what we hold of a source is, and what still waits';
COMMENT ON COLUMN bi.freshness.source_id IS 'Key (dim_source)';
COMMENT ON COLUMN bi.freshness.name IS 'Name that a person gave the source';
COMMENT ON COLUMN bi.freshness.state IS 'active, paused or removed';
COMMENT ON COLUMN bi.freshness.last_successful_run_at IS 'When the last healthy run ended; null when there was none';
COMMENT ON COLUMN bi.freshness.newest_published_at IS 'When its newest dated mention was published; null without one';
COMMENT ON COLUMN bi.freshness.newest_collected_at IS 'When a new mention was last collected; null without one';
COMMENT ON COLUMN bi.freshness.mentions IS 'Mentions first seen there, of every sort';
COMMENT ON COLUMN bi.freshness.undated_mentions IS 'Those without a day: in no row of product_daily';
COMMENT ON COLUMN bi.freshness.items_held IS 'Items collected whose run is not judged yet';
COMMENT ON COLUMN bi.freshness.items_due IS 'Items that wait to be processed';
COMMENT ON COLUMN bi.freshness.items_quarantined IS 'Items kept aside that could not be processed: a person should look';
COMMENT ON COLUMN bi.freshness.oldest_waiting_since IS 'When the oldest held or due item was first collected as it is now; null when none waits';
COMMENT ON VIEW bi.product_daily IS 'A product in a channel on a day; mentions without a day are not placed (freshness counts them)';
COMMENT ON COLUMN bi.product_daily.product_id IS 'Key, with channel and day (dim_product)';
COMMENT ON COLUMN bi.product_daily.external_id IS 'The product_id of the company''s own files';
COMMENT ON COLUMN bi.product_daily.is_competitor IS 'True for a competitor''s product';
COMMENT ON COLUMN bi.product_daily.channel IS 'Key: own_site, marketplace, blog or community';
COMMENT ON COLUMN bi.product_daily.day IS 'Key: day of publication in the company''s time zone (dim_date)';
COMMENT ON COLUMN bi.product_daily.mentions IS 'Mentions of the product in any role, without copies, removed ones and our own voice';
COMMENT ON COLUMN bi.product_daily.ratings IS 'Those that are about the product (role subject) and have stars';
COMMENT ON COLUMN bi.product_daily.stars_sum IS 'Sum of their stars; sum over days / sum of ratings is the mean of a longer time';
COMMENT ON COLUMN bi.product_daily.mean_stars IS 'stars_sum / ratings, 1 to 5; null without ratings';
COMMENT ON COLUMN bi.product_daily.stars_low IS 'Lower end of the 95 % interval of the mean, 1 to 5 (Agresti & Caffo 2000 for a bounded scale: with a 1 and a 5 added to the n ratings, N = n + 2, m = (sum + 6) / N, s2 = (squared sum + 26 - N m2) / (N - 1): m - 1.96 sqrt(s2 / N)); null without ratings';
COMMENT ON COLUMN bi.product_daily.stars_high IS 'Upper end of the 95 % interval of the mean, 1 to 5 (as stars_low, m + 1.96 sqrt(s2 / N)); null without ratings';
COMMENT ON COLUMN bi.product_daily.sentiment_mean IS 'Mean feeling towards the product, -1 to 1, of the mentions where it is known; null when of none';
COMMENT ON COLUMN bi.product_daily.negatives IS 'Mentions that feel negative about the product: by sentiment_label for its reviews, by the link''s own score (-0.1 or less, as for labels) for others';
COMMENT ON COLUMN bi.product_daily.problems IS 'Mentions that tell of a problem; null: not recognised yet';
COMMENT ON COLUMN bi.product_daily.questions IS 'Mentions of type question';
COMMENT ON COLUMN bi.product_daily.recommendations IS 'Its reviews whose author would recommend it, as the site states';
COMMENT ON COLUMN bi.product_daily.stars_squared_sum IS 'Sum of the squared stars: with ratings and stars_sum the interval can be computed for any sum of days';
COMMENT ON COLUMN bi.product_daily.updated_at IS 'When a mention counted here last changed';
COMMENT ON COLUMN bi.product_daily.change_seq IS 'Highest change_seq of the mentions counted here. One that is taken away may lower it: load the days of changed mentions again, or all';
COMMENT ON VIEW bi.source_health IS 'Whether a source can be read: its last finished run and its open problems';
COMMENT ON COLUMN bi.source_health.source_id IS 'Key (dim_source)';
COMMENT ON COLUMN bi.source_health.name IS 'Name that a person gave the source';
COMMENT ON COLUMN bi.source_health.channel IS 'own_site, marketplace, blog or community';
COMMENT ON COLUMN bi.source_health.state IS 'active, paused or removed';
COMMENT ON COLUMN bi.source_health.terms IS 'permitted; unclear: crawled, and marked until a person decides; forbidden: never crawled';
COMMENT ON COLUMN bi.source_health.schedule IS 'How often it is crawled, as configured';
COMMENT ON COLUMN bi.source_health.next_run_at IS 'When it is crawled next; null when it is not active or not planned yet';
COMMENT ON COLUMN bi.source_health.is_running IS 'True while a run is under way';
COMMENT ON COLUMN bi.source_health.last_run_id IS 'Number of the last finished run; null when there was none';
COMMENT ON COLUMN bi.source_health.last_run_started_at IS 'When that run began';
COMMENT ON COLUMN bi.source_health.last_run_finished_at IS 'When that run ended';
COMMENT ON COLUMN bi.source_health.last_stop_reason IS 'Why that run ended: complete, max_pages, forbidden, robots, stopped, failed, …';
COMMENT ON COLUMN bi.source_health.last_run_is_healthy IS 'Whether what that run brought was judged healthy; null when not judged';
COMMENT ON COLUMN bi.source_health.pages_fetched IS 'Pages that the last run fetched';
COMMENT ON COLUMN bi.source_health.pages_unchanged IS 'Pages of the last run that were as before';
COMMENT ON COLUMN bi.source_health.pages_failed IS 'Pages that the last run could not fetch';
COMMENT ON COLUMN bi.source_health.items_found IS 'Items that the last run read';
COMMENT ON COLUMN bi.source_health.items_new IS 'Items that the last run saw first';
COMMENT ON COLUMN bi.source_health.items_changed IS 'Items that had changed since the run before';
COMMENT ON COLUMN bi.source_health.items_bad IS 'Items that could not be read';
COMMENT ON COLUMN bi.source_health.bytes_fetched IS 'Bytes that the last run fetched';
COMMENT ON COLUMN bi.source_health.open_problems IS 'Problems that are open now';
COMMENT ON COLUMN bi.source_health.problems IS 'JSON list of them: code, message, place, occurrences, opened_at, last_seen_at';
COMMENT ON COLUMN bi.source_health.last_error IS 'Why its last try failed as a whole; null when it did not';
COMMENT ON VIEW bi.tombstone IS 'Rows taken away from the other views, for incremental loads';
COMMENT ON COLUMN bi.tombstone.tombstone_id IS 'Key; never changes';
COMMENT ON COLUMN bi.tombstone.view_name IS 'View that the row was in';
COMMENT ON COLUMN bi.tombstone.row_key IS 'JSON object: the key columns of the row that is gone';
COMMENT ON COLUMN bi.tombstone.removed_at IS 'When it was taken away';
COMMENT ON COLUMN bi.tombstone.change_seq IS 'In one order with the change_seq of all views; apply changes and removals in this order';
COMMENT ON VIEW bi_pii.author IS 'Who an author is at a site; the rest is in bi.dim_author';
COMMENT ON COLUMN bi_pii.author.author_id IS 'Key (bi.dim_author)';
COMMENT ON COLUMN bi_pii.author.name IS 'Name as the site shows it; null when not told';
COMMENT ON COLUMN bi_pii.author.handle IS 'Handle at the site; null when not told';
COMMENT ON COLUMN bi_pii.author.profile_url IS 'Link to the profile; null when not told';
COMMENT ON COLUMN bi_pii.author.updated_at IS 'When the row last changed';
COMMENT ON COLUMN bi_pii.author.change_seq IS 'Rises with every change; a reader that keeps the highest value misses none';
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
COMMENT ON COLUMN earshot.page.responses IS 'What the page itself fetched while a browser rendered it: gzip of a JSON array of {url, status, contentType, body (base64)}; null: nothing.';

GRANT USAGE ON SCHEMA bi TO earshot_bi;
GRANT USAGE ON SCHEMA bi TO earshot_bi_pii;
GRANT USAGE ON SCHEMA bi_pii TO earshot_bi_pii;

GRANT SELECT ON bi.completeness TO earshot_bi;
GRANT SELECT ON bi.completeness TO earshot_bi_pii;
GRANT SELECT ON bi.customer_metrics TO earshot_bi;
GRANT SELECT ON bi.customer_metrics TO earshot_bi_pii;
GRANT SELECT ON bi.data_dictionary TO earshot_bi;
GRANT SELECT ON bi.data_dictionary TO earshot_bi_pii;
GRANT SELECT ON bi.dim_author TO earshot_bi;
GRANT SELECT ON bi.dim_author TO earshot_bi_pii;
GRANT SELECT ON bi.dim_customer TO earshot_bi;
GRANT SELECT ON bi.dim_customer TO earshot_bi_pii;
GRANT SELECT ON bi.dim_date TO earshot_bi;
GRANT SELECT ON bi.dim_date TO earshot_bi_pii;
GRANT SELECT ON bi.dim_listing TO earshot_bi;
GRANT SELECT ON bi.dim_listing TO earshot_bi_pii;
GRANT SELECT ON bi.dim_product TO earshot_bi;
GRANT SELECT ON bi.dim_product TO earshot_bi_pii;
GRANT SELECT ON bi.dim_source TO earshot_bi;
GRANT SELECT ON bi.dim_source TO earshot_bi_pii;
GRANT SELECT ON bi.fct_alert TO earshot_bi;
GRANT SELECT ON bi.fct_alert TO earshot_bi_pii;
GRANT SELECT ON bi.fct_business_metric TO earshot_bi;
GRANT SELECT ON bi.fct_business_metric TO earshot_bi_pii;
GRANT SELECT ON bi.fct_mention TO earshot_bi;
GRANT SELECT ON bi.fct_mention TO earshot_bi_pii;
GRANT SELECT ON bi.fct_mention_product TO earshot_bi;
GRANT SELECT ON bi.fct_mention_product TO earshot_bi_pii;
GRANT SELECT ON bi.fct_rating_snapshot TO earshot_bi;
GRANT SELECT ON bi.fct_rating_snapshot TO earshot_bi_pii;
GRANT SELECT ON bi.freshness TO earshot_bi;
GRANT SELECT ON bi.freshness TO earshot_bi_pii;
GRANT SELECT ON bi.product_daily TO earshot_bi;
GRANT SELECT ON bi.product_daily TO earshot_bi_pii;
GRANT SELECT ON bi.source_health TO earshot_bi;
GRANT SELECT ON bi.source_health TO earshot_bi_pii;
GRANT SELECT ON bi.tombstone TO earshot_bi;
GRANT SELECT ON bi.tombstone TO earshot_bi_pii;
GRANT SELECT ON bi_pii.author TO earshot_bi_pii;
GRANT SELECT ON bi_pii.customer TO earshot_bi_pii;

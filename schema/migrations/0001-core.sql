-- Earshot's own tables. Terms are those of docs/architecture.md.
-- Lease columns (source, raw_item, rating_stream, delivery) mean the same everywhere:
--   available_at  not before this moment;  attempts  tries so far;  last_error  {code, message} of the last try
--   lease_token   who may work on the row;  leased_until  until when;  lease_taken  a worker has begun

CREATE SCHEMA IF NOT EXISTS earshot;

CREATE TABLE earshot.setting (
  key text PRIMARY KEY,
  value jsonb NOT NULL,
  updated_at timestamptz NOT NULL DEFAULT now()
);

-- Change tracking ---------------------------------------------------------------------------------

CREATE SEQUENCE earshot.change_seq;

-- Whoever numbers changes holds this lock until commit, so numbers become visible in their order and a
-- reader that keeps the highest one misses no late commit.
CREATE FUNCTION earshot.lock_changes() RETURNS void LANGUAGE sql AS $$
  SELECT pg_advisory_xact_lock(7274650017)
$$;

CREATE FUNCTION earshot.track_change() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF TG_OP = 'INSERT' OR NEW IS DISTINCT FROM OLD THEN
    PERFORM earshot.lock_changes();
    NEW.updated_at := clock_timestamp();
    NEW.change_seq := nextval('earshot.change_seq');
  END IF;
  RETURN NEW;
END $$;

CREATE TABLE earshot.tombstone (
  tombstone_id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
  view_name text NOT NULL,
  row_key jsonb NOT NULL,
  removed_at timestamptz NOT NULL DEFAULT clock_timestamp(),
  change_seq bigint NOT NULL
);
CREATE INDEX tombstone_change ON earshot.tombstone (change_seq);

-- AFTER DELETE trigger; arguments: the bi view, then the columns that are its key.
CREATE FUNCTION earshot.leave_tombstone() RETURNS trigger LANGUAGE plpgsql AS $$
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
END $$;

-- Sources and their runs --------------------------------------------------------------------------

CREATE TABLE earshot.source (
  source_id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
  name text NOT NULL UNIQUE,
  channel text NOT NULL CHECK (channel IN ('own_site', 'marketplace', 'blog', 'community')),
  url text,
  site text,
  market text,
  -- the whole validated configuration of the source, as in sources.yaml
  config jsonb NOT NULL,
  origin text NOT NULL CHECK (origin IN ('file', 'console', 'import')),
  state text NOT NULL DEFAULT 'active' CHECK (state IN ('active', 'paused', 'removed')),
  created_at timestamptz NOT NULL DEFAULT now(),
  next_run_at timestamptz,
  available_at timestamptz NOT NULL DEFAULT now(),
  attempts int NOT NULL DEFAULT 0,
  last_error jsonb,
  lease_token uuid,
  leased_until timestamptz,
  lease_taken boolean NOT NULL DEFAULT false,
  updated_at timestamptz NOT NULL DEFAULT now(),
  change_seq bigint NOT NULL DEFAULT 0
);

CREATE TABLE earshot.crawl_run (
  run_id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
  source_id bigint NOT NULL REFERENCES earshot.source,
  trigger text NOT NULL CHECK (trigger IN ('schedule', 'person', 'demo')),
  started_at timestamptz NOT NULL DEFAULT now(),
  finished_at timestamptz,
  pages_fetched int NOT NULL DEFAULT 0,
  pages_unchanged int NOT NULL DEFAULT 0,
  pages_failed int NOT NULL DEFAULT 0,
  items_found int NOT NULL DEFAULT 0,
  items_new int NOT NULL DEFAULT 0,
  items_changed int NOT NULL DEFAULT 0,
  items_bad int NOT NULL DEFAULT 0,
  bytes_fetched bigint NOT NULL DEFAULT 0,
  -- why it ended: complete, max_pages, forbidden, robots, stopped, failed, …
  stop_reason text,
  is_healthy boolean,
  detail jsonb NOT NULL DEFAULT '{}'
);
CREATE UNIQUE INDEX crawl_run_one_open ON earshot.crawl_run (source_id) WHERE finished_at IS NULL;
CREATE INDEX crawl_run_latest ON earshot.crawl_run (source_id, run_id DESC);

-- What a run knows of: a killed run goes on from here.
CREATE TABLE earshot.frontier (
  run_id bigint NOT NULL REFERENCES earshot.crawl_run ON DELETE CASCADE,
  url text NOT NULL,
  state text NOT NULL DEFAULT 'queued' CHECK (state IN ('queued', 'done', 'failed', 'skipped')),
  -- 0 the source's own address, 1 next pages that an adapter named, 2 links in scope
  priority smallint NOT NULL DEFAULT 2,
  depth int NOT NULL DEFAULT 0,
  referrer text,
  error jsonb,
  added_at timestamptz NOT NULL DEFAULT clock_timestamp(),
  PRIMARY KEY (run_id, url)
);
CREATE INDEX frontier_queued ON earshot.frontier (run_id, priority, added_at) WHERE state = 'queued';

CREATE TABLE earshot.page (
  page_id bigint GENERATED ALWAYS AS IDENTITY,
  source_id bigint NOT NULL,
  run_id bigint NOT NULL,
  url text NOT NULL,
  final_url text NOT NULL,
  status int,
  headers jsonb NOT NULL,
  -- gzip of the bytes as they came
  body bytea NOT NULL,
  body_bytes int NOT NULL,
  body_hash text NOT NULL,
  fetched_at timestamptz NOT NULL,
  PRIMARY KEY (page_id, fetched_at)
) PARTITION BY RANGE (fetched_at);
CREATE INDEX page_source ON earshot.page (source_id, url, fetched_at DESC);

-- Makes the partitions of this moment's month and of the next, in UTC.
CREATE FUNCTION earshot.ensure_page_partitions(moment timestamptz) RETURNS void LANGUAGE plpgsql AS $$
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
END $$;

-- The last good answer of each address: for conditional requests, and to read an unchanged page again.
CREATE TABLE earshot.page_latest (
  source_id bigint NOT NULL REFERENCES earshot.source ON DELETE CASCADE,
  url text NOT NULL,
  page_id bigint NOT NULL,
  fetched_at timestamptz NOT NULL,
  etag text,
  last_modified text,
  body_hash text NOT NULL,
  checked_at timestamptz NOT NULL,
  PRIMARY KEY (source_id, url)
);

CREATE TABLE earshot.source_problem (
  problem_id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
  source_id bigint NOT NULL REFERENCES earshot.source ON DELETE CASCADE,
  code text NOT NULL,
  message text NOT NULL,
  place text,
  occurrences int NOT NULL DEFAULT 1,
  opened_at timestamptz NOT NULL DEFAULT now(),
  last_seen_at timestamptz NOT NULL DEFAULT now(),
  last_run_id bigint,
  closed_at timestamptz
);
CREATE UNIQUE INDEX source_problem_one_open ON earshot.source_problem (source_id, code) WHERE closed_at IS NULL;

CREATE TABLE earshot.raw_item (
  raw_item_id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
  source_id bigint NOT NULL REFERENCES earshot.source,
  kind text NOT NULL CHECK (kind IN ('item', 'aggregate')),
  raw_key text NOT NULL,
  raw_hash text NOT NULL,
  -- RawItem or RawAggregate (schema/raw-item.ts)
  payload jsonb NOT NULL,
  -- PageFacts (schema/page.ts); null for imports
  page_facts jsonb,
  page_id bigint,
  run_id bigint,
  -- held until its part of the run is judged healthy; due; done; quarantined: kept, with last_error
  state text NOT NULL CHECK (state IN ('held', 'due', 'done', 'quarantined')),
  first_seen_at timestamptz NOT NULL DEFAULT now(),
  -- when its words changed after they were first seen; null while they never did
  changed_at timestamptz,
  -- hashes of all the forms (whole, shortened) in which it was seen since it last changed
  known_hashes text[] NOT NULL DEFAULT '{}',
  -- another item of its page has the same author and day, so that its words must tell them apart
  shares_day boolean NOT NULL DEFAULT false,
  last_seen_at timestamptz NOT NULL DEFAULT now(),
  last_seen_run_id bigint,
  available_at timestamptz NOT NULL DEFAULT now(),
  attempts int NOT NULL DEFAULT 0,
  last_error jsonb,
  lease_token uuid,
  leased_until timestamptz,
  lease_taken boolean NOT NULL DEFAULT false,
  UNIQUE (source_id, raw_key)
);
CREATE INDEX raw_item_due ON earshot.raw_item (available_at, raw_item_id) WHERE state = 'due';
CREATE INDEX raw_item_held ON earshot.raw_item (run_id) WHERE state = 'held';
CREATE INDEX raw_item_quarantined ON earshot.raw_item (source_id) WHERE state = 'quarantined';
CREATE INDEX raw_item_leased ON earshot.raw_item (lease_token) WHERE lease_token IS NOT NULL;

-- Products and customers --------------------------------------------------------------------------

CREATE TABLE earshot.product (
  product_id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
  external_id text NOT NULL UNIQUE,
  name text NOT NULL,
  brand text,
  gtin text,
  mpn text,
  sku text,
  category text,
  variant_of text,
  market text,
  aliases text[] NOT NULL DEFAULT '{}',
  urls text[] NOT NULL DEFAULT '{}',
  is_competitor boolean NOT NULL DEFAULT false,
  updated_at timestamptz NOT NULL DEFAULT now(),
  change_seq bigint NOT NULL DEFAULT 0
);
CREATE TABLE earshot.product_alias (
  old_product_id bigint PRIMARY KEY REFERENCES earshot.product,
  product_id bigint NOT NULL REFERENCES earshot.product,
  CHECK (old_product_id <> product_id)
);

CREATE TABLE earshot.customer (
  customer_id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
  external_id text NOT NULL UNIQUE,
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
  updated_at timestamptz NOT NULL DEFAULT now(),
  change_seq bigint NOT NULL DEFAULT 0
);
CREATE INDEX customer_email ON earshot.customer (lower(email));
CREATE TABLE earshot.customer_handle (
  customer_id bigint NOT NULL REFERENCES earshot.customer ON DELETE CASCADE,
  site text NOT NULL,
  -- lower case
  handle text NOT NULL,
  PRIMARY KEY (site, handle, customer_id)
);
CREATE INDEX customer_handle_customer ON earshot.customer_handle (customer_id);
CREATE TABLE earshot.customer_alias (
  old_customer_id bigint PRIMARY KEY REFERENCES earshot.customer,
  customer_id bigint NOT NULL REFERENCES earshot.customer,
  CHECK (old_customer_id <> customer_id)
);

CREATE TABLE earshot.purchase_order (
  order_id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
  -- one order may have several lines: an external id, a product
  external_id text NOT NULL,
  -- the ids of the company's files: orders may be imported before the customers and products they name
  customer_external_id text NOT NULL,
  product_external_id text NOT NULL,
  ordered_at timestamptz NOT NULL,
  quantity double precision,
  amount double precision,
  currency text,
  returned_at timestamptz,
  updated_at timestamptz NOT NULL DEFAULT now(),
  change_seq bigint NOT NULL DEFAULT 0,
  UNIQUE (external_id, product_external_id)
);
CREATE INDEX purchase_order_customer ON earshot.purchase_order (customer_external_id);

-- Mentions ----------------------------------------------------------------------------------------

CREATE TABLE earshot.listing (
  listing_id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
  source_id bigint NOT NULL REFERENCES earshot.source,
  site text NOT NULL,
  name text,
  brand text,
  sku text,
  gtin text,
  mpn text,
  source_product_id text,
  url text,
  variant text,
  product_id bigint REFERENCES earshot.product,
  product_method text,
  product_confidence double precision,
  updated_at timestamptz NOT NULL DEFAULT now(),
  change_seq bigint NOT NULL DEFAULT 0
);
-- What a listing is recognised by: `gtin:…`, `sku:…`, `id:…`, `mpn:…`, `url:…`, `name:…`.
CREATE TABLE earshot.listing_key (
  site text NOT NULL,
  key text NOT NULL,
  listing_id bigint NOT NULL REFERENCES earshot.listing ON DELETE CASCADE,
  PRIMARY KEY (site, key)
);

CREATE TABLE earshot.author (
  author_id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
  site text NOT NULL,
  -- `handle:…`, `url:…` or `name:…`; only the first two are one person for sure
  author_key text NOT NULL,
  name text,
  handle text,
  url text,
  country text,
  is_company boolean NOT NULL DEFAULT false,
  updated_at timestamptz NOT NULL DEFAULT now(),
  change_seq bigint NOT NULL DEFAULT 0,
  UNIQUE (site, author_key)
);
CREATE TABLE earshot.author_customer (
  author_id bigint PRIMARY KEY REFERENCES earshot.author ON DELETE CASCADE,
  customer_id bigint NOT NULL REFERENCES earshot.customer ON DELETE CASCADE,
  method text NOT NULL,
  confidence double precision NOT NULL,
  evidence text[] NOT NULL,
  confirmed_by text,
  linked_at timestamptz NOT NULL DEFAULT now()
);
CREATE INDEX author_customer_customer ON earshot.author_customer (customer_id);

CREATE TABLE earshot.mention (
  mention_id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
  site text NOT NULL,
  type text NOT NULL CHECK (type IN ('review', 'question', 'answer', 'post', 'comment', 'article')),
  source_item_id text,
  source_id bigint NOT NULL REFERENCES earshot.source,
  listing_id bigint REFERENCES earshot.listing,
  author_id bigint REFERENCES earshot.author,
  -- from the mention's own evidence (order id, e-mail) or its author's link
  customer_id bigint REFERENCES earshot.customer ON DELETE SET NULL,
  customer_method text,
  customer_confidence double precision,
  channel text NOT NULL,
  setting text NOT NULL DEFAULT 'online',
  url text,
  title text,
  text text,
  pros text,
  cons text,
  language text,
  language_confidence double precision,
  -- as normalized, cut to its precision; published_at is its first moment
  published_text text,
  published_precision text,
  published_at timestamptz,
  -- in the company's time zone; null unless known to the day
  day date,
  collected_at timestamptz NOT NULL,
  rating_value double precision,
  rating_best double precision,
  rating_worst double precision,
  stars double precision CHECK (stars BETWEEN 1 AND 5),
  aspect_ratings jsonb NOT NULL DEFAULT '[]',
  recommends boolean,
  is_verified_purchase boolean,
  is_incentivized boolean,
  helpful_count int,
  thread_id text,
  in_reply_to text,
  replies jsonb NOT NULL DEFAULT '[]',
  replied_at timestamptz,
  order_external_id text,
  -- our own voice, which no metric counts as a customer
  is_company boolean NOT NULL DEFAULT false,
  is_syndicated boolean NOT NULL DEFAULT false,
  canonical_mention_id bigint REFERENCES earshot.mention ON DELETE SET NULL,
  removed_at timestamptz,
  -- of title, text, rating and reply: what an edit changes
  content_hash text NOT NULL,
  -- the raw item that the words come from, and since when they were seen so
  content_raw_item_id bigint,
  content_seen_at timestamptz,
  version int NOT NULL DEFAULT 1,
  edit_count int NOT NULL DEFAULT 0,
  edited_at timestamptz,
  sentiment_score double precision,
  sentiment_label text,
  sentiment_band text,
  sentiment_confidence double precision,
  -- why there is no sentiment
  sentiment_reason text,
  disagrees_with_rating boolean NOT NULL DEFAULT false,
  analysis_version text NOT NULL,
  updated_at timestamptz NOT NULL DEFAULT now(),
  change_seq bigint NOT NULL DEFAULT 0
);
CREATE INDEX mention_listing ON earshot.mention (listing_id);
CREATE INDEX mention_author ON earshot.mention (author_id);
CREATE INDEX mention_customer ON earshot.mention (customer_id) WHERE customer_id IS NOT NULL;
CREATE INDEX mention_day ON earshot.mention (day);
CREATE INDEX mention_change ON earshot.mention (change_seq);
CREATE INDEX mention_source ON earshot.mention (source_id);
CREATE INDEX mention_latest ON earshot.mention (published_at DESC NULLS LAST);

-- The natural keys of a mention (workers/normalize/identity.ts): one with an id, and id-less ones.
CREATE TABLE earshot.mention_key (
  key text PRIMARY KEY,
  mention_id bigint NOT NULL REFERENCES earshot.mention ON DELETE CASCADE
);
CREATE INDEX mention_key_mention ON earshot.mention_key (mention_id);

-- What a mention said before each edit.
CREATE TABLE earshot.mention_version (
  mention_id bigint NOT NULL REFERENCES earshot.mention ON DELETE CASCADE,
  version int NOT NULL,
  title text,
  text text,
  rating_value double precision,
  stars double precision,
  replies jsonb NOT NULL,
  replaced_at timestamptz NOT NULL DEFAULT now(),
  PRIMARY KEY (mention_id, version)
);

CREATE TABLE earshot.mention_product (
  mention_id bigint NOT NULL REFERENCES earshot.mention ON DELETE CASCADE,
  product_id bigint NOT NULL REFERENCES earshot.product ON DELETE CASCADE,
  role text NOT NULL CHECK (role IN ('subject', 'named', 'compared')),
  confidence double precision NOT NULL,
  method text NOT NULL,
  evidence text[] NOT NULL DEFAULT '{}',
  sentiment_score double precision,
  updated_at timestamptz NOT NULL DEFAULT now(),
  change_seq bigint NOT NULL DEFAULT 0,
  PRIMARY KEY (mention_id, product_id)
);
CREATE UNIQUE INDEX mention_product_one_subject ON earshot.mention_product (mention_id) WHERE role = 'subject';
CREATE INDEX mention_product_product ON earshot.mention_product (product_id, role);
CREATE INDEX mention_product_change ON earshot.mention_product (change_seq);

-- One row whenever what the site says of a listing changed; confirmed_at moves while it stays the same.
CREATE TABLE earshot.rating_snapshot (
  snapshot_id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
  listing_id bigint NOT NULL REFERENCES earshot.listing ON DELETE CASCADE,
  taken_at timestamptz NOT NULL,
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
  updated_at timestamptz NOT NULL DEFAULT now(),
  change_seq bigint NOT NULL DEFAULT 0,
  UNIQUE (listing_id, taken_at)
);
CREATE INDEX rating_snapshot_change ON earshot.rating_snapshot (change_seq);

-- Alerts ------------------------------------------------------------------------------------------

-- A product whose ratings changed is due for a look: version runs ahead of checked_version.
CREATE TABLE earshot.rating_stream (
  product_id bigint PRIMARY KEY REFERENCES earshot.product ON DELETE CASCADE,
  version bigint NOT NULL DEFAULT 1,
  checked_version bigint NOT NULL DEFAULT 0,
  checked_at timestamptz,
  available_at timestamptz NOT NULL DEFAULT now(),
  attempts int NOT NULL DEFAULT 0,
  last_error jsonb,
  lease_token uuid,
  leased_until timestamptz,
  lease_taken boolean NOT NULL DEFAULT false
);
CREATE INDEX rating_stream_due ON earshot.rating_stream (available_at) WHERE version > checked_version;

CREATE TABLE earshot.alert (
  alert_id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
  kind text NOT NULL CHECK (kind IN ('rating_drop')),
  product_id bigint REFERENCES earshot.product ON DELETE CASCADE,
  state text NOT NULL CHECK (state IN ('open', 'closed')),
  opened_at timestamptz NOT NULL,
  closed_at timestamptz,
  -- when the change began
  since timestamptz NOT NULL,
  stars_before double precision NOT NULL,
  stars_after double precision NOT NULL,
  change double precision NOT NULL,
  -- 95 % interval of the change
  change_low double precision,
  change_high double precision,
  ratings_before int NOT NULL,
  ratings_after int NOT NULL,
  confidence double precision NOT NULL,
  -- one sentence that a manager understands
  summary text NOT NULL,
  -- [{mention_id, stars, quote, url, day}]
  quotes jsonb NOT NULL DEFAULT '[]',
  -- [{reason, before, after, …}] words that grew
  reasons jsonb NOT NULL DEFAULT '[]',
  detector_version text NOT NULL,
  updated_at timestamptz NOT NULL DEFAULT now(),
  change_seq bigint NOT NULL DEFAULT 0
);
CREATE UNIQUE INDEX alert_one_open ON earshot.alert (kind, product_id) WHERE state = 'open';

CREATE TABLE earshot.alert_event (
  event_id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
  alert_id bigint NOT NULL REFERENCES earshot.alert ON DELETE CASCADE,
  type text NOT NULL CHECK (type IN ('alert.opened', 'alert.updated', 'alert.closed')),
  occurred_at timestamptz NOT NULL DEFAULT clock_timestamp(),
  data jsonb NOT NULL
);
CREATE INDEX alert_event_alert ON earshot.alert_event (alert_id);

CREATE TABLE earshot.delivery (
  delivery_id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
  event_id bigint NOT NULL REFERENCES earshot.alert_event ON DELETE CASCADE,
  recipient text NOT NULL,
  transport text NOT NULL CHECK (transport IN ('webhook', 'email')),
  target text NOT NULL,
  state text NOT NULL DEFAULT 'due' CHECK (state IN ('due', 'delivered', 'failed')),
  delivered_at timestamptz,
  available_at timestamptz NOT NULL DEFAULT now(),
  attempts int NOT NULL DEFAULT 0,
  last_error jsonb,
  lease_token uuid,
  leased_until timestamptz,
  lease_taken boolean NOT NULL DEFAULT false,
  UNIQUE (event_id, transport, target)
);
CREATE INDEX delivery_due ON earshot.delivery (available_at, delivery_id) WHERE state = 'due';

-- Work in hand ------------------------------------------------------------------------------------

-- Who works on a lease. A process holds the session lock (7274650, holder) while it lives, so that what a
-- killed process had in hand is given out again at once, and not only when its lease runs out.
CREATE SEQUENCE earshot.lease_holder AS int CYCLE;
CREATE TABLE earshot.lease_claim (
  token uuid PRIMARY KEY,
  holder int NOT NULL,
  claimed_at timestamptz NOT NULL DEFAULT now()
);

-- How long a row rests after `attempts` failed tries: 2 s, 4 s, … at most 10 minutes.
CREATE FUNCTION earshot.backoff(attempts int) RETURNS interval LANGUAGE sql IMMUTABLE AS $$
  SELECT make_interval(secs => least(2 ^ least(attempts, 20), 600))
$$;

-- Whose turn it is at each host, for all processes; the shape that rate-limiter-flexible expects.
-- Unlogged: after a crash the turns begin anew.
CREATE UNLOGGED TABLE earshot.host_pace (
  key varchar(255) PRIMARY KEY,
  points integer NOT NULL DEFAULT 0,
  expire bigint
);

-- Triggers ----------------------------------------------------------------------------------------

-- The columns that every run moves (leases, schedules) are no change of a source.
CREATE TRIGGER track_change_insert BEFORE INSERT ON earshot.source
  FOR EACH ROW EXECUTE FUNCTION earshot.track_change();
CREATE TRIGGER track_change_update BEFORE UPDATE ON earshot.source
  FOR EACH ROW WHEN ((OLD.name, OLD.channel, OLD.url, OLD.market, OLD.config, OLD.state)
    IS DISTINCT FROM (NEW.name, NEW.channel, NEW.url, NEW.market, NEW.config, NEW.state))
  EXECUTE FUNCTION earshot.track_change();
CREATE TRIGGER track_change BEFORE INSERT OR UPDATE ON earshot.product
  FOR EACH ROW EXECUTE FUNCTION earshot.track_change();
CREATE TRIGGER track_change BEFORE INSERT OR UPDATE ON earshot.customer
  FOR EACH ROW EXECUTE FUNCTION earshot.track_change();
CREATE TRIGGER track_change BEFORE INSERT OR UPDATE ON earshot.purchase_order
  FOR EACH ROW EXECUTE FUNCTION earshot.track_change();
CREATE TRIGGER track_change BEFORE INSERT OR UPDATE ON earshot.listing
  FOR EACH ROW EXECUTE FUNCTION earshot.track_change();
CREATE TRIGGER track_change BEFORE INSERT OR UPDATE ON earshot.author
  FOR EACH ROW EXECUTE FUNCTION earshot.track_change();
CREATE TRIGGER track_change BEFORE INSERT OR UPDATE ON earshot.mention
  FOR EACH ROW EXECUTE FUNCTION earshot.track_change();
CREATE TRIGGER track_change BEFORE INSERT OR UPDATE ON earshot.mention_product
  FOR EACH ROW EXECUTE FUNCTION earshot.track_change();
CREATE TRIGGER track_change BEFORE INSERT OR UPDATE ON earshot.rating_snapshot
  FOR EACH ROW EXECUTE FUNCTION earshot.track_change();
CREATE TRIGGER track_change BEFORE INSERT OR UPDATE ON earshot.alert
  FOR EACH ROW EXECUTE FUNCTION earshot.track_change();

CREATE TRIGGER leave_tombstone AFTER DELETE ON earshot.product
  FOR EACH ROW EXECUTE FUNCTION earshot.leave_tombstone('dim_product', 'product_id');
CREATE TRIGGER leave_tombstone AFTER DELETE ON earshot.customer
  FOR EACH ROW EXECUTE FUNCTION earshot.leave_tombstone('dim_customer', 'customer_id');
CREATE TRIGGER leave_tombstone AFTER DELETE ON earshot.author
  FOR EACH ROW EXECUTE FUNCTION earshot.leave_tombstone('dim_author', 'author_id');
CREATE TRIGGER leave_tombstone AFTER DELETE ON earshot.mention
  FOR EACH ROW EXECUTE FUNCTION earshot.leave_tombstone('fct_mention', 'mention_id');
CREATE TRIGGER leave_tombstone AFTER DELETE ON earshot.mention_product
  FOR EACH ROW EXECUTE FUNCTION earshot.leave_tombstone('fct_mention_product', 'mention_id', 'product_id');
CREATE TRIGGER leave_tombstone AFTER DELETE ON earshot.listing
  FOR EACH ROW EXECUTE FUNCTION earshot.leave_tombstone('dim_listing', 'listing_id');
CREATE TRIGGER leave_tombstone AFTER DELETE ON earshot.alert
  FOR EACH ROW EXECUTE FUNCTION earshot.leave_tombstone('fct_alert', 'alert_id');
CREATE TRIGGER leave_tombstone AFTER DELETE ON earshot.rating_snapshot
  FOR EACH ROW EXECUTE FUNCTION earshot.leave_tombstone('fct_rating_snapshot', 'snapshot_id');

-- Wakes the dispatcher; raw items are released, and sources made due, by statements that notify themselves.
CREATE FUNCTION earshot.ring() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  PERFORM pg_notify('earshot_due', TG_TABLE_NAME);
  RETURN NULL;
END $$;
CREATE TRIGGER ring AFTER INSERT OR UPDATE OF version ON earshot.rating_stream
  FOR EACH STATEMENT EXECUTE FUNCTION earshot.ring();
CREATE TRIGGER ring AFTER INSERT ON earshot.delivery
  FOR EACH STATEMENT EXECUTE FUNCTION earshot.ring();

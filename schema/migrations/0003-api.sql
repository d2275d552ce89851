-- What comes in by file and through the HTTP API.

-- The company's own id of a listing's product, where a file or the API states it: it decides what the listing is.
ALTER TABLE earshot.listing ADD COLUMN product_external_id text;

-- Who may use the HTTP API. The key itself is shown once and kept nowhere: its hash finds it again.
CREATE TABLE earshot.api_key (
  api_key_id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
  name text NOT NULL,
  -- SHA-256 of the key, hex. The key is 32 random bytes, so a slow hash would add nothing.
  key_hash text NOT NULL UNIQUE,
  scopes text[] NOT NULL,
  created_at timestamptz NOT NULL DEFAULT now(),
  -- to ten minutes
  last_used_at timestamptz,
  revoked_at timestamptz
);
-- A revoked key's name may be used again.
CREATE UNIQUE INDEX api_key_one_of_a_name ON earshot.api_key (name) WHERE revoked_at IS NULL;

-- How many requests each key has made in this minute; the shape that rate-limiter-flexible expects.
-- Unlogged: after a crash the counts begin anew.
CREATE UNLOGGED TABLE earshot.api_pace (
  key varchar(255) PRIMARY KEY,
  points integer NOT NULL DEFAULT 0,
  expire bigint
);

-- A number of the business on a day (sales, returns, visits, …), as the company's files give it.
CREATE TABLE earshot.business_metric (
  business_metric_id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
  day date NOT NULL,
  metric text NOT NULL,
  value double precision NOT NULL,
  -- the ids of the company's files: metrics may be imported before the products and customers they name
  product_external_id text,
  customer_external_id text,
  market text,
  currency text,
  updated_at timestamptz NOT NULL DEFAULT now(),
  change_seq bigint NOT NULL DEFAULT 0
);
-- Not NULLS NOT DISTINCT: Postgres 14 does not know it, and no id is an empty text.
CREATE UNIQUE INDEX business_metric_key ON earshot.business_metric (day, metric, coalesce(product_external_id, ''),
  coalesce(customer_external_id, ''), coalesce(market, ''), coalesce(currency, ''));
CREATE INDEX business_metric_product ON earshot.business_metric (product_external_id);
CREATE INDEX business_metric_customer ON earshot.business_metric (customer_external_id);
CREATE INDEX business_metric_change ON earshot.business_metric (change_seq);

CREATE TRIGGER track_change BEFORE INSERT OR UPDATE ON earshot.business_metric
  FOR EACH ROW EXECUTE FUNCTION earshot.track_change();
CREATE TRIGGER leave_tombstone AFTER DELETE ON earshot.business_metric
  FOR EACH ROW EXECUTE FUNCTION earshot.leave_tombstone('fct_business_metric', 'business_metric_id');

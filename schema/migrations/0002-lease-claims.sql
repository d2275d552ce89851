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

-- Content evidence: which raw item a mention's words come from, and when that was first seen so.
ALTER TABLE earshot.raw_item ADD COLUMN changed_at timestamptz;
ALTER TABLE earshot.mention ADD COLUMN content_raw_item_id bigint;
ALTER TABLE earshot.mention ADD COLUMN content_seen_at timestamptz;

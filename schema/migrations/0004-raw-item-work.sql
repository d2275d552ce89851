-- What is still to do with raw items, apart from the items: giving work out, taking it and finishing it
-- rewrites rows of a few numbers, and not what was read of a page.

CREATE TABLE earshot.raw_item_work (
  raw_item_id bigint PRIMARY KEY REFERENCES earshot.raw_item ON DELETE CASCADE,
  -- held until its part of the run is judged healthy; due; quarantined: kept, with last_error. Done: no row.
  state text NOT NULL CHECK (state IN ('held', 'due', 'quarantined')),
  -- the run that holds it
  run_id bigint,
  available_at timestamptz NOT NULL DEFAULT now(),
  attempts int NOT NULL DEFAULT 0,
  last_error jsonb,
  lease_token uuid,
  leased_until timestamptz,
  lease_taken boolean NOT NULL DEFAULT false
);
CREATE INDEX raw_item_work_due ON earshot.raw_item_work (available_at, raw_item_id) WHERE state = 'due';
CREATE INDEX raw_item_work_held ON earshot.raw_item_work (run_id) WHERE state = 'held';
CREATE INDEX raw_item_work_quarantined ON earshot.raw_item_work (raw_item_id) WHERE state = 'quarantined';
CREATE INDEX raw_item_work_leased ON earshot.raw_item_work (lease_token) WHERE lease_token IS NOT NULL;
-- Rows come and go: the table stays as small as what waits.
ALTER TABLE earshot.raw_item_work SET (autovacuum_vacuum_scale_factor = 0.02);

INSERT INTO earshot.raw_item_work (raw_item_id, state, run_id, available_at, attempts, last_error,
  lease_token, leased_until, lease_taken)
SELECT raw_item_id, state, run_id, available_at, attempts, last_error, lease_token, leased_until, lease_taken
FROM earshot.raw_item WHERE state <> 'done';

-- The view in its present form stands in the way of its old columns; the bi views are brought up to date
-- after the migrations.
DO $$
BEGIN
  IF to_regclass('bi.freshness') IS NOT NULL THEN
    CREATE OR REPLACE VIEW bi.freshness AS
    SELECT source_id, name, state, NULL::timestamptz AS last_successful_run_at,
      NULL::timestamptz AS newest_published_at, NULL::timestamptz AS newest_collected_at,
      0::bigint AS mentions, 0::bigint AS undated_mentions, 0::bigint AS items_held, 0::bigint AS items_due,
      0::bigint AS items_quarantined, NULL::timestamptz AS oldest_waiting_since
    FROM earshot.source;
  END IF;
END $$;

ALTER TABLE earshot.raw_item
  DROP COLUMN state,
  DROP COLUMN available_at,
  DROP COLUMN attempts,
  DROP COLUMN last_error,
  DROP COLUMN lease_token,
  DROP COLUMN leased_until,
  DROP COLUMN lease_taken;

CREATE OR REPLACE VIEW bi.tombstone AS
SELECT tombstone_id, view_name, row_key, removed_at, change_seq
FROM earshot.tombstone;

COMMENT ON VIEW bi.tombstone IS 'Rows taken away from the other views, for incremental loads';
COMMENT ON COLUMN bi.tombstone.tombstone_id IS 'Key; never changes';
COMMENT ON COLUMN bi.tombstone.view_name IS 'View that the row was in';
COMMENT ON COLUMN bi.tombstone.row_key IS 'JSON object: the key columns of the row that is gone';
COMMENT ON COLUMN bi.tombstone.removed_at IS 'When it was taken away';
COMMENT ON COLUMN bi.tombstone.change_seq IS 'In one order with the change_seq of all views; apply changes and removals in this order';

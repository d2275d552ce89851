CREATE OR REPLACE VIEW bi.data_dictionary AS
SELECT
  v.relnamespace::regnamespace::text AS view_schema,
  v.relname::text AS view_name,
  obj_description(v.oid, 'pg_class') AS view_comment,
  a.attnum::int AS column_position,
  a.attname::text AS column_name,
  format_type(a.atttypid, a.atttypmod) AS data_type,
  col_description(v.oid, a.attnum) AS column_comment
FROM pg_class v
JOIN pg_attribute a ON a.attrelid = v.oid AND a.attnum > 0 AND NOT a.attisdropped
WHERE v.relnamespace IN ('bi'::regnamespace, 'bi_pii'::regnamespace) AND v.relkind IN ('v', 'm');

COMMENT ON VIEW bi.data_dictionary IS 'Every column of bi and bi_pii, and what it means';
COMMENT ON COLUMN bi.data_dictionary.view_schema IS 'bi or bi_pii';
COMMENT ON COLUMN bi.data_dictionary.view_name IS 'Name of the view';
COMMENT ON COLUMN bi.data_dictionary.view_comment IS 'What a row of the view is';
COMMENT ON COLUMN bi.data_dictionary.column_position IS 'Place of the column in the view, from 1';
COMMENT ON COLUMN bi.data_dictionary.column_name IS 'Name of the column';
COMMENT ON COLUMN bi.data_dictionary.data_type IS 'Postgres type';
COMMENT ON COLUMN bi.data_dictionary.column_comment IS 'What it holds';

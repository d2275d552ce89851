CREATE OR REPLACE VIEW bi.dim_date AS
WITH span AS (
  SELECT
    date_trunc('year', least(min(day), current_date)::timestamp) AS first_day,
    date_trunc('year', greatest(max(day), current_date + 1)::timestamp) + interval '1 year - 1 day' AS last_day
  FROM earshot.mention
)
SELECT
  moment::date AS day,
  extract(year FROM moment)::int AS year,
  extract(quarter FROM moment)::int AS quarter,
  extract(month FROM moment)::int AS month,
  to_char(moment, 'FMMonth') AS month_name,
  date_trunc('month', moment)::date AS month_start,
  extract(day FROM moment)::int AS day_of_month,
  extract(doy FROM moment)::int AS day_of_year,
  extract(isoyear FROM moment)::int AS iso_year,
  extract(week FROM moment)::int AS iso_week,
  date_trunc('week', moment)::date AS week_start,
  extract(isodow FROM moment)::int AS weekday,
  to_char(moment, 'FMDay') AS weekday_name,
  extract(isodow FROM moment) >= 6 AS is_weekend
FROM span, generate_series(first_day, last_day, interval '1 day') AS moment;

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

-- What analysts may rely on. `bi` holds no names, e-mails, handles or profile links of people: those are in
-- `bi_pii`. Columns are only ever added, at the end: analysts' own views and reports depend on ours.
CREATE SCHEMA IF NOT EXISTS bi;
CREATE SCHEMA IF NOT EXISTS bi_pii;
COMMENT ON SCHEMA bi IS 'Ratings and mentions for dashboards and the CRM, without personal names';
COMMENT ON SCHEMA bi_pii IS 'Names, e-mails, handles and profile links of the people in bi';

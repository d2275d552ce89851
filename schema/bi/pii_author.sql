CREATE OR REPLACE VIEW bi_pii.author AS
SELECT a.author_id, a.name, a.handle, a.url AS profile_url, a.updated_at, a.change_seq
FROM earshot.author a;

COMMENT ON VIEW bi_pii.author IS 'Who an author is at a site; the rest is in bi.dim_author';
COMMENT ON COLUMN bi_pii.author.author_id IS 'Key (bi.dim_author)';
COMMENT ON COLUMN bi_pii.author.name IS 'Name as the site shows it; null when not told';
COMMENT ON COLUMN bi_pii.author.handle IS 'Handle at the site; null when not told';
COMMENT ON COLUMN bi_pii.author.profile_url IS 'Link to the profile; null when not told';
COMMENT ON COLUMN bi_pii.author.updated_at IS 'When the row last changed';
COMMENT ON COLUMN bi_pii.author.change_seq IS 'Rises with every change; a reader that keeps the highest value misses none';

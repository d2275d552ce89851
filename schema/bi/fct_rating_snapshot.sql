CREATE OR REPLACE VIEW bi.fct_rating_snapshot AS
SELECT
  s.snapshot_id,
  s.listing_id,
  s.taken_at,
  s.stars,
  s.rating_value,
  s.rating_best,
  s.rating_worst,
  s.rating_count,
  s.review_count,
  s.count_1,
  s.count_2,
  s.count_3,
  s.count_4,
  s.count_5,
  s.updated_at,
  s.change_seq
FROM earshot.rating_snapshot s;

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

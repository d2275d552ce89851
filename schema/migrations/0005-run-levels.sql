-- How much the items of a run say: what a source usually shows is known from its healthy runs, and a run that
-- finds as many items which say far less has met pages that its readers no longer understand.
ALTER TABLE earshot.crawl_run
  ADD COLUMN items_rated int NOT NULL DEFAULT 0,
  ADD COLUMN items_dated int NOT NULL DEFAULT 0,
  ADD COLUMN items_signed int NOT NULL DEFAULT 0,
  -- letters of their texts, all together
  ADD COLUMN item_letters bigint NOT NULL DEFAULT 0;

-- Of an item that is held because it changed: the hash of the words that were released last, so that a site
-- that shows them again has not changed, and one that goes on showing others has.
ALTER TABLE earshot.raw_item_work
  ADD COLUMN released_hash text,
  -- its rating, title or text changed since then, and not only what was answered to it
  ADD COLUMN is_reworded boolean NOT NULL DEFAULT false;

-- Finds the mentions of raw items that a run no longer saw.
CREATE INDEX mention_content_raw_item ON earshot.mention (content_raw_item_id);

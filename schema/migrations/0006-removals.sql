-- Finds the mentions of raw items that a run no longer saw.
CREATE INDEX mention_content_raw_item ON earshot.mention (content_raw_item_id);
-- Few are removed: whether some of a batch are costs next to nothing.
CREATE INDEX mention_removed ON earshot.mention (mention_id) WHERE removed_at IS NOT NULL;

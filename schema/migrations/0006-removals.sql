-- Which mention each raw item states: one that several state vanishes only when none of them is shown any more.
CREATE TABLE earshot.mention_raw_item (
  raw_item_id bigint PRIMARY KEY REFERENCES earshot.raw_item ON DELETE CASCADE,
  mention_id bigint NOT NULL REFERENCES earshot.mention ON DELETE CASCADE
);
CREATE INDEX mention_raw_item_mention ON earshot.mention_raw_item (mention_id);

-- Of what was read before, the raw item that the words come from is known; the others are when they are read again.
INSERT INTO earshot.mention_raw_item (raw_item_id, mention_id)
SELECT raw_item_id, mention_id FROM earshot.mention
JOIN earshot.raw_item ON raw_item_id = content_raw_item_id
ON CONFLICT DO NOTHING;

-- Few are removed: whether some of a batch are costs next to nothing.
CREATE INDEX mention_removed ON earshot.mention (mention_id) WHERE removed_at IS NOT NULL;

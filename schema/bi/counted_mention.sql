-- The mentions that enter counts and means: said by others than us, not a copy, not taken down.
-- `fct_mention.is_counted` says the same of each.
CREATE OR REPLACE VIEW earshot.counted_mention AS
SELECT
  m.mention_id,
  coalesce(survivor.customer_id, m.customer_id) AS customer_id,
  m.type,
  m.channel,
  m.day,
  m.published_at,
  m.stars,
  m.recommends,
  m.sentiment_score,
  m.sentiment_label,
  m.updated_at,
  m.change_seq
FROM earshot.mention m
LEFT JOIN earshot.surviving_customers() survivor ON survivor.old_customer_id = m.customer_id
WHERE NOT m.is_company AND NOT m.is_syndicated AND m.removed_at IS NULL;

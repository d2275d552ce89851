CREATE OR REPLACE VIEW bi.fct_mention AS
SELECT
  m.mention_id,
  m.source_id,
  m.listing_id,
  m.author_id,
  coalesce(survivor_customer.customer_id, m.customer_id) AS customer_id,
  coalesce(survivor_product.product_id, subject.product_id) AS product_id,
  m.type,
  m.channel,
  m.setting,
  m.published_at,
  m.published_precision,
  m.day,
  m.collected_at,
  m.language,
  m.rating_value,
  m.rating_best,
  m.rating_worst,
  m.stars,
  m.recommends,
  m.sentiment_score,
  m.sentiment_label,
  m.sentiment_band,
  m.sentiment_confidence,
  m.sentiment_reason,
  m.disagrees_with_rating,
  m.is_syndicated,
  m.canonical_mention_id,
  m.is_company,
  m.is_verified_purchase,
  m.is_incentivized,
  m.removed_at IS NOT NULL AS is_removed,
  m.removed_at,
  NOT m.is_company AND NOT m.is_syndicated AND m.removed_at IS NULL AS is_counted,
  m.edit_count,
  m.edited_at,
  m.replied_at,
  coalesce(m.url, listing.url) AS url,
  m.title,
  m.text,
  m.version,
  m.updated_at,
  m.change_seq
FROM earshot.mention m
LEFT JOIN earshot.listing listing ON listing.listing_id = m.listing_id
LEFT JOIN earshot.mention_product subject
  ON subject.mention_id = m.mention_id AND subject.role = 'subject'
LEFT JOIN earshot.surviving_products() survivor_product
  ON survivor_product.old_product_id = subject.product_id
LEFT JOIN earshot.surviving_customers() survivor_customer
  ON survivor_customer.old_customer_id = m.customer_id;

COMMENT ON VIEW bi.fct_mention IS 'One statement by one author: a review, question, answer, post, comment or article';
COMMENT ON COLUMN bi.fct_mention.mention_id IS 'Key; never changes';
COMMENT ON COLUMN bi.fct_mention.source_id IS 'Source that first saw it (dim_source)';
COMMENT ON COLUMN bi.fct_mention.listing_id IS 'The product''s page that it stands on (dim_listing); null when on none';
COMMENT ON COLUMN bi.fct_mention.author_id IS 'Who said it (dim_author); null when not told';
COMMENT ON COLUMN bi.fct_mention.customer_id IS 'The customer who said it (dim_customer); null when not known';
COMMENT ON COLUMN bi.fct_mention.product_id IS 'The product that it is a review of (dim_product); null when it has none. All products: fct_mention_product';
COMMENT ON COLUMN bi.fct_mention.type IS 'review, question, answer, post, comment or article';
COMMENT ON COLUMN bi.fct_mention.channel IS 'own_site, marketplace, blog or community';
COMMENT ON COLUMN bi.fct_mention.setting IS 'online, or offline (a user group, an event, a call)';
COMMENT ON COLUMN bi.fct_mention.published_at IS 'When it was published: the first moment of what published_precision tells; null when not told';
COMMENT ON COLUMN bi.fct_mention.published_precision IS 'How exactly that is known: second, minute, hour, day, month or year; null when not told';
COMMENT ON COLUMN bi.fct_mention.day IS 'Day of publication in the company''s time zone (dim_date); null unless known to the day';
COMMENT ON COLUMN bi.fct_mention.collected_at IS 'When we first saw it';
COMMENT ON COLUMN bi.fct_mention.language IS 'BCP 47 tag; null when not known';
COMMENT ON COLUMN bi.fct_mention.rating_value IS 'Rating as the site states it; null without a rating';
COMMENT ON COLUMN bi.fct_mention.rating_best IS 'Best value of the site''s scale; null without a rating';
COMMENT ON COLUMN bi.fct_mention.rating_worst IS 'Worst value of the site''s scale; null without a rating';
COMMENT ON COLUMN bi.fct_mention.stars IS 'Rating on the common scale, 1 to 5: 1 + 4 * (value - worst) / (best - worst); null without a rating';
COMMENT ON COLUMN bi.fct_mention.recommends IS 'Whether the author would recommend it, where the site asks that; else null';
COMMENT ON COLUMN bi.fct_mention.sentiment_score IS 'Feeling of the words, -1 to 1; null when not known (sentiment_reason)';
COMMENT ON COLUMN bi.fct_mention.sentiment_label IS 'negative, neutral, positive or mixed; null when not known';
COMMENT ON COLUMN bi.fct_mention.sentiment_band IS 'scathing, negative, mixed, neutral, positive or glowing; null when not known';
COMMENT ON COLUMN bi.fct_mention.sentiment_confidence IS 'How sure that is, 0 to 1; null when not known';
COMMENT ON COLUMN bi.fct_mention.sentiment_reason IS 'Why there is no sentiment; null when there is one';
COMMENT ON COLUMN bi.fct_mention.disagrees_with_rating IS 'True when the words clearly say the opposite of the stars';
COMMENT ON COLUMN bi.fct_mention.is_syndicated IS 'True for a copy of a mention that was published elsewhere; outside every count and mean';
COMMENT ON COLUMN bi.fct_mention.canonical_mention_id IS 'The mention that it is a copy of; null when it is none';
COMMENT ON COLUMN bi.fct_mention.is_company IS 'True for our own voice; outside every count and mean';
COMMENT ON COLUMN bi.fct_mention.is_verified_purchase IS 'Whether the site says that the author bought it; null when it does not tell';
COMMENT ON COLUMN bi.fct_mention.is_incentivized IS 'Whether the site says that the author was given something for it; null when it does not tell';
COMMENT ON COLUMN bi.fct_mention.is_removed IS 'True when it vanished from its site; outside every count and mean';
COMMENT ON COLUMN bi.fct_mention.removed_at IS 'When we saw that it had vanished; null while it stands';
COMMENT ON COLUMN bi.fct_mention.is_counted IS 'True when it enters counts and means: not a copy, not removed, not our own voice';
COMMENT ON COLUMN bi.fct_mention.edit_count IS 'How often we saw title, text, rating or reply change';
COMMENT ON COLUMN bi.fct_mention.edited_at IS 'When it was last edited; null when never';
COMMENT ON COLUMN bi.fct_mention.replied_at IS 'When the company first answered it; null when not, or not told';
COMMENT ON COLUMN bi.fct_mention.url IS 'Where it can be read: its own address, else its product''s page; null when neither is known';
COMMENT ON COLUMN bi.fct_mention.title IS 'Title; null when it has none';
COMMENT ON COLUMN bi.fct_mention.text IS 'Text; null when there are only stars';
COMMENT ON COLUMN bi.fct_mention.version IS 'Rises with each edit; 1 as first seen';
COMMENT ON COLUMN bi.fct_mention.updated_at IS 'When the row last changed';
COMMENT ON COLUMN bi.fct_mention.change_seq IS 'Rises with every change; a reader that keeps the highest value misses none';

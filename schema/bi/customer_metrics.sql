CREATE OR REPLACE VIEW bi.customer_metrics AS
SELECT
  c.customer_id,
  c.external_id,
  c.crm_id,
  coalesce(said.mentions, 0) AS mentions,
  coalesce(said.ratings, 0) AS ratings,
  said.mean_stars,
  said.last_stars,
  said.last_sentiment,
  said.last_mention_at,
  c.segment,
  c.lifetime_value,
  c.currency,
  greatest(c.updated_at, said.updated_at) AS updated_at,
  greatest(c.change_seq, said.change_seq) AS change_seq
FROM earshot.customer c
LEFT JOIN (
  SELECT
    customer_id,
    count(*) AS mentions,
    count(stars) AS ratings,
    avg(stars) AS mean_stars,
    (array_agg(stars ORDER BY published_at DESC, mention_id DESC)
      FILTER (WHERE stars IS NOT NULL AND published_at IS NOT NULL))[1] AS last_stars,
    (array_agg(sentiment_label ORDER BY published_at DESC, mention_id DESC)
      FILTER (WHERE sentiment_label IS NOT NULL AND published_at IS NOT NULL))[1] AS last_sentiment,
    max(published_at) AS last_mention_at,
    max(updated_at) AS updated_at,
    max(change_seq) AS change_seq
  FROM earshot.counted_mention
  WHERE customer_id IS NOT NULL
  GROUP BY customer_id
) said ON said.customer_id = c.customer_id
WHERE c.customer_id NOT IN (SELECT old_customer_id FROM earshot.customer_alias);

COMMENT ON VIEW bi.customer_metrics IS 'One customer: the fields that a CRM wants. Copies, removed mentions and our own voice do not count';
COMMENT ON COLUMN bi.customer_metrics.customer_id IS 'Key (dim_customer)';
COMMENT ON COLUMN bi.customer_metrics.external_id IS 'The customer_id of the company''s own files';
COMMENT ON COLUMN bi.customer_metrics.crm_id IS 'Id in the CRM; null when not given';
COMMENT ON COLUMN bi.customer_metrics.mentions IS 'What the customer said';
COMMENT ON COLUMN bi.customer_metrics.ratings IS 'Those with stars, of any product';
COMMENT ON COLUMN bi.customer_metrics.mean_stars IS 'Mean of their stars, 1 to 5; null without ratings';
COMMENT ON COLUMN bi.customer_metrics.last_stars IS 'Stars of the latest dated rating; null without one';
COMMENT ON COLUMN bi.customer_metrics.last_sentiment IS 'Label of the latest dated mention whose feeling is known: negative, neutral, positive or mixed; null without one';
COMMENT ON COLUMN bi.customer_metrics.last_mention_at IS 'When the latest dated mention was published; null without one';
COMMENT ON COLUMN bi.customer_metrics.segment IS 'Segment as imported; null when not given';
COMMENT ON COLUMN bi.customer_metrics.lifetime_value IS 'What the customer is worth, in currency; null when not given';
COMMENT ON COLUMN bi.customer_metrics.currency IS 'ISO 4217 code of lifetime_value; null when not given';
COMMENT ON COLUMN bi.customer_metrics.updated_at IS 'When the customer or a mention counted here last changed';
COMMENT ON COLUMN bi.customer_metrics.change_seq IS 'Highest change_seq of the customer and the mentions counted here. One that is taken away may lower it: load the customers of changed mentions again, or all';

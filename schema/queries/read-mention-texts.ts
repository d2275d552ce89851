import type { Queryable } from '../database.ts'
import type { MentionText } from '../rated-mention.ts'

/** What rated mentions say, in the order of `mentionIds`. */
export async function readMentionTexts(
  db: Queryable,
  mentionIds: number[],
): Promise<MentionText[]> {
  const { rows } = await db.query<MentionText>(
    `SELECT mention_id, stars, nullif(concat_ws(E'\\n', title, text, pros, cons), '') AS text,
       language, coalesce(mention.url, listing.url) AS url, to_char(day, 'YYYY-MM-DD') AS day, author_id
     FROM earshot.mention LEFT JOIN earshot.listing USING (listing_id) JOIN unnest($1::bigint[]) WITH ORDINALITY AS wanted (mention_id, place)
       USING (mention_id)
     WHERE stars IS NOT NULL
     ORDER BY place`,
    [mentionIds],
  )
  return rows
}

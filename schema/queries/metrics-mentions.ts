import type { Queryable } from '../database.ts'

/** Mentions by the channel of their source. Reads an index only. */
export async function countMentionsByChannel(
  db: Queryable,
): Promise<{ channel: string; mentions: number }[]> {
  const { rows } = await db.query<{ channel: string; mentions: number }>(
    `SELECT channel, sum(mentions)::bigint AS mentions
     FROM (SELECT source_id, count(*) AS mentions FROM earshot.mention GROUP BY source_id) AS counted
       JOIN earshot.source USING (source_id)
     GROUP BY channel`,
  )
  return rows
}

import type { Queryable } from '../database.ts'
import { toJsonb } from '../jsonb.ts'

export interface MentionProductRow {
  mention_id: number
  product_id: number
  role: 'subject' | 'named' | 'compared'
  confidence: number
  method: string
  evidence: string[]
  sentiment_score: number | null
}

/**
 * Makes `links` the whole truth about the products of `mentionIds`: others of them are taken away.
 * @returns the products whose ratings may have changed by it: subjects that were added or taken away
 */
export async function writeMentionProducts(
  db: Queryable,
  mentionIds: number[],
  links: MentionProductRow[],
): Promise<number[]> {
  const gone = await db.query<{ product_id: number; role: string }>(
    `DELETE FROM earshot.mention_product AS kept
     WHERE mention_id = ANY($1::bigint[]) AND NOT EXISTS (
       SELECT FROM jsonb_to_recordset($2::jsonb) AS link (mention_id bigint, product_id bigint)
       WHERE link.mention_id = kept.mention_id AND link.product_id = kept.product_id)
     RETURNING product_id, role`,
    [mentionIds, toJsonb(links)],
  )
  const written = await db.query<{ product_id: number; role: string }>(
    `INSERT INTO earshot.mention_product AS kept
       (mention_id, product_id, role, confidence, method, evidence, sentiment_score)
     SELECT mention_id, product_id, role, confidence, method, evidence, sentiment_score
     FROM jsonb_populate_recordset(NULL::earshot.mention_product, $1::jsonb)
     ORDER BY mention_id, role <> 'subject', product_id
     ON CONFLICT (mention_id, product_id) DO UPDATE SET role = excluded.role,
       confidence = excluded.confidence, method = excluded.method, evidence = excluded.evidence,
       sentiment_score = excluded.sentiment_score
     WHERE (kept.role, kept.confidence, kept.method, kept.evidence, kept.sentiment_score)
       IS DISTINCT FROM (excluded.role, excluded.confidence, excluded.method, excluded.evidence,
         excluded.sentiment_score)
     RETURNING product_id, role`,
    [toJsonb(links)],
  )
  const subjects = [...gone.rows, ...written.rows].filter((row) => row.role === 'subject')
  return [...new Set(subjects.map((row) => row.product_id))]
}

import type { Queryable } from '../database.ts'
import type { PageFacts } from '../page.ts'
import type { RawAggregate, RawItem } from '../raw-item.ts'

/** A raw item in the hands of a worker, with what it needs to know of its source. */
export interface TakenRawItem {
  raw_item_id: number
  source_id: number
  payload: RawItem | RawAggregate
  page_facts: PageFacts | null
  shares_day: boolean
  first_seen_at: Date
  last_seen_at: Date
  /** When its words changed after they were first seen; null while they never did. */
  changed_at: Date | null
  attempts: number
  channel: string
  store_text: 'full' | 'excerpt' | 'none'
  authors: 'store' | 'pseudonym' | 'none'
}

/** Begins work on leased raw items: those that are still due under `token`, oldest first. */
export async function takeRawItems(
  db: Queryable,
  rawItemIds: number[],
  token: string,
): Promise<TakenRawItem[]> {
  const { rows } = await db.query<TakenRawItem>(
    `WITH taken AS (
       UPDATE earshot.raw_item_work SET lease_taken = true, leased_until = now() + interval '90 seconds'
       WHERE raw_item_id = ANY($1::bigint[]) AND lease_token = $2::uuid AND state = 'due'
       RETURNING raw_item_id, attempts)
     SELECT raw_item_id, source_id, payload, page_facts, shares_day, item.first_seen_at, item.last_seen_at,
       changed_at, taken.attempts, source.channel,
       coalesce(source.config #>> '{policy,store_text}', 'full') AS store_text,
       coalesce(source.config #>> '{policy,authors}', 'store') AS authors
     FROM taken JOIN earshot.raw_item AS item USING (raw_item_id) JOIN earshot.source USING (source_id)
     ORDER BY raw_item_id`,
    [rawItemIds, token],
  )
  return rows
}

import type { Queryable } from '../database.ts'

/** Messages that did not reach their address. */
export interface OpenDeliveries {
  transport: 'webhook' | 'email'
  /** They wait for their first try or the next one. */
  due: number
  /** Given up in the last seven days. */
  failed: number
}

/** Deliveries that are due or failed, by transport; both transports are always there. */
export async function countOpenDeliveries(db: Queryable): Promise<OpenDeliveries[]> {
  const { rows } = await db.query<OpenDeliveries>(
    `SELECT transport, count(*) FILTER (WHERE state = 'due') AS due,
       count(*) FILTER (WHERE state = 'failed' AND available_at > now() - interval '7 days') AS failed
     FROM unnest('{webhook,email}'::text[]) AS known (transport)
       LEFT JOIN earshot.delivery USING (transport)
     GROUP BY transport`,
  )
  return rows
}

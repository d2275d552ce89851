import type { Queryable } from '../database.ts'

/** What was found out of pages of one kind. */
export interface RenderChoice {
  /** One of them said more in a browser. */
  needs_browser: boolean
  /** So many showed no more. */
  vain_pages: number
}

/** What was found out of pages of this kind in the last `days`; null: nothing. */
export async function readRenderChoice(
  db: Queryable,
  sourceId: number,
  pathKind: string,
  days: number,
): Promise<RenderChoice | null> {
  const { rows } = await db.query<RenderChoice>(
    `SELECT needs_browser, vain_pages FROM earshot.render_choice
     WHERE source_id = $1::bigint AND path_kind = $2::text
       AND decided_at > now() - make_interval(days => $3::int)`,
    [sourceId, pathKind, days],
  )
  return rows[0] ?? null
}

/** Notes that a page of this kind said more in a browser, or no more. What is older than `days` counts no more. */
export async function saveRenderChoice(
  db: Queryable,
  sourceId: number,
  pathKind: string,
  found: { needsBrowser: boolean; days: number },
): Promise<void> {
  await db.query(
    `INSERT INTO earshot.render_choice AS kept (source_id, path_kind, needs_browser, vain_pages)
     VALUES ($1::bigint, $2::text, $3::boolean, CASE WHEN $3::boolean THEN 0 ELSE 1 END)
     ON CONFLICT (source_id, path_kind) DO UPDATE SET
       needs_browser = excluded.needs_browser
         OR kept.needs_browser AND kept.decided_at > now() - make_interval(days => $4::int),
       vain_pages = CASE
         WHEN kept.decided_at <= now() - make_interval(days => $4::int) THEN excluded.vain_pages
         ELSE kept.vain_pages + excluded.vain_pages END,
       decided_at = CASE
         WHEN excluded.needs_browser OR kept.decided_at <= now() - make_interval(days => $4::int)
         THEN now() ELSE kept.decided_at END`,
    [sourceId, pathKind, found.needsBrowser, found.days],
  )
}

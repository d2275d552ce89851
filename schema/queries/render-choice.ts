import type { Queryable } from '../database.ts'

/** Whether pages of this kind say more in a browser, as it was found out in the last `days`; null: not known. */
export async function readRenderChoice(
  db: Queryable,
  sourceId: number,
  pathKind: string,
  days: number,
): Promise<boolean | null> {
  const { rows } = await db.query<{ needs_browser: boolean }>(
    `SELECT needs_browser FROM earshot.render_choice
     WHERE source_id = $1::bigint AND path_kind = $2::text
       AND decided_at > now() - make_interval(days => $3::int)`,
    [sourceId, pathKind, days],
  )
  return rows[0]?.needs_browser ?? null
}

/** Remembers whether pages of this kind say more in a browser. One that does outweighs others that don't. */
export async function saveRenderChoice(
  db: Queryable,
  sourceId: number,
  pathKind: string,
  choice: { needsBrowser: boolean; days: number },
): Promise<void> {
  await db.query(
    `INSERT INTO earshot.render_choice AS kept (source_id, path_kind, needs_browser)
     VALUES ($1::bigint, $2::text, $3::boolean)
     ON CONFLICT (source_id, path_kind) DO UPDATE
       SET needs_browser = excluded.needs_browser, decided_at = excluded.decided_at
       WHERE excluded.needs_browser OR NOT kept.needs_browser
         OR kept.decided_at <= now() - make_interval(days => $4::int)`,
    [sourceId, pathKind, choice.needsBrowser, choice.days],
  )
}

import type { Queryable } from '../database.ts'
import { toJsonb } from '../jsonb.ts'
import type { Problem } from '../problem.ts'

/** Opens source-health problems, one a code; one that is open already is counted and brought up to date. */
export async function openSourceProblems(
  db: Queryable,
  sourceId: number,
  runId: number,
  problems: Problem[],
): Promise<void> {
  await db.query(
    `INSERT INTO earshot.source_problem AS known
       (source_id, code, message, place, occurrences, last_run_id)
     SELECT $1::bigint, code, (array_agg(message))[1], (array_agg("where"))[1], count(*), $2::bigint
     FROM jsonb_to_recordset($3::jsonb) AS problem (code text, message text, "where" text)
     GROUP BY code
     ON CONFLICT (source_id, code) WHERE closed_at IS NULL DO UPDATE SET
       message = excluded.message, place = excluded.place,
       occurrences = known.occurrences + excluded.occurrences,
       last_seen_at = now(), last_run_id = excluded.last_run_id`,
    [sourceId, runId, toJsonb(problems)],
  )
}

import type { Queryable } from '../database.ts'

/** Open problems of every source that is not removed; 0 for a healthy one. */
export async function countOpenProblems(
  db: Queryable,
): Promise<{ source: string; problems: number }[]> {
  const { rows } = await db.query<{ source: string; problems: number }>(
    `SELECT source.name AS source, count(problem.problem_id) AS problems
     FROM earshot.source LEFT JOIN earshot.source_problem AS problem
       ON problem.source_id = source.source_id AND problem.closed_at IS NULL
     WHERE source.state <> 'removed'
     GROUP BY source.name`,
  )
  return rows
}

import type { Queryable } from '../database.ts'

/**
 * Adds customers or changes them, by the company's own id; `rows` are keyed as the columns of a customers
 * file and name each customer once, `handles` being [{site, handle}]. A column that a row lacks stays as it
 * is; null empties it. Handles are replaced as a whole, and are a part of the customer: when they change,
 * the customer's change_seq moves.
 */
export async function upsertCustomers(
  db: Queryable,
  rows: Record<string, unknown>[],
): Promise<{ new: number; changed: number }> {
  const result = await db.query<{ new: number; changed: number }>(
    `WITH given AS (
       SELECT
         old.customer_id AS old_id,
         row.customer_id AS external_id,
         CASE WHEN doc ? 'crm_id' THEN row.crm_id ELSE old.crm_id END AS crm_id,
         CASE WHEN doc ? 'name' THEN row.name ELSE old.name END AS name,
         CASE WHEN doc ? 'email' THEN row.email ELSE old.email END AS email,
         CASE WHEN doc ? 'street' THEN row.street ELSE old.street END AS street,
         CASE WHEN doc ? 'city' THEN row.city ELSE old.city END AS city,
         CASE WHEN doc ? 'postcode' THEN row.postcode ELSE old.postcode END AS postcode,
         CASE WHEN doc ? 'country' THEN row.country ELSE old.country END AS country,
         CASE WHEN doc ? 'birth_date' THEN row.birth_date ELSE old.birth_date END AS birth_date,
         CASE WHEN doc ? 'segment' THEN row.segment ELSE old.segment END AS segment,
         CASE WHEN doc ? 'lifetime_value' THEN row.lifetime_value ELSE old.lifetime_value END
           AS lifetime_value,
         CASE WHEN doc ? 'currency' THEN row.currency ELSE old.currency END AS currency,
         -- null: the row does not speak of handles
         CASE WHEN doc ? 'handles' THEN coalesce(nullif(doc -> 'handles', 'null'), '[]') END AS handles
       FROM jsonb_array_elements($1::jsonb) AS doc
       CROSS JOIN LATERAL jsonb_to_record(doc) AS row (customer_id text, crm_id text, name text,
         email text, street text, city text, postcode text, country text, birth_date date, segment text,
         lifetime_value double precision, currency text)
       LEFT JOIN earshot.customer old ON old.external_id = row.customer_id
     ), wanted_handle AS (
       SELECT given.external_id, handle.site, handle.handle
       FROM given CROSS JOIN LATERAL jsonb_to_recordset(given.handles) AS handle (site text, handle text)
     ), kept_handle AS (
       SELECT given.external_id, kept.site, kept.handle
       FROM given
       -- OFFSET 0: by its index, whatever the planner guesses of the batch
       CROSS JOIN LATERAL (
         SELECT site, handle FROM earshot.customer_handle WHERE customer_id = given.old_id OFFSET 0
       ) kept
       WHERE given.handles IS NOT NULL
     ), new_handle AS (
       SELECT * FROM wanted_handle EXCEPT SELECT * FROM kept_handle
     ), gone_handle AS (
       SELECT * FROM kept_handle EXCEPT SELECT * FROM wanted_handle
     ), deleted_handle AS (
       DELETE FROM earshot.customer_handle kept
       USING gone_handle gone JOIN given USING (external_id)
       WHERE (kept.customer_id, kept.site, kept.handle) = (given.old_id, gone.site, gone.handle)
     ), written AS (
       INSERT INTO earshot.customer (external_id, crm_id, name, email, street, city, postcode, country,
         birth_date, segment, lifetime_value, currency)
       SELECT external_id, crm_id, name, email, street, city, postcode, country, birth_date, segment,
         lifetime_value, currency
       FROM given
       WHERE external_id IN (SELECT external_id FROM gone_handle UNION SELECT external_id FROM new_handle)
         OR NOT EXISTS (
           SELECT FROM earshot.customer same
           WHERE same.external_id = given.external_id
             AND (same.crm_id, same.name, same.email, same.street, same.city, same.postcode, same.country,
               same.birth_date, same.segment, same.lifetime_value, same.currency)
             IS NOT DISTINCT FROM (given.crm_id, given.name, given.email, given.street, given.city,
               given.postcode, given.country, given.birth_date, given.segment, given.lifetime_value,
               given.currency))
       -- updated_at, so that a change of the handles alone is a change of the row
       ON CONFLICT (external_id) DO UPDATE SET crm_id = excluded.crm_id, name = excluded.name,
         email = excluded.email, street = excluded.street, city = excluded.city,
         postcode = excluded.postcode, country = excluded.country, birth_date = excluded.birth_date,
         segment = excluded.segment, lifetime_value = excluded.lifetime_value,
         currency = excluded.currency, updated_at = clock_timestamp()
       RETURNING customer_id, external_id, xmax = 0 AS is_new
     ), added_handle AS (
       INSERT INTO earshot.customer_handle (customer_id, site, handle)
       SELECT written.customer_id, new_handle.site, new_handle.handle
       FROM new_handle JOIN written USING (external_id)
     )
     SELECT count(*) FILTER (WHERE is_new) AS new, count(*) FILTER (WHERE NOT is_new) AS changed
     FROM written`,
    [JSON.stringify(rows)],
  )
  return result.rows[0] ?? { new: 0, changed: 0 }
}

// What a change is about, in one column: `calling` and `site` were two fields of one vendor.
import { sql, type Kysely } from 'kysely';

const STATEMENTS = [
  `alter table changes add column target jsonb`,
  `update changes set target = case
     when site is null or site = 'null' then
       jsonb_build_object('kind', 'LICENSE', 'details', coalesce(calling, 'null'))
     else jsonb_build_object('kind', 'SITE_ACCOUNT') || site
   end`,
  `alter table changes alter column target set not null`,
  `alter table changes drop column calling`,
  `alter table changes drop column site`,
];

/** Carries the rows over. */
export async function up(db: Kysely<unknown>): Promise<void> {
  for (const statement of STATEMENTS) await sql.raw(statement).execute(db);
}

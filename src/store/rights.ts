// What the user of a PostgreSQL server may do in the database, against what the store needs.
import { sql, type Kysely } from 'kysely';
import { columnName } from './database/column-names.ts';
import { COLUMNS } from './database/tables.ts';

interface Rights {
  readonly database: string;
  /** The first of the search path that is there; null when the user may use none. */
  readonly schema: string | null;
  readonly inDatabase: boolean;
  readonly inSchema: boolean;
  readonly hasJobs: boolean;
}

interface TableRights {
  readonly name: string;
  readonly isOwner: boolean;
  readonly mayWrite: boolean;
}

/** What is missing, and the statement that gives it. */
export interface MissingRight {
  readonly message: string;
  readonly hint: string;
}

/** The first right that is missing; null when there is none. `migrates`: tables are to be made or changed. */
export async function missingRight(db: Kysely<unknown>, migrates: boolean): Promise<MissingRight | null> {
  const { rows } = await sql<Rights>`
    select current_database() as database, current_schema() as schema,
      has_database_privilege(current_database(), 'CREATE') as "inDatabase",
      coalesce(has_schema_privilege(current_schema(), 'CREATE'), false) as "inSchema",
      exists (select from pg_namespace where nspname = 'pgboss') as "hasJobs"`.execute(db);
  const [found] = rows;
  if (found === undefined) return null;
  const { database, schema, inDatabase, inSchema, hasJobs } = found;
  if (!hasJobs && !inDatabase) {
    return {
      message: `The database user may not create the schema pgboss in database ${database}.`,
      hint: `grant create on database ${database} to ...`,
    };
  }
  if (migrates && !inSchema) {
    return {
      message: `The database user may not create tables in schema ${schema ?? 'public'}.`,
      hint: `grant usage, create on schema ${schema ?? 'public'} to ...`,
    };
  }
  return await missingOfTables(db, migrates);
}

async function missingOfTables(db: Kysely<unknown>, migrates: boolean): Promise<MissingRight | null> {
  const names = Object.keys(COLUMNS).map((name) => columnName(name));
  const { rows } = await sql<TableRights>`
    select format('%I.%I', nspname, relname) as name, pg_has_role(relowner, 'USAGE') as "isOwner",
      has_schema_privilege(pg_namespace.oid, 'USAGE')
        and has_table_privilege(pg_class.oid, 'SELECT') and has_table_privilege(pg_class.oid, 'INSERT')
        -- Entries of the audit log are never changed.
        and (relname = 'audit_events' or has_table_privilege(pg_class.oid, 'UPDATE'))
        and has_table_privilege(pg_class.oid, 'DELETE') as "mayWrite"
    from pg_class join pg_namespace on pg_namespace.oid = relnamespace
    where relkind in ('r', 'p')
      and (nspname = 'pgboss' or nspname = current_schema() and relname = any(${names}::text[]))
    order by 1`.execute(db);
  const unwritable = rows.find(({ mayWrite }) => !mayWrite);
  if (unwritable) {
    const schema = unwritable.name.split('.')[0] ?? '';
    return {
      message: `The database user may not read and write table ${unwritable.name}.`,
      hint: `grant usage on schema ${schema} to ...; grant select, insert, update, delete on all tables in schema ${schema} to ...; or make it their owner`,
    };
  }
  const foreign = migrates ? rows.find(({ isOwner }) => !isOwner) : undefined;
  if (!foreign) return null;
  return {
    message: `The database user does not own table ${foreign.name}, which the start would change.`,
    hint: `alter table ${foreign.name} owner to ..., and so for the others`,
  };
}

// An app whose accounts have been swept, and findings that a test writes into its database: rules take days to find most of them.
import { beforeAll } from '@jest/globals';
import { Pool } from 'pg';
import {
  CONFIDENCES,
  SEVERITIES,
  type FindingCode,
  type FindingConfidence,
  type FindingSeverity,
} from '../../src/domain/insight/finding.ts';
import { hideWith } from '../../src/store/hidden-numbers.ts';
import { idOf } from './app.ts';
import { present, until } from './assertions.ts';
import { createDatabase } from './databases.ts';
import { useSweptApp, type SweptOptions } from './inventory.ts';
import { opened } from './lifecycle.ts';
import type { TestApp } from './start-app.ts';

type Row = Readonly<Record<string, unknown>>;

/** A finding about a holding, or about a license alone. */
export interface WrittenFinding {
  readonly code: FindingCode;
  readonly accountKey: string;
  readonly licenseId: string;
  /** The provider's id. */
  readonly assigneeId?: string;
  readonly severity?: FindingSeverity;
  readonly confidence?: FindingConfidence;
  readonly seats?: number;
  /** How many days it has been open. */
  readonly days?: number;
  readonly evidence?: Readonly<Record<string, string>>;
}

/** A holding of the inventory. */
export interface Held {
  readonly accountKey: string;
  readonly licenseId: string;
  readonly kind: string;
  readonly assigneeId: string;
}

interface FoundApp {
  readonly app: TestApp;
  /** Instead of those that there are. Gives their numbers, in the order given. */
  write(findings: readonly WrittenFinding[]): Promise<readonly number[]>;
  /** The id that the graph gives the finding with this number. */
  idOfFinding(row: number | undefined): Promise<string>;
  query(statement: string, values?: readonly unknown[]): Promise<readonly Row[]>;
  /** Holdings of an account, by license and holder; `where` is about licenses `l` and assignees `a`. */
  holdingsOf(accountKey: string, where?: string): Promise<readonly Held[]>;
}

/** The app of the file or `describe` this is called in. */
export function useFoundApp(options: SweptOptions = {}): FoundApp {
  const database = opened(createDatabase, (it) => it.drop());
  const app = useSweptApp({ ...options, store: () => ({ url: database.url }) });
  const pool = opened(
    // A connection that was closed for being idle, on a busy machine at that, was waited for without an end.
    () => new Pool({ connectionString: database.url, max: 1, idleTimeoutMillis: 0 }),
    (it) => it.end(),
  );
  const query: FoundApp['query'] = async (statement, values = []) =>
    (await pool.query<Row>(statement, [...values])).rows;
  // Each account is looked at once it has been swept: what a test writes then stays as it is.
  beforeAll(() => until(async () => (await query(NOT_LOOKED_AT)).length === 0));
  return {
    app,
    query,
    async idOfFinding(row) {
      const [hidden] = await query('select key from hidden_numbers');
      const numbers = hideWith(Buffer.from(String(hidden?.['key']), 'hex'));
      return idOf('Finding', numbers.hide('FINDING', present(row)));
    },
    async write(findings) {
      await query('delete from findings');
      await query('delete from finding_dismissals');
      const rows = findings.map((finding, place) => rowOf(finding, place));
      const written = await query(INSERT, [JSON.stringify(rows)]);
      if (written.length !== findings.length) throw new Error('a finding is about nothing that there is');
      return written.map(({ id }) => Number(id));
    },
    async holdingsOf(accountKey, where = 'true') {
      const rows = await query(
        `select l.external_id as license, a.kind, a.external_id as assignee from holdings h join licenses l on l.id = h.license_id
          join assignees a on a.id = h.assignee_id join inventory_accounts c on c.no = h.account_no
        where c.key = $1 and ${where} order by l.external_id, a.external_id`,
        [accountKey],
      );
      return rows.map((row) => ({
        accountKey,
        licenseId: String(row['license']),
        kind: String(row['kind']),
        assigneeId: String(row['assignee']),
      }));
    },
  };
}

/** Accounts whose rules were not all worked out since their last sweep. */
const NOT_LOOKED_AT = `select from inventory_accounts a where a.removed_at is null and (a.findings_known_at is null
  or a.findings_known_at <= (select max(w.finished_at) from sweeps w where w.account_no = a.no and w.why <> 'SEATS'))`;

function rowOf(finding: WrittenFinding, place: number) {
  const { severity = 'MEDIUM', confidence = 'LIKELY', days = 30, assigneeId = null } = finding;
  const firstAt = new Date(Date.now() - days * 86_400_000).toISOString();
  return {
    place,
    code: finding.code,
    account: finding.accountKey,
    license: finding.licenseId,
    assignee: assigneeId,
    severity: SEVERITIES.indexOf(severity),
    confidence: CONFIDENCES.indexOf(confidence),
    seats: finding.seats ?? 1,
    evidence: finding.evidence ?? {},
    first: firstAt,
  };
}

const INSERT = `
  with given as (
    select * from jsonb_to_recordset($1::jsonb) as r(place integer, code text, account text, license text, assignee text,
      severity smallint, confidence smallint, seats integer, evidence jsonb, first timestamptz)),
  written as (
    insert into findings (account_no, code, license_id, assignee_id, severity, confidence, seats, evidence, first_at, last_at)
    select c.no, r.code, l.id, a.id, r.severity, r.confidence, r.seats, r.evidence, r.first, now()
    from given r join inventory_accounts c on c.key = r.account
    join licenses l on l.account_no = c.no and l.external_id = r.license
    left join assignees a on a.account_no = c.no and a.external_id = r.assignee
    where r.assignee is null or a.id is not null order by r.place
    returning id)
  select id from written order by id`;

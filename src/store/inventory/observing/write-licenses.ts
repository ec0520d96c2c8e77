// Licenses as they were observed: new ones, changed ones, and those that are back.
import { isDeepStrictEqual } from 'node:util';
import { sql } from 'kysely';
import type { License, Seats } from '../../../domain/license.ts';
import { recordset, inStatements } from '../../database/bulk.ts';
import { columnCount, LICENSE_COLUMNS, licenseColumns } from './columns.ts';
import { lastSeen, type Observation } from './context.ts';
import { insertFormerSeats } from './former-seats.ts';
import type { Gathered } from './gather.ts';

interface KnownLicense {
  readonly id: number;
  readonly externalId: string;
  readonly seatsTotal: number | null;
  readonly facts: { readonly seats?: Seats | null };
  readonly hash: string | null;
  readonly observedAt: Date;
  readonly goneAt: Date | null;
  readonly missedIn: number | null;
}

interface WrittenLicenses {
  /** Surrogate keys by external ids, of all that the page is about. */
  readonly ids: ReadonlyMap<string, number>;
  /** Of those that the page lists. */
  readonly seen: readonly number[];
  readonly added: number;
  readonly changed: number;
}

/** Records the licenses of a page. Those that only assignments name get a row that is gone from the start: nobody lists them. */
export async function writeLicenses(
  seen: Observation,
  { licenses, leftOutLicenses }: Pick<Gathered, 'licenses' | 'leftOutLicenses'>,
): Promise<WrittenLicenses> {
  const known = await knownLicenses(seen, [...licenses.keys(), ...leftOutLicenses]);
  const ids = new Map([...known.values()].map(({ externalId, id }) => [externalId, id]));
  const fresh: NewLicense[] = [];
  const changed: ChangedLicense[] = [];
  for (const [externalId, license] of licenses) {
    const row = known.get(externalId);
    if (row === undefined) fresh.push({ ...licenseColumns(externalId, license), isListed: license !== null });
    else if (license !== null && isNewer(seen, row)) {
      const columns = licenseColumns(externalId, license);
      if (columns.hash !== row.hash || row.goneAt !== null || row.missedIn !== null) {
        changed.push({ ...columns, id: row.id, was: row, license });
      }
    }
  }
  for (const { id, externalId } of await insert(seen, fresh)) ids.set(externalId, id);
  await update(seen, changed);
  await countSeats(seen, licenses, ids);
  const listed = [...licenses].filter(([, license]) => license !== null).map(([externalId]) => externalId);
  return {
    ids,
    seen: [...listed, ...leftOutLicenses].flatMap((externalId) => ids.get(externalId) ?? []),
    added: fresh.length,
    changed: changed.length,
  };
}

type NewLicense = ReturnType<typeof licenseColumns> & { readonly isListed: boolean };
type ChangedLicense = ReturnType<typeof licenseColumns> & {
  readonly id: number;
  readonly was: KnownLicense;
  readonly license: License;
};

/** What was recorded after the read was sent is newer than what it tells. */
function isNewer({ readAt }: Observation, { observedAt }: KnownLicense): boolean {
  return observedAt < readAt;
}

async function knownLicenses(
  { tx, account }: Observation,
  externalIds: readonly string[],
): Promise<ReadonlyMap<string, KnownLicense>> {
  if (externalIds.length === 0) return new Map();
  const { rows } = await sql<KnownLicense>`
    select id, external_id, seats_total, facts, hash, observed_at, gone_at, missed_in from licenses
    where account_no = ${account.no} and external_id = any(${externalIds}::text[])`.execute(tx);
  return new Map(rows.map((row) => [row.externalId, row]));
}

const KINDS = sql`array(select jsonb_array_elements_text(r.kinds))`;

async function insert(
  seen: Observation,
  rows: readonly NewLicense[],
): Promise<readonly { readonly id: number; readonly externalId: string }[]> {
  if (rows.length === 0) return [];
  const { tx, account, readAt, events, sweepId, listedAt } = seen;
  const at = await seen.moment();
  const made: { readonly id: number; readonly externalId: string }[] = [];
  for (const some of inStatements(rows)) {
    const { rows: inserted } = await sql<{ id: number; externalId: string }>`
      insert into licenses (account_no, external_id, name, name_key, kinds, seats_total, seats_assigned, seats_available,
        seats_users, seats_workspaces, countable, search, facts, hash, observed_at, first_seen, gone_at)
      select ${account.no}, external_id, name, name_key, ${KINDS}, seats_total, seats_assigned, seats_available,
        seats_users, seats_workspaces, countable, search, facts, hash, ${readAt}, ${at},
        case when hash is null then ${at}::timestamptz end
      from ${recordset(some, LICENSE_COLUMNS)}
      returning id, external_id`.execute(tx);
    made.push(...inserted);
  }
  if (account.baselineAt === null) return made;
  const listed = new Set(rows.filter(({ isListed }) => isListed).map(({ externalId }) => externalId));
  for (const { id, externalId } of made) {
    if (!listed.has(externalId)) continue;
    events.push({ ...aboutLicense(account.no, id, sweepId, listedAt), what: 'LICENSE_LISTED' });
  }
  return made;
}

async function update(seen: Observation, rows: readonly ChangedLicense[]): Promise<void> {
  if (rows.length === 0) return;
  const { tx, account, readAt, events, sweepId, listedAt } = seen;
  for (const some of inStatements(rows)) {
    await sql`update licenses set name = r.name, name_key = r.name_key, kinds = ${KINDS}, seats_total = r.seats_total,
        seats_assigned = r.seats_assigned, seats_available = r.seats_available, seats_users = r.seats_users,
        seats_workspaces = r.seats_workspaces, countable = r.countable, search = r.search, facts = r.facts,
        hash = r.hash, observed_at = ${readAt}, gone_at = null, missed_in = null
      from ${recordset(some, { id: 'integer', ...LICENSE_COLUMNS })} where licenses.id = r.id`.execute(tx);
  }
  if (account.baselineAt === null) return;
  await keepFormerSeats(seen, rows);
  for (const { id, was, license } of rows) {
    // The last whole list has not shown one that is back.
    const notBefore = was.goneAt === null ? lastSeen(was, listedAt) : (listedAt ?? was.goneAt);
    const about = aboutLicense(account.no, id, sweepId, notBefore);
    if (was.goneAt !== null) events.push({ ...about, what: 'LICENSE_LISTED' });
    else if (was.seatsTotal !== columnCount(license.seats?.total)) {
      const before = was.facts.seats ?? null;
      events.push({
        ...about,
        what: 'SEATS_CHANGED',
        was: { seats: before },
        became: { seats: license.seats },
      });
    }
  }
  await seen.moment();
}

/** The numbers up to now of licenses that have other ones: they are those of a moment before. */
async function keepFormerSeats(seen: Observation, rows: readonly ChangedLicense[]): Promise<void> {
  const others = rows.filter(
    ({ was, license }) => !isDeepStrictEqual(was.facts.seats ?? null, license.seats),
  );
  if (others.length === 0) return;
  const until = await seen.moment();
  await insertFormerSeats(
    seen.tx,
    others.map(({ id, was }) => ({
      accountNo: seen.account.no,
      licenseId: id,
      until,
      seats: was.facts.seats ?? null,
    })),
  );
}

function aboutLicense(accountNo: number, licenseId: number, sweepId: number | null, notBefore: Date | null) {
  return {
    accountNo,
    licenseId,
    sweepId,
    notBefore,
    assigneeId: null,
    origin: 'EXTERNAL' as const,
    changeId: null,
    was: null,
    became: null,
  };
}

/** Today's seat numbers: the last of the day, and the lowest that were available. */
async function countSeats(
  { tx, readAt }: Observation,
  licenses: Gathered['licenses'],
  ids: ReadonlyMap<string, number>,
): Promise<void> {
  const counts = [...licenses].flatMap(([externalId, license]) =>
    license === null
      ? []
      : {
          licenseId: ids.get(externalId),
          total: columnCount(license.seats?.total),
          assigned: columnCount(license.seats?.assigned),
          available: columnCount(license.seats?.available),
        },
  );
  const columns = { licenseId: 'integer', total: 'integer', assigned: 'integer', available: 'integer' };
  const day = readAt.toISOString().slice(0, 10);
  for (const some of inStatements(counts)) {
    await sql`insert into seat_counts (license_id, day, total, assigned, available, lowest_available, held)
      select r.license_id, ${day}::date, r.total, r.assigned, r.available, r.available, l.held
      from ${recordset(some, columns)} join licenses l on l.id = r.license_id
      on conflict (license_id, day) do update set total = excluded.total, assigned = excluded.assigned,
        available = excluded.available, held = excluded.held,
        lowest_available = least(seat_counts.lowest_available, excluded.available)`.execute(tx);
  }
}

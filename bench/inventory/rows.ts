// The rows that the bench of the inventory fills a database with: made by the database itself, so that a million of them take seconds.
import { sql, type Kysely } from 'kysely';

/** How many rows there are. */
export interface Size {
  readonly users: number;
  readonly devices: number;
}

/** 1 is what the bars are of: 100,000 users, 1,000,000 devices and 3,000,000 holdings. */
export function sizeAt(scale: number): Size {
  return { users: Math.round(100_000 * scale), devices: Math.round(1_000_000 * scale) };
}

/** Accounts of the seeded company that get rows, by their numbers in the database. */
export const ACCOUNTS = [
  { no: 1, key: 'genesys-us', provider: 'GENESYS_CLOUD' },
  { no: 2, key: 'webex', provider: 'WEBEX' },
  { no: 3, key: 'fleet', provider: 'THINGSPACE' },
] as const;

/** Licenses of each account: the surrogate keys are given in this order, from 1. */
const LICENSES = [20, 30, 10] as const;
const [OF_GENESYS, OF_WEBEX, OF_THINGSPACE] = LICENSES;

/** Days since the first sweep was over. */
const HISTORY_DAYS = 400;

/** Rows of one statement: the embedded database writes its log to the tables in between. */
const SLICE = 100_000;

const FIRST = `array['Ada','Ben','Chloe','Dora','Emil','Fay','Gil','Hana','Ivo','Jana','Kai','Lena','Max','Nora','Otto','Pia','Quin','Rosa','Sam','Tess']`;
const LAST = `array['Keller','Moreau','Novak','Okafor','Petrov','Quist','Rossi','Silva','Tanaka','Urban','Vogel','Weber','Xu','Yilmaz','Zander','Abbott','Baker','Costa','Dubois','Evans','Fischer','Garcia','Hansen','Ivanova','Jensen','Kowalski','Larsen','Meyer','Nguyen','Olsen','Perez','Roberts','Schmidt','Turner','Ueda','Varga','Wagner','Young','Zhang','Brandt','Carter','Diaz','Eriksen','Fontana','Gruber','Hoffmann','Iglesias','Janssen','Klein','Lopez']`;

/** Digits that look as if they were drawn: `i` times a prime, `count` of them. */
function digits(prime: number, count: number): string {
  return `lpad(((i::bigint * ${prime}) % ${10 ** count})::text, ${count}, '0')`;
}

/** A share of all rows, in thousandths, that has nothing to do with any other. */
function drawn(prime: number): string {
  return `((i::bigint * ${prime}) % 1000)`;
}

const NOW = `date_trunc('second', now())`;
const BASELINE = `(${NOW} - interval '${HISTORY_DAYS} days')`;
/** As a vendor writes a time. */
const written = (time: string): string => `to_char(${time} at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS"Z"')`;

function usersBetween({ users }: Size, from: number, to: number): string {
  const isGenesys = `i <= ${Math.round(users * 0.6)}`;
  return `insert into assignees (account_no, kind, external_id, name, name_key, email, state, state_since, word, department, activity,
      active_at, holds, search, facts, hashes, observed_at, first_seen)
    select account_no, 'USER', external_id, name, lower(name), email, state, ${BASELINE}, word, department,
      case when active_at is null then 'NOT_TOLD' else 'TOLD' end, active_at, 10,
      E'\\n' || lower(name) || E'\\n' || external_id || E'\\n' || email || E'\\n',
      jsonb_build_object('displayName', name, 'email', email, 'userKind', word, 'state', state, 'rawState', lower(state),
        'lastActiveAt', ${written('active_at')}, 'department', department, 'title', 'Agent', 'siteAccounts', null,
        'pendingLicenseIds', null, 'pendingSiteAccounts', null),
      '{"users": "c2VlZGVkIGZvciBi"}', ${BASELINE}, ${BASELINE}
    from (select i, case when ${isGenesys} then 1 else 2 end as account_no, md5('user' || i)::uuid::text as external_id,
        (${FIRST})[1 + i % 20] || ' ' || (${LAST})[1 + (i / 20) % 50] as name,
        lower((${FIRST})[1 + i % 20] || '.' || (${LAST})[1 + (i / 20) % 50]) || '.' || i || '@acme.test' as email,
        case when ${drawn(7919)} < 920 then 'ACTIVE' when ${drawn(7919)} < 970 then 'INACTIVE'
          when ${drawn(7919)} < 990 then 'PENDING' else 'DELETED' end as state,
        case when ${drawn(104_729)} < 950 then 'INTERNAL' else 'EXTERNAL' end as word,
        'Department ' || lpad((1 + floor(30 * power(${drawn(1_299_709)} / 1000.0, 2)))::text, 2, '0') as department,
        case when ${drawn(15_485_863)} < 900 then ${NOW} - ${drawn(611_953)} * interval '8 hours' - i * interval '1 second' end as active_at
      from generate_series(${from}, ${to}) i) r order by i`;
}

/** The last fiftieth is of a model of its own, whose names come last: conditions that go with the order are the worst that there are. */
function devicesBetween({ devices }: Size, from: number, to: number): string {
  const isLast = `i > ${Math.round(devices * 0.98)}`;
  return `insert into assignees (account_no, kind, external_id, name, name_key, state, state_since, word, make, model, eligible, activity,
      active_at, created_at, holds, search, facts, hashes, observed_at, first_seen)
    select 3, 'DEVICE', imei, name, lower(name), state, ${BASELINE}, word, make, model, eligible,
      case when active_at is null then 'NOT_TOLD' else 'TOLD' end, active_at, ${BASELINE}, 2,
      E'\\n' || lower(name) || E'\\n' || imei || E'\\n' || imei || E'\\n' || mdn || E'\\n',
      jsonb_build_object('displayName', name, 'imei', imei, 'mdn', mdn, 'make', make, 'model', model, 'firmware', '2.1.' || i % 9,
        'protocol', word, 'rawProtocol', word, 'fotaEligible', eligible, 'licenseAssigned', true, 'status', state, 'software', null,
        'createdAt', ${written(BASELINE)}, 'refreshedAt', null, 'lastConnectedAt', ${written('active_at')}),
      '{"devices": "c2VlZGVkIGZvciBi"}', ${BASELINE}, ${BASELINE}
    from (select i, '35' || ${digits(982_451_653, 13)} as imei, ${digits(715_225_739, 10)} as mdn,
        case when ${isLast} then 'Zone ' else 'Meter ' end || ${digits(179_424_673, 7)} as name,
        case when ${isLast} then 'deactive' when ${drawn(7919)} < 920 then 'active' else 'suspended' end as state,
        case when ${isLast} then 'HTTP' when ${drawn(104_729)} < 750 then 'LWM2M' when ${drawn(104_729)} < 950 then 'OMADM' else 'HTTP' end as word,
        case when ${isLast} then 'Zeta' else 'Make ' || (1 + model / 5) end as make,
        case when ${isLast} then 'Z-900' else 'M-' || lpad(model::text, 2, '0') end as model,
        ${drawn(1_299_709)} < 800 as eligible,
        case when ${drawn(15_485_863)} < 900 then ${NOW} - ${drawn(611_953)} * interval '8 hours' - i * interval '1 second' end as active_at
      from (select i, floor(20 * power(${drawn(32_452_843)} / 1000.0, 2))::integer as model from generate_series(${from}, ${to}) i) m) r order by i`;
}

/** What assignees `a` with these ids hold, or held: `i` is the place of one among those of its kind. */
const HELD_BY_USERS = `select a.account_no, a.id as assignee_id, a.id as i,
    case when a.account_no = 1 then 1 + (a.id + k) % ${OF_GENESYS} else ${1 + OF_GENESYS} + (a.id + k) % ${OF_WEBEX} end as license_id, k
  from assignees a cross join generate_series(0, 9) k`;
const FIRST_OF_THINGSPACE = 1 + OF_GENESYS + OF_WEBEX;
const HELD_BY_DEVICES = `select 3::smallint as account_no, a.id as assignee_id, a.id as i,
    ${FIRST_OF_THINGSPACE} + (a.id + k * (1 + (a.id / 10) % 9)) % ${OF_THINGSPACE} as license_id, k
  from assignees a cross join generate_series(0, 1) k`;

function holdingsBetween(isUsers: boolean, from: number, to: number): string {
  // Seven of ten were there before the first sweep was over: nobody knows since when.
  const since = `case when ${drawn(15_485_867)} >= 700 then ${BASELINE} + ((i::bigint * 7919 + k * 131) % ${HISTORY_DAYS * 24}) * interval '1 hour' end`;
  return `insert into holdings (account_no, license_id, assignee_id, status, assigned_at, removal_on, held_since, valid_from, observed_at, origin)
    select account_no, license_id, assignee_id, case when ${drawn(104_729)} < 990 then 'ACTIVE' else 'PENDING' end, null,
      case when ${drawn(1_299_709)} < 10 then current_date + (i % 90) end, since, coalesce(since, ${BASELINE}),
      coalesce(since, ${BASELINE}), case when since is not null then 'EXTERNAL' end
    from (select *, ${since} as since from (${isUsers ? HELD_BY_USERS : HELD_BY_DEVICES} where a.id between ${from} and ${to}) h) r
    order by i, k`;
}

/** One holding of ten assignees out of eleven has ended: of a license that they do not hold now. */
function historyBetween(isUsers: boolean, from: number, to: number): string {
  const license = isUsers
    ? `case when a.account_no = 1 then 1 + (a.id + 10) % ${OF_GENESYS} else ${1 + OF_GENESYS} + (a.id + 10) % ${OF_WEBEX} end`
    : `${FIRST_OF_THINGSPACE} + (a.id + 1 + (a.id / 10 + 1) % 9) % ${OF_THINGSPACE}`;
  return `insert into holding_history (account_no, license_id, assignee_id, status, valid_from, valid_to, closed_origin)
    select account_no, ${license}, id, 'ACTIVE', ${BASELINE},
      ${BASELINE} + (24 + (id::bigint * 7919) % ${(HISTORY_DAYS - 2) * 24}) * interval '1 hour', 'EXTERNAL'
    from assignees a where id between ${from} and ${to} and id % 11 > 0`;
}

function licenses(): string[] {
  return LICENSES.map(
    (
      count,
      index,
    ) => `insert into licenses (account_no, external_id, name, name_key, kinds, search, facts, hash, observed_at, first_seen)
      select ${index + 1}, md5('license ${index}' || i)::uuid::text, name, lower(name), array['${index === 2 ? 'DEVICE' : 'USER'}'],
        E'\\n' || lower(name) || E'\\n', jsonb_build_object('name', name, 'description', null, 'assigneeKinds',
          jsonb_build_array('${index === 2 ? 'DEVICE' : 'USER'}'), 'seats', null, 'details', null), 'c2VlZGVkIGZvciBi', ${BASELINE}, ${BASELINE}
      from (select i, 'License ' || lpad(i::text, 2, '0') || ' of ${ACCOUNTS[index]?.key}' as name from generate_series(1, ${count}) i) r order by i`,
  );
}

function sections(): string[] {
  const lists = [
    ['{"what":"LICENSES"}', '{"what":"ASSIGNEES","kind":"USER"}', '{"what":"HOLDINGS","kind":"USER"}'],
    ['{"what":"LICENSES"}', '{"what":"ASSIGNEES","kind":"USER"}', '{"what":"HOLDINGS","kind":"USER"}'],
    ['{"what":"LICENSES"}', '{"what":"ASSIGNEES","kind":"DEVICE"}', '{"what":"HOLDINGS","kind":"DEVICE"}'],
  ];
  return ACCOUNTS.flatMap(({ no, key, provider }, index) => [
    `insert into inventory_accounts (key, provider, recorded_at, baseline_at) values ('${key}', '${provider}', ${NOW}, ${BASELINE})`,
    `insert into inventory_sections (account_no, name, lists, complete_at)
      values (${no}, 'all', '[${lists[index]?.join(',')}]', ${NOW})`,
    `insert into sweeps (account_no, why, status, created_at, started_at, finished_at)
      values (${no}, 'DUE', 'COMPLETE', ${NOW}, ${NOW}, ${NOW})`,
  ]);
}

const COUNTS = [
  `update licenses set held = h.held from (select license_id, count(*) as held from holdings group by license_id) h where h.license_id = licenses.id`,
  `update licenses set seats_total = held + 100, seats_assigned = held, seats_available = 100, countable = true,
    facts = facts || jsonb_build_object('seats', jsonb_build_object('total', held + 100, 'assigned', held, 'available', 100,
      'assignedToUsers', null, 'assignedToWorkspaces', null, 'countable', true))`,
];

/** Events of the last 30 days, in the order of their moments. */
const EVENTS = [
  `insert into license_events (seq, at, not_before, account_no, what, license_id, assignee_id, origin, was, became)
    select row_number() over (order by at, assignee_id, license_id), at, at - interval '1 hour', account_no, what, license_id, assignee_id, 'EXTERNAL', was, became
    from (select held_since as at, account_no, 'ASSIGNED' as what, license_id, assignee_id, null::jsonb as was,
        jsonb_build_object('assignment', jsonb_build_object('status', status, 'removalOn', removal_on)) as became
      from holdings where held_since > ${NOW} - interval '30 days'
      union all
      select valid_to, account_no, 'REMOVED', license_id, assignee_id, '{"assignment": {"status": "ACTIVE", "removalOn": null}}'::jsonb, null
      from holding_history where valid_to > ${NOW} - interval '30 days') e`,
  `update events_head set seq = (select coalesce(max(seq), 0) from license_events), at = ${NOW}`,
];

/** Tables whose indexes are made again after they are filled. */
const FILLED = ['assignees', 'holdings', 'holding_history', 'license_events'];

/** Fills empty tables. `between` is called after every large statement. */
export async function fill(db: Kysely<unknown>, size: Size, between: () => Promise<void>): Promise<void> {
  const run = async (statement: string): Promise<void> => {
    await sql.raw(statement).execute(db);
    await between();
  };
  const { rows: indexes } = await sql<{ name: string; definition: string }>`
    select indexname as name, indexdef as definition from pg_indexes
    where schemaname = current_schema() and tablename = any(${FILLED}::text[]) and indexname not like '%_pkey'
    order by indexname`.execute(db);
  for (const { name } of indexes) await sql.raw(`drop index ${name}`).execute(db);
  const all = size.users + size.devices;
  for (const statement of [...sections(), ...licenses()]) await sql.raw(statement).execute(db);
  for (const [from, to] of slices(1, size.users)) await run(usersBetween(size, from, to));
  for (const [from, to] of slices(1, size.devices)) await run(devicesBetween(size, from, to));
  for (const [from, to] of slices(1, size.users)) await run(holdingsBetween(true, from, to));
  for (const [from, to] of slices(size.users + 1, all)) await run(holdingsBetween(false, from, to));
  for (const [from, to] of slices(1, size.users)) await run(historyBetween(true, from, to));
  for (const [from, to] of slices(size.users + 1, all)) await run(historyBetween(false, from, to));
  for (const statement of [...COUNTS, ...EVENTS]) await run(statement);
  for (const { definition } of indexes) await run(definition);
  await run('vacuum analyze');
}

function slices(from: number, to: number): [number, number][] {
  const count = Math.max(0, Math.ceil((to - from + 1) / SLICE));
  return Array.from({ length: count }, (_, index) => {
    const start = from + index * SLICE;
    return [start, Math.min(to, start + SLICE - 1)];
  });
}

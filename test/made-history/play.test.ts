// A year of made-up history in the inventory of the seeded company: everything that is told of it agrees.
import { beforeAll, describe, expect, it } from '@jest/globals';
import { sql } from 'kysely';
import type { PlayedHistory } from '../../src/made-history/play.ts';
import { codesOf } from '../support/app.ts';
import { present, until } from '../support/assertions.ts';
import { usePlayableApp } from '../support/played-history.ts';
import { statementsOf } from '../support/statements.ts';

const DAY_MS = 86_400_000;
const playable = usePlayableApp({
  inventory: { eventDays: 400 },
});

const { app, accountKeys, store } = playable;

const play = (keys?: readonly string[]): Promise<PlayedHistory> => playable.play(365, keys);

interface Page<Row> {
  readonly nodes: readonly Row[];
  readonly pageInfo: { readonly hasNextPage: boolean; readonly endCursor: string };
}

interface Pair {
  readonly license: { readonly id: string };
  readonly assignee: { readonly id: string };
}

const PAIR = 'license { id } assignee { id }';
const MORE = 'pageInfo { hasNextPage endCursor }';

/** The list that a query asks for. */
interface Lists<Row> {
  readonly inventory?: { readonly assignments: Page<Row> };
  readonly licenseEvents?: Page<Row>;
  readonly licenseDiff?: Page<Row>;
}

/** All its rows. */
async function all<Row>(query: string, variables: object): Promise<Row[]> {
  const rows: Row[] = [];
  for (let after: string | null = null; ;) {
    const data: Lists<Row> = await app.data(query, { variables: { ...variables, after } });
    const page = present(data.licenseEvents ?? data.licenseDiff ?? data.inventory?.assignments);
    rows.push(...page.nodes);
    if (!page.pageInfo.hasNextPage) return rows;
    after = page.pageInfo.endCursor;
  }
}

interface Differing extends Pair {
  readonly before: { readonly held: boolean };
}

interface Bought extends Pick<Pair, 'license'> {
  readonly at: string;
  readonly seatsBefore: { readonly total: number };
  readonly seatsAfter: { readonly total: number };
}

const keyOf = ({ license, assignee }: Pair): string => `${license.id} ${assignee.id}`;

async function heldAt(asOf: string): Promise<ReadonlySet<string>> {
  const rows = await all<Pair>(
    `query ($asOf: DateTime, $after: String) { inventory(asOf: $asOf) {
      assignments(first: 1000, after: $after) { nodes { ${PAIR} } ${MORE} } } }`,
    { asOf },
  );
  return new Set(rows.map((row) => keyOf(row)));
}

interface Told extends Pair {
  readonly at: string;
  readonly what: string;
  readonly origin: string;
  readonly notBefore: string;
}

const eventsUntil = (from: string, to: string): Promise<readonly Told[]> =>
  all<Told>(
    `query ($filter: LicenseEventFilter, $after: String) { licenseEvents(filter: $filter, first: 100, after: $after) {
      nodes { at what origin notBefore ${PAIR} } ${MORE} } }`,
    { filter: { from, to, kinds: ['ASSIGNED', 'REMOVED'] } },
  );

/** What is held behind the events, by what was held before them. */
function fold(held: ReadonlySet<string>, events: readonly Told[]): ReadonlySet<string> {
  const now = new Set(held);
  for (const event of events) {
    const key = keyOf(event);
    // Nobody gets what he has, or loses what he has not.
    expect({ event, held: now.has(key) }).toMatchObject({ held: event.what === 'REMOVED' });
    if (event.what === 'ASSIGNED') now.add(key);
    else now.delete(key);
  }
  return now;
}

interface License {
  readonly id: string;
  readonly name: string;
  readonly account: { readonly key: string };
  readonly seats: { readonly total: number | null } | null;
  readonly seatHistory: readonly {
    readonly day: string;
    readonly held: number;
    readonly total: number | null;
  }[];
  readonly forecast: {
    readonly status: string;
    readonly perDay: number | null;
    readonly runsOutOn: string | null;
    readonly runsOutEarliest: string | null;
    readonly points: readonly { readonly day: string; readonly expected: number }[];
    readonly backTest: { readonly coverage: number | null } | null;
  };
}

const LICENSES = `query ($asOf: DateTime, $from: Date) { inventory(asOf: $asOf) { asOf licenses(first: 100) { nodes {
  id name account { key } seats { total } seatHistory(from: $from) { day held total }
  forecast(days: 60) { status perDay runsOutOn runsOutEarliest points { day expected } backTest { coverage } } } } } }`;

interface Licenses {
  readonly inventory: { readonly asOf: string; readonly licenses: { readonly nodes: readonly License[] } };
}

async function licensesAt(asOf: string | null): Promise<readonly License[]> {
  const from = dayOf(Date.now() - 364 * DAY_MS);
  const { inventory } = await app.data<Licenses>(LICENSES, { variables: { asOf, from } });
  return inventory.licenses.nodes;
}

const dayOf = (milliseconds: number): string => new Date(milliseconds).toISOString().slice(0, 10);

describe('a year that is played into the inventory', () => {
  let played: PlayedHistory;
  let refusal: unknown;
  let since = '';
  let licenses: readonly License[] = [];
  let heldBefore: ReadonlySet<string> = new Set();
  const at = (share: number): string => new Date(Date.parse(since) + share * 365 * DAY_MS).toISOString();

  beforeAll(async () => {
    const { inventory } = await app.data<Licenses>(LICENSES, { variables: { from: dayOf(Date.now()) } });
    heldBefore = await heldAt(inventory.asOf);
    refusal = await play(['another']).catch(String);
    // Whatever was found without a past is found.
    await until(async () => {
      const { rows } = await sql<{ count: number }>`
        select count(*)::integer as count from inventory_accounts where findings_at is not null`.execute(
        store().db,
      );
      return rows[0]?.count === accountKeys.length;
    });
    played = await play();
    const told = await app.data<{ inventory: { accounts: readonly { since: string }[] } }>(
      '{ inventory { accounts { since } } }',
    );
    since = present(told.inventory.accounts[0]).since;
    licenses = await licensesAt(null);
  });

  const named = (course: string): License => {
    const { accountKey, name } = present(played.examples.find((example) => example.course === course));
    return present(licenses.find((license) => license.name === name && license.account.key === accountKey));
  };

  it('begins a year ago, and ends with what is held', async () => {
    expect(Math.abs(Date.parse(since) + 365 * DAY_MS - Date.now())).toBeLessThan(DAY_MS / 2);
    expect(played.events).toBeGreaterThan(500);
    const { inventory } = await app.data<Licenses>('{ inventory { asOf licenses { nodes { id } } } }');
    expect(await heldAt(inventory.asOf)).toEqual(heldBefore);
    const early = await app.ask(
      'query ($asOf: DateTime) { inventory(asOf: $asOf) { licenses { nodes { id } } } }',
      {
        variables: { asOf: new Date(Date.parse(since) - 1).toISOString() },
      },
    );
    expect(early.data).toEqual({ inventory: { licenses: { nodes: [] } } });
  });

  it('has at any moment what its events come to', async () => {
    let [then, held] = [since, await heldAt(since)];
    for (const share of [0.13, 0.4, 0.62, 0.85, 1]) {
      const next = at(share);
      const events = await eventsUntil(then, next);
      held = fold(held, events);
      then = next;
      // `to` of the events is exclusive, and nothing happens in that millisecond.
      expect(await heldAt(next)).toEqual(held);
    }
    expect(held).toEqual(heldBefore);
  });

  it('differs between two moments by what is held at one of them', async () => {
    const [from, to] = [at(0.3), at(0.9)];
    const rows = await all<Differing>(
      `query ($from: DateTime!, $to: DateTime!, $after: String) { licenseDiff(from: $from, to: $to, first: 100, after: $after) {
        nodes { ${PAIR} before { held } } ${MORE} } }`,
      { from, to },
    );
    const [before, after] = [await heldAt(from), await heldAt(to)];
    const gone = rows.filter((row) => row.before.held).map((row) => keyOf(row));
    const come = rows.filter((row) => !row.before.held).map((row) => keyOf(row));
    expect(new Set(gone)).toEqual(new Set([...before].filter((key) => !after.has(key))));
    expect(new Set(come)).toEqual(new Set([...after].filter((key) => !before.has(key))));
    expect(gone.length * come.length).toBeGreaterThan(0);
  });

  it('has the seats of 365 days, which are those that were held in the evening', async () => {
    expect(new Set(licenses.map(({ seatHistory }) => seatHistory.length))).toEqual(new Set([365]));
    for (const place of [3, 100, 200, 300, 363]) {
      const { day } = present(present(licenses[0]).seatHistory[place]);
      const held = [...(await heldAt(`${day}T23:59:59.999Z`))].map((key) => key.split(' ')[0]);
      for (const { id, seatHistory } of licenses) {
        expect({ id, day, held: seatHistory[place]?.held }).toEqual({
          id,
          day,
          held: held.filter((license) => license === id).length,
        });
      }
    }
  });

  it('tells seats that were bought as they were before', async () => {
    const changes = await all<Bought>(
      `query ($after: String) { licenseEvents(filter: { kinds: [SEATS_CHANGED] }, first: 100, after: $after) {
        nodes { at license { id } seatsBefore { total } seatsAfter { total } } ${MORE} } }`,
      {},
    );
    const [change] = changes;
    const { license, seatsBefore, seatsAfter, ...bought } = present(change);
    expect(seatsBefore.total).toBeLessThan(seatsAfter.total);
    const day = bought.at.slice(0, 10);
    const of = (some: readonly License[]): License => present(some.find(({ id }) => id === license.id));
    const totals = of(licenses).seatHistory.map((one) => [one.day < day, one.total]);
    expect(new Set(totals.map((one) => JSON.stringify(one)))).toEqual(
      new Set([JSON.stringify([true, seatsBefore.total]), JSON.stringify([false, seatsAfter.total])]),
    );
    expect(of(await licensesAt(at(0.1))).seats?.total).toBe(seatsBefore.total);
  });

  it('shows forecasts, and one license that runs out', () => {
    expect(licenses.filter(({ forecast }) => forecast.status === 'SHOWN').length).toBeGreaterThan(30);
    expect(new Set(licenses.map(({ forecast }) => forecast.status))).toEqual(
      new Set(['SHOWN', 'NOT_COUNTED']),
    );
    const { forecast } = named('RUNS_OUT');
    expect(forecast.runsOutOn).toMatch(/^\d{4}-\d\d-\d\d$/);
    expect(present(forecast.backTest).coverage).toBeGreaterThanOrEqual(0.7);
    expect(named('FLAT').forecast).toMatchObject({ perDay: 0, runsOutOn: null });
  });

  it('takes one statement for the forecasts of all licenses', async () => {
    const statements = statementsOf(store());
    const { inventory } = await app.data<Licenses>(
      '{ inventory { licenses(first: 100) { nodes { id forecast(days: 90) { status } } } } }',
    );
    expect(inventory.licenses.nodes.length).toBeGreaterThan(50);
    expect(statements.filter((text) => text.includes('join seat_counts'))).toHaveLength(1);
  });

  it('has a reclaim, which is no demand', async () => {
    const { id, seatHistory } = named('RECLAIMED');
    const steps = seatHistory.map(({ held }, index) => held - (seatHistory[index - 1]?.held ?? held));
    expect(Math.min(...steps)).toBeLessThan(-20);
    // In the middle of the days that the trend was of 45 days later.
    const then = present((await licensesAt(at(1 - 75 / 365))).find((license) => license.id === id));
    expect(then.forecast.perDay).toBeGreaterThan(0);
  });

  it('names no change that took it away, because there was none', async () => {
    const taken = await all<{ readonly change: object | null; readonly principal: string | null }>(
      `query ($after: String) { licenseEvents(filter: { origins: [THIS_API] }, first: 100, after: $after) {
        nodes { change { id } principal } ${MORE} } }`,
      {},
    );
    expect(taken.length).toBeGreaterThan(20);
    expect(new Set(taken.map((one) => JSON.stringify(one)))).toEqual(
      new Set([JSON.stringify({ change: null, principal: null })]),
    );
    const { db } = store();
    const { rows } = await sql`
      select change_id from license_events where change_id is not null
      union all select coalesce(change_id, closed_change_id) from holding_history
        where coalesce(change_id, closed_change_id) is not null`.execute(db);
    expect(rows).toEqual([]);
  });

  it('is what findings are worked out by, in every account', async () => {
    const foundIn = async (): Promise<readonly string[]> => {
      const { findings } = await app.data<{
        findings: { nodes: readonly { code: string; subject: { account: { key: string } } }[] };
      }>(
        `{ findings(filter: { codes: [HOLDER_INACTIVE, UNUSED_SEATS] }, first: 100) { nodes { code subject { account { key } } } } }`,
      );
      return [...new Set(findings.nodes.map(({ code, subject }) => `${code} ${subject.account.key}`))];
    };
    await until(async () => (await foundIn()).length >= 5);
    expect((await foundIn()).toSorted()).toEqual([
      'HOLDER_INACTIVE genesys-eu',
      'HOLDER_INACTIVE genesys-us',
      'UNUSED_SEATS fleet',
      'UNUSED_SEATS listings',
      'UNUSED_SEATS webex',
    ]);
  });

  it('tells at a moment in the past what could be forecast then, and always the same', async () => {
    const then = at(0.7);
    const { id } = named('RUNS_OUT');
    const told = present((await licensesAt(then)).find((license) => license.id === id)).forecast;
    expect(told.status).toBe('SHOWN');
    expect(told.points[0]?.day).toBe(then.slice(0, 10));
    expect(told.points.at(-1)?.expected).not.toBe(named('RUNS_OUT').forecast.points.at(-1)?.expected);
    const early = present((await licensesAt(at(0.2))).find((license) => license.id === id)).forecast;
    expect(early).toMatchObject({ status: 'TOO_SOON', points: [] });
  });

  it.each([0, 366, -1])('refuses a forecast for %i days', async (days) => {
    const answer = await app.ask(
      'query ($days: Int) { inventory { licenses(first: 1) { nodes { forecast(days: $days) { status } } } } }',
      {
        variables: { days },
      },
    );
    expect(codesOf(answer)).toEqual(['BAD_INPUT']);
  });

  it('gives live licenses the same forecast, without asking anybody for it', async () => {
    const query = (inner: string) =>
      `{ licenses(filter: { accountKeys: ["listings"] }, first: 100) { nodes { id ${inner} } } }`;
    app.forget();
    await app.data(query(''));
    const without = app.calls().length;
    app.forget();
    const live = await app.data<{
      licenses: { nodes: readonly { id: string; forecast: { runsOutOn: string | null } }[] };
    }>(query('forecast(days: 60) { runsOutOn }'));
    expect(app.calls()).toHaveLength(without);
    const { id, forecast } = named('RUNS_OUT');
    expect(live.licenses.nodes.find((one) => one.id === id)?.forecast.runsOutOn).toBe(forecast.runsOutOn);
  });

  it('is not played into a store with accounts of others, nor twice', async () => {
    expect(refusal).toMatch(/accounts that are none of the emulators': .*genesys-us/);
    await expect(play()).rejects.toThrow('The store has a history already');
  });
});

// What is different between two moments: the same as the events between them, one after the other, come to.
import { beforeAll, describe, expect, it } from '@jest/globals';
import type { LicenseEvent } from '../../../src/domain/inventory/events.ts';
import type { LicenseDifference } from '../../../src/domain/inventory/history.ts';
import type { AssignmentSearch } from '../../../src/domain/inventory/search.ts';
import { DATABASES } from '../../support/databases.ts';
import { present } from '../../support/assertions.ts';
import { opened } from '../../support/lifecycle.ts';
import { sweepMade, type MadeAccount, type MadeHolding } from '../../support/made-sweeps.ts';
import { createRandom, seeds } from '../../support/random.ts';
import { openRig } from '../../support/store.ts';
import { randomAccount } from './random-accounts.ts';
import { throughPages } from './read-rig.ts';

const KEYS = ['acme', 'branch'];
const SWEEPS = 6;

/** What is held, by account, license and user. */
type Held = ReadonlyMap<string, MadeHolding>;

describe.each(DATABASES)('differences on %s', (database) => {
  const rig = opened(
    () => openRig(database),
    (it) => it.close(),
  );
  /** Moments between sweeps, and what was held at the first of them. */
  const moments: string[] = [];
  let first: Held = new Map();
  let events: readonly LicenseEvent[] = [];

  beforeAll(async () => {
    const { store, clock } = rig;
    await store.keepAccounts(KEYS.map((key) => ({ key, provider: 'WEBEX' })));
    const accounts = KEYS.map((key, index) => randomAccount(key, index + 20));
    const begun = accounts.map((account) => account());
    for (const account of begun) await sweepMade(rig, account);
    first = heldIn(begun);
    moments.push(await store.momentOf({ visible: KEYS, asOf: new Date(clock.now).toISOString() }));
    for (let sweep = 0; sweep < SWEEPS; sweep += 1) {
      for (const account of accounts) await sweepMade(rig, account());
      clock.now += 60_000;
      moments.push(await store.momentOf({ visible: KEYS, asOf: new Date(clock.now).toISOString() }));
    }
    const query = { visible: KEYS, filter: {}, after: null, first: 10_000 };
    ({ events } = await store.eventsBehind(query));
  });

  const found = async (from: string, to: string, filter: AssignmentSearch = {}, visible = KEYS) => {
    const query = { visible, filter, from, to };
    const rows = await throughPages((after) => rig.store.findDifferences(query, { first: 7, after }));
    return { rows: rows.map(({ value }) => value), counts: await rig.store.countDifferences(query) };
  };

  /** What was held at a moment, by the events alone. */
  const heldAt = (moment: string): Held => {
    const held = new Map(first);
    for (const event of events) {
      const { at, accountKey, licenseId, assignee, became } = event;
      if (at > moment || licenseId === null || assignee === null) continue;
      const name = nameOf(accountKey, licenseId, assignee.externalId);
      if (became === null) held.delete(name);
      else if ('assignment' in became) held.set(name, became.assignment);
    }
    return held;
  };

  it.each(seeds(20))('are what the events come to (seed %i)', async (seed) => {
    const random = createRandom(seed);
    const [from = '', to = ''] = [moments, moments].map((all) => all[random.whole(0, SWEEPS)] ?? '').sort();
    const { rows, counts } = await found(from, to);
    const expected = netOf(heldAt(from), heldAt(to));
    expect(new Map(rows.map((row) => [nameIn(row), statesIn(row)]))).toEqual(expected);
    expect(rows).toHaveLength(expected.size);
    const counted = [...expected.values()];
    expect(counts).toEqual({
      assigned: counted.filter(({ before }) => before === null).length,
      removed: counted.filter(({ after }) => after === null).length,
      changed: counted.filter(({ before, after }) => before !== null && after !== null).length,
    });
  });

  const [whole, half] = [
    () => [present(moments[0]), present(moments.at(-1))] as const,
    () => [present(moments[2]), present(moments[4])] as const,
  ];

  it('are some, and none between a moment and itself', async () => {
    const [from, to] = whole();
    expect((await found(from, to)).rows.length).toBeGreaterThan(10);
    expect(await found(to, to)).toEqual({ rows: [], counts: { assigned: 0, removed: 0, changed: 0 } });
  });

  it.each([
    ['an account', { accountKeys: ['branch'] }, (row) => row.license.accountKey === 'branch'],
    [
      'a license',
      { licenses: [{ accountKey: 'acme', externalId: 'l2' }] },
      ({ license }) => license.accountKey === 'acme' && license.externalId === 'l2',
    ],
    [
      'an assignee',
      { assignees: [{ accountKey: 'acme', kind: 'USER', externalId: 'u3' }] },
      ({ assignee }) => assignee.accountKey === 'acme' && assignee.externalId === 'u3',
    ],
    ['a kind that nobody is of', { assigneeKinds: ['DEVICE'] }, () => false],
    [
      'a status at one end',
      { statuses: ['PENDING'] },
      ({ before, after }) => before.status === 'PENDING' || after.status === 'PENDING',
    ],
    [
      'a day of removal at one end',
      { removalBefore: '2031-06-20' },
      ({ before, after }) =>
        [before, after].some(({ removalOn }) => removalOn !== null && removalOn < '2031-06-20'),
    ],
    ['those who did all of it', { origins: ['EXTERNAL'] }, () => true],
    ['somebody who did none of it', { origins: ['THIS_API'] }, () => false],
  ] satisfies [string, AssignmentSearch, (row: LicenseDifference) => boolean][])(
    'are narrowed to %s',
    async (_what, filter, fits) => {
      for (const [from, to] of [whole(), half()]) {
        const all = (await found(from, to)).rows;
        expect((await found(from, to, filter)).rows).toEqual(all.filter((row) => fits(row)));
      }
    },
  );

  it('tell whose doing they are by what happened in between', async () => {
    const [from, to] = half();
    const one = present(events.find(({ at, what }) => at > from && at <= to && what === 'REMOVED'));
    const { accountKey, licenseId, assignee } = one;
    const name = nameOf(accountKey, licenseId ?? '', assignee?.externalId ?? '');
    await rig.query(`update holding_history set closed_origin = 'SCHEDULE' where (license_id, assignee_id) = (
      select license_id, assignee_id from license_events where seq = ${one.seq}) and valid_to = '${one.at}'`);
    const { rows } = await found(from, to, { origins: ['SCHEDULE'] });
    const isNet = (await found(from, to)).rows.some((row) => nameIn(row) === name);
    expect(rows.map(nameIn)).toEqual(isNet ? [name] : []);
    expect(isNet).toBe(true);
  });

  it('are of the accounts that are seen', async () => {
    const [from, to] = whole();
    const { rows } = await found(from, to, {}, ['acme']);
    const all = (await found(from, to)).rows;
    expect(rows).toEqual(all.filter(({ license }) => license.accountKey === 'acme'));
    expect((await found(from, to, { accountKeys: ['branch'] }, ['acme'])).rows).toEqual([]);
  });

  it('do not change when more is recorded later', async () => {
    const [from, to] = whole();
    const before = await found(from, to);
    // They are held for what is gone; what is new is recorded.
    for (const key of KEYS) await sweepMade(rig, randomAccount(key, 77)()).catch(() => undefined);
    expect(await found(from, to)).toEqual(before);
  });
});

function nameOf(...parts: readonly string[]): string {
  return parts.join(' ');
}

function nameIn({ license, assignee }: LicenseDifference): string {
  return nameOf(license.accountKey, license.externalId, assignee.externalId);
}

function statesIn({ before, after }: LicenseDifference) {
  const stateOf = ({ held, status, removalOn }: LicenseDifference['before']) =>
    held ? { status, removalOn } : null;
  return { before: stateOf(before), after: stateOf(after) };
}

function heldIn(accounts: readonly MadeAccount[]): Held {
  return new Map(
    accounts.flatMap(({ key, users }) =>
      Object.entries(users).flatMap(([user, held]) =>
        Object.entries(held).map(([license, state]) => [nameOf(key, license, user), state] as const),
      ),
    ),
  );
}

function netOf(before: Held, after: Held) {
  const names = new Set([...before.keys(), ...after.keys()]);
  const states = [...names].map(
    (name) => [name, { before: before.get(name) ?? null, after: after.get(name) ?? null }] as const,
  );
  return new Map(states.filter(([, one]) => JSON.stringify(one.before) !== JSON.stringify(one.after)));
}

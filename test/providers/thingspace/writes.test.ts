// Giving and taking licenses of a ThingSpace account: calls, partial outcomes, and what is true afterwards.
import { beforeEach, describe, expect, it } from '@jest/globals';
import type { ApiVersion } from '../../../src/providers/thingspace/settings.ts';
import { problemOf, sentOf } from '../../support/assertions.ts';
import { useProvider } from '../../support/provider.ts';
import { exchanges, seeded } from '../../support/providers/thingspace.ts';
import { testCall } from '../../support/runtime.ts';
import {
  changesOf,
  DIALECTS,
  FOREIGN,
  NOBODY,
  RESULTS,
  USED,
  contradictions,
  foreignAccount,
  licensedNow,
  seededImeis,
  statuses,
  writesIn,
  type Dialect,
} from './changes.ts';

const bench = useProvider('thingspace', { runtime: ({ clock }) => ({ now: () => clock.now() }) });
const { account, emulator } = bench;
const { held, bare } = seededImeis();

const MINUTE = 60_000;
const TOTAL = `totalLicenses:${seeded('v3').accountName}`;

/** The account through this version of the API, logged in. */
function warm(version: ApiVersion): Promise<typeof account> {
  return bench.warm(bench.open({ apiVersion: version, tenant: 'v3' }));
}

/** What a failure of each write is called. */
function failuresIn(version: ApiVersion, dialect: Dialect): { remove: string; assign: string } {
  const long = { remove: 'LicenseRemoveFailed', assign: 'LicenseAssignFailed' };
  if (version === 'v1') return long;
  if (version === 'v2' || dialect === 'sdk') return { remove: 'Failure', assign: 'Failure' };
  return dialect === 'seed' ? { ...long, remove: 'Failure' } : long;
}

describe.each(RESULTS)('on %s, with results in the dialect %s', (version, dialect) => {
  beforeEach(() => emulator.setSwitch('v3ResultDialect', dialect));

  it('a hundred devices are one POST, both ways, and read back', async () => {
    const writer = await warm(version);
    const given = changesOf('ASSIGN', bare.slice(0, 100));
    const outcomes = await sentOf(writer, given);
    expect(outcomes).toEqual(
      given.map(() => expect.objectContaining({ status: 'ACCEPTED', problem: null, upstreamRequestIds: [] })),
    );
    expect(exchanges(emulator)).toEqual(['POST licenses/assign 200']);
    const now = await licensedNow(bench);
    expect(now.size).toBe(held.length + 100);
    expect(contradictions(outcomes, given, now)).toEqual([]);

    bench.forget();
    const taken = changesOf('REMOVE', bare.slice(0, 100));
    const back = await sentOf(writer, taken);
    expect(statuses(back)).toEqual(taken.map(() => 'ACCEPTED'));
    expect(exchanges(emulator)).toEqual(['POST licenses/remove 200']);
    expect(await licensedNow(bench)).toEqual(new Set(held));
  });

  it('each device has an outcome of its own: there, used, and unknown', async () => {
    const writer = await warm(version);
    const [free = ''] = held;
    const taken = changesOf('REMOVE', [USED[0], free, NOBODY, USED[1]]);
    const removed = await sentOf(writer, taken);
    expect(statuses(removed)).toEqual(['REJECTED', 'ACCEPTED', 'REJECTED', 'REJECTED']);

    const [one = ''] = bare;
    const given = changesOf('ASSIGN', [NOBODY, one]);
    const assigned = await sentOf(writer, given);
    expect(statuses(assigned)).toEqual(['REJECTED', 'ACCEPTED']);
    const words = failuresIn(version, dialect);
    expect([removed[0]?.problem, assigned[0]?.problem]).toEqual([
      expect.objectContaining({
        code: 'UPSTREAM_REJECTED',
        blame: 'PROVIDER',
        retryable: false,
        accountKey: 'acme-devices',
        providerCode: words.remove,
        hint: expect.stringContaining('no upgrade ran'),
      }),
      expect.objectContaining({ providerCode: words.assign, hint: 'The account has no such device.' }),
    ]);
    expect(writesIn(bench)).toEqual(['POST licenses/remove 200', 'POST licenses/assign 200']);
    const now = await licensedNow(bench);
    expect([USED.every((imei) => now.has(imei)), now.has(free), now.has(one)]).toEqual([true, false, true]);
  });

  it('what is so already is left for the read back to decide', async () => {
    const writer = await warm(version);
    const given = changesOf('ASSIGN', held.slice(0, 3));
    const taken = changesOf('REMOVE', bare.slice(0, 3));
    expect(statuses(await sentOf(writer, given))).toEqual(given.map(() => 'ACCEPTED'));
    expect(statuses(await sentOf(writer, taken))).toEqual(taken.map(() => 'ACCEPTED'));
    expect(await licensedNow(bench)).toEqual(new Set(held));
  });

  it('too few licenses reject those that got none', async () => {
    const writer = await warm(version);
    emulator.setSwitch(TOTAL, held.length + 2);
    const group = changesOf('ASSIGN', bare.slice(0, 5));
    const outcomes = await sentOf(writer, group);
    expect(statuses(outcomes)).toEqual(['ACCEPTED', 'ACCEPTED', 'REJECTED', 'REJECTED', 'REJECTED']);
    expect(outcomes[4]?.problem).toMatchObject({
      code: 'UPSTREAM_REJECTED',
      hint: expect.stringContaining('free license'),
    });
    expect(contradictions(outcomes, group, await licensedNow(bench))).toEqual([]);
    expect(writesIn(bench)).toHaveLength(1);
  });

  it('too few licenses may reject all of a call (contract 9.8)', async () => {
    const writer = await warm(version);
    emulator.setSwitch('notEnoughLicenses', 'refuse');
    emulator.setSwitch(TOTAL, held.length + 2);
    const problem = await problemOf(writer.writes.send(changesOf('ASSIGN', bare.slice(0, 5)), testCall()));
    expect(problem).toMatchObject({ code: 'UPSTREAM_REJECTED', providerCode: 'INVALID_PARAMETER' });
    expect(writesIn(bench)).toEqual(['POST licenses/assign 400']);
    expect(await licensedNow(bench)).toEqual(new Set(held));
  });

  it.each([
    ['m2m', 400],
    ['unauthorized', 401],
    ['empty', 401],
  ])('a session that ended is renewed and the write sent again: refusal %s', async (refusal, status) => {
    const writer = await warm(version);
    emulator.setSwitch('fotaSessionRefusal', refusal);
    for (const action of ['ASSIGN', 'REMOVE'] as const) {
      bench.forget();
      emulator.clock.advance(21 * MINUTE);
      const group = changesOf(action, bare.slice(0, 3));
      expect(statuses(await sentOf(writer, group))).toEqual(group.map(() => 'ACCEPTED'));
      const line = `POST licenses/${action.toLowerCase()}`;
      expect(exchanges(emulator)).toEqual([`${line} ${status}`, 'POST login 200', `${line} 200`]);
    }
  });
});

describe.each(DIALECTS)('in the dialect %s, a whole call that is refused', (dialect) => {
  beforeEach(() => emulator.setSwitch('v3ResultDialect', dialect));

  it('above a ceiling nobody documents rejects all of it (contract 9.11)', async () => {
    await bench.warm();
    emulator.setSwitch('batchLimit', 10);
    const group = changesOf('ASSIGN', bare.slice(0, 11));
    expect(new Set(statuses(await sentOf(account, group)))).toEqual(new Set(['REJECTED']));
    expect(writesIn(bench)).toEqual(['POST licenses/assign 400']);
    expect(await licensedNow(bench)).toEqual(new Set(held));
  });

  it.each(FOREIGN)(
    'for an account of somebody else with %d is sent once (contract 9.12)',
    async (status, code) => {
      const foreign = foreignAccount(bench, status);
      const problem = await problemOf(foreign.writes.send(changesOf('REMOVE', held.slice(0, 1)), testCall()));
      expect(problem).toMatchObject({ code, providerCode: 'INVALID_PARAMETER', retryable: false });
      expect(writesIn(bench)).toEqual([`POST licenses/remove ${status}`]);
    },
  );
});

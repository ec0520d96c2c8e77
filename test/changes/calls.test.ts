// How many calls large sets take, counted by the providers: the fewest their APIs allow, writes and reads alike.
import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import type { JournalEntry } from '../../emulators/core/journal.ts';
import { stateOf } from '../../emulators/genesys/directory.ts';
import { testCall } from '../support/runtime.ts';
import { openEngineRig, wish, type EngineRig } from '../support/engine.ts';
import { PATHS, device, genesysUser, place, webexUser, type ProviderName } from './tries.ts';
import { BARE, askUpstream, type Target, type Upstream } from './upstream.ts';

const SCALE = 80;

let rig: EngineRig;
beforeAll(async () => {
  rig = await openEngineRig({ scale: SCALE, answerTimeoutMs: 20_000, jump: true });
  rig.fleet.yext.setSwitch('requestsPerHour', 1_000_000);
  rig.fleet.webex.setSwitch('rateLimitBurst', 0);
}, 60_000);
afterAll(() => rig.close());
beforeEach(() => rig.calm());

interface Counted {
  readonly outcomes: Readonly<Record<string, number>>;
  /** `POST /path 200`, each with how often; ids left out. */
  readonly writes: Readonly<Record<string, number>>;
  /** Reads after the first write. */
  readonly readsAfter: number;
  /** What planning said beforehand, and what was counted by the set. */
  readonly planned: number;
  readonly made: number;
}

async function apply(provider: ProviderName, targets: readonly Target[]): Promise<Counted> {
  const wishes = targets.map(({ accountKey, licenseId, kind, externalId }) =>
    wish('ASSIGN', accountKey, licenseId, kind, externalId),
  );
  const answer = await rig.engine.apply(wishes, rig.request());
  const entries = rig.fleet[provider].journal.entries();
  const isWrite = ({ method, path }: JournalEntry): boolean =>
    method !== 'GET' && new RegExp(PATHS[provider].write).test(path);
  const first = entries.findIndex(isWrite);
  const records = await rig.records(answer);
  expect(records).toHaveLength(targets.length);
  return {
    outcomes: tally(records.map(({ outcome, problem }) => `${outcome} ${problem?.code ?? ''}`.trim())),
    writes: tally(entries.filter(isWrite).map(({ method, status }) => `${method} ${status}`)),
    readsAfter: entries.slice(first).filter((entry) => !isWrite(entry)).length,
    planned: answer.set?.plannedCalls ?? 0,
    made: answer.set?.madeCalls ?? 0,
  };
}

function tally(words: readonly string[]): Record<string, number> {
  return Object.fromEntries([...Map.groupBy(words, (word) => word)].map(([word, all]) => [word, all.length]));
}

/** Calls that the read side makes to tell what the same assignees hold. */
async function readSide(provider: ProviderName, targets: readonly Target[]): Promise<number> {
  const ids = new Set(targets.map(({ externalId }) => externalId));
  const account = rig.accounts.get(targets[0]?.accountKey ?? '');
  if (!account) throw new Error('no such account');
  const kind = targets[0]?.kind ?? 'USER';
  const assignees = [...ids].map((externalId) => ({ kind, accountKey: account.account.key, externalId }));
  rig.calm();
  await account.assignments.ofAssignees(assignees, testCall(60_000));
  return rig.fleet[provider].journal.entries().length;
}

describe('ThingSpace', () => {
  /** Devices of the seed without a license. */
  const bare = (count: number, from: number): Target[] =>
    Array.from({ length: count * 5 }, (_, offset) => from + offset)
      .filter((index) => (index + Math.floor(index / 20)) % 5 >= 3)
      .slice(0, count)
      .map((index) => device(index));

  it.each([
    [1_000, 1, 1_000],
    [10_000, 10, 20_000],
  ])(
    '%i devices are %i POSTs, and as many to read them back',
    async (count, calls, from) => {
      const targets = bare(count, from);
      const counted = await apply('thingspace', targets);
      expect(counted).toEqual({
        outcomes: { VERIFIED: count },
        writes: { 'POST 200': calls },
        readsAfter: calls,
        planned: calls,
        made: calls,
      });
      // The read side walks the summary, whose length is that of all licenses given out: for the same devices it takes more.
      expect(counted.readsAfter).toBeLessThanOrEqual(await readSide('thingspace', targets));
    },
    120_000,
  );
});

describe('Genesys Cloud', () => {
  it('500 users x 3 licenses are a POST for every 33 users', async () => {
    // Every twentieth person has no license at all; the licenses are a base tier and two that need nothing.
    const users = Array.from({ length: 12_000 }, (_, index) => index)
      .filter((index) => index % 20 === 13 && stateOf(index) === 'active')
      .slice(0, 500);
    const targets = users.flatMap((index) =>
      ['collaboratePro', 'gcSTAupgrade', 'acme app/Wörk #1'].map((license) => genesysUser(index, license)),
    );
    expect(targets).toHaveLength(1_500);
    const counted = await apply('genesys', targets);
    // A call takes 100 rows of user and license (genesys contract U3): 15 calls would do for 1,500 if users could be split
    // over calls. They are not, as a call may fail after another has succeeded: a base tier must not come without what it
    // replaces going, nor an add-on before its base. Whole users are 99 rows a call: 15 x 33 users, and 5 more.
    expect(counted).toEqual({
      outcomes: { VERIFIED: 1_500 },
      writes: { 'POST 200': 16 },
      readsAfter: 5,
      planned: 16,
      made: 16,
    });
    expect(counted.readsAfter).toBe(await readSide('genesys', targets));
  }, 120_000);
});

describe('Webex', () => {
  it('200 users x 3 licenses are a PATCH a user', async () => {
    // One in ten is host of a meeting and has neither messaging nor the space meetings; some agents have been left out.
    const positions = Array.from({ length: 5_000 }, (_, position) => position)
      .filter((position) => position % 10 === 5 && position % 90 !== 89)
      .slice(0, 200);
    const targets = positions.flatMap((position) =>
      ['messaging', 'spaceMeetings', 'premiumAgent'].map((license) => webexUser(position, license, SCALE)),
    );
    const counted = await apply('webex', targets);
    expect(counted).toMatchObject({
      outcomes: { VERIFIED: 600 },
      writes: { 'PATCH 200': 200 },
      planned: 200,
      made: 200,
    });
    expect(counted.readsAfter).toBe(await readSide('webex', targets));
  }, 120_000);
});

describe('Yext', () => {
  let upstream: Upstream;
  beforeAll(() => {
    upstream = askUpstream(rig.fleet);
  });

  it('300 assignments are 300 POSTs', async () => {
    const targets = Array.from({ length: 2_000 }, (_, number) => number + 300)
      .filter((number) => number % 3 === 0 && ![0, 3, 6].includes(number % 10))
      .slice(0, 300)
      .map((number) => place(`store-${number}`, 'LP-LISTINGS'));
    expect(await upstream.stateOf(targets[0] ?? place('store-5'))).toEqual(BARE);
    rig.calm();
    const counted = await apply('yext', targets);
    expect(counted).toMatchObject({
      outcomes: { VERIFIED: 300 },
      writes: { 'POST 200': 300 },
      planned: 300,
      made: 300,
    });
    expect(counted.readsAfter).toBe(await readSide('yext', targets));
  }, 120_000);
});

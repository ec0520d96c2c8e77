// How many calls sets take, counted by the providers: the fewest their APIs allow, writes and reads alike.
import { beforeAll, describe, expect, it } from '@jest/globals';
import type { AssigneeRef, ChangeRequest } from '../../../src/changes/change-request.ts';
import { only, present, valueIn } from '../../support/assertions.ts';
import { setOf, useEngine } from '../../support/engine.ts';
import { changeRequest } from '../../support/change-requests.ts';
import { device, genesysUser, place, webexUser, type Target } from '../../support/license-targets.ts';
import { SCALE, devices, genesysUsers, places, webexHosts } from '../../support/many-changes.ts';
import type { ProviderName } from '../../support/provider.ts';
import { BARE } from '../../support/provider-state.ts';
import { testCall } from '../../support/runtime.ts';
import { isWriteTo, tally } from '../../support/true-outcomes.ts';

export interface CallSizes {
  /** Of the company; that of `changesFor` when absent. */
  readonly scale?: number;
  /** How many devices take more than one call, how many calls they take both ways, and where they begin. */
  readonly devices: readonly [count: number, calls: number, from: number];
  /** Users who get three licenses each; the calls that write them and that read them back. */
  readonly genesysUsers: { readonly count: number; readonly writes: number; readonly reads: number };
  /** Users who get three licenses each. */
  readonly webexUsers: number;
  readonly places: number;
}

interface Counted {
  readonly outcomes: Readonly<Record<string, number>>;
  /** `POST 200`, each with how often. */
  readonly writes: Readonly<Record<string, number>>;
  /** Reads up to the first write. */
  readonly readsBefore: number;
  /** Reads after it. */
  readonly readsAfter: number;
  /** What planning said beforehand, and what was counted by the set. */
  readonly planned: number;
  readonly made: number;
}

/** All changes made, in so many calls, as was planned. */
function written(
  changes: number,
  method: string,
  calls: number,
): Omit<Counted, 'readsBefore' | 'readsAfter'> {
  return {
    outcomes: { VERIFIED: changes },
    writes: { [`${method} 200`]: calls },
    planned: calls,
    made: calls,
  };
}

type AssigneeNamer = (target: Target, email: string) => AssigneeRef;

/** Requests of who has to log in first. */
const LOGIN = /\/oauth2?\/token$|\/session\/login$/;

/** Counts them all, in the tests of the file this is called in. */
export function callCounts(sizes: CallSizes): void {
  const { scale = SCALE } = sizes;
  const rig = useEngine({ scale, jump: true });
  beforeAll(() => {
    rig.fleet.yext.setSwitch('requestsPerHour', 1_000_000);
    rig.fleet.webex.setSwitch('rateLimitBurst', 0);
  });

  function apply(provider: ProviderName, targets: readonly Target[]): Promise<Counted> {
    return counted(
      provider,
      targets.map((target) => changeRequest('ASSIGN', target)),
    );
  }

  async function counted(provider: ProviderName, requests: readonly ChangeRequest[]): Promise<Counted> {
    const answer = await rig.engine.apply(requests, rig.request());
    const entries = rig.fleet[provider].journal.entries();
    const isWrite = isWriteTo(provider);
    const first = entries.findIndex(isWrite);
    const records = await rig.records(answer);
    expect(records).toHaveLength(requests.length);
    const { plannedCalls, madeCalls } = setOf(answer);
    return {
      outcomes: tally(records.map(({ outcome, problem }) => `${outcome} ${problem?.code ?? ''}`.trim())),
      writes: tally(entries.filter(isWrite).map(({ method, status }) => `${method} ${status}`)),
      readsBefore: entries.slice(0, first).filter(({ path }) => !LOGIN.test(path)).length,
      readsAfter: entries.slice(first).filter((entry) => !isWrite(entry)).length,
      planned: plannedCalls,
      made: madeCalls,
    };
  }

  async function addressOf({ accountKey, externalId }: Target): Promise<string> {
    const { assignees } = present(rig.accounts.get(accountKey), accountKey);
    return present(valueIn(await present(assignees.USER).byIds([externalId], testCall()), externalId).email);
  }

  /** Calls that the read side makes to tell what the same assignees hold. */
  async function readSide(provider: ProviderName, targets: readonly Target[]): Promise<number> {
    const accountKey = only(new Set(targets.map((target) => target.accountKey)));
    const { assignments } = present(rig.accounts.get(accountKey), accountKey);
    const kind = only(new Set(targets.map((target) => target.kind)));
    const ids = new Set(targets.map(({ externalId }) => externalId));
    const assignees = [...ids].map((externalId) => ({ kind, accountKey, externalId }));
    rig.calm();
    await assignments.ofAssignees(assignees, testCall(60_000));
    return rig.fleet[provider].journal.entries().length;
  }

  describe('ThingSpace', () => {
    it.each([[1_000, 1, 1_000] as const, sizes.devices])(
      '%i devices are %i POSTs, and as many to read them back',
      async (count, calls, from) => {
        const targets = devices(count, { from, held: false }).map((index) => device(index));
        const counted = await apply('thingspace', targets);
        // The catalogue is a read, and each device is looked up once: the row that finds it tells what it holds.
        const reads = { readsBefore: 1 + calls, readsAfter: calls };
        expect(counted).toEqual({ ...written(count, 'POST', calls), ...reads });
        // The read side walks the summary, whose length is that of all licenses given out: for the same devices it takes more.
        expect(counted.readsAfter).toBeLessThanOrEqual(await readSide('thingspace', targets));
      },
    );
  });

  describe('ThingSpace, the other way,', () => {
    it('500 devices are one POST', async () => {
      const targets = devices(500, { from: 0, held: true }).map((index) => device(index));
      const requests = targets.map((target) => changeRequest('REMOVE', target));
      const records = await rig.records(await rig.engine.apply(requests, rig.request()));
      expect(rig.writes()).toHaveLength(1);
      expect(records).toHaveLength(500);
      for (const { outcome, problem } of records) {
        // Licenses that were used since they were assigned cannot be removed (thingspace contract 4.6).
        expect([outcome, problem?.code ?? null]).toEqual(
          outcome === 'VERIFIED' ? ['VERIFIED', null] : ['REJECTED', 'UPSTREAM_REJECTED'],
        );
      }
      expect(records.filter(({ outcome }) => outcome === 'VERIFIED').length).toBeGreaterThan(400);
    });
  });

  describe('Genesys Cloud', () => {
    const { count, writes, reads } = sizes.genesysUsers;

    it(`${count} users x 3 licenses are a POST for every 33 users`, async () => {
      // They have no license at all; these are a base tier and two that need nothing.
      const targets = genesysUsers(count, [13]).flatMap((index) =>
        ['collaboratePro', 'gcSTAupgrade', 'acmeWorkApp'].map((license) => genesysUser(index, license)),
      );
      const counted = await apply('genesys', targets);
      // A call takes 100 rows of user and license (genesys contract U3): 15 calls would do for 1,500 if users could be split
      // over calls. They are not, as a call may fail after another has succeeded: a base tier must not come without what it
      // replaces going, nor an add-on before its base. Whole users are 99 rows a call: 15 x 33 users, and 5 more.
      expect(counted).toMatchObject({ ...written(count * 3, 'POST', writes), readsAfter: reads });
      expect(counted.readsAfter).toBe(await readSide('genesys', targets));
    });
  });

  describe('Webex', () => {
    const count = sizes.webexUsers;

    it.each<[string, AssigneeNamer]>([
      ['by id', ({ externalId }) => ({ by: 'KEY', accountKey: 'webex', kind: 'USER', externalId })],
      ['by address', (_, email) => ({ by: 'EMAIL', email })],
    ])('one user named %s is read once to plan', async (_, named) => {
      const target = webexUser(present(webexHosts(count + 1).at(-1)), 'spaceMeetings', scale);
      const email = await addressOf(target);
      for (const action of ['ASSIGN', 'REMOVE'] as const) {
        rig.calm();
        const asked = { ...changeRequest(action, target), assignee: named(target, email) };
        // The catalogue, and the user, who is found with all that is held.
        const reads = { readsBefore: 2, readsAfter: 1 };
        expect(await counted('webex', [asked])).toEqual({ ...written(1, 'PATCH', 1), ...reads });
      }
    });

    it(`${count} users x 3 licenses are a PATCH a user`, async () => {
      const targets = webexHosts(count).flatMap((position) =>
        ['messaging', 'spaceMeetings', 'premiumAgent'].map((license) => webexUser(position, license, scale)),
      );
      const counted = await apply('webex', targets);
      expect(counted).toMatchObject(written(count * 3, 'PATCH', count));
      expect(counted.readsAfter).toBe(await readSide('webex', targets));
    });
  });

  describe('Yext', () => {
    const count = sizes.places;

    it(`${count} assignments are ${count} POSTs`, async () => {
      const targets = places(count).map((number) => place(`store-${number}`, 'LP-LISTINGS'));
      expect(await rig.providers.stateOf(present(targets[0]))).toEqual(BARE);
      rig.calm();
      const counted = await apply('yext', targets);
      expect(counted).toMatchObject(written(count, 'POST', count));
      expect(counted.readsAfter).toBe(await readSide('yext', targets));
    });
  });
}

// A large set and sweeps, one after the other and at once, at a provider with a limit: who reads in between keeps the reserve.
import { beforeEach, describe, expect, it } from '@jest/globals';
import { reservedOf } from '../../../src/domain/budget/shares.ts';
import type { ProviderAccount } from '../../../src/providers/provider.ts';
import { present } from '../../support/assertions.ts';
import { changeRequest } from '../../support/change-requests.ts';
import { setOf, useEngine } from '../../support/engine.ts';
import { genesysUser } from '../../support/license-targets.ts';
import { genesysUsers } from '../../support/many-changes.ts';
import { testCall } from '../../support/runtime.ts';

export interface ReserveOptions {
  /** Changes of the set, to as many people. */
  readonly changes: number;
  /** Scale of a company that has so many. */
  readonly scale: number;
  readonly callsPerMinute: number;
}

/** A set that waits for many windows is to be told as such, not by the time limit of tests. */
const PATIENCE_MS = 600_000;

/** A moment of one window is less than this before that of the next one. */
const WINDOW_MS = 30_000;

export function keepsReserve({ changes, scale, callsPerMinute }: ReserveOptions): void {
  describe(`of ${callsPerMinute} calls a minute, beside a set of ${changes} changes and a sweep`, () => {
    let waited: () => Promise<void> = () => Promise.resolve();
    const rig = useEngine({ jump: true, scale, onWait: () => waited() });
    beforeEach(() => {
      waited = () => Promise.resolve();
    });

    it(
      'people keep their reserve in every window, and all get on',
      async () => {
        const { genesys } = rig.fleet;
        const account = present(rig.accounts.get('genesys-us'), 'an account of Genesys');
        const targets = genesysUsers(changes).map((index) => genesysUser(index));
        const plan = await rig.engine.plan(
          targets.map((target) => changeRequest('ASSIGN', target)),
          rig.request(),
        );
        rig.advance(120_000);
        genesys.setSwitch('callsPerMinute', callsPerMinute);
        rig.calm();

        const pages = pagesOfSweep(account);
        const reserve = reservedOf(callsPerMinute, account.status().shares.sweeps.share);
        let window = { endsAt: 0, served: 0 };
        let served = 0;
        const peopleAndSweep = async (): Promise<void> => {
          await pages.readOn();
          const endsAt = Date.parse(present(account.status().budget?.resetAt));
          if (endsAt - window.endsAt > WINDOW_MS) window = { endsAt, served: 0 };
          for (; window.served < reserve; window.served += 1) {
            await account.catalogue(testCall());
            served += 1;
          }
        };
        waited = oneAtATime(peopleAndSweep);
        await account.catalogue(testCall());
        await waited();
        await rig.carryOut(plan);
        waited = () => Promise.resolve();
        genesys.setSwitch('callsPerMinute', 1_000_000);

        expect(genesys.journal.entries().filter(({ status }) => status === 429)).toEqual([]);
        expect(served).toBeGreaterThanOrEqual(reserve);
        expect(pages.read()).toBeGreaterThan(0);
        const records = await rig.store.changesOf(setOf(plan).id, { limit: 2 * changes });
        expect(records.filter(({ outcome }) => outcome === 'VERIFIED')).toHaveLength(changes);
      },
      PATIENCE_MS,
    );
  });
}

/** The work itself waits within its places: what it would do then is done once it goes on. */
function oneAtATime(work: () => Promise<void>): () => Promise<void> {
  let isUnderWay = false;
  return async () => {
    if (isUnderWay) return;
    isUnderWay = true;
    try {
      await work();
    } finally {
      isUnderWay = false;
    }
  };
}

/** Reads the assignments of an account again and again, as sweeps do. */
function pagesOfSweep(account: ProviderAccount) {
  let cursor: string | null = null;
  let read = 0;
  return {
    read: () => read,
    /** Until it is put off. */
    async readOn(): Promise<void> {
      for (;;) {
        const call = { ...testCall(), purpose: 'SWEEP' as const };
        const page = await account.assignments.page(cursor, call).catch(() => null);
        if (page === null) return;
        cursor = page.next;
        read += 1;
      }
    },
  };
}

// Sweeps beside the change engine: of the accounts that its tests change, with their clock.
import { createSweeper } from '../../src/inventory/sweeper.ts';
import type { SweepDeps } from '../../src/inventory/sweep-port.ts';
import type { AssignmentSearch, FoundAssignment } from '../../src/domain/inventory/search.ts';
import { present } from './assertions.ts';
import type { EngineRig } from './engine.ts';
import type { Target } from './license-targets.ts';

export interface EngineSweeps {
  /** Sweeps an account to the end. `changes`: what is put in place of methods of the store. */
  sweep(accountKey?: string, changes?: Partial<SweepDeps['store']>): Promise<void>;
  /** What the inventory has of a target, now or at a moment. */
  kept(target: Target, asOf?: string | null): Promise<readonly FoundAssignment[]>;
  /** When what the inventory has of a target was last seen; null when it has nothing. */
  seenAt(target: Target): Promise<string | null>;
  /** How many assignments a filter finds in an account. */
  count(accountKey: string, filter: AssignmentSearch): Promise<number>;
  /** The events of the holder of a target, the first one first. */
  eventsOf(target: Target): ReturnType<typeof eventsIn>;
}

/** Those of a rig. */
export function engineSweeps(rig: EngineRig): EngineSweeps {
  return {
    async sweep(accountKey = 'genesys-us', changes = {}) {
      await rig.store.keepAccounts([...rig.accounts.values()].map(({ account }) => account));
      const { sweepId } = present(await rig.store.queueSweep(accountKey, 'ASKED'));
      const { now, newId, log, tracer } = rig.deps;
      const sweeper = createSweeper({
        store: { ...rig.store, ...changes },
        accounts: () => rig.accounts,
        settingsOf: () => ({ everyMinutes: null, off: false }),
        now,
        newId,
        log,
        tracer,
        every: () => () => undefined,
        enqueue: () => Promise.resolve(),
        meter: { called: () => undefined, swept: () => undefined },
      });
      await sweeper.runSweep(sweepId, new AbortController().signal);
      const [account] = await rig.store.inventoryAccounts([accountKey]);
      if (account?.sweep?.status !== 'COMPLETE') throw new Error(`the sweep is ${account?.sweep?.status}`);
    },
    kept: async (target, asOf = null) => (await rowsOf(rig, target, asOf)).map(({ value }) => value),
    seenAt: async (target) => (await rowsOf(rig, target, null))[0]?.observedAt ?? null,
    count: (accountKey, filter) => rig.store.countAssignments({ visible: [accountKey], filter, asOf: null }),
    eventsOf: (target) => eventsIn(rig, target),
  };
}

async function rowsOf(
  { store }: EngineRig,
  { accountKey, licenseId, kind, externalId }: Target,
  asOf: string | null,
) {
  const { rows } = await store.findAssignments({
    visible: [accountKey],
    filter: {
      licenses: [{ accountKey, externalId: licenseId }],
      assignees: [{ accountKey, kind, externalId }],
    },
    sort: { field: 'LICENSE', direction: 'ASC' },
    first: 10,
    after: null,
    asOf,
  });
  return rows;
}

async function eventsIn(rig: EngineRig, { accountKey, kind, externalId }: Target) {
  const filter = { assignees: [{ accountKey, kind, externalId }] };
  return (await rig.store.eventsBehind({ visible: [accountKey], filter, after: null, first: 50 })).events;
}

// The change engine over a real database and real emulators, as its tests use it.
import { randomUUID } from 'node:crypto';
import { setTimeout as delay } from 'node:timers/promises';
import { seededAccounts, startFleet, type Fleet } from '../../emulators/fleet.ts';
import {
  createChangeEngine,
  type Answer,
  type ChangeEngine,
  type Request,
} from '../../src/changes/engine.ts';
import type { Wish } from '../../src/changes/wish.ts';
import type { ChangeRecord } from '../../src/domain/change-set.ts';
import type { ChangeAction } from '../../src/domain/change.ts';
import type { AssigneeKind } from '../../src/domain/account.ts';
import type { ProviderAccount } from '../../src/providers/provider.ts';
import { accountSchemas } from '../../src/providers/registry.ts';
import type { Store } from '../../src/store/api.ts';
import { openStore } from '../../src/store/store.ts';
import { testCall, testRuntime } from '../providers/runtime.ts';

export interface EngineRig {
  readonly fleet: Fleet;
  readonly store: Store;
  readonly engine: ChangeEngine;
  readonly accounts: ReadonlyMap<string, ProviderAccount>;
  readonly clock: { offset: number };
  request(changes?: Partial<Request>): Request;
  records(answer: Answer): Promise<readonly ChangeRecord[]>;
  /** Writes the emulators received since the journals were emptied. */
  writes(): readonly string[];
  close(): Promise<void>;
}

const READ_POSTS =
  /\/license\/users$|\/search$|\/infer$|\/devices\/|\/oauth|\/session|\/access_token|\/actions\/list$/;

/** An engine with short patience over an in-memory database. */
export async function openEngineRig(): Promise<EngineRig> {
  const fleet = await startFleet();
  fleet.genesys.setSwitch('callsPerMinute', 1_000_000);
  const { runtime, close } = testRuntime({ limits: { breakerFailures: 1_000, retries: 0 } });
  const accounts = new Map<string, ProviderAccount>();
  for (const entry of seededAccounts(fleet)) {
    const account = accountSchemas.get(String(entry['provider']))?.parse(entry).create(runtime);
    if (account) accounts.set(account.account.key, account);
  }
  const clock = { offset: 0 };
  const now = (): number => Date.now() + clock.offset;
  const deps = { now, newId: randomUUID, log: runtime.log };
  const store = await openStore(
    { kind: 'embedded', directory: null },
    { ...deps, every: () => () => undefined },
  );
  const engine = createChangeEngine({
    ...deps,
    store,
    accounts,
    sleep: (milliseconds, signal) => delay(Math.min(milliseconds, 50), undefined, { signal }),
    zone: 'Europe/Berlin',
    leaseMs: 10_000,
    maxAttempts: 2,
    settleAfterMs: 1_000,
    callMs: 5_000,
    intervals: { sweepMs: 60_000, settleMs: 60_000, fireSchedulesMs: 60_000, retentionMs: 60_000 },
    retention: { idempotencyKeys: 30, finishedSets: 90, schedules: 90, audit: null },
    partConcurrency: 4,
    inlineChanges: 1_000,
    planMs: 60_000,
  });
  return {
    fleet,
    store,
    engine,
    accounts,
    clock,
    request: (changes = {}) => ({
      principal: 'tester',
      accounts,
      idempotencyKey: null,
      reason: 'because',
      ticket: 'T-1',
      waitMs: 15_000,
      call: testCall(20_000),
      ...changes,
    }),
    records: async ({ set }) => (set ? await store.changesOf(set.id, { limit: 10_000 }) : []),
    writes: () =>
      fleet.all().flatMap((emulator) =>
        emulator.journal
          .entries()
          .filter(({ method, path }) => method !== 'GET' && !(method === 'POST' && READ_POSTS.test(path)))
          .map(({ method, path }) => `${method} ${path}`),
      ),
    async close() {
      await engine.stop();
      await store.close();
      await fleet.close();
      close();
    },
  };
}

/** A wish by the provider's own ids. */
export function wish(
  action: ChangeAction,
  accountKey: string,
  licenseId: string,
  kind: AssigneeKind,
  externalId: string,
  removalOn: string | null = null,
): Wish {
  return {
    path: ['changes', '0'],
    action,
    license: { accountKey, externalId: licenseId },
    assignee: { by: 'KEY', accountKey, kind, externalId },
    removalOn,
    calling: null,
  };
}

// Opens what carries out changes: the store, and the engine over it. A part of the composition root.
import { setFlagsFromString } from 'node:v8';
import type { Opened } from './changes/caller.ts';
import { createChangeEngine } from './changes/engine.ts';
import type { InventorySettings } from './config/inventory/settings.ts';
import type { Config } from './config/read.ts';
import type { ChangeSettings } from './config/schema.ts';
import type { Log } from './domain/log.ts';
import type { Tracer } from './domain/telemetry/tracer.ts';
import { encodeId } from './graph/nodes/ids.ts';
import { heapKeeper } from './heap.ts';
import { dayOf } from './changes/schedules/calendar.ts';
import { contractTerms, type ContractsInForce } from './contracts-in-force.ts';
import type { GivenRule } from './insight/rules/given-rule.ts';
import { renewalDue } from './insight/rules/renewal-due.ts';
import { runsOut } from './insight/rules/runs-out.ts';
import { startFinding } from './insight/worker.ts';
import { startSweeping, type InventoryWorker } from './inventory/worker.ts';
import type { ConfiguredAccount } from './providers/registry.ts';
import type { AccountsInForce } from './reload/accounts.ts';
import type { SweepsInForce } from './sweeping.ts';
import type { StoreContext } from './store/context.ts';
import type { NewFiles } from './store/database/embedded/open-embedded.ts';
import type { Outage } from './store/outage.ts';
import type { Jobs } from './store/jobs/api.ts';
import { storeOptions } from './store/options.ts';
import type { Store } from './store/api.ts';
import { openStore } from './store/store.ts';
import type { Metrics } from './telemetry/metrics/metrics.ts';

/** How long planning waits for own changes about the same thing. */
const OWN_CHANGES_MS = 5_000;

interface ChangeSurroundings {
  readonly log: Log;
  /** Milliseconds since the epoch. */
  readonly now: () => number;
  readonly sleep: (milliseconds: number, signal: AbortSignal) => Promise<void>;
  /** Calls work again and again; returns what stops it. */
  readonly every: (milliseconds: number, work: () => void) => () => void;
  readonly newId: () => string;
  readonly newFiles?: NewFiles | undefined;
  readonly opened?: ((context: StoreContext) => void) | undefined;
  readonly metrics: Pick<Metrics, 'store' | 'changes' | 'sweeps'>;
  readonly outage: Outage;
  readonly tracer: Tracer;
  readonly sweeps: Pick<SweepsInForce, 'settingsOf' | 'findings' | 'findingSettingsOf'>;
  readonly contracts: ContractsInForce['contracts'];
}

/** What works over the store. */
export interface OpenedStore extends Opened {
  readonly inventory: InventoryWorker;
  readonly finding: Jobs;
}

/** Opens the store and starts working on what it holds. */
export async function openChanges(
  {
    store: settings,
    changes,
    inventory: kept,
  }: Pick<Config<ConfiguredAccount>, 'store' | 'changes' | 'inventory'>,
  { byKey: accounts }: Pick<AccountsInForce, 'byKey'>,
  surroundings: ChangeSurroundings,
  signal: AbortSignal,
): Promise<OpenedStore> {
  const { now, newId, log, metrics, tracer, newFiles, opened, sleep, every, outage } = surroundings;
  const { sweeps, contracts } = surroundings;
  const { queried, worked } = metrics.store;
  const deps = { now, newId, log, every, signal, newFiles, opened, queried, worked, outage };
  const store = await openStore(storeOptions(settings), deps);
  const engine = createChangeEngine({
    ...engineSettings(changes),
    inventoryRetention: daysOf(kept),
    store,
    accounts,
    now,
    newId,
    log,
    meter: metrics.changes,
    tracer,
    sleep,
    ownChangesMs: OWN_CHANGES_MS,
    nameOfSet: (id) => encodeId({ type: 'ChangeSet', recordId: id }),
  });
  try {
    await engine.start();
    const inventory = await startSweeping({
      store,
      accounts: () => accounts,
      settingsOf: sweeps.settingsOf,
      meter: metrics.sweeps,
      tracer,
      now,
      newId,
      log,
      every,
      keepHeapSmall: heapKeeper(setFlagsFromString),
    });
    const finding = await startFinding({
      store,
      rules: givenRules(store, { contracts, findings: sweeps.findings, log }),
      settingsOf: (key) => (accounts.has(key) ? sweeps.findingSettingsOf(key) : null),
      today: () => dayOf(now(), changes.zone),
      tracer,
      now,
      newId,
      log,
    });
    return { engine, store, inventory, finding };
  } catch (error) {
    await store.close();
    throw error;
  }
}

function engineSettings(settings: ChangeSettings) {
  const { resumeMs, settleMs, schedulesMs, retentionMs, parts, attempts, ...rest } = settings;
  return {
    ...rest,
    maxAttempts: attempts,
    partConcurrency: parts,
    intervals: { resumeMs, settleMs, fireSchedulesMs: schedulesMs, retentionMs },
    retention: {
      idempotencyKeys: rest.idempotencyDays,
      finishedSets: rest.changeSetDays,
      schedules: rest.scheduleDays,
      audit: rest.auditDays,
    },
  };
}

/** Rules that take more than the rows of the inventory. */
function givenRules(
  store: Store,
  {
    contracts,
    findings,
    log,
  }: Pick<ContractsInForce, 'contracts'> & Pick<SweepsInForce, 'findings'> & { readonly log: Log },
): readonly GivenRule[] {
  return [
    renewalDue({ store, contracts, renewalDays: () => findings().renewalDays, log }),
    runsOut({ store, termOf: contractTerms(contracts) }),
  ];
}

function daysOf({ historyDays, eventDays, seatCountDays, sweepDays, findingDays }: InventorySettings) {
  return {
    history: historyDays,
    events: eventDays,
    seatCounts: seatCountDays,
    sweeps: sweepDays,
    findings: findingDays,
  };
}

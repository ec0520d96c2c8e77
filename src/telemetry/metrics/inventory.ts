// The inventory: what sweeps of this process came to, and how each account stands, as the database and the configuration have it.
import type { InventoryStatus } from '../../domain/inventory/accounts.ts';
import type { InventoryFigures } from '../../domain/telemetry/figures.ts';
import type { SweepMeter } from '../../domain/telemetry/sweep-meter.ts';
import { counter, gaugeOf, histogram, oneOf, type Registry } from './registry.ts';

export function sweepMetrics(registry: Registry): SweepMeter {
  const sweeps = counter(registry, {
    name: 'sweeps_total',
    help: 'Sweeps that have ended, by why they were made and what they came to',
    labels: ['account', 'why', 'outcome'],
  });
  const duration = histogram(registry, {
    name: 'sweep_duration_seconds',
    help: 'Time from the beginning of a sweep to its end, its waits included',
    labels: ['why'],
    buckets: [1, 5, 15, 60, 300, 900, 3600, 14_400, 43_200],
  });
  const calls = counter(registry, {
    name: 'sweep_calls_total',
    help: 'Upstream calls of sweeps',
    labels: ['account'],
  });
  const rows = counter(registry, {
    name: 'sweep_rows_total',
    help: 'Rows of the inventory that sweeps have added, changed or closed',
    labels: ['account', 'change'],
  });
  return {
    called: (account, count) => calls.inc({ account }, count),
    swept({ accountKey: account, why, status, ms, added, changed, closed }) {
      sweeps.inc({ account, why, outcome: status });
      duration.observe({ why }, ms / 1000);
      for (const [change, count] of Object.entries({ added, changed, closed })) {
        rows.inc({ account, change }, count);
      }
    },
  };
}

const STATUSES: readonly InventoryStatus[] = ['READY', 'FIRST_SWEEP', 'STALE', 'HELD', 'OFF'];
const OPEN = { QUEUED: 'queued', RUNNING: 'running', PAUSED: 'paused' } as const;
const OPEN_STATES = ['QUEUED', 'RUNNING', 'PAUSED'] as const satisfies readonly (keyof typeof OPEN)[];

/** By account; null where the database cannot be read, or there is none yet. */
type Read = () => Promise<ReadonlyMap<string, InventoryFigures> | null>;

/** `read` is asked at each scrape. */
export function inventoryMetrics(registry: Registry, read: Read, now: () => number): void {
  const each = async (): Promise<readonly (readonly [string, InventoryFigures])[]> => [
    ...((await read()) ?? []),
  ];
  const ofEach = (name: string, help: string, value: (figures: InventoryFigures) => number | null): void => {
    gaugeOf(registry, {
      name,
      help,
      labels: ['account'],
      rows: async () =>
        (await each()).flatMap(([account, figures]) => {
          const found = value(figures);
          return found === null ? [] : [[{ account }, found] as const];
        }),
    });
  };
  ofEach(
    'inventory_age_seconds',
    'How long ago the last complete sweep of an account began',
    ({ observedAt }) => (observedAt === null ? null : Math.max(0, now() - observedAt) / 1000),
  );
  ofEach(
    'inventory_rows_held_back',
    'Rows that a held sweep would have closed; 0 when none is held',
    ({ heldBack }) => heldBack,
  );
  ofEach(
    'inventory_incomplete_sweeps',
    'Sweeps that could not read a list to its end, since the last one that could read all',
    ({ incompleteInARow }) => incompleteInARow,
  );
  gaugeOf(registry, {
    name: 'inventory_status',
    help: '1 for how an account stands in the inventory, 0 for the others',
    labels: ['account', 'status'],
    rows: async () =>
      (await each()).flatMap(([account, its]) =>
        oneOf(STATUSES, its.status).map(([status, value]) => [{ account, status }, value] as const),
      ),
  });
  gaugeOf(registry, {
    name: 'sweeps_open',
    help: 'Sweeps of everything that wait for their turn, are worked on, or wait for a moment',
    labels: ['account', 'state'],
    rows: async () =>
      (await each()).flatMap(([account, { open }]) =>
        oneOf(OPEN_STATES, open).map(([name, value]) => [{ account, state: OPEN[name] }, value] as const),
      ),
  });
}

// What the database holds, read from it at a scrape: open sets, unsettled changes, overdue removals and jobs. The same in every replica.
import type { Current } from '../../domain/reload/current.ts';
import type { Connections, WatchedFigures } from '../../domain/telemetry/figures.ts';
import { inTime } from '../../domain/waiting/in-time.ts';
import { inventoryMetrics } from './inventory.ts';
import { gauge, gaugeOf, type Registry } from './registry.ts';

export interface FiguresDeps {
  /** null when there is no database yet, as nobody has asked for it. Rejects when it cannot be read. */
  readonly figures: () => Promise<WatchedFigures | null>;
  /** Of the pool; null where there is none. */
  readonly connections: () => Connections | null;
  readonly accountKeys: Current<readonly string[]>;
  /** Milliseconds since the epoch. */
  readonly now: () => number;
  /** Rejects when the signal aborts. */
  readonly sleep: (milliseconds: number, signal: AbortSignal) => Promise<void>;
}

/** What was read is told for so long: several scrapers ask no more than one. */
const KEPT_MS = 15_000;
/** A database that is silent for longer is as good as away: scrapers wait for ten seconds. */
const PATIENCE_MS = 3_000;

/** `isUp` false: it cannot be read. Figures are null then, and where there is no database yet. */
interface Seen {
  readonly isUp: boolean;
  readonly figures: WatchedFigures | null;
}

export function figureMetrics(registry: Registry, deps: FiguresDeps): void {
  const look = kept(() => seenWithin(deps), deps.now);
  const read = async (): Promise<WatchedFigures | null> => (await look()).figures;
  gauge(registry, {
    name: 'store_up',
    help: '1 while the database can be read',
    collect: async (one) => one.set((await look()).isUp ? 1 : 0),
  });
  gauge(registry, {
    name: 'change_sets_open',
    help: 'Change sets that are being carried out, in the database',
    async collect(one) {
      const figures = await read();
      one.remove();
      if (figures) one.set(figures.openSets);
    },
  });
  accountFigures(registry, deps, read);
  jobFigures(registry, read);
  inventoryMetrics(registry, async () => (await read())?.inventory ?? null, deps.now);
  findingFigures(registry, read);
  gaugeOf(registry, {
    name: 'store_connections',
    help: 'Connections to the PostgreSQL server that are used or idle, and those who wait for one',
    labels: ['state'],
    rows: () => Object.entries(deps.connections() ?? {}).map(([state, count]) => [{ state }, count] as const),
  });
}

type Read = () => Promise<WatchedFigures | null>;

function accountFigures(registry: Registry, { accountKeys, now }: FiguresDeps, read: Read): void {
  const ofEach = (
    name: string,
    help: string,
    value: (figures: WatchedFigures, account: string) => number,
  ): void => {
    gaugeOf(registry, {
      name,
      help,
      labels: ['account'],
      async rows() {
        const figures = await read();
        // Of accounts that are no longer configured nothing can be settled or removed.
        return figures === null
          ? []
          : accountKeys().map((account) => [{ account }, value(figures, account)] as const);
      },
    });
  };
  ofEach(
    'changes_unsettled',
    'Changes that were sent and that no read has shown yet, in the database',
    ({ unsettled }, account) => unsettled.get(account)?.count ?? 0,
  );
  ofEach(
    'changes_oldest_unsettled_seconds',
    'How long ago the oldest of them was sent; 0 when there is none',
    ({ unsettled }, account) => Math.max(0, now() - (unsettled.get(account)?.oldestSentAt ?? now())) / 1000,
  );
  ofEach(
    'scheduled_removals_overdue',
    'Kept removals whose time has come and that were not carried out',
    ({ overdueRemovals }, account) => overdueRemovals.get(account) ?? 0,
  );
}

function jobFigures(registry: Registry, read: Read): void {
  const queues = async () => [...((await read())?.jobs ?? [])];
  gaugeOf(registry, {
    name: 'jobs',
    help: 'Jobs that wait or are worked on, of all replicas',
    labels: ['queue', 'state'],
    rows: async () =>
      (await queues()).flatMap(([queue, { waiting, active }]) => [
        [{ queue, state: 'waiting' }, waiting] as const,
        [{ queue, state: 'active' }, active] as const,
      ]),
  });
  gaugeOf(registry, {
    name: 'job_oldest_seconds',
    help: 'How long the oldest job has been waiting to be taken',
    labels: ['queue'],
    rows: async () =>
      (await queues()).map(([queue, { oldestSeconds }]) => [{ queue }, oldestSeconds] as const),
  });
}

function findingFigures(registry: Registry, read: Read): void {
  gaugeOf(registry, {
    name: 'findings_open',
    help: 'Findings that are open and that nobody has dismissed; absent where there are none',
    labels: ['account', 'code'],
    rows: async () =>
      ((await read())?.findings ?? []).map(
        ({ accountKey: account, code, count }) => [{ account, code }, count] as const,
      ),
  });
}

/** What it gave is given again for a while: also to those who ask while it is under way. */
function kept<T>(read: () => Promise<T>, now: () => number): () => Promise<T> {
  let last: { readonly at: number; readonly value: Promise<T> } | null = null;
  return () => {
    if (last === null || now() - last.at >= KEPT_MS) last = { at: now(), value: read() };
    return last.value;
  };
}

async function seenWithin({ figures, sleep }: FiguresDeps): Promise<Seen> {
  const seen = figures().then(
    (found): Seen => ({ isUp: true, figures: found }),
    () => AWAY,
  );
  return (await inTime(seen, PATIENCE_MS, sleep)) ?? AWAY;
}

const AWAY: Seen = { isUp: false, figures: null };

// The metrics of a process. Who has something to tell gets the meter of its subject; what is read at a scrape is named by `watch`.
import { Registry } from 'prom-client';
import type { Current } from '../../domain/reload/current.ts';
import {
  authenticationMetrics,
  keyMetrics,
  type AuthenticationMeter,
  type KeysRead,
} from './authentication.ts';
import type { ChangeMeter } from '../../domain/telemetry/change-meter.ts';
import type { SweepMeter } from '../../domain/telemetry/sweep-meter.ts';
import { changeMetrics } from './changes.ts';
import { sweepMetrics } from './inventory.ts';
import { storeMetrics, type StoreMeter } from './jobs-and-queries.ts';
import { liveMetrics, type LiveMeter } from './live.ts';
import { operationMetrics, type OperationMeter } from './operations.ts';
import { processMetrics, type ProcessMeter } from './process.ts';
import { readingMetrics, type ReadingMeter } from './reading.ts';
import { figureMetrics, type FiguresDeps } from './store-figures.ts';
import { accountMetrics, upstreamMetrics, type MeasuredAccount, type UpstreamMeter } from './upstream.ts';

export interface Metrics {
  readonly contentType: string;
  render(): Promise<string>;
  readonly operations: OperationMeter;
  readonly authentication: AuthenticationMeter;
  readonly reading: ReadingMeter;
  readonly upstream: UpstreamMeter;
  readonly changes: ChangeMeter;
  readonly sweeps: SweepMeter;
  readonly store: StoreMeter;
  readonly live: LiveMeter;
  readonly process: ProcessMeter;
  /** Says where the figures are that are read at each scrape. To be called once. */
  watch(sources: Watched): void;
}

interface Watched {
  readonly accounts: Current<readonly MeasuredAccount[]>;
  readonly keysRead: KeysRead;
  readonly store: Omit<FiguresDeps, 'accountKeys'>;
}

interface MetricsDeps {
  /** Of License Graph. */
  readonly version: string;
  /** Milliseconds since the epoch. */
  readonly now: () => number;
}

export function createMetrics(deps: MetricsDeps): Metrics {
  const registry = new Registry();
  return {
    contentType: registry.contentType,
    render: () => registry.metrics(),
    operations: operationMetrics(registry),
    authentication: authenticationMetrics(registry),
    reading: readingMetrics(registry),
    upstream: upstreamMetrics(registry),
    changes: changeMetrics(registry),
    sweeps: sweepMetrics(registry),
    store: storeMetrics(registry),
    live: liveMetrics(registry),
    process: processMetrics(registry, deps),
    watch({ accounts, keysRead, store }) {
      accountMetrics(registry, accounts);
      keyMetrics(registry, keysRead);
      figureMetrics(registry, { ...store, accountKeys: () => accounts().map(({ account }) => account.key) });
    },
  };
}

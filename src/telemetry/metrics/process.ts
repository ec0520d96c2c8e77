// The process itself: Node's own metrics, which version runs, whether it is leaving, and whether its configuration is the one on disk.
import { versions } from 'node:process';
import { collectDefaultMetrics } from 'prom-client';
import { gauge, type Registry } from './registry.ts';

export interface ProcessMeter {
  /** The process takes leave. */
  readonly draining: () => void;
  /** The configuration was read again; refused when it had problems. */
  readonly reloaded: (outcome: 'taken' | 'refused') => void;
}

/** Gauges whose names end as those of counters do: promtool refuses them. The same figures are told without `_total`, by type. */
const MISNAMED = [
  'nodejs_active_handles_total',
  'nodejs_active_requests_total',
  'nodejs_active_resources_total',
];

interface ProcessDeps {
  readonly version: string;
  /** Milliseconds since the epoch. */
  readonly now: () => number;
}

export function processMetrics(registry: Registry, { version, now }: ProcessDeps): ProcessMeter {
  collectDefaultMetrics({ register: registry });
  for (const name of MISNAMED) registry.removeSingleMetric(name);
  gauge(registry, {
    name: 'build_info',
    help: '1, with the versions of License Graph and Node',
    labels: ['version', 'node'],
  }).set({ version, node: versions.node }, 1);
  const draining = gauge(registry, { name: 'draining', help: '1 while the process takes leave' });
  const isReloaded = gauge(registry, {
    name: 'config_last_reload_successful',
    help: '0 when the configuration on disk was refused at the last reload, so that the one before is in force',
  });
  const reloadedAt = gauge(registry, {
    name: 'config_last_reload_success_timestamp_seconds',
    help: 'When the configuration in force was read',
  });
  const take = (): void => {
    isReloaded.set(1);
    reloadedAt.set(now() / 1000);
  };
  take();
  return {
    draining: () => draining.set(1),
    reloaded: (outcome) => (outcome === 'taken' ? take() : isReloaded.set(0)),
  };
}

// What is read for answers: the batches of loaders, and how complete lists were.
import { counter, histogram, type Registry } from './registry.ts';

export interface ReadingMeter {
  /** A loader asks for so many keys at once. */
  readonly batched: (loader: string, keys: number) => void;
  /** A reader was told how complete a list is for an account. */
  readonly covered: (accountKey: string, status: string) => void;
}

export function readingMetrics(registry: Registry): ReadingMeter {
  const keys = histogram(registry, {
    name: 'batch_keys',
    help: 'Keys that a loader asked for at once',
    labels: ['loader'],
    buckets: [1, 2, 5, 10, 25, 50, 100, 250, 1000],
  });
  const coverage = counter(registry, {
    name: 'coverage_total',
    help: 'What lists told their readers of how complete they are',
    labels: ['account', 'status'],
  });
  return {
    batched: (loader, count) => keys.observe({ loader }, count),
    covered: (account, status) => coverage.inc({ account, status }),
  };
}

// The work of the store in this process: jobs and queries.
import { histogram, type Registry } from './registry.ts';

export interface StoreMeter {
  /** A job of a queue has ended. */
  readonly worked: (queue: string, outcome: 'done' | 'failed', ms: number) => void;
  /** A query of the change engine was answered. */
  readonly queried: (ms: number) => void;
}

export function storeMetrics(registry: Registry): StoreMeter {
  const jobs = histogram(registry, {
    name: 'job_duration_seconds',
    help: 'Jobs that this process has worked on',
    labels: ['queue', 'outcome'],
    buckets: [0.05, 0.25, 1, 5, 30, 120, 600, 3600],
  });
  const queries = histogram(registry, {
    name: 'store_query_duration_seconds',
    help: 'Queries to the database, without those of the job queue itself',
    buckets: [0.001, 0.005, 0.025, 0.1, 0.5, 2.5, 10],
  });
  return {
    worked: (queue, outcome, ms) => jobs.observe({ queue, outcome }, ms / 1000),
    queried: (ms) => queries.observe(ms / 1000),
  };
}

// Operations of clients: how long they take and what they come to, what is refused, and which errors are told.
import type { ServerMeter } from '../../domain/telemetry/server-meter.ts';
import { knownCode, knownReason } from './codes.ts';
import { counter, gauge, histogram, type Registry } from './registry.ts';

/** Told of operations. */
export type OperationMeter = Pick<ServerMeter, 'begun' | 'refused' | 'errored'>;

const SECONDS = [0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10, 30, 60, 120];

export function operationMetrics(registry: Registry): OperationMeter {
  const duration = histogram(registry, {
    name: 'operation_duration_seconds',
    help: 'Operations of clients, until they were answered or given up; each event of a subscription is one',
    labels: ['type', 'outcome', 'operation'],
    buckets: SECONDS,
  });
  const inFlight = gauge(registry, {
    name: 'operations_in_flight',
    help: 'Operations that are being answered',
    labels: ['type'],
  });
  for (const type of ['query', 'mutation', 'subscription', 'unknown']) inFlight.set({ type }, 0);
  const costs = histogram(registry, {
    name: 'operation_cost',
    help: 'Cost of operations, as the limit maxCost counts it',
    labels: ['type'],
    buckets: [1, 10, 100, 1e3, 1e4, 1e5],
  });
  const refusals = counter(registry, {
    name: 'refusals_total',
    help: 'Requests refused, as a whole or in a field, by the name of the limit or the code',
    labels: ['reason'],
  });
  const errors = counter(registry, {
    name: 'errors_total',
    help: 'Errors told in answers of the graph, by code',
    labels: ['code'],
  });
  return {
    begun({ type, name, cost }) {
      inFlight.inc({ type });
      if (cost !== null) costs.observe({ type }, cost);
      return (outcome, ms) => {
        inFlight.dec({ type });
        duration.observe({ type, outcome, ...(name !== null && { operation: name }) }, ms / 1000);
      };
    },
    refused: (reason) => refusals.inc({ reason: knownReason(reason) }),
    errored: (code) => errors.inc({ code: knownCode(code) }),
  };
}

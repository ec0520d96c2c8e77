// Changes of licenses that this process carries out.
import type { ChangeMeter } from '../../domain/telemetry/change-meter.ts';
import { counter, histogram, type Registry } from './registry.ts';

export function changeMetrics(registry: Registry): ChangeMeter {
  const outcomes = counter(registry, {
    name: 'changes_total',
    help: 'Changes of licenses that were carried out, by what they came to at first',
    labels: ['account', 'action', 'outcome'],
  });
  const verification = histogram(registry, {
    name: 'change_verification_seconds',
    help: 'Time from sending a change to the read that showed it',
    labels: ['account'],
    buckets: [0.5, 1, 2.5, 5, 10, 30, 60, 300, 900, 3600],
  });
  return {
    outcome: ({ accountKey: account, action }, outcome) => outcomes.inc({ account, action, outcome }),
    verified: (account, ms) => verification.observe({ account }, ms / 1000),
  };
}

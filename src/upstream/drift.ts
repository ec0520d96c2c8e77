// Counts what a provider sends in another form than its documentation says, for whoever runs License Graph.
import type { VendorDrift } from '../domain/account.ts';

export interface DriftCounter {
  /** One more of these. */
  note(field: string, kind: string): void;
  /** The most frequent first. */
  seen(): readonly VendorDrift[];
}

/** Kinds remembered; of a provider that drifts in more ways, those that came first are counted. */
const MOST = 50;

export function createDriftCounter(now: () => number): DriftCounter {
  const counted = new Map<string, VendorDrift>();
  return {
    note(field, kind) {
      const key = `${field} ${kind}`;
      const known = counted.get(key);
      if (known === undefined && counted.size >= MOST) return;
      const lastSeenAt = new Date(now()).toISOString();
      counted.set(key, { field, kind, times: (known?.times ?? 0) + 1, lastSeenAt });
    },
    seen: () => [...counted.values()].toSorted((one, other) => other.times - one.times),
  };
}

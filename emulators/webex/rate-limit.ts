// A token bucket for each access token and endpoint. The real numbers are unpublished (webex contract 8 and 11).
import type { Clock } from '../core/clock.ts';
import type { LiveSwitches } from '../core/switches.ts';
import { amount } from './switches.ts';

/** The limit of every token and endpoint. */
export interface RateLimit {
  /** Takes one request from the bucket; the seconds to wait when it is empty. */
  take(key: string): number | undefined;
}

/** All buckets are full at first. */
export function createRateLimit(clock: Clock, live: LiveSwitches): RateLimit {
  const buckets = new Map<string, { left: number; at: number }>();
  return {
    take(key) {
      const burst = amount(live, 'rateLimitBurst');
      if (burst === 0) return undefined;
      const perSecond = Math.max(amount(live, 'rateLimitPerSecond'), 0.001);
      const now = clock.now();
      const bucket = buckets.get(key) ?? { left: burst, at: now };
      const refilled = bucket.left + (Math.max(now - bucket.at, 0) / 1_000) * perSecond;
      const left = Math.min(refilled, burst);
      const granted = left >= 1;
      buckets.set(key, { left: granted ? left - 1 : left, at: now });
      if (granted) return undefined;
      return Math.min(Math.max(Math.ceil((1 - left) / perSecond), 1), 60);
    },
  };
}

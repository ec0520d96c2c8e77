// The account's quota: 5,000 requests an hour counted from minute :00, shared by all its keys (yext contract 5).
import type { Clock } from '../core/clock.ts';
import type { LiveSwitches } from '../core/switches.ts';
import { amount, text } from './switches.ts';

const HOUR = 3_600_000;

/** The quota, as used so far. */
export interface Quota {
  /** Counts one request. Returns when to come back, in epoch milliseconds, if this one is refused. */
  take(): number | undefined;
  limit(): number;
  remaining(): number;
  /** Start of the next hour, in epoch milliseconds. */
  resetAt(): number;
  snapshot(): () => void;
}

/** Nothing used yet. */
export function createQuota(clock: Clock, live: LiveSwitches): Quota {
  let used = { hour: -1, requests: 0 };
  let bucket = { tokens: Number.POSITIVE_INFINITY, at: clock.now() };

  const hour = (): number => Math.floor(clock.now() / HOUR);
  const resetAt = (): number => (hour() + 1) * HOUR;
  const spent = (): number => (used.hour === hour() ? used.requests : 0);
  const remaining = (): number => Math.max(0, amount(live, 'requestsPerHour') - spent());

  function takeBurst(): number | undefined {
    if (text(live, 'burstLimiter') !== 'token-bucket') return undefined;
    const now = clock.now();
    const perSecond = amount(live, 'burstPerSecond');
    const refilled = bucket.tokens + (Math.max(0, now - bucket.at) / 1000) * perSecond;
    const tokens = Math.min(amount(live, 'burstCapacity'), refilled);
    bucket = { tokens: tokens < 1 ? tokens : tokens - 1, at: now };
    return tokens < 1 ? now + Math.ceil(((1 - tokens) / perSecond) * 1000) : undefined;
  }

  return {
    limit: () => amount(live, 'requestsPerHour'),
    remaining,
    resetAt,
    take() {
      if (remaining() === 0) return resetAt();
      const retryAt = takeBurst();
      if (retryAt === undefined) used = { hour: hour(), requests: spent() + 1 };
      return retryAt;
    },
    snapshot() {
      const before = { used, bucket };
      return () => {
        ({ used, bucket } = before);
      };
    },
  };
}

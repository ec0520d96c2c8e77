// The rate limit: so many calls a minute for each token, and logins for each client (genesys contract 4.3).
import type { Reply } from '../core/http.ts';
import { tooManyRequests } from './errors.ts';
import type { GenesysState } from './state/state.ts';
import type { Settings } from './switches.ts';

const WINDOW_MS = 60_000;

/** A limit of calls a minute, and whose calls count against it. */
export interface RateLimit {
  /** A token, or `login:` and a client id. */
  readonly key: string;
  readonly allowed: number;
  readonly window: Settings['rateLimitWindow'];
}

/** The calls of the window that is open now, and the time until it ends. */
export interface Usage {
  readonly used: number;
  readonly resetMs: number;
}

/** The limit of a token. */
export function tokenLimit(token: string, settings: Settings): RateLimit {
  return { key: token, allowed: settings.callsPerMinute, window: settings.rateLimitWindow };
}

/** How much of a limit is used up. */
export function usageOf(state: GenesysState, limit: RateLimit): Usage {
  const now = state.clock.now();
  const calls = callsInWindow(state, limit);
  return { used: calls.length, resetMs: (calls[0] ?? now) + WINDOW_MS - now };
}

/** Counts one call, or refuses it with the vendor's 429. A refused call does not count. */
export function countCall(state: GenesysState, limit: RateLimit): Reply | undefined {
  const { used, resetMs } = usageOf(state, limit);
  if (used >= limit.allowed) return tooManyRequests(Math.max(1, Math.ceil(resetMs / 1000)));
  const calls = callsInWindow(state, limit);
  calls.push(state.clock.now());
  state.memory.calls.set(limit.key, calls);
  return undefined;
}

function callsInWindow({ memory, clock }: GenesysState, { key, window }: RateLimit): number[] {
  const calls = memory.calls.get(key) ?? [];
  const oldest = clock.now() - WINDOW_MS;
  if (window === 'sliding') return calls.filter((at) => at > oldest);
  return (calls[0] ?? oldest) > oldest ? calls : [];
}

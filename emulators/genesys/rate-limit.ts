// The request budget: so many calls a minute for each token, on the injected clock (genesys contract 4.3).
import type { Reply } from '../core/http.ts';
import { tooManyRequests } from './errors.ts';
import type { Settings } from './switches.ts';
import type { GenesysState } from './state/state.ts';

const WINDOW_MS = 60_000;

export interface Purse {
  /** A token, or a login. */
  readonly key: string;
  readonly allowed: number;
  readonly window: Settings['rateLimitWindow'];
}

export interface Spent {
  readonly used: number;
  readonly resetMs: number;
}

/** What has been used up in the window that is open now. */
export function spent(state: GenesysState, purse: Purse): Spent {
  const now = state.clock.now();
  const calls = callsInWindow(state, purse);
  return { used: calls.length, resetMs: (calls[0] ?? now) + WINDOW_MS - now };
}

/** Counts one call, or refuses it with the vendor's 429. A refused call costs nothing. */
export function spend(state: GenesysState, purse: Purse): Reply | undefined {
  const { used, resetMs } = spent(state, purse);
  if (used >= purse.allowed) return tooManyRequests(Math.max(1, Math.ceil(resetMs / 1000)));
  const calls = callsInWindow(state, purse);
  calls.push(state.clock.now());
  state.memory.calls.set(purse.key, calls);
  return undefined;
}

function callsInWindow({ memory, clock }: GenesysState, { key, window }: Purse): number[] {
  const calls = memory.calls.get(key) ?? [];
  const oldest = clock.now() - WINDOW_MS;
  if (window === 'sliding') return calls.filter((at) => at > oldest);
  return (calls[0] ?? oldest) > oldest ? calls : [];
}

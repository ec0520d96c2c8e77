// The gateway's rate limit: so many requests a minute for each Authorization header (thingspace contract 9.16).
import type { EmulatedRequest, Reply } from '../core/http.ts';
import { throttledReply } from './errors.ts';
import type { ThingspaceState } from './state/state.ts';
import { amount, flag } from './switches.ts';

const MINUTE = 60_000;

/** Counts a request, or refuses it with the gateway's 429. There is no limit by default. */
export function countRequest(request: EmulatedRequest, state: ThingspaceState): Reply | undefined {
  const limit = amount(state.switches, 'requestsPerMinute');
  if (limit <= 0) return undefined;
  const now = state.clock.now();
  const minute = Math.floor(now / MINUTE);
  const caller = request.headers['authorization'] ?? '';
  const counted = state.traffic.get(caller);
  const count = counted?.minute === minute ? counted.count + 1 : 1;
  state.traffic.set(caller, { minute, count });
  if (count <= limit) return undefined;
  const wait = Math.ceil(((minute + 1) * MINUTE - now) / 1000);
  return throttledReply(flag(state.switches, 'retryAfterHeader') ? wait : undefined);
}

// The gate that every request of a sweep passes, retries too: within the share of a budget that the provider tells, else at a pace.
import {
  ASKED_SWEEP_SHARE,
  SWEEP_SHARE,
  openWindow,
  roomOfSweep,
  windowOf,
  type ToldBudget,
} from '../../domain/budget/shares.ts';
import type { SweepOfCall } from '../../domain/call.ts';
import type { SweepSettings } from '../ports.ts';
import type { Connection } from './connection.ts';
import { sweepShareUsedUp } from './unsent.ts';

/** A longer wait is not waited for within a call: the sweep goes on later. */
const MOST_WAIT_MS = 2_000;
/** Calls a minute, where neither the provider nor the operator says how many. */
const PACE = 60;
const MINUTE_MS = 60_000;

/** What is in force for the sweeps of an account. */
interface SweepRates {
  readonly share: number;
  /** Calls a minute; null while a budget alone decides. */
  readonly callsPerMinute: number | null;
}

export interface SweepGate {
  /** Does the work of one request when it may be sent. Throws UPSTREAM_THROTTLED of origin PLATFORM when that is not soon. */
  pass<T>(work: () => Promise<T>, sweep: SweepOfCall | undefined, signal: AbortSignal): Promise<T>;
  /** The provider throttled a request of the sweep: its pace is halved to its end. */
  slowDown(sweep: SweepOfCall | undefined): void;
  rates(): SweepRates;
  /** Requests that may be sent in the window that is open; null where the provider tells no budget. */
  room(): number | null;
  /** How many requests were put off so far. */
  putOff(): number;
}

/** What the gate remembers. Moments are milliseconds since the epoch. */
interface Memory {
  /** The window of the provider in which requests are counted. */
  endsAt: number;
  taken: number;
  /** Requests that were let through and are not answered yet: the provider has not counted them. */
  underWay: number;
  /** When the pace lets the next request through. */
  nextAt: number;
  /** The sweep that was throttled last, and how often. */
  slowed: { readonly id: string | undefined; readonly times: number };
  putOff: number;
}

const DEFAULTS: SweepSettings = { share: SWEEP_SHARE, callsPerMinute: null };

/** A gate that has let nothing through yet. */
export function createSweepGate(connection: Connection): SweepGate {
  const { runtime, accountKey, seen } = connection;
  const memory: Memory = {
    endsAt: 0,
    taken: 0,
    underWay: 0,
    nextAt: 0,
    slowed: { id: undefined, times: 0 },
    putOff: 0,
  };
  const settings = (): SweepSettings => runtime.sweepSettings?.(accountKey) ?? DEFAULTS;
  const refuse = (until: number): never => {
    memory.putOff += 1;
    throw sweepShareUsedUp(accountKey, until);
  };

  async function waitForTurn(sweep: SweepOfCall | undefined, signal: AbortSignal): Promise<void> {
    const { share } = settings();
    const shareNow = sweep?.isAskedFor === true ? Math.max(share, ASKED_SWEEP_SHARE) : share;
    const opensAt = budgetOpensAt(memory, seen, shareNow, runtime.now());
    if (opensAt > runtime.now() + MOST_WAIT_MS) refuse(opensAt);
    if (opensAt > runtime.now()) {
      await runtime.sleep(opensAt - runtime.now(), signal);
      const still = budgetOpensAt(memory, seen, shareNow, runtime.now());
      if (still > runtime.now()) refuse(still);
    }
    const pace = paceOf(connection, settings());
    const wait = pace === null ? 0 : takeSlot(memory, slowedPace(pace, memory, sweep), runtime.now());
    if (wait > MOST_WAIT_MS) refuse(memory.nextAt);
    if (wait > 0) await runtime.sleep(wait, signal);
    memory.taken += 1;
  }

  return {
    async pass(work, sweep, signal) {
      await waitForTurn(sweep, signal);
      memory.underWay += 1;
      try {
        return await work();
      } finally {
        memory.underWay -= 1;
      }
    },
    slowDown(sweep) {
      const times = memory.slowed.id === sweep?.id ? memory.slowed.times : 0;
      memory.slowed = { id: sweep?.id, times: times + 1 };
    },
    rates: () => ({ share: settings().share, callsPerMinute: paceOf(connection, settings()) }),
    room: () => roomNow(memory, seen, settings().share, runtime.now()),
    putOff: () => memory.putOff,
  };
}

/** When a request may be sent as far as the budget goes. */
function budgetOpensAt(memory: Memory, told: ToldBudget, share: number, now: number): number {
  const room = roomNow(memory, told, share, now);
  return room === null || room > 0 ? now : (windowOf(told)?.endsAt ?? now);
}

/** Requests that may be sent now; null where no budget is told. */
function roomNow(memory: Memory, told: ToldBudget, share: number, now: number): number | null {
  const window = openWindow(told, now);
  if (window === null) return null;
  if (now >= memory.endsAt) {
    memory.taken = 0;
    memory.endsAt = window.endsAt;
  }
  const remaining = Math.max(0, window.remaining - memory.underWay);
  return roomOfSweep(share, { ...window, remaining }, memory.taken);
}

/** Calls a minute; null while the provider tells a budget and the operator asks for no pace. */
function paceOf({ policy, seen }: Connection, { callsPerMinute }: SweepSettings): number | null {
  if (callsPerMinute !== null) return callsPerMinute;
  return windowOf(seen) === null ? (policy.sweepCallsPerMinute ?? PACE) : null;
}

function slowedPace(pace: number, { slowed }: Memory, sweep: SweepOfCall | undefined): number {
  return slowed.id === sweep?.id ? Math.max(1, pace / 2 ** slowed.times) : pace;
}

/** Milliseconds until this request's turn, which it has then, unless that is too long. */
function takeSlot(memory: Memory, pace: number, now: number): number {
  const interval = MINUTE_MS / pace;
  // A clock that was put back would hold everything up.
  const at = Math.min(Math.max(memory.nextAt, now), now + MOST_WAIT_MS + interval);
  const wait = at - now;
  memory.nextAt = wait <= MOST_WAIT_MS ? at + interval : at;
  return wait;
}

// What stands before an account's provider for requests that nobody waits for: some of the places alone, and for sweeps their gate.
import { TaskCancelledError, bulkhead, type BulkheadPolicy } from 'cockatiel';
import type { AccountStatus, BudgetShares } from '../../domain/account.ts';
import { SET_SHARE, openWindow, reservedOf, roomOf, shareOf } from '../../domain/budget/shares.ts';
import type { Allowance, Call } from '../../domain/call.ts';
import { asProblemError } from '../../domain/problem.ts';
import type { Current } from '../../domain/reload/current.ts';
import type { Connection } from './connection.ts';
import type { Guard } from './guard.ts';
import { createSweepGate, type SweepGate } from './sweep-gate.ts';
import { HeldBack, allowanceSpent } from './unsent.ts';

/** Places that sweeps take at once. */
const SWEEP_PLACES = 2;

type Execute = Pick<Guard, 'execute'>;

export interface Background {
  /** What the requests of a call pass: for those that somebody waits for, the guard alone. */
  guardFor(call: Pick<Call, 'purpose' | 'sweep' | 'allowance'>): Execute;
  status(): Pick<AccountStatus, 'shares' | 'sweepsPutOff'>;
}

/** In front of this guard. */
export function createBackground(connection: Connection, guard: Guard): Background {
  const { runtime } = connection;
  const gate = createSweepGate(connection);
  const sweeps = createLane(() => SWEEP_PLACES);
  // The other half is left to those who wait.
  const sets = createLane(() => Math.max(1, Math.floor(runtime.limits().concurrency / 2)));
  return {
    guardFor({ purpose, sweep, allowance }) {
      if (purpose === 'SWEEP') {
        const way = throughGate({ guard, lane: sweeps, gate }, sweep);
        return allowance === undefined ? way : withinAllowance(way, allowance, connection.accountKey);
      }
      if (purpose === undefined) return guard;
      return {
        execute: (work, signal, span) => sets(() => guard.execute(work, signal, span), signal),
      };
    },
    status: () => ({ shares: sharesOf(connection, gate), sweepsPutOff: gate.putOff() }),
  };
}

function sharesOf({ seen, runtime }: Connection, gate: SweepGate): BudgetShares {
  const limit = seen.budget?.limit ?? null;
  const window = openWindow(seen, runtime.now());
  const rates = gate.rates();
  const inRequests = (share: number): number | null => (limit === null ? null : shareOf(limit, share));
  return {
    sweeps: { ...rates, limit: inRequests(rates.share), remaining: gate.room() },
    changeSets: {
      share: SET_SHARE,
      limit: inRequests(SET_SHARE),
      remaining: window && roomOf(SET_SHARE, window),
      callsPerMinute: null,
    },
    reserved: limit === null ? null : reservedOf(limit, rates.share),
  };
}

/** Asked before all else: what is not sent takes no place, and nobody's turn. */
function withinAllowance(way: Execute, allowance: Allowance, accountKey: string): Execute {
  return {
    async execute(work, signal, span) {
      if (allowance.left <= 0) throw allowanceSpent(accountKey);
      allowance.left -= 1;
      let isBegun = false;
      const begin = (): ReturnType<typeof work> => {
        isBegun = true;
        return work();
      };
      try {
        return await way.execute(begin, signal, span);
      } finally {
        // Put off, or given up while it waited.
        if (!isBegun) allowance.left += 1;
      }
    },
  };
}

interface SweepWay {
  readonly guard: Guard;
  readonly lane: Lane;
  readonly gate: SweepGate;
}

function throughGate({ guard, lane, gate }: SweepWay, sweep: Call['sweep']): Execute {
  return {
    execute: (work, signal, span) =>
      lane(
        () =>
          gate.pass(
            async () => {
              try {
                return await guard.execute(work, signal, span);
              } catch (error) {
                if (isThrottled(error)) gate.slowDown(sweep);
                throw error;
              }
            },
            sweep,
            signal,
          ),
        signal,
      ),
  };
}

/** By the provider, just now. */
function isThrottled(error: unknown): boolean {
  return !(error instanceof HeldBack) && asProblemError(error).problem.code === 'UPSTREAM_THROTTLED';
}

/** Does work when one of a few places is free. Throws the signal's reason when that aborts before. */
type Lane = <T>(work: () => Promise<T>, signal: AbortSignal) => Promise<T>;

function createLane(size: Current<number>): Lane {
  let places: BulkheadPolicy | null = null;
  let made = 0;

  /** A reload may change the size; who waits for a place still gets one of the old ones. */
  function current(): BulkheadPolicy {
    if (places === null || size() !== made) {
      made = size();
      places = bulkhead(made, Number.POSITIVE_INFINITY);
    }
    return places;
  }

  return async (work, signal) => {
    try {
      return await current().execute(work, signal);
    } catch (error) {
      if (error instanceof TaskCancelledError) throw signal.reason;
      throw error;
    }
  };
}

// A database that cannot be used: told in the log once when that starts and once when it is over, with the attempts in between counted.
import type { Log } from '../domain/log.ts';
import type { ProblemError } from '../domain/problem.ts';
import { isMissingRight } from './database/failure.ts';

export interface Outage {
  /** An attempt failed. */
  failed(error: ProblemError): void;
  /** A connection was opened: the server is there and knows who asks. */
  connected(): void;
  /** Something succeeded over a connection, which may have been opened before. */
  worked(): void;
  /** Everything works. */
  over(): void;
}

interface Started {
  /** Whether connections are refused, and not what is asked over them. */
  readonly atConnecting: boolean;
  readonly message: string;
  /** Milliseconds since the epoch. */
  readonly since: number;
  last: number;
  attempts: number;
}

/** A right that is missing concerns some queries and not others: it is over when none has failed for so long. */
const QUIET_MS = 60_000;

export function createOutage({
  log,
  now,
}: {
  readonly log: Log;
  /** Milliseconds since the epoch. */
  readonly now: () => number;
}): Outage {
  let started: Started | null = null;

  function over(): void {
    if (started === null) return;
    const { attempts, since } = started;
    started = null;
    log.info({ attempts, ms: now() - since }, 'the database can be used again');
  }

  return {
    over,
    failed({ problem: { code, message, hint }, cause }) {
      const at = now();
      if (started?.message !== message) {
        const before = started?.attempts ?? 0;
        log.warn(
          { problem: code, why: message, hint, ...(before > 0 && { attemptsBefore: before }) },
          'the database cannot be used',
        );
        const atConnecting = !isMissingRight(cause);
        started = { atConnecting, message, since: started?.since ?? at, last: at, attempts: before };
      }
      started.last = at;
      started.attempts += 1;
    },
    connected() {
      if (started?.atConnecting) over();
    },
    worked() {
      if (started !== null && !started.atConnecting && now() - started.last >= QUIET_MS) over();
    },
  };
}

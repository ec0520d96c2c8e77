// A database that cannot be used: told in the log once when that starts and once when it is over, with the attempts in between counted.
import type { Log } from '../domain/log.ts';
import type { ProblemError } from '../domain/problem.ts';
import { lastingOf, operatorHint } from './database/failure.ts';

export interface Outage {
  /** An attempt failed, for a reason that lasts or one that passes. Whether it is told: now, before, or when it lasts. */
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
  atConnecting: boolean;
  /** The reasons that were told: those that alternate are told once each. */
  readonly told: Set<string>;
  /** Milliseconds since the epoch. */
  readonly since: number;
  last: number;
  attempts: number;
}

/** Failures that pass, one after the other. */
interface Passing {
  readonly since: number;
  last: number;
  attempts: number;
}

/** What concerns some queries and not others, or some connections, is over when nothing has failed for so long. */
const QUIET_MS = 60_000;
/** Failures that would pass and have gone on for so long are an outage: of a proxy, say, that takes connections and closes them. */
const LASTS_MS = 5_000;

export function createOutage({
  log,
  now,
  where = () => null,
}: {
  readonly log: Log;
  /** Milliseconds since the epoch. */
  readonly now: () => number;
  /** Host and port of the server; null where there is none. */
  readonly where?: () => string | null;
}): Outage {
  let started: Started | null = null;
  const passing = countPassing();

  function over(): void {
    passing.forget();
    if (started === null) return;
    const { attempts, since } = started;
    started = null;
    log.info({ attempts, ms: now() - since }, 'the database can be used again');
  }

  function begin(error: ProblemError, at: number): Started {
    const { code, message } = error.problem;
    const since = passing.since() ?? at;
    started ??= { atConnecting: true, told: new Set(), since, last: at, attempts: passing.attempts() };
    if (!started.told.has(message)) {
      const { attempts } = started;
      const more = attempts > 0 ? { attemptsBefore: attempts } : {};
      const hint = operatorHint(error, where());
      log.warn({ problem: code, why: message, hint, ...more }, 'the database cannot be used');
      started.told.add(message);
    }
    return started;
  }

  return {
    over,
    failed(error) {
      const at = now();
      const lasting = lastingOf(error);
      const isPassing = lasting === 'PASSING';
      if (isPassing && started === null && !passing.lasts(at)) return;
      const known = isPassing && started !== null ? started : begin(error, at);
      // What is no failure of a connection, such as tables of another version, is over when the opening says so.
      if (!isPassing) known.atConnecting = lasting === 'CONNECTING';
      known.last = at;
      known.attempts += 1;
    },
    connected() {
      passing.forget();
      if (started?.atConnecting) over();
    },
    worked() {
      if (started !== null && !started.atConnecting && now() - started.last >= QUIET_MS) over();
    },
  };
}

/** Counts failures that pass, one after the other, until they have gone on for so long that they do not. */
function countPassing() {
  let row: Passing | null = null;
  return {
    since: () => row?.since ?? null,
    attempts: () => row?.attempts ?? 0,
    forget() {
      row = null;
    },
    lasts(at: number): boolean {
      if (row === null || at - row.last > QUIET_MS) row = { since: at, last: at, attempts: 0 };
      row.last = at;
      if (at - row.since >= LASTS_MS) return true;
      row.attempts += 1;
      return false;
    },
  };
}

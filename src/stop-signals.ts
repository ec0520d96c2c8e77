// What the signals mean that tell a process to stop: the first one that it stops, another one that it makes haste.
import type { Log } from './domain/log.ts';

/**
 * A terminal's Ctrl-C reaches a child of npm twice, by itself and passed on by npm, and so does a signal that a supervisor sends to all
 * processes of a service. Nobody who wants haste is hindered by waiting so long.
 */
const SAME_MS = 1_000;

export interface Stopping {
  /** Stops; ends the delay when the signal aborts. Whether all was finished. */
  readonly close: (hurry: AbortSignal) => Promise<boolean>;
  readonly exit: (code: 0 | 1) => void;
  readonly log: Log;
  /** Milliseconds, from any moment on. */
  readonly now: () => number;
}

/** Takes each signal by its name. The process ends with 0 when all was finished. */
export function createStopper({ close, exit, log, now }: Stopping): (signal: string) => void {
  const hurry = new AbortController();
  let told: number | null = null;

  async function stop(since: number): Promise<void> {
    try {
      const finished = await close(hurry.signal);
      log.info({ finished, ms: Math.round(now() - since) }, 'stopped');
      exit(finished ? 0 : 1);
    } catch (error) {
      log.error({ err: error }, 'the process did not stop as it should');
      exit(1);
    }
  }

  return (signal) => {
    if (told === null) {
      told = now();
      log.info({ signal }, 'stopping');
      void stop(told);
    } else if (now() - told >= SAME_MS && !hurry.signal.aborted) {
      log.info({ signal }, 'stopping without delay');
      hurry.abort();
    }
  };
}

// A database in memory is made before anybody asks for it, so that there is an inventory, but in nobody's way: making it takes seconds, in
// which all else is slower. A part of the composition root.
import type { ServerMeter } from './domain/telemetry/server-meter.ts';
import { sleepUnlessAborted } from './timers.ts';

/** It waits for the first answer, and no longer than this. */
const FIRST_ANSWER_MS = 1_000;

export interface EarlyOpening {
  /** Waits from now on, when anything is to be opened at all. */
  begin(): void;
  /** An answer was given. */
  answered(): void;
  stop(): void;
}

/** Opens once. */
export function openingEarly(isWanted: () => boolean, open: () => void): EarlyOpening {
  const stopping = new AbortController();
  let isAwaited = false;
  const answered = (): void => {
    if (!isAwaited || stopping.signal.aborted) return;
    isAwaited = false;
    open();
  };
  return {
    begin() {
      isAwaited = isWanted();
      if (isAwaited)
        void sleepUnlessAborted(FIRST_ANSWER_MS, stopping.signal).then(answered, () => undefined);
    },
    answered,
    stop: () => stopping.abort(),
  };
}

/** Calls `answered` after each answer, too. */
export function afterAnswers(
  { begun }: Pick<ServerMeter, 'begun'>,
  answered: () => void,
): Pick<ServerMeter, 'begun'> {
  return {
    begun(operation) {
      const ended = begun(operation);
      return (outcome, milliseconds) => {
        ended(outcome, milliseconds);
        answered();
      };
    },
  };
}

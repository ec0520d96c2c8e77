// Reading the store for one request: no longer than it has time, and whoever asked is told what that was spent on.
import { ProblemError, problem } from '../../domain/problem.ts';

/** Runs a read in a store that may still be opening. */
export type InStore<Store> = <T>(work: (store: Store) => Promise<T>) => Promise<T>;

/** `opened` throws what the opening does. The signal aborts when the request's time is over, or when nobody waits for it; its reason is a ProblemError. */
export function inStore<Store>(opened: () => Promise<Store>, signal: AbortSignal): InStore<Store> {
  return async (work) => {
    const store = await inTime(opened(), signal, stillOpening);
    return await inTime(work(store), signal, notAnswered);
  };
}

/** A statement goes on for as long as the store lets it, and so does the opening. */
async function inTime<T>(work: Promise<T>, signal: AbortSignal, late: () => ProblemError): Promise<T> {
  let stop = (): void => undefined;
  const over = new Promise<never>((_resolve, reject) => {
    stop = () => {
      const reason = signal.reason as ProblemError; // every signal of ours aborts with one
      reject(reason.problem.code === 'DEADLINE_EXCEEDED' ? late() : reason);
    };
  });
  if (signal.aborted) stop();
  signal.addEventListener('abort', stop, { once: true });
  try {
    return await Promise.race([work, over]);
  } finally {
    signal.removeEventListener('abort', stop);
  }
}

function stillOpening(): ProblemError {
  return new ProblemError(
    problem('STORE_UNAVAILABLE', 'PLATFORM', 'The database of License Graph is still being opened.', {
      retryable: true,
      hint: 'Try again in a moment.',
    }),
  );
}

function notAnswered(): ProblemError {
  const message = 'The database of License Graph had not answered when the time for this request was up.';
  return new ProblemError(
    problem('DEADLINE_EXCEEDED', 'PLATFORM', message, {
      retryable: true,
      hint: 'Ask for less at once, or raise server.deadlineMs.',
    }),
  );
}

// Leaving without losing a request: balancers are told first, and everything is served until they have noticed.
import type { Log } from '../../domain/log.ts';
import { inTime } from '../../domain/waiting/in-time.ts';

/** What stops, in this order. */
export interface LeaveSteps {
  /** Those who probe are told, and clients with each answer. Everything is still served. */
  drain(): void;
  /** Sockets and streams are told, spread over so much time. New ones are still taken. */
  tellLive(withinMs: number): void;
  /** Closes the port; resolves when the last answer is out. */
  closePort(): Promise<void>;
  /** Stops what changes licenses, and hands on what is left; begun with `closePort`, as requests that wait for their set are let go by it. */
  stopChanges(): Promise<void>;
  /** Cuts off what is still under way. */
  cut(): void;
  /** Closes what answers needed until now. */
  closeRest(): Promise<void>;
}

export interface LeaveTimes {
  /** How long everything is served after those who probe have been told. */
  readonly delayMs: number;
  /** How long answers under way may take after that. */
  readonly drainMs: number;
  /** Ends the delay when it aborts. */
  readonly hurry: AbortSignal;
  /** Resolves after so many milliseconds, or when the signal aborts. */
  readonly wait: (milliseconds: number, over: AbortSignal) => Promise<void>;
}

/** Balancers that probe every second or two notice within. */
export const DRAIN_DELAY_MS = 5_000;

/** What is left to do after the last answer takes no longer: platforms are told to allow five seconds for it. */
const CLOSING_MS = 4_000;

/** Whether everything was finished: nothing was cut off, and nothing failed to stop. */
export async function leave(steps: LeaveSteps, times: LeaveTimes, log: Log): Promise<boolean> {
  const { delayMs, drainMs, hurry, wait } = times;
  steps.drain();
  if (delayMs > 0) {
    // Not before balancers have had time to notice: clients come back at once, and are not to come back here.
    await wait(delayMs / 2, hurry);
    if (!hurry.aborted) steps.tellLive(delayMs / 2);
    await wait(delayMs / 2, hurry);
  }
  const stopped = Promise.all([
    succeeds(steps.closePort(), 'the server did not stop', log),
    succeeds(steps.stopChanges(), 'the change engine did not stop', log),
  ]).then((all) => all.every(Boolean));
  const isStopped = await inTime(stopped, drainMs, wait);
  if (isStopped === null) {
    log.warn({ drainMs }, 'requests still under way were cut off');
    steps.cut();
  }
  const closed = succeeds(steps.closeRest(), 'the store did not close', log);
  const isClosed = await inTime(closed, CLOSING_MS, wait);
  if (isClosed === null) log.warn({ closingMs: CLOSING_MS }, 'the store did not close in time');
  return isStopped === true && isClosed === true;
}

async function succeeds(work: Promise<void>, otherwise: string, log: Log): Promise<boolean> {
  try {
    await work;
    return true;
  } catch (error) {
    log.error({ err: error }, otherwise);
    return false;
  }
}

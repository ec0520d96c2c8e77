// A change set as it is now: by a subscription, and by asking again and again where none gets through.
import { useEffect, useRef, useState } from 'preact/hooks';
import {
  SetNowDocument,
  SetProgressLiveDocument,
  type SetProgressFragment,
} from '../../generated/documents.ts';
import { ask } from '../../graph/ask.ts';
import { isWithoutToken, type Failure } from '../../graph/failure.ts';
import { askEverythingAgain, roundAfter, roundNow, shownOf } from '../../graph/live.ts';
import { follow } from '../../graph/stream.ts';
import { isOver, nextPause } from './plan/plan-words.ts';

export interface SetNow {
  /** Null until it is known, and where there is none. */
  readonly set: SetProgressFragment | null;
  /** Whether it is known that there is none. */
  readonly isMissing: boolean;
  readonly failures: readonly Failure[];
  /** Where it is not asked again by itself: it takes another token. */
  readonly again?: () => void;
}

const FIRST_PAUSE = 700;

/** Follows a set until it is over. After it everything else on the screen is asked again, if this was seen to change anything. */
export function useChangeSet(id: string, { wasApplied = false } = {}): SetNow {
  const [now, setNow] = useState<SetNow>({ set: null, isMissing: false, failures: [] });
  useEffect(() => {
    const stopping = new AbortController();
    setNow({ set: null, isMissing: false, failures: [] });
    // What was seen stays while the graph does not answer.
    void followSet(id, stopping.signal, (told) =>
      setNow(({ set }) => (told.isMissing || told.set ? told : { ...told, set })),
    );
    return () => stopping.abort();
  }, [id]);
  const status = now.set?.status ?? null;
  const [before, setBefore] = useState(wasApplied ? 'RUNNING' : null);
  useEffect(() => {
    if (status === null || status === before) return;
    if (before !== null && status !== 'RUNNING') askEverythingAgain();
    setBefore(status);
  }, [status]);
  const isStill = useRef(false);
  isStill.current = wasApplied && (status === null || status === 'RUNNING');
  useEffect(
    () => () => {
      // Whoever looks away while it runs should see at least what is done by now.
      if (isStill.current) askEverythingAgain();
    },
    [],
  );
  const failures = shownOf(now.failures);
  return { ...now, failures, ...(failures.some(isWithoutToken) && { again: askEverythingAgain }) };
}

type Tell = (now: SetNow) => void;

async function followSet(id: string, signal: AbortSignal, tell: Tell): Promise<void> {
  try {
    for (;;) {
      const round = roundNow();
      if (!(await followToEnd(id, signal, tell))) return;
      await roundAfter(round, signal);
      tell({ set: null, isMissing: false, failures: [] });
    }
  } catch {
    // Left: nobody looks any more.
  }
}

/** Whether it takes another token to go on. */
async function followToEnd(id: string, signal: AbortSignal, tell: Tell): Promise<boolean> {
  let seen = await look(id, signal, tell);
  if (seen === 'MORE' && (await listen(id, signal, tell))) return false;
  for (let pause = FIRST_PAUSE; seen === 'MORE'; pause = nextPause(pause)) {
    await rest(pause, signal);
    seen = await look(id, signal, tell);
  }
  return seen === 'REFUSED';
}

/** Asks once; whether there is more to wait for. A plan changes when somebody applies it: nobody waits for that here. */
async function look(id: string, signal: AbortSignal, tell: Tell): Promise<'END' | 'MORE' | 'REFUSED'> {
  const { data, failures } = await ask(SetNowDocument, { id }, signal);
  const set = data?.changeSet ?? null;
  if (set === null) {
    const isMissing = data !== null && failures.length === 0;
    tell({ set: null, isMissing, failures });
    if (failures.some(isWithoutToken)) return 'REFUSED';
    return isMissing ? 'END' : 'MORE';
  }
  tell({ set, isMissing: false, failures });
  return set.status === 'PLANNED' || isOver(set.status) ? 'END' : 'MORE';
}

/** Whether it heard the end. */
async function listen(id: string, signal: AbortSignal, tell: Tell): Promise<boolean> {
  for await (const told of follow(SetProgressLiveDocument, { id }, signal)) {
    if ('failure' in told) return false;
    const set = told.data.changeSetProgress;
    if (!set) return false;
    tell({ set, isMissing: false, failures: [] });
    if (isOver(set.status)) return true;
  }
  return false;
}

/** Rejects when it is left. */
function rest(milliseconds: number, signal: AbortSignal): Promise<void> {
  return new Promise((resolve, reject) => {
    const waiting = setTimeout(resolve, milliseconds);
    signal.addEventListener('abort', () => {
      clearTimeout(waiting);
      reject(new Error('left'));
    });
  });
}

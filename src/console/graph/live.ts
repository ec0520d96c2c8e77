// A question that stays on the screen: asked when its part of the page stands, again when its variables change, when the network is back, when
// a token was given, after a change was applied, and while the graph starts. What was shown stays until the new answer is there.
import { effect, signal } from '@preact/signals-core';
import { useEffect, useState } from 'preact/hooks';
import type { TypedDocumentString } from '../generated/documents.ts';
import { ask } from './ask.ts';
import { isWithoutToken, waitBeforeAsking, type Failure } from './failure.ts';
import { tokenNeeded } from './token.ts';

/** Raised when what is on the screen may have changed: everything is asked again. */
const round = signal(0);

/** To be called after something was changed, and after a token was given. */
export function askEverythingAgain(): void {
  round.value += 1;
}

/** How often everything was asked again so far. */
export function roundNow(): number {
  return round.peek();
}

/** Resolves once everything was asked again since that round; rejects when nobody waits any more. */
export function roundAfter(since: number, left: AbortSignal): Promise<unknown> {
  const { promise, resolve, reject } = Promise.withResolvers<null>();
  const stop = effect(() => {
    if (round.value !== since) resolve(null);
  });
  const leave = (): void => reject(new Error('left'));
  left.addEventListener('abort', leave);
  return promise.finally(() => {
    stop();
    left.removeEventListener('abort', leave);
  });
}

/** What to show of them: while the page asks for a token, that says it all. */
export function shownOf(failures: readonly Failure[]): readonly Failure[] {
  return failures.some(isWithoutToken) && tokenNeeded.value !== null ? [] : failures;
}

/** To be called once. */
export function followNetwork(): void {
  addEventListener('online', askEverythingAgain);
}

/** A question and what is known of its answer. */
export interface Question<Data> {
  /** The text that was sent, for whoever wants to see it. */
  readonly text: string;
  readonly variables: unknown;
  /** The last answer; null until there is one. Stays while it is asked again, and when that fails. */
  readonly data: Data | null;
  /** What is wrong with the last try. */
  readonly failures: readonly Failure[];
  /** When `data` came, in milliseconds since 1970. */
  readonly at: number | null;
  readonly isAsking: boolean;
  again(): void;
}

interface State<Data> {
  /** Of which question `data` is the answer. */
  readonly key: string;
  readonly data: Data | null;
  readonly failures: readonly Failure[];
  readonly failedInARow: number;
  readonly at: number | null;
  readonly isAsking: boolean;
  /** Of which round the last answer is. */
  readonly round: number;
}

/** Asks, and keeps what came. With other variables the old rows stand until the new ones are there. */
export function useQuestion<Data, Variables>(
  document: TypedDocumentString<Data, Variables>,
  variables: Variables,
): Question<Data> {
  const key = JSON.stringify(variables);
  const [state, setState] = useState<State<Data>>({
    key,
    data: null,
    failures: [],
    failedInARow: 0,
    at: null,
    isAsking: true,
    round: round.value,
  });
  const [tries, setTries] = useState(0);
  const asked = round.value;
  useEffect(() => {
    const stopping = new AbortController();
    setState((before) => ({ ...before, isAsking: true }));
    void ask(document, variables, stopping.signal).then(
      ({ data, failures, at }) => {
        setState((before) => {
          const failedInARow = failures.length > 0 ? before.failedInARow + 1 : 0;
          const kept = before.key === key ? before : { data: null, at: null };
          const shown = data === null ? { data: kept.data, at: kept.at } : { data, at };
          return { key, ...shown, failures, failedInARow, isAsking: false, round: asked };
        });
      },
      () => {}, // given up, because another question has taken its place
    );
    return () => stopping.abort();
  }, [document, key, tries, asked]);
  const { failures, failedInARow } = state;
  // What is asked with another token was not refused with it.
  const isAsking = state.isAsking || state.round !== asked;
  useEffect(() => {
    const wait = isAsking ? null : waitBeforeAsking(failures, failedInARow);
    if (wait === null) return;
    const waiting = setTimeout(() => setTries((before) => before + 1), wait);
    return () => clearTimeout(waiting);
  }, [failures, failedInARow, isAsking]);
  return {
    text: document.toString(),
    variables,
    data: state.data,
    failures: isAsking ? failures.filter((one) => !isWithoutToken(one)) : shownOf(failures),
    at: state.at,
    isAsking,
    again: () => setTries((before) => before + 1),
  };
}

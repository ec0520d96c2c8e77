// What can be done about a set: stop it while it runs, try again what can succeed, undo what was done.
import { h, type JSX } from 'preact';
import { useRef, useState } from 'preact/hooks';
import {
  CancelSetDocument,
  RetrySetDocument,
  SetChangesDocument,
  type ProblemTextFragment,
  type SetProgressFragment,
} from '../../generated/documents.ts';
import { ask } from '../../graph/ask.ts';
import type { Failure } from '../../graph/failure.ts';
import { useQuestion } from '../../graph/live.ts';
import { button, span } from '../../kit/elements.ts';
import { FailureText, Notice, TryAgain } from '../../kit/notice.ts';
import { useMay } from '../viewer.ts';

export interface SetActionsProps {
  readonly set: SetProgressFragment;
  /** Is given the set that tries again. */
  onRetried(id: string): void;
  onUndo(set: SetProgressFragment): void;
}

export function SetActions(props: SetActionsProps): JSX.Element | null {
  const { set, onUndo } = props;
  const mayChange = useMay('licenses:change');
  if (!mayChange)
    return span({ class: 'muted' }, 'Stopping, trying again and undoing take the scope licenses:change.');
  const { status, progress, cancelRequested } = set;
  if (status === 'PLANNED' || status === 'EXPIRED') return null;
  if (status === 'RUNNING')
    return cancelRequested ? span({ class: 'muted' }, 'It is being stopped.') : h(Cancel, { set });
  return h(
    'span',
    { class: 'actions' },
    progress.rejected + progress.unknown > 0 ? h(Retry, props) : null,
    progress.verified > 0
      ? button({ type: 'button', class: 'button', onClick: () => onUndo(set) }, 'Undo')
      : null,
  );
}

function Cancel({ set }: { readonly set: SetProgressFragment }): JSX.Element {
  const { isBusy, trouble, run } = useOnce(async () => {
    const { data, failures } = await ask(CancelSetDocument, { input: { id: set.id } });
    return { failures, problems: data?.cancelChangeSet.problems ?? [] };
  });
  return h(
    'span',
    { class: 'actions' },
    trouble,
    button(
      { type: 'button', class: 'button', disabled: isBusy, onClick: run },
      isBusy ? 'Being stopped …' : 'Stop what was not sent',
    ),
  );
}

/** Offered when a problem says that the same can succeed later, and not before it says. */
function Retry({ set, onRetried }: SetActionsProps): JSX.Element | null {
  const { data } = useQuestion(SetChangesDocument, {
    id: set.id,
    outcomes: ['REJECTED', 'UNKNOWN'],
    first: 100,
    after: null,
  });
  const { isBusy, trouble, run } = useOnce(async () => {
    const { data: answer, failures } = await ask(RetrySetDocument, {
      input: {
        id: set.id,
        waitSeconds: 0,
        idempotencyKey: `console:retry:${set.id}`,
        reason: set.reason,
        ticket: set.ticket,
      },
    });
    const retried = answer?.retryChangeSet;
    if (retried?.changeSet) onRetried(retried.changeSet.id);
    return { failures, problems: retried?.changeSet ? [] : (retried?.problems ?? []) };
  });
  const problems = (data?.changeSet?.changes?.nodes ?? []).flatMap(({ problem }) =>
    problem?.retryable === true ? [problem] : [],
  );
  if (problems.length === 0) return null;
  const retryAt =
    problems
      .flatMap((one) => one.retryAt ?? [])
      .sort()
      .at(-1) ?? null;
  return h(
    'span',
    { class: 'actions' },
    trouble,
    isBusy ? span({ class: 'muted' }, 'Being tried again …') : h(TryAgain, { retryAt, again: run }),
  );
}

interface Outcome {
  readonly failures: readonly Failure[];
  readonly problems: readonly ProblemTextFragment[];
}

/** Something that is asked for once, however often it is clicked. */
function useOnce(work: () => Promise<Outcome>): {
  isBusy: boolean;
  trouble: JSX.Element | null;
  run(): void;
} {
  const [isBusy, setBusy] = useState(false);
  const [trouble, setTrouble] = useState<readonly Failure[]>([]);
  const running = useRef(false);
  const run = (): void => {
    if (running.current) return;
    running.current = true;
    setBusy(true);
    void work().then(({ failures, problems }) => {
      running.current = false;
      setBusy(false);
      setTrouble([...failures, ...problems.map((problem) => ({ ...problem, requestId: null }))]);
    });
  };
  const notice =
    trouble.length === 0
      ? null
      : h(
          Notice,
          { tone: 'error', title: 'It could not be done.' },
          ...trouble.map((failure) => h(FailureText, { failure })),
        );
  return { isBusy, trouble: notice, run };
}

// What went wrong, or is not whole: a sentence, what to do, the code, and the way to try again.
import { h, type ComponentChildren, type JSX } from 'preact';
import { useEffect, useState } from 'preact/hooks';
import type { Failure } from '../graph/failure.ts';
import { button, code, div, li, p, span, strong, ul } from './elements.ts';
import { icon } from './icons.ts';
import { ToldWithHint } from './told/told.ts';

export interface NoticeProps {
  readonly tone: 'warning' | 'error' | 'info';
  readonly title: ComponentChildren;
  readonly action?: ComponentChildren;
  readonly children?: ComponentChildren;
}

export function Notice({ tone, title, action, children }: NoticeProps): JSX.Element {
  return div(
    { class: `notice ${tone}`, role: tone === 'error' ? 'alert' : 'status' },
    icon(tone === 'info' ? 'events' : 'findings'),
    div({ class: 'notice-text' }, strong({}, title), children),
    action ? div({ class: 'notice-action' }, action) : null,
  );
}

export interface FailuresProps {
  readonly failures: readonly Failure[];
  /** What could not be read, for instance "The licenses". */
  readonly what: string;
  /** Without, it is tried again by itself. */
  again?(): void;
}

/** What is wrong with an answer. Nothing when nothing is. */
export function Failures({ failures, what, again }: FailuresProps): JSX.Element | null {
  const [first] = failures;
  if (!first) return null;
  return h(
    Notice,
    {
      tone: 'error',
      title: `${what} could not be read.`,
      action: again ? h(TryAgain, { retryAt: first.retryAt, again }) : null,
    },
    ul({ class: 'plain' }, ...unique(failures).map((failure) => li({}, h(FailureText, { failure })))),
  );
}

/** One failure: message, hint, code, request id. */
export function FailureText({ failure }: { readonly failure: Failure }): JSX.Element {
  return p(
    {},
    h(ToldWithHint, failure),
    ' ',
    code({}, failure.code),
    failure.requestId === null ? null : span({ class: 'muted' }, ' Request ', code({}, failure.requestId)),
  );
}

/** The same failure at several fields is one for a reader. */
function unique(failures: readonly Failure[]): Failure[] {
  return [...new Map(failures.map((one) => [`${one.code} ${one.message}`, one])).values()].slice(0, 5);
}

export interface TryAgainProps {
  readonly retryAt: string | null;
  again(): void;
}

/** Disabled, and counting, until trying again makes sense. */
export function TryAgain({ retryAt, again }: TryAgainProps): JSX.Element {
  const seconds = useSecondsUntil(retryAt);
  return button(
    { type: 'button', class: 'button', disabled: seconds > 0, onClick: again },
    seconds > 0 ? `Try again in ${seconds} s` : 'Try again',
  );
}

function useSecondsUntil(moment: string | null): number {
  const left = (): number =>
    moment === null ? 0 : Math.max(0, Math.ceil((Date.parse(moment) - Date.now()) / 1_000));
  const [seconds, setSeconds] = useState(left);
  useEffect(() => {
    setSeconds(left());
    const ticking = setInterval(() => setSeconds(left()), 1_000);
    return () => clearInterval(ticking);
  }, [moment]);
  return seconds;
}

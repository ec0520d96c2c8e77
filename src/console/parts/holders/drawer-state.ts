// What a drawer shows before, or instead of, what it is about.
import { Fragment, h, type JSX } from 'preact';
import type { Question } from '../../graph/live.ts';
import { p } from '../../kit/elements.ts';
import { Failures } from '../../kit/notice.ts';
import { Skeleton } from '../answers/panel.ts';

export interface DrawerStateProps {
  readonly question: Question<unknown>;
  /** Whether it is there. */
  readonly isFound: boolean;
  /** What could not be read, for instance "The license". */
  readonly what: string;
}

/** A failure, a skeleton, or that there is no such thing. Nothing once it is there. */
export function DrawerState({ question, isFound, what }: DrawerStateProps): JSX.Element {
  const { data, failures, again } = question;
  const isWell = failures.length === 0;
  return h(
    Fragment,
    {},
    h(Failures, { failures, what, again }),
    data === null && isWell ? h(Skeleton, { lines: 8 }) : null,
    data !== null && isWell && !isFound
      ? p({}, `${what} of this address is not there, or not for you to see.`)
      : null,
  );
}

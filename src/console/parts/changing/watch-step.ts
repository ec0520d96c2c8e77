// What becomes of a set that was applied, while one looks. Closing the window changes nothing.
import { h, type JSX } from 'preact';
import type { SetProgressFragment } from '../../generated/documents.ts';
import { a, button, p, span } from '../../kit/elements.ts';
import { Failures } from '../../kit/notice.ts';
import { changeSetAddress } from '../words/addresses.ts';
import { Skeleton } from '../answers/panel.ts';
import { SetActions } from './set-actions.ts';
import { SetProblems } from './set-problems.ts';
import { SetProgressBar } from './set-progress.ts';
import { Step } from './step.ts';
import { useChangeSet } from './use-change-set.ts';

export interface WatchStepProps {
  readonly id: string;
  /** How the holder at each place was chosen or typed. */
  readonly names: readonly string[] | null;
  onRetried(id: string): void;
  onUndo(set: SetProgressFragment): void;
  onClose(): void;
}

export function WatchStep({ id, names, onRetried, onUndo, onClose }: WatchStepProps): JSX.Element {
  const { set, failures, again } = useChangeSet(id, { wasApplied: true });
  const isRunning = set === null || set.status === 'RUNNING';
  return h(
    Step,
    {
      footer: [
        span(
          { class: 'step-note' },
          a({ href: changeSetAddress(id), onClick: onClose }, 'Open the change set'),
        ),
        set === null ? null : h(SetActions, { set, onRetried, onUndo }),
        button({ type: 'button', class: 'button main', onClick: onClose }, isRunning ? 'Close' : 'Done'),
      ],
    },
    h(Failures, { failures, what: 'The progress', ...(again && { again }) }),
    set === null ? (failures.length > 0 ? null : h(Skeleton, { lines: 3 })) : h(SetProgressBar, { set }),
    isRunning && failures.length === 0
      ? p({ class: 'muted' }, 'It goes on when this window is closed, and stands under Changes.')
      : null,
    set !== null && !isRunning ? h(SetProblems, { set, names }) : null,
  );
}

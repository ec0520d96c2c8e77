// The plan as a difference: what comes of it in one sentence, seats before and after, problems first, then every row; and the way to apply it.
import { h, type JSX } from 'preact';
import { useState } from 'preact/hooks';
import {
  SetChangesDocument,
  type PlannedSetFragment,
  type ProblemTextFragment,
  type SetChangesQueryVariables,
} from '../../../generated/documents.ts';
import { usePages } from '../../../graph/pages.ts';
import { button, div, input, label, li, p, span, strong, ul } from '../../../kit/elements.ts';
import { FailureText, Notice } from '../../../kit/notice.ts';
import { format } from '../../../kit/reader.ts';
import { Told } from '../../../kit/told/told.ts';
import { QueryButton } from '../../answers/query-view.ts';
import { placeOf } from '../choose/change-requests.ts';
import { PlanProblems } from './plan-problems.ts';
import { PlanRows } from './plan-rows.ts';
import { planSentence } from './plan-words.ts';
import type { Planned, Planner } from './planner.ts';
import { SeatDifference } from './seat-difference.ts';
import { Step } from '../step.ts';
import { useApply, type Applying } from '../use-apply.ts';

/** What the step has that shows a plan, or why there is none. */
export interface LookStepProps {
  readonly planner: Planner;
  readonly planned: Planned;
  /** What has changed since the plan before this one. */
  readonly moved: readonly ProblemTextFragment[];
  onPlanAgain(moved: readonly ProblemTextFragment[]): void;
  onApplied(id: string): void;
  onBack?(): void;
  onClose(): void;
}

export interface PlanDifferenceProps extends LookStepProps {
  readonly set: PlannedSetFragment;
}

/** From so many removals on their number has to be typed. */
const MANY = 100;

export function PlanDifference(props: PlanDifferenceProps): JSX.Element {
  const { planner, planned, moved, set, onApplied, onPlanAgain } = props;
  const { pending, pendingRemovals } = set.progress;
  const [count, removals] = set.status === 'PLANNED' ? [pending, pendingRemovals] : [0, 0];
  const variables: SetChangesQueryVariables = { id: set.id, outcomes: ['PENDING', 'NO_CHANGE'], first: 100 };
  const rows = usePages(SetChangesDocument, variables, (data) => data.changeSet?.changes);
  const [typed, setTyped] = useState('');
  const applying = useApply(set, (applied) =>
    applied.kind === 'GOES' ? onApplied(applied.id) : onPlanAgain(applied.problems),
  );
  return h(
    Step,
    {
      footer: [
        removals >= MANY ? h(Confirmation, { removals, typed, onTyped: setTyped }) : null,
        h(Buttons, {
          ...props,
          count,
          isRemoving: removals > 0,
          isReady:
            rows.data !== null && (removals < MANY || typed.replaceAll(/\D/g, '') === String(removals)),
          applying,
        }),
      ],
    },
    moved.length > 0 ? h(Moved, { planner, moved }) : null,
    div(
      { class: 'plan-sentence' },
      p(
        {},
        strong({ role: 'status' }, planSentence(set.progress, format)),
        span({ class: 'muted' }, ` · ${costOf(set)}`),
      ),
      h(QueryButton, { of: 'this plan', asked: planned.asked }),
    ),
    h(Trouble, applying),
    planned.notes.length === 0
      ? null
      : ul({ class: 'muted' }, ...planned.notes.map((note) => li({}, h(Told, { text: note })))),
    h(SeatDifference, { impact: set.seatImpact }),
    h(PlanProblems, { planner, planned }),
    h(PlanRows, { pages: rows, isPlan: true, caption: 'Changes of this plan' }),
  );
}

function costOf({ upstreamCalls: { planned }, expiresAt }: PlannedSetFragment): string {
  const calls = planned === 1 ? '1 call to a vendor' : `${format.number(planned)} calls to vendors`;
  return expiresAt === null ? calls : `${calls} · expires ${format.distance(expiresAt)}`;
}

function Moved({
  planner,
  moved,
}: {
  readonly planner: Planner;
  readonly moved: readonly ProblemTextFragment[];
}): JSX.Element {
  const rows = moved.flatMap(({ path, message }) => {
    const place = placeOf(path);
    return place === null ? [] : [{ name: planner.names?.[place] ?? `Change ${String(place + 1)}`, message }];
  });
  const title =
    'Something has changed since the plan was made. Nothing was sent; this is the plan as it is now.';
  return h(
    Notice,
    { tone: 'warning', title },
    ul(
      { class: 'plain' },
      ...rows
        .slice(0, 20)
        .map(({ name, message }) => li({}, strong({}, name), ': ', h(Told, { text: message }))),
      rows.length > 20 ? li({}, `and ${format.number(rows.length - 20)} more`) : null,
    ),
  );
}

function Trouble({ isLost, failures, problems }: Applying): JSX.Element | null {
  if (isLost) {
    return h(
      Notice,
      { tone: 'warning', title: 'The answer was lost.' },
      p({}, 'It is asked for again with the same key: nothing is done twice.'),
    );
  }
  if (failures.length === 0 && problems.length === 0) return null;
  return h(
    Notice,
    { tone: 'error', title: 'It could not be applied.' },
    ...[...failures, ...problems.map((problem) => ({ ...problem, requestId: null }))].map((failure) =>
      h(FailureText, { failure }),
    ),
  );
}

interface ConfirmationProps {
  readonly removals: number;
  readonly typed: string;
  onTyped(text: string): void;
}

function Confirmation({ removals, typed, onTyped }: ConfirmationProps): JSX.Element {
  return label(
    { class: 'confirmation' },
    span({}, `So many are not taken away by accident: type ${String(removals)}`),
    input({
      type: 'text',
      inputMode: 'numeric',
      autocomplete: 'off',
      size: 6,
      value: typed,
      onInput: ({ currentTarget: { value } }) => onTyped(value),
    }),
  );
}

interface ButtonsProps extends Pick<LookStepProps, 'onBack' | 'onClose'> {
  readonly count: number;
  readonly isRemoving: boolean;
  readonly isReady: boolean;
  readonly applying: Applying;
}

/** With nothing to apply there is no button for it. */
function Buttons({ count, isRemoving, isReady, applying, onBack, onClose }: ButtonsProps): JSX.Element {
  const changes = `${format.number(count)} ${count === 1 ? 'change' : 'changes'}`;
  return div(
    { class: 'step-buttons' },
    span({ class: 'muted step-note' }, count === 0 ? 'Nothing was sent.' : 'Nothing is sent yet.'),
    onBack ? button({ type: 'button', class: 'button', onClick: onBack }, 'Back') : null,
    button({ type: 'button', class: 'button', onClick: onClose }, count === 0 ? 'Close' : 'Cancel'),
    count === 0
      ? null
      : button(
          {
            type: 'button',
            class: isRemoving ? 'button danger' : 'button main',
            disabled: !isReady || applying.isBusy,
            onClick: applying.run,
          },
          applying.isBusy ? 'Being applied …' : `Apply ${changes}`,
        ),
  );
}

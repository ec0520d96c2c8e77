// Look: the plan, or why there is none.
import { h, type JSX } from 'preact';
import { button, p, span, strong } from '../../../kit/elements.ts';
import { Failures } from '../../../kit/notice.ts';
import { PlanDifference, type LookStepProps } from './plan-difference.ts';
import { PlanProblems } from './plan-problems.ts';
import { Step } from '../step.ts';

export function LookStep(props: LookStepProps): JSX.Element {
  const { planner, planned, onPlanAgain, onBack, onClose } = props;
  const { set, failures, notes } = planned;
  if (set) return h(PlanDifference, { ...props, set });
  return h(
    Step,
    {
      footer: [
        span({ class: 'muted step-note' }, 'Nothing was sent.'),
        onBack ? button({ type: 'button', class: 'button', onClick: onBack }, 'Back') : null,
        button({ type: 'button', class: 'button', onClick: onClose }, 'Close'),
      ],
    },
    failures.length > 0
      ? h(Failures, { failures, what: 'The plan', again: () => onPlanAgain([]) })
      : p({}, strong({ role: 'status' }, 'There is nothing to apply.')),
    ...notes.map((note) => p({ class: 'muted' }, note)),
    h(PlanProblems, { planner, planned }),
  );
}

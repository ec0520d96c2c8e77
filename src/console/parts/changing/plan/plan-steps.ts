// Look, apply, watch, undo: what follows once there is something to plan.
import { h, type JSX } from 'preact';
import { useEffect, useState } from 'preact/hooks';
import type { ProblemTextFragment } from '../../../generated/documents.ts';
import { button, p } from '../../../kit/elements.ts';
import { Overlay } from '../../../kit/overlay.ts';
import { Skeleton } from '../../answers/panel.ts';
import { LookStep } from './look-step.ts';
import { plannerOfUndo, type Planned, type Planner } from './planner.ts';
import { Step } from '../step.ts';
import { WatchStep } from '../watch-step.ts';

export interface PlanStepsProps {
  readonly planner: Planner;
  /** To what was said before; there is no way back from what was not said here. */
  onBack?(): void;
  onClose(): void;
}

export function PlanSteps({ planner: first, onBack, onClose }: PlanStepsProps): JSX.Element {
  const [planner, setPlanner] = useState(first);
  const [round, setRound] = useState(0);
  const [planned, setPlanned] = useState<Planned | null>(null);
  const [moved, setMoved] = useState<readonly ProblemTextFragment[]>([]);
  const [appliedId, setAppliedId] = useState<string | null>(null);
  useEffect(() => {
    const stopping = new AbortController();
    setPlanned(null);
    planner.plan(stopping.signal).then(setPlanned, () => {});
    return () => stopping.abort();
  }, [planner, round]);
  if (appliedId !== null) {
    return h(WatchStep, {
      key: appliedId,
      id: appliedId,
      names: planner.names,
      onRetried: setAppliedId,
      onUndo: (set) => {
        setMoved([]);
        setPlanned(null);
        setPlanner(plannerOfUndo(set));
        setAppliedId(null);
      },
      onClose,
    });
  }
  if (planned === null) return h(Planning, { title: planner.title, onClose });
  return h(LookStep, {
    planner,
    planned,
    moved,
    onPlanAgain: (problems) => {
      setMoved(problems);
      setRound((before) => before + 1);
    },
    onApplied: setAppliedId,
    ...(onBack && planner === first && { onBack }),
    onClose,
  });
}

function Planning({ title, onClose }: { readonly title: string; onClose(): void }): JSX.Element {
  return h(
    Step,
    { footer: button({ type: 'button', class: 'button', onClick: onClose }, 'Cancel') },
    p(
      { role: 'status' },
      `${title}: licenses and holders are looked up, and seats counted. Nothing is sent.`,
    ),
    h(Skeleton, { lines: 4 }),
  );
}

export interface PlanDialogProps {
  readonly title: string;
  readonly planner: Planner;
  onClose(): void;
}

/** The same in a dialog of its own, where nothing has to be chosen. */
export function PlanDialog({ title, planner, onClose }: PlanDialogProps): JSX.Element {
  return h(Overlay, { kind: 'dialog', title, onClose }, h(PlanSteps, { planner, onClose }));
}

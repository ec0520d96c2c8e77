// Applies a plan, once, and says how that goes.
import { useRef, useState } from 'preact/hooks';
import type { ProblemTextFragment } from '../../generated/documents.ts';
import type { Failure } from '../../graph/failure.ts';
import { applyPlan, type Applied } from './apply.ts';

export interface Applying {
  readonly isBusy: boolean;
  /** Whether an answer was lost, and is asked for again. */
  readonly isLost: boolean;
  readonly failures: readonly Failure[];
  readonly problems: readonly ProblemTextFragment[];
  run(): void;
}

const IDLE: Omit<Applying, 'run'> = { isBusy: false, isLost: false, failures: [], problems: [] };

/** A second click while the first is under way does nothing. */
export function useApply(
  plan: { readonly id: string; readonly hash: string },
  onEnd: (applied: Extract<Applied, { readonly kind: 'GOES' | 'STALE' }>) => void,
): Applying {
  const [state, setState] = useState(IDLE);
  const isBusy = useRef(false);
  const run = async (): Promise<void> => {
    if (isBusy.current) return;
    isBusy.current = true;
    setState({ ...IDLE, isBusy: true });
    const applied = await applyPlan(plan, {
      onLost: () => setState({ ...IDLE, isBusy: true, isLost: true }),
      pause: (milliseconds) => new Promise((resolve) => void setTimeout(resolve, milliseconds)),
    });
    isBusy.current = false;
    if (applied.kind === 'FAILED') setState({ ...IDLE, failures: applied.failures });
    else if (applied.kind === 'REFUSED') setState({ ...IDLE, problems: applied.problems });
    else onEnd(applied);
  };
  return { ...state, run: () => void run() };
}

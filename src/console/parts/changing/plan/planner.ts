// Where plans come from: what was chosen, or a set that is to be undone. A planner plans as often as it is asked, from the same requests.
import {
  PlanUndoDocument,
  type PlannedSetFragment,
  type ProblemTextFragment,
  type TypedDocumentString,
} from '../../../generated/documents.ts';
import { ask } from '../../../graph/ask.ts';
import type { Failure } from '../../../graph/failure.ts';
import type { Asked } from '../../answers/query-view.ts';

/** A plan as it is looked at. */
export interface Planned {
  /** Null when there is nothing to plan, or nothing could be planned. */
  readonly set: PlannedSetFragment | null;
  readonly problems: readonly ProblemTextFragment[];
  /** How many there are, those beyond the first thousand included. */
  readonly problemCount: number;
  readonly failures: readonly Failure[];
  /** What else is to be known of it, in sentences. */
  readonly notes: readonly string[];
  readonly asked: Asked;
}

export interface Planner {
  /** What it is called, for whoever looks. */
  readonly title: string;
  /** How the holder at each place was chosen or typed; null where the requests were not made here. */
  readonly names: readonly string[] | null;
  /** Sends nothing to a vendor that changes anything. */
  plan(signal: AbortSignal): Promise<Planned>;
}

/** A plan as mutations answer it. */
export interface PlanPayload {
  readonly changeSet: PlannedSetFragment | null;
  readonly problems: readonly ProblemTextFragment[];
  readonly problemCount: number;
}

/** Asks for a plan by whichever mutation makes it. */
export async function askPlan<Data, Variables>(
  [document, variables]: readonly [TypedDocumentString<Data, Variables>, Variables],
  pick: (data: Data) => PlanPayload,
  signal: AbortSignal,
): Promise<Planned & { readonly data: Data | null }> {
  const { data, failures } = await ask(document, variables, signal);
  const payload = data === null || failures.length > 0 ? null : pick(data);
  return {
    data,
    set: payload?.changeSet ?? null,
    problems: payload?.problems ?? [],
    problemCount: payload?.problemCount ?? 0,
    failures,
    notes: [],
    asked: { text: document.toString(), variables },
  };
}

/** Plans the opposite of what a set has done. */
export function plannerOfUndo({
  id,
  reason,
}: {
  readonly id: string;
  readonly reason: string | null;
}): Planner {
  const title = `Undo: ${reason ?? 'a change without a reason'}`;
  const input = { id, dryRun: true, waitSeconds: 0, reason: title.slice(0, 1_000) };
  return {
    title,
    names: null,
    plan: (signal) => askPlan([PlanUndoDocument, { input }], (data) => data.undoChangeSet, signal),
  };
}

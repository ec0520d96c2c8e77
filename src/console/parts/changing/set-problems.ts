// Why some changes of a set were not made.
import { h, type JSX } from 'preact';
import { SetChangesDocument, type SetProgressFragment } from '../../generated/documents.ts';
import { useQuestion } from '../../graph/live.ts';
import { placeOf } from './choose/change-requests.ts';
import { ProblemList } from './plan/plan-problems.ts';

export interface SetProblemsProps {
  readonly set: SetProgressFragment;
  /** How the holder at each place was chosen or typed; null where nobody knows any more. */
  readonly names?: readonly string[] | null;
}

export function SetProblems(props: SetProblemsProps): JSX.Element | null {
  const { rejected, skipped, unknown } = props.set.progress;
  return rejected + skipped + unknown === 0 ? null : h(Problems, props);
}

function Problems({ set: { id, progress }, names = null }: SetProblemsProps): JSX.Element | null {
  const { data } = useQuestion(SetChangesDocument, {
    id,
    outcomes: ['REJECTED', 'UNKNOWN', 'SKIPPED'],
    first: 100,
  });
  const named = (data?.changeSet?.changes?.nodes ?? []).flatMap(({ problem, assignee }) => {
    if (!problem) return [];
    const place = placeOf(problem.path);
    const typed = place === null ? null : (names?.[place] ?? null);
    return [{ name: assignee?.displayName ?? assignee?.externalId ?? typed, problem }];
  });
  return named.length === 0
    ? null
    : h(ProblemList, { named, count: progress.rejected + progress.skipped + progress.unknown });
}

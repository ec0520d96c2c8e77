// What of a plan is refused: each with the name that was typed, what to do, and the code. Many of one kind stand together.
import { h, type JSX } from 'preact';
import { SetChangesDocument, type ProblemTextFragment } from '../../../generated/documents.ts';
import { useQuestion } from '../../../graph/live.ts';
import { code, li, p, strong, ul } from '../../../kit/elements.ts';
import { Notice } from '../../../kit/notice.ts';
import { format } from '../../../kit/reader.ts';
import { ToldWithHint } from '../../../kit/told/told.ts';
import { placeOf } from '../choose/change-requests.ts';
import { groupProblems, type NamedProblem } from './group-problems.ts';
import type { Planned, Planner } from './planner.ts';

export interface PlanProblemsProps {
  readonly planner: Planner;
  readonly planned: Planned;
}

export function PlanProblems({ planner, planned }: PlanProblemsProps): JSX.Element | null {
  const { set, problems, problemCount } = planned;
  const { names } = planner;
  if (problemCount === 0) return null;
  if (names === null && set !== null) return h(RefusedRows, { id: set.id, count: problemCount, problems });
  const named = problems.map((problem) => {
    const place = placeOf(problem.path);
    return { name: place === null ? null : (names?.[place] ?? null), problem };
  });
  return h(ProblemList, { named, count: problemCount });
}

/** Of requests that were not made here, the rows know whom each is about. */
function RefusedRows({
  id,
  count,
  problems,
}: {
  readonly id: string;
  readonly count: number;
  readonly problems: readonly ProblemTextFragment[];
}): JSX.Element {
  const { data } = useQuestion(SetChangesDocument, {
    id,
    outcomes: ['REJECTED', 'SKIPPED'],
    first: 100,
    after: null,
  });
  const rows = (data?.changeSet?.changes?.nodes ?? []).flatMap(({ problem, assignee }) =>
    problem ? [{ name: assignee?.displayName ?? assignee?.externalId ?? null, problem }] : [],
  );
  const known = new Set(rows.map(({ problem }) => problem.code));
  const others = problems
    .filter((problem) => !known.has(problem.code))
    .map((problem) => ({ name: null, problem }));
  return h(ProblemList, { named: [...rows, ...others], count });
}

export interface ProblemListProps {
  readonly named: readonly NamedProblem[];
  /** Of how many. */
  readonly count: number;
}

/** Whom a problem is about: every name, up to a dozen. */
const NAMES = 12;

function whomOf(names: readonly string[], of: number): string {
  if (names.length === 0) return of > 1 ? `${format.number(of)} times: ` : '';
  const shown = names.slice(0, NAMES).join(', ');
  return of > Math.min(names.length, NAMES)
    ? `${shown} and ${format.number(of - Math.min(names.length, NAMES))} more: `
    : `${shown}: `;
}

export function ProblemList({ named, count }: ProblemListProps): JSX.Element {
  return h(
    Notice,
    { tone: 'error', title: count === 1 ? '1 problem' : `${format.number(count)} problems` },
    ul(
      { class: 'plain problem-list' },
      ...groupProblems(named).map(({ names, of, problem }) =>
        li(
          {},
          strong({}, whomOf(names, of)),
          h(ToldWithHint, problem),
          problem.retryAt === null ? null : ` Again ${format.distance(problem.retryAt)}.`,
          ' ',
          code({}, problem.code),
        ),
      ),
    ),
    count > named.length && named.length > 0
      ? p({ class: 'muted' }, `The first ${format.number(named.length)} of them.`)
      : null,
  );
}

// One change set: how far it is, what became of each change, what can be done about it, and what the audit log has of it.
import { h, type JSX } from 'preact';
import { useEffect, useState } from 'preact/hooks';
import {
  SetAuditDocument,
  SetChangesDocument,
  type ChangeOutcome,
  type SetChangesQueryVariables,
  type SetProgressFragment,
} from '../../generated/documents.ts';
import { isWithoutToken } from '../../graph/failure.ts';
import { usePages } from '../../graph/pages.ts';
import { tokenNeeded } from '../../graph/token.ts';
import { a, code, div, p, section, span } from '../../kit/elements.ts';
import { Facet } from '../../kit/facet.ts';
import { later } from '../../kit/later.ts';
import { Failures } from '../../kit/notice.ts';
import { Facts, type Fact } from '../../parts/facts.ts';
import { format } from '../../kit/reader.ts';
import { address, go } from '../../kit/router.ts';
import { changeSetAddress } from '../../parts/words/addresses.ts';
import { AuditTable } from '../../parts/audit-table.ts';
import { ChangeSetStatusBadge } from '../../parts/words/change-set-status.ts';
import type { PlanDialogProps } from '../../parts/changing/plan/plan-steps.ts';
import { PlanRows } from '../../parts/changing/plan/plan-rows.ts';
import { isOver, outcomeWords } from '../../parts/changing/plan/plan-words.ts';
import { plannerOfUndo, type Planner } from '../../parts/changing/plan/planner.ts';
import { SetActions } from '../../parts/changing/set-actions.ts';
import { SetProblems } from '../../parts/changing/set-problems.ts';
import { SetProgressBar } from '../../parts/changing/set-progress.ts';
import { useChangeSet } from '../../parts/changing/use-change-set.ts';
import { Page } from '../../parts/page.ts';
import { Skeleton } from '../../parts/answers/panel.ts';
import { QueryButton } from '../../parts/answers/query-view.ts';
import { useMay } from '../../parts/viewer.ts';

const PlanDialog = later<PlanDialogProps>(
  async () => (await import('../../parts/changing/plan/plan-steps.ts')).PlanDialog,
);

export function SetPage({ id }: { readonly id: string }): JSX.Element {
  const { set, isMissing, failures, again } = useChangeSet(id);
  const [undoing, setUndoing] = useState<Planner | null>(null);
  if (isMissing) {
    return h(
      Page,
      { title: 'This change set is not for you, or not there' },
      p({}, a({ href: '/changes' }, 'Go to the changes'), '.'),
    );
  }
  if (set === null) {
    return h(
      Page,
      { title: 'Change set' },
      h(Failures, { failures, what: 'The change set', again: () => location.reload() }),
      failures.length > 0 ? null : h(Skeleton, { lines: 8 }),
    );
  }
  return h(
    Page,
    {
      title: set.reason ?? 'A change without a reason',
      subtitle: [
        h(ChangeSetStatusBadge, { status: set.status }),
        ` ${set.requestedBy} · ${format.moment(set.createdAt)}${set.ticket === null ? '' : ` · ${set.ticket}`}`,
      ],
      actions: h(SetActions, {
        set,
        onRetried: (next) => go(changeSetAddress(next)),
        onUndo: (one) => setUndoing(plannerOfUndo(one)),
      }),
    },
    h(Failures, { failures, what: 'The progress', ...(again && { again }) }),
    section(
      { class: 'panel padded', 'aria-label': 'Progress' },
      h(SetProgressBar, { set }),
      h(SetFacts, { set }),
    ),
    isOver(set.status) ? h(SetProblems, { set }) : null,
    h(SetRows, { set, isPaused: again !== undefined }),
    h(SetAudit, { id }),
    undoing ? h(PlanDialog, { title: 'Undo', planner: undoing, onClose: () => setUndoing(null) }) : null,
  );
}

function SetFacts({ set }: { readonly set: SetProgressFragment }): JSX.Element {
  const { undoOf, retryOf, appliedBy, requestedBy, startedAt, finishedAt, expiresAt, upstreamCalls } = set;
  const facts: readonly Fact[] = [
    ['Undoes', undoOf === null ? null : a({ href: changeSetAddress(undoOf) }, 'another change set')],
    ['Tries again', retryOf === null ? null : a({ href: changeSetAddress(retryOf) }, 'another change set')],
    ['Applied by', appliedBy === null || appliedBy === requestedBy ? null : appliedBy],
    ['Started', startedAt === null ? null : format.moment(startedAt)],
    ['Finished', finishedAt === null ? null : format.moment(finishedAt)],
    [
      'Can be applied',
      set.status === 'PLANNED' && expiresAt !== null ? `until ${format.moment(expiresAt)}` : null,
    ],
    [
      'Calls to vendors',
      `${format.number(upstreamCalls.made)} made, ${format.number(upstreamCalls.planned)} planned`,
    ],
  ];
  return h(Facts, { facts });
}

const OUTCOMES = [
  ['VERIFIED', 'verified'],
  ['NO_CHANGE', 'noChange'],
  ['ACCEPTED_UNVERIFIED', 'acceptedUnverified'],
  ['UNKNOWN', 'unknown'],
  ['REJECTED', 'rejected'],
  ['SKIPPED', 'skipped'],
  ['CANCELLED', 'cancelled'],
  ['PENDING', 'pending'],
] as const satisfies readonly (readonly [ChangeOutcome, keyof SetProgressFragment['progress']])[];

/** While it runs its rows are read again now and then. */
const PAUSE_MS = 3_000;

interface SetRowsProps {
  readonly set: SetProgressFragment;
  /** Whether it takes another token to ask anything. */
  readonly isPaused: boolean;
}

function SetRows({ set: { id, status, progress }, isPaused }: SetRowsProps): JSX.Element {
  const on = address.value.query.getAll('outcome');
  const asked = OUTCOMES.flatMap(([outcome]) => (on.includes(outcome) ? outcome : []));
  const variables: SetChangesQueryVariables = { id, first: 100, outcomes: asked.length > 0 ? asked : null };
  const pages = usePages(SetChangesDocument, variables, (data) => data.changeSet?.changes);
  const isRefused = isPaused || pages.failures.some(isWithoutToken);
  const isPlan = status === 'PLANNED' || status === 'EXPIRED';
  useEffect(() => {
    if (status !== 'RUNNING' || isRefused) return;
    const reading = setInterval(() => {
      if (tokenNeeded.peek() === null) pages.again();
    }, PAUSE_MS);
    return () => clearInterval(reading);
  }, [status, isRefused]);
  const options = OUTCOMES.filter(([, count]) => progress[count] > 0).map(([value, count]) => ({
    value,
    title: outcomeWords(value, isPlan).text,
    count: progress[count],
  }));
  return section(
    { 'aria-label': 'Changes', class: 'set-rows' },
    div(
      { class: 'filters' },
      h(Facet, { title: 'Outcome', name: 'outcome', options }),
      h(QueryButton, { of: 'the changes of this set', asked: pages }),
    ),
    h(PlanRows, {
      pages,
      isPlan,
      caption: 'Changes of this set',
      totalCount: asked.length > 0 ? null : progress.total,
      nothing: 'No change of this set has that outcome.',
    }),
  );
}

function SetAudit({ id }: { readonly id: string }): JSX.Element {
  const mayRead = useMay('audit:read');
  return mayRead
    ? h(AuditOf, { id })
    : p({ class: 'muted' }, 'What the audit log has of it takes the scope ', code({}, 'audit:read'), '.');
}

function AuditOf({ id }: { readonly id: string }): JSX.Element {
  const pages = usePages(SetAuditDocument, { id, first: 100 }, (data) => data.auditEvents);
  return section(
    { 'aria-label': 'Audit log of this set', class: 'set-rows' },
    div(
      { class: 'plan-sentence' },
      span(
        {},
        a({ href: `/audit?${String(new URLSearchParams({ set: id }))}` }, 'What the audit log has of it'),
      ),
      h(QueryButton, { of: 'the audit log of this set', asked: pages }),
    ),
    h(Failures, { failures: pages.failures, what: 'The audit log', again: pages.again }),
    pages.data === null && pages.failures.length > 0
      ? null
      : h(AuditTable, { pages, isOfOneSet: true, nothing: 'Nothing was recorded yet.' }),
  );
}

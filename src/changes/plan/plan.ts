// Planning: wishes resolved, judged on what is so, and grouped into the fewest upstream calls. Nothing is sent.
import { createHash } from 'node:crypto';
import type { Call } from '../../domain/call.ts';
import type { AssignmentState, ChangeRecord, RequestedChange, SeatImpact } from '../../domain/change-set.ts';
import { assigneeKey } from '../../domain/change.ts';
import { ProblemError, problem, saysNotNow, type Problem } from '../../domain/problem.ts';
import type { ProviderAccount } from '../../providers/provider.ts';
import type { NewChange, NewRefusal } from '../../store/new-set.ts';
import { canonical } from '../../store/json.ts';
import type { Verdict } from './validate.ts';
import { placed } from './refuse.ts';
import { readSituation, type Situation, type SituationDeps } from './account-state.ts';
import { resolveWishes, type Resolved } from './resolve-targets.ts';
import { inOrder, waitsInVain, wavesOf } from '../dependencies.ts';
import type { Wish } from '../change-request.ts';
import { stateOf } from './current-state.ts';

export interface PlanDeps extends SituationDeps {
  readonly accounts: ReadonlyMap<string, ProviderAccount>;
  readonly newId: () => string;
}

export interface PlannedChange extends NewChange {
  readonly wish: Wish;
}

/** What is kept of a wish that was refused before it could become a change. */
export interface PlannedRefusal extends NewRefusal {
  readonly wish: Wish;
}

export type PlannedRequest = PlannedChange | PlannedRefusal;

export interface Plan {
  /** One for every wish, in their order. */
  readonly requests: readonly PlannedRequest[];
  readonly plannedCalls: number;
  readonly seatImpact: readonly SeatImpact[];
  /** SHA-256 of the changes and of the state they were judged on. */
  readonly hash: string;
}

/** Plans wishes. An account that could not be read is the problem of each of its wishes. Throws ProblemError when the store fails. */
export async function planWishes(wishes: readonly Wish[], deps: PlanDeps, request: Call): Promise<Plan> {
  // Decisions are made on what is read: no key may be left out of it.
  const call = { ...request, thorough: true };
  const options = { accounts: deps.accounts, call, newId: deps.newId, store: deps.store };
  const { resolved, catalogues, found } = await resolveWishes(wishes, options);
  const situations = await Promise.all(
    [...Map.groupBy(resolved, ({ change }) => change?.accountKey)].flatMap(([key, own]) => {
      const account = deps.accounts.get(key ?? '');
      if (key === undefined || !account) return [];
      const read = { catalogue: catalogues.get(key) ?? [], found: found.get(key) ?? new Map() };
      return [readSituation(account, own, read, deps, call)];
    }),
  );
  const { requests, seatImpact } = decide(resolved, situations, deps.joined ?? []);
  const groups = groupsOf(requests, situations);
  const numbered = requests.map((one) => ({ ...one, groupNo: groups.numberOf.get(one.change.id) ?? null }));
  const hash = hashOf(numbered.filter(isChange));
  return { requests: numbered, plannedCalls: groups.count, seatImpact, hash };
}

/** Whether it could become a change, whatever was decided about it then. */
export function isChange(one: PlannedRequest): one is PlannedChange {
  return one.isRefused !== true;
}

/** What is left out frees or takes no seat, so that others may be refused: judged until that is all. */
function decide(
  resolved: readonly Resolved[],
  situations: readonly Situation[],
  joined: readonly ChangeRecord[],
): Pick<Plan, 'requests' | 'seatImpact'> {
  const leftOut = new Map<string, Problem>();
  for (;;) {
    const judgements = situations.map((situation) => situation.judge((change) => !leftOut.has(change.id)));
    const verdicts = new Map(judgements.flatMap((judgement) => [...judgement.verdicts]));
    const requests = resolved.map((one) => requestOf(one, situations, verdicts, leftOut));
    const added = inVain(requests, joined);
    if (added.size === 0) return { requests, seatImpact: judgements.flatMap((one) => one.seatImpact) };
    for (const [id, why] of added) leftOut.set(id, why);
  }
}

/** Those to be sent, or so already, that wait for one that will not be as asked; by change id. */
function inVain(
  requests: readonly PlannedRequest[],
  joined: readonly ChangeRecord[],
): ReadonlyMap<string, Problem> {
  const known = new Map<number, Pick<NewChange, 'outcome' | 'problem'>>();
  for (const record of joined) known.set(record.position, record);
  for (const one of requests) known.set(one.wish.index, one);
  const found = new Map<string, Problem>();
  const pending = requests.filter(({ outcome }) => outcome === 'PENDING');
  for (const { wish, change } of inOrder(pending, (one) => one.wish)) {
    const place = wish.waitsFor.find((index) => isFailed(known.get(index)));
    if (place === undefined) continue;
    const why = placed(waitsInVain(place, known.get(place)?.problem ?? null, change.accountKey), wish);
    found.set(change.id, why);
    known.set(wish.index, { outcome: 'SKIPPED', problem: why });
  }
  return found;
}

/** One that nothing is known of was refused before it was a change. */
function isFailed(awaited: Pick<NewChange, 'outcome'> | undefined): boolean {
  return awaited === undefined || ['REJECTED', 'SKIPPED', 'CANCELLED'].includes(awaited.outcome);
}

function requestOf(
  one: Resolved,
  situations: readonly Situation[],
  verdicts: ReadonlyMap<string, Verdict>,
  leftOut: ReadonlyMap<string, Problem>,
): PlannedRequest {
  const { wish } = one;
  if (one.change === null) return refusal(wish, one.requested, one.problem, null);
  const { change } = one;
  const situation = situations.find(({ accountKey }) => accountKey === change.accountKey);
  const gone = situation?.gone.get(wish);
  if (gone) return refusal(wish, gone.requested, gone.problem, gone.before);
  const rows = situation?.held.get(assigneeKey(change.assignee));
  const basics = { wish, change, groupNo: null, problem: null, waitsFor: wish.waitsFor };
  if (rows instanceof ProblemError) {
    return { ...basics, outcome: 'REJECTED', problem: placed(rows.problem, wish), before: null };
  }
  const shown = stateOf(change, rows ?? []);
  // That no read shows what somebody from outside is offered does not say that it is not.
  const before: AssignmentState | null = !shown.held && situation?.isOutside(change) === true ? null : shown;
  const skipped = leftOut.get(change.id);
  if (skipped) return { ...basics, outcome: 'SKIPPED', problem: skipped, before };
  const verdict = verdicts.get(change.id);
  switch (verdict?.kind) {
    case 'NO_CHANGE':
      return { ...basics, outcome: 'NO_CHANGE', before };
    case 'REFUSED':
      return { ...basics, outcome: 'REJECTED', problem: placed(verdict.problem, wish), before };
    default:
      return { ...basics, outcome: 'PENDING', before };
  }
}

function refusal(
  wish: Wish,
  change: RequestedChange,
  found: Problem,
  before: AssignmentState | null,
): PlannedRequest {
  const { waitsFor } = wish;
  const refused = { isRefused: true, outcome: 'REJECTED', groupNo: null } as const;
  return { ...refused, wish, change, problem: found, before, waitsFor };
}

/** Numbers for the changes of each upstream call. What waits does not go with what it waits for. */
function groupsOf(requests: readonly PlannedRequest[], situations: readonly Situation[]) {
  const numberOf = new Map<string, number>();
  let count = 0;
  const pending = requests.filter(isChange).filter(({ outcome }) => outcome === 'PENDING');
  const waves = wavesOf(pending.map(({ wish }) => wish));
  for (const situation of situations) {
    const own = pending.filter(({ change }) => change.accountKey === situation.accountKey);
    let number = 0;
    for (const wave of Map.groupBy(own, ({ wish }) => waves.get(wish.index)).values()) {
      for (const group of situation.group(wave.map(({ change }) => change))) {
        for (const { id } of group) numberOf.set(id, number);
        number += 1;
      }
    }
    count += number;
  }
  return { numberOf, count };
}

/** All or nothing: where one request is refused, the others are left out. The plan as it is where none is. */
export function refuseAll(plan: Plan): Plan {
  const refused = plan.requests.find(({ outcome }) => outcome === 'REJECTED');
  if (!refused) return plan;
  const requests = plan.requests.map((one): PlannedRequest => {
    if (one.outcome !== 'PENDING' && one.outcome !== 'SKIPPED') return one;
    const found = ofRefusedSet(refused.wish.index, refused.problem, one.change.accountKey);
    return { ...one, outcome: 'SKIPPED', groupNo: null, problem: placed(found, one.wish) };
  });
  return { ...plan, requests, plannedCalls: 0, hash: hashOf(requests.filter(isChange)) };
}

function ofRefusedSet(place: number, cause: Problem | null, accountKey: string | null): Problem {
  return problem(
    'SET_REFUSED',
    cause?.blame ?? 'CALLER',
    `Change ${place} of this set is refused, and all or nothing was asked for.`,
    {
      accountKey,
      retryable: cause?.retryable ?? false,
      hint:
        cause?.retryable === true
          ? 'Ask again later, or for the rest with `onProblem: APPLY_REST`.'
          : 'Mend or leave out what is refused, or ask for the rest with `onProblem: APPLY_REST`.',
    },
  );
}

/** Whether planning came to anything: not where all it can say of a change is "not now". */
export function isDecided({ outcome, problem: found }: Pick<NewChange, 'outcome' | 'problem'>): boolean {
  return (outcome !== 'REJECTED' && outcome !== 'SKIPPED') || found === null || !saysNotNow(found);
}

/** The same wishes on the same state hash alike, whatever ids the changes got, before they are kept and after. */
export function hashOf(
  changes: readonly Pick<NewChange, 'change' | 'outcome' | 'before' | 'waitsFor'>[],
): string {
  const content = changes.map(({ change: { id: _id, ...change }, outcome, before, waitsFor = [] }) => [
    change,
    outcome,
    before,
    // Nothing where none waits: so were the plans of version 0.2.
    ...(waitsFor.length === 0 ? [] : [waitsFor]),
  ]);
  return createHash('sha256').update(canonical(content)).digest('hex');
}

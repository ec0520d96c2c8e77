// Planning: change requests are resolved, validated against current state, and grouped into the fewest upstream calls. Nothing is sent.
import { createHash } from 'node:crypto';
import type { Call } from '../../domain/call.ts';
import type { AssignmentState, ChangeRecord, RequestedChange, SeatImpact } from '../../domain/change-set.ts';
import { assigneeKey } from '../../domain/change.ts';
import { ProblemError, saysNotNow, type Problem } from '../../domain/problem.ts';
import type { ProviderAccount } from '../../providers/provider.ts';
import type { NewChange, NewRefusal } from '../../store/sets/new-set.ts';
import { canonical } from '../../store/database/json.ts';
import type { Verdict } from './validate.ts';
import { placed } from './refuse.ts';
import { readAccountState, type AccountState, type StateDeps } from './account-state.ts';
import { resolveTargets, type Resolved } from './resolve-targets.ts';
import { inOrder, waitsInVain, wavesOf } from '../dependencies.ts';
import type { ChangeRequest } from '../change-request.ts';
import { stateOf } from './current-state.ts';

export interface PlanDeps extends StateDeps {
  readonly accounts: ReadonlyMap<string, ProviderAccount>;
  readonly newId: () => string;
}

export interface PlannedChange extends NewChange {
  readonly request: ChangeRequest;
}

/** What is kept of a request that was refused before it could become a change. */
export interface PlannedRefusal extends NewRefusal {
  readonly request: ChangeRequest;
}

export type PlannedRequest = PlannedChange | PlannedRefusal;

export interface Plan {
  /** One for every request, in their order. */
  readonly requests: readonly PlannedRequest[];
  readonly plannedCalls: number;
  readonly seatImpact: readonly SeatImpact[];
  /** SHA-256 of the changes and of the state they were validated against. */
  readonly hash: string;
}

/** Plans change requests. An account that could not be read is the problem of each of its requests. Throws ProblemError when the store fails. */
export async function planRequests(
  asked: readonly ChangeRequest[],
  deps: PlanDeps,
  within: Call,
): Promise<Plan> {
  // Decisions are made on what is read: no key may be left out of it.
  const call = { ...within, thorough: true };
  const options = { accounts: deps.accounts, call, newId: deps.newId, store: deps.store };
  const since = deps.now();
  const { resolved, catalogues, found } = await resolveTargets(asked, options);
  const states = await Promise.all(
    [...Map.groupBy(resolved, ({ change }) => change?.accountKey)].flatMap(([key, own]) => {
      const account = deps.accounts.get(key ?? '');
      if (key === undefined || !account) return [];
      const catalogue = catalogues.get(key) ?? { items: [] };
      const read = { catalogue, found: found.get(key) ?? new Map(), since };
      return [readAccountState(account, own, read, { deps, call })];
    }),
  );
  const { requests, seatImpact } = decide(resolved, states, deps.joined ?? []);
  const groups = groupsOf(requests, states);
  const numbered = requests.map((one) => ({ ...one, groupNo: groups.numberOf.get(one.change.id) ?? null }));
  const hash = hashOf(numbered.filter(isChange));
  return { requests: numbered, plannedCalls: groups.count, seatImpact, hash };
}

/** Whether it could become a change, whatever was decided about it then. */
export function isChange(one: PlannedRequest): one is PlannedChange {
  return one.isRefused !== true;
}

/** What is left out frees or takes no seat, so that others may be refused: validated again until no more are. */
function decide(
  resolved: readonly Resolved[],
  states: readonly AccountState[],
  joined: readonly ChangeRecord[],
): Pick<Plan, 'requests' | 'seatImpact'> {
  const leftOut = new Map<string, Problem>();
  for (;;) {
    const validations = states.map((state) => state.validate((change) => !leftOut.has(change.id)));
    const verdicts = new Map(validations.flatMap((validation) => [...validation.verdicts]));
    const requests = resolved.map((one) => plannedRequest(one, states, verdicts, leftOut));
    const added = dependentsOfFailed(requests, joined);
    if (added.size === 0) return { requests, seatImpact: validations.flatMap((one) => one.seatImpact) };
    for (const [id, why] of added) leftOut.set(id, why);
  }
}

/** Those to be sent that wait for one that will not come to what was asked for; by change id. */
function dependentsOfFailed(
  requests: readonly PlannedRequest[],
  joined: readonly ChangeRecord[],
): ReadonlyMap<string, Problem> {
  const known = new Map<number, Pick<NewChange, 'outcome' | 'problem'>>();
  for (const record of joined) known.set(record.position, record);
  for (const one of requests) known.set(one.request.index, one);
  const found = new Map<string, Problem>();
  const pending = requests.filter(({ outcome }) => outcome === 'PENDING');
  for (const { request, change } of inOrder(pending, (one) => one.request)) {
    const place = request.waitsFor.find((index) => isFailed(known.get(index)));
    if (place === undefined) continue;
    const why = placed(waitsInVain(place, known.get(place)?.problem ?? null, change.accountKey), request);
    found.set(change.id, why);
    known.set(request.index, { outcome: 'SKIPPED', problem: why });
  }
  return found;
}

/** One that nothing is known of was refused before it was a change. */
function isFailed(awaited: Pick<NewChange, 'outcome'> | undefined): boolean {
  return awaited === undefined || ['REJECTED', 'SKIPPED', 'CANCELLED'].includes(awaited.outcome);
}

function plannedRequest(
  one: Resolved,
  states: readonly AccountState[],
  verdicts: ReadonlyMap<string, Verdict>,
  leftOut: ReadonlyMap<string, Problem>,
): PlannedRequest {
  const { request } = one;
  if (one.change === null) return refusal(request, one.requested, one.problem, null);
  const { change } = one;
  const state = states.find(({ accountKey }) => accountKey === change.accountKey);
  const gone = state?.gone.get(request);
  if (gone) return refusal(request, gone.requested, gone.problem, gone.before);
  const rows = state?.held.get(assigneeKey(change.assignee));
  const basics = { request, change, groupNo: null, problem: null, waitsFor: request.waitsFor };
  if (rows instanceof ProblemError) {
    return { ...basics, outcome: 'REJECTED', problem: placed(rows.problem, request), before: null };
  }
  const shown = stateOf(change, rows ?? []);
  // That no read shows what somebody from outside is offered does not say that it is not.
  const before: AssignmentState | null = !shown.held && state?.isOutside(change) === true ? null : shown;
  const skipped = leftOut.get(change.id);
  if (skipped) return { ...basics, outcome: 'SKIPPED', problem: skipped, before };
  const verdict = verdicts.get(change.id);
  switch (verdict?.kind) {
    case 'NO_CHANGE':
      return { ...basics, outcome: 'NO_CHANGE', before };
    case 'REFUSED':
      return { ...basics, outcome: 'REJECTED', problem: placed(verdict.problem, request), before };
    default:
      return { ...basics, outcome: 'PENDING', before };
  }
}

function refusal(
  request: ChangeRequest,
  change: RequestedChange,
  found: Problem,
  before: AssignmentState | null,
): PlannedRequest {
  const { waitsFor } = request;
  const refused = { isRefused: true, outcome: 'REJECTED', groupNo: null } as const;
  return { ...refused, request, change, problem: found, before, waitsFor };
}

/** Numbers for the changes of each upstream call. What waits does not go with what it waits for. */
function groupsOf(requests: readonly PlannedRequest[], states: readonly AccountState[]) {
  const numberOf = new Map<string, number>();
  let count = 0;
  const pending = requests.filter(isChange).filter(({ outcome }) => outcome === 'PENDING');
  const waves = wavesOf(pending.map(({ request }) => request));
  for (const state of states) {
    const own = pending.filter(({ change }) => change.accountKey === state.accountKey);
    let number = 0;
    for (const wave of Map.groupBy(own, ({ request }) => waves.get(request.index)).values()) {
      for (const group of state.group(wave.map(({ change }) => change))) {
        for (const { id } of group) numberOf.set(id, number);
        number += 1;
      }
    }
    count += number;
  }
  return { numberOf, count };
}

/** What is to be told of changes although they are sent, each with its place. */
export function caveatsOf(requests: readonly PlannedRequest[]): readonly Problem[] {
  return requests.flatMap(({ outcome, request }) =>
    outcome === 'PENDING' && request.caveat ? [placed(request.caveat, request)] : [],
  );
}

/** Whether planning came to anything: not where all it can say of a change is "not now". */
export function isDecided({ outcome, problem: found }: Pick<NewChange, 'outcome' | 'problem'>): boolean {
  return (outcome !== 'REJECTED' && outcome !== 'SKIPPED') || found === null || !saysNotNow(found);
}

/** The same requests on the same state hash alike, whatever ids the changes got, before they are kept and after. */
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

// Planning: wishes resolved, judged on what is so, and grouped into the fewest upstream calls. Nothing is sent.
import { createHash } from 'node:crypto';
import type { Call } from '../domain/call.ts';
import type { AssignmentState, SeatImpact } from '../domain/change-set.ts';
import { assigneeKey, type Change } from '../domain/change.ts';
import type { License } from '../domain/license.ts';
import { ProblemError, asProblemError, saysNotNow, type Problem } from '../domain/problem.ts';
import type { ProviderAccount } from '../providers/provider.ts';
import type { NewChange, Schedules } from '../store/api.ts';
import { canonical } from '../store/json.ts';
import { isLocal } from './local.ts';
import { judge, type Verdict } from './judge.ts';
import { resolveWishes, type Resolved } from './resolve.ts';
import type { Wish } from './wish.ts';
import { readHeld, stateOf, type Held } from './world.ts';

export interface PlanDeps {
  readonly accounts: ReadonlyMap<string, ProviderAccount>;
  readonly schedules: Pick<Schedules, 'schedulesOf'>;
  readonly newId: () => string;
  /** Today in the configured zone, `YYYY-MM-DD`. */
  readonly today: string;
  /** What the set these wishes are to join has already; of none when absent. */
  readonly joined?: readonly Change[];
}

/** What a wish came to. */
export interface PlannedChange extends NewChange {
  readonly wish: Wish;
}

/** A wish nothing can be kept of but what is wrong with it; its path says where it stands. */
export interface Unresolved {
  readonly wish: Wish;
  readonly problem: Problem;
}

export interface Plan {
  /** One for every wish whose targets were found, in the order of the wishes. */
  readonly changes: readonly PlannedChange[];
  readonly unresolved: readonly Unresolved[];
  readonly plannedCalls: number;
  readonly seatImpact: readonly SeatImpact[];
  /** SHA-256 of the changes and of the state they were judged on. */
  readonly hash: string;
}

/** Plans wishes. An account that could not be read is the problem of each of its wishes. Throws ProblemError when the store fails. */
export async function planWishes(wishes: readonly Wish[], deps: PlanDeps, call: Call): Promise<Plan> {
  const options = { accounts: deps.accounts, call, newId: deps.newId };
  const { resolved, catalogues } = await resolveWishes(wishes, options);
  const accountKeys = [...new Set(resolved.flatMap(({ change }) => (change ? [change.accountKey] : [])))];
  const judged = new Map<string, PlannedChange>();
  const seatImpact: SeatImpact[] = [];
  let plannedCalls = 0;
  await Promise.all(
    accountKeys.map(async (key) => {
      const account = deps.accounts.get(key);
      if (!account) return;
      const own = resolved.filter(({ change }) => change?.accountKey === key);
      const part = await planAccount(account, own, catalogues.get(key) ?? [], deps, call);
      for (const change of part.changes) judged.set(change.change.id, change);
      seatImpact.push(...part.seatImpact);
      plannedCalls += part.calls;
    }),
  );
  const changes = resolved.flatMap(({ change }) => {
    const found = change && judged.get(change.id);
    return found ? [found] : [];
  });
  return {
    changes,
    unresolved: resolved.flatMap(({ wish, problem }) => (problem ? [{ wish, problem }] : [])),
    plannedCalls,
    seatImpact,
    hash: hashOf(changes),
  };
}

async function planAccount(
  account: ProviderAccount,
  resolved: readonly Resolved[],
  catalogue: readonly License[],
  deps: PlanDeps,
  call: Call,
): Promise<{ changes: PlannedChange[]; seatImpact: readonly SeatImpact[]; calls: number }> {
  const { writes } = account;
  const changes = resolved.flatMap(({ change }) => (change ? [change] : []));
  if (!writes) return { changes: [], seatImpact: [], calls: 0 };
  const held = await readOrSay(account, changes, deps, call);
  const readable = changes.filter(
    (change) => !(held.get(assigneeKey(change.assignee)) instanceof ProblemError),
  );
  const { verdicts, seatImpact } = judge(
    readable,
    { catalogue, held: onlyRead(held), today: deps.today },
    account,
    (deps.joined ?? []).filter(({ accountKey }) => accountKey === account.account.key),
  );
  const toSend = readable.filter(
    (change) => verdicts.get(change.id)?.kind === 'SEND' && !isLocal(change, account),
  );
  const groups = writes.group(toSend);
  const groupOf = new Map(
    groups.flatMap((group, index) => group.map((change) => [change.id, index] as const)),
  );
  return {
    changes: resolved.flatMap(({ wish, change }) =>
      change ? [newChange(wish, change, held, verdicts.get(change.id), groupOf.get(change.id) ?? null)] : [],
    ),
    seatImpact,
    calls: groups.length,
  };
}

/** What is held, or why that could not be read, for each assignee. The store's own failure is nobody's: it is thrown. */
async function readOrSay(
  account: ProviderAccount,
  changes: readonly Change[],
  deps: PlanDeps,
  call: Call,
): Promise<Held> {
  try {
    return await readHeld(account, changes, deps.schedules, call);
  } catch (error) {
    const failure = asProblemError(error);
    if (failure.problem.code === 'STORE_UNAVAILABLE') throw failure;
    return new Map(changes.map(({ assignee }) => [assigneeKey(assignee), failure]));
  }
}

function newChange(
  wish: Wish,
  change: Change,
  held: Held,
  verdict: Verdict | undefined,
  groupNo: number | null,
): PlannedChange {
  const rows = held.get(assigneeKey(change.assignee));
  const basics = { wish, change, groupNo: null, problem: null };
  if (rows instanceof ProblemError) {
    return { ...basics, outcome: 'REJECTED', problem: placed(rows.problem, wish), before: null };
  }
  const before: AssignmentState = stateOf(change, rows ?? []);
  switch (verdict?.kind) {
    case 'NO_CHANGE':
      return { ...basics, outcome: 'NO_CHANGE', before };
    case 'REFUSED':
      return { ...basics, outcome: 'REJECTED', problem: placed(verdict.problem, wish), before };
    default:
      return { ...basics, outcome: 'PENDING', groupNo, before };
  }
}

/** Whether planning came to anything: not where all it can say of a change is "not now". */
export function isDecided({ outcome, problem }: Pick<NewChange, 'outcome' | 'problem'>): boolean {
  return outcome !== 'REJECTED' || problem === null || !saysNotNow(problem);
}

function placed(found: Problem, wish: Wish): Problem {
  return { ...found, path: [...wish.path, ...(found.path ?? [])] };
}

function onlyRead(held: Held) {
  const read = new Map<string, Exclude<ReturnType<Held['get']>, ProblemError | undefined>>();
  for (const [key, rows] of held) if (!(rows instanceof ProblemError)) read.set(key, rows);
  return read;
}

/** The same wishes on the same state hash alike, whatever ids the changes got, before they are kept and after. */
export function hashOf(changes: readonly Pick<NewChange, 'change' | 'outcome' | 'before'>[]): string {
  const content = changes.map(({ change: { id: _id, ...change }, outcome, before }) => [
    change,
    outcome,
    before,
  ]);
  return createHash('sha256').update(canonical(content)).digest('hex');
}

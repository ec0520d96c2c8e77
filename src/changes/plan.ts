// Planning: wishes resolved, judged on what is so, and grouped into the fewest upstream calls. Nothing is sent.
import { createHash } from 'node:crypto';
import type { Call } from '../domain/call.ts';
import type { AssignmentState, ChangeRecord, SeatImpact } from '../domain/change-set.ts';
import { assigneeKey, subjectKey, type Change } from '../domain/change.ts';
import type { License } from '../domain/license.ts';
import { ProblemError, asProblemError, saysNotNow, type Problem } from '../domain/problem.ts';
import type { ProviderAccount } from '../providers/provider.ts';
import type { NewChange, Schedules } from '../store/api.ts';
import { canonical } from '../store/json.ts';
import { dayOf } from './days.ts';
import { isLocal } from './local.ts';
import { judge, type Verdict } from './judge.ts';
import { openChangesOf, openSeatChangesOf, underWay, type OwnDeps } from './own.ts';
import type { Own } from './own-world.ts';
import { resolveWishes, type Resolved } from './resolve.ts';
import type { Wish } from './wish.ts';
import { readHeld, stateOf, type Held } from './world.ts';

export interface PlanDeps extends OwnDeps {
  readonly accounts: ReadonlyMap<string, ProviderAccount>;
  readonly store: OwnDeps['store'] & Pick<Schedules, 'schedulesOf'>;
  readonly newId: () => string;
  /** IANA name. */
  readonly zone: string;
  /** The changes of the set that these wishes are to join; of none when absent. */
  readonly joined?: readonly ChangeRecord[];
  /** Whether that set is a plan, of which nothing is carried out. */
  readonly joinsPlan?: boolean;
}

/** What a wish came to. */
export interface PlannedChange extends NewChange {
  readonly wish: Wish;
}

/** A wish nothing can be kept of but what is wrong with it; its path says where it stands. */
export interface Unresolved {
  readonly wish: Wish;
  readonly problem: Problem;
  /** What a read showed of the assignment that was to be removed; absent when nothing was read of it. */
  readonly before?: AssignmentState;
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
export async function planWishes(wishes: readonly Wish[], deps: PlanDeps, request: Call): Promise<Plan> {
  // Decisions are made on what is read: no key may be left out of it.
  const call = { ...request, thorough: true };
  const options = { accounts: deps.accounts, call, newId: deps.newId };
  const { resolved, catalogues } = await resolveWishes(wishes, options);
  const unresolved = new Map<Wish, Unresolved>();
  for (const { wish, problem } of resolved) if (problem) unresolved.set(wish, { wish, problem });
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
      for (const one of part.gone) unresolved.set(one.wish, one);
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
    unresolved: wishes.flatMap((wish) => unresolved.get(wish) ?? []),
    plannedCalls,
    seatImpact,
    hash: hashOf(changes),
  };
}

/** What was planned in one account. */
interface PlannedPart {
  readonly changes: readonly PlannedChange[];
  /** Removals there is nothing left for. */
  readonly gone: readonly Unresolved[];
  readonly seatImpact: readonly SeatImpact[];
  readonly calls: number;
}

async function planAccount(
  account: ProviderAccount,
  resolved: readonly Resolved[],
  catalogue: readonly License[],
  deps: PlanDeps,
  call: Call,
): Promise<PlannedPart> {
  const { writes } = account;
  const wanted = resolved.flatMap(({ change }) => (change ? [change] : []));
  if (!writes) return { changes: [], gone: [], seatImpact: [], calls: 0 };
  const own = await ownOf(account, wanted, catalogue, deps, call);
  const held = await readOrSay(account, [...wanted, ...toLookAt(own)], deps, call);
  const gone = resolved.flatMap((one) => goneOf(one, held, own) ?? []);
  const without = new Set(gone.map(({ wish }) => wish));
  const left = resolved.filter(({ wish }) => !without.has(wish));
  const changes = left.flatMap(({ change }) => (change ? [change] : []));
  const readable = changes.filter(
    (change) => !(held.get(assigneeKey(change.assignee)) instanceof ProblemError),
  );
  const { verdicts, seatImpact } = judge(
    readable,
    {
      read: { catalogue, held: onlyRead(held), today: dayOf(deps.now(), deps.zone) },
      own,
      joined: joinedOf(account, deps).map(({ change }) => change),
      underWay: (other) => underWay(other, deps),
    },
    account,
  );
  const toSend = readable.filter(
    (change) => verdicts.get(change.id)?.kind === 'SEND' && !isLocal(change, account),
  );
  const groups = writes.group(toSend);
  const groupOf = new Map(
    groups.flatMap((group, index) => group.map((change) => [change.id, index] as const)),
  );
  return {
    changes: left.flatMap(({ wish, change }) =>
      change ? [newChange(wish, change, held, verdicts.get(change.id), groupOf.get(change.id) ?? null)] : [],
    ),
    gone,
    seatImpact,
    calls: groups.length,
  };
}

/** A removal whose license or assignee is not listed, once a read has told that the one does not hold the other either. */
function goneOf(resolved: Resolved, held: Held, { open }: Own): Unresolved | null {
  if (resolved.change === null || resolved.missing === null) return null;
  const { wish, change, missing } = resolved;
  const rows = held.get(assigneeKey(change.assignee)) ?? [];
  if (rows instanceof ProblemError) return null;
  const before = stateOf(change, rows);
  const isOpen = open.some((one) => subjectKey(one.change) === subjectKey(change));
  return before.held || isOpen ? null : { wish, problem: missing, before };
}

/** Holders that are looked at at most for the sake of seats: of the others, what was sent counts as not there yet. */
const MOST_OF_SEATS = 200;

function toLookAt({ ofSeats }: Own): readonly Change[] {
  const sent = ofSeats.filter(({ phase }) => phase !== 'PLANNED');
  return sent.slice(0, MOST_OF_SEATS).map(({ change }) => change);
}

function joinedOf({ account }: ProviderAccount, { joined = [] }: PlanDeps): readonly ChangeRecord[] {
  return joined.filter(({ change }) => change.accountKey === account.key);
}

/** Asked for before anything is read: what a read does not show then is not there. */
async function ownOf(
  account: ProviderAccount,
  changes: readonly Change[],
  catalogue: readonly License[],
  deps: PlanDeps,
  call: Call,
): Promise<Own> {
  const joined = joinedOf(account, deps);
  const { key } = account.account;
  // Those the set has already are refused, and not waited for.
  const taken = new Set(joined.map(({ change }) => subjectKey(change)));
  const awaited = changes.filter((change) => !taken.has(subjectKey(change)));
  return {
    open: await openChangesOf(key, awaited, deps, call),
    ofSeats: await openSeatChangesOf(key, licensesOfSeats(changes, catalogue), deps.store),
    assumed: deps.joinsPlan === true ? joined.filter(isToSend).map(({ change }) => change) : [],
  };
}

function isToSend({ outcome }: ChangeRecord): boolean {
  return outcome === 'PENDING';
}

/** Those with seats that may run out, of which somebody asks for one. */
function licensesOfSeats(changes: readonly Change[], catalogue: readonly License[]): readonly string[] {
  const asked = new Set(
    changes.filter(({ action, site }) => action === 'ASSIGN' && site === null).map((one) => one.licenseId),
  );
  return catalogue
    .filter(({ externalId, seats }) => asked.has(externalId) && seats !== null && seats.countable)
    .map(({ externalId }) => externalId);
}

/** What is held, or why that could not be read, for each assignee. The store's own failure is nobody's: it is thrown. */
async function readOrSay(
  account: ProviderAccount,
  changes: readonly Change[],
  deps: PlanDeps,
  call: Call,
): Promise<Held> {
  try {
    return await readHeld(account, changes, deps.store, call);
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

// The current state of one account that its changes are validated against, read once: what is held, License Graph's own changes, and the
// removals there is nothing left for.
import type { Assignee } from '../../domain/assignee.ts';
import type { Call } from '../../domain/call.ts';
import type { AssignmentState, ChangeRecord, RequestedChange } from '../../domain/change-set.ts';
import { assigneeKey, isAboutLicense, subjectKey, type Change } from '../../domain/change.ts';
import type { License } from '../../domain/license.ts';
import { ProblemError, asProblemError, type Problem } from '../../domain/problem.ts';
import type { ProviderAccount } from '../../providers/provider.ts';
import type { Schedules } from '../../store/schedules/api.ts';
import type { ChangeRequest } from '../change-request.ts';
import { inOrder } from '../dependencies.ts';
import { dayOf } from '../schedules/calendar.ts';
import { isKeptHere, keptDates } from '../schedules/kept-removals.ts';
import { readHeld, stateOf, type Held, type ReadBefore } from './current-state.ts';
import { isOutside } from './outside-people.ts';
import { openChangesOf, openSeatChangesOf, underWay, type OpenChanges, type OwnDeps } from './own-changes.ts';
import type { OwnChangesSeen } from './own-overlay.ts';
import type { Resolved } from './resolve-targets.ts';
import { validate, type Validation } from './validate.ts';

export interface StateDeps extends OwnDeps {
  readonly store: OwnDeps['store'] & Pick<Schedules, 'schedulesOf'>;
  /** IANA name. */
  readonly zone: string;
  /** The changes of the set that these requests are to join; of none when absent. */
  readonly joined?: readonly ChangeRecord[];
  /** Whether that set is a plan, of which nothing is carried out. */
  readonly joinsPlan?: boolean;
}

/** A removal there is nothing left for. */
export interface Gone {
  /** What there is of its targets. */
  readonly requested: RequestedChange;
  readonly problem: Problem;
  /** What a read showed of the assignment that was to be removed. */
  readonly before: AssignmentState;
}

/** One account, as it is while its changes are planned. */
export interface AccountState {
  readonly accountKey: string;
  readonly held: Held;
  /** Whether the assignee of a change may be offered what no read shows. */
  readonly isOutside: (change: Change) => boolean;
  readonly gone: ReadonlyMap<ChangeRequest, Gone>;
  /** Validates its changes together, without those that are left out. */
  readonly validate: (isIn: (change: Change) => boolean) => Validation;
  /** The changes that go to the provider, an upstream call each group. */
  readonly group: (changes: readonly Change[]) => readonly (readonly Change[])[];
}

type ResolvedChange = Extract<Resolved, { readonly problem: null }>;

interface Planning {
  readonly account: ProviderAccount;
  readonly catalogue: readonly License[];
  readonly deps: StateDeps;
  readonly call: Call;
}

/** What was read while the targets were looked up. */
interface LookedUp extends Required<ReadBefore> {
  /** When that began, milliseconds. */
  readonly since: number;
}

/** Reads what the resolved requests of one account are validated against. Throws ProblemError when the store fails. */
export async function readAccountState(
  account: ProviderAccount,
  all: readonly Resolved[],
  lookedUp: LookedUp,
  { deps, call }: Pick<Planning, 'deps' | 'call'>,
): Promise<AccountState> {
  const { items: catalogue } = lookedUp.catalogue;
  const planning = { account, catalogue, deps, call };
  const resolved = all.filter((one) => one.problem === null);
  const wanted = resolved.map(({ change }) => change);
  // Before anything is read: what a read does not show then is not there.
  const { met, ...own } = await ownChangesOf(wanted, planning);
  const stillSo = await asFarAsStillSo(lookedUp, wanted, met, planning);
  const held = await readOrSay([...wanted, ...seatChangesToRead(own)], stillSo, planning);
  const gone = new Map(
    resolved.flatMap((one) => {
      const nothing = goneOf(one, held, own);
      return nothing ? [[one.request, nothing] as const] : [];
    }),
  );
  const readable = resolved.filter(
    ({ request, change }) =>
      !gone.has(request) && !(held.get(assigneeKey(change.assignee)) instanceof ProblemError),
  );
  const against = {
    read: {
      catalogue,
      assignees: assigneesOf(resolved),
      held: onlyRead(held),
      today: dayOf(deps.now(), deps.zone),
    },
    own,
    joined: joinedOf(planning).map(({ change }) => change),
    isDateKept: await keptDatesOf(wanted, planning),
    underWay: (other: ChangeRecord) => underWay(other, deps),
    waitsForSeatOf: waitsForSeatOf(resolved),
  };
  return {
    accountKey: account.account.key,
    held,
    isOutside: (change) => isOutside(change, account),
    gone,
    validate: (isIn) =>
      validate(
        readable.map(({ change }) => change).filter((change) => isIn(change)),
        against,
        account,
      ),
    group: (changes) => account.writes?.group(changes.filter((change) => !isKeptHere(change, account))) ?? [],
  };
}

/**
 * What was looked up, without what own changes may have altered since: those that were open, whose assignees are `met`, and those that were
 * sent. Nothing is asked for a provider whose look-ups tell nothing of what is held: nothing of them is used then.
 */
async function asFarAsStillSo(
  { since, ...before }: LookedUp,
  wanted: readonly Change[],
  met: ReadonlySet<string>,
  { account, deps }: Planning,
): Promise<ReadBefore> {
  if (!account.writes?.heldAsFound) return before;
  const assignees = wanted.map(({ assignee }) => assignee);
  const sent = await deps.store.sentSince(account.account.key, assignees, since);
  const altered = new Set([...met, ...sent.map(assigneeKey)]);
  if (altered.size === 0) return before;
  return { found: new Map([...before.found].filter(([key]) => !altered.has(key))) };
}

/** Tells of a removal whether it waits for an assignment of the same license: then it frees its seat too late for that one. */
function waitsForSeatOf(resolved: readonly ResolvedChange[]): (removal: Change) => boolean {
  /** By place, and by change: licenses that are assigned before it, with its own where it assigns one. */
  const assigned = new Map<number, ReadonlySet<string>>();
  const assignedBefore = new Map<string, ReadonlySet<string>>();
  for (const { request, change } of inOrder(resolved, (one) => one.request)) {
    const before = new Set(request.waitsFor.flatMap((place) => [...(assigned.get(place) ?? [])]));
    assignedBefore.set(change.id, before);
    assigned.set(request.index, change.action === 'ASSIGN' ? new Set(before).add(change.licenseId) : before);
  }
  return ({ id, licenseId }) => assignedBefore.get(id)?.has(licenseId) === true;
}

/** A removal whose license or assignee is not listed, when a read has shown that the license is not held either. */
function goneOf(
  { request, change, missing }: ResolvedChange,
  held: Held,
  { open }: OwnChangesSeen,
): Gone | null {
  if (missing === null) return null;
  const rows = held.get(assigneeKey(change.assignee)) ?? [];
  if (rows instanceof ProblemError) return null;
  const before = stateOf(change, rows);
  const isOpen = open.some((one) => subjectKey(one.change) === subjectKey(change));
  if (before.held || isOpen) return null;
  const [list, field] = [missing.path?.[request.path.length], missing.path?.at(-1)];
  const isLicense = list === 'license' || field === 'license';
  const requested = { ...change, ...(isLicense ? { licenseId: null } : { assignee: null }) };
  return { requested, problem: missing, before };
}

/** Holders that are read at most for the sake of seats: of the others, what was sent counts as not there yet. */
const MOST_OF_SEATS = 200;

function seatChangesToRead({ ofSeats }: OwnChangesSeen): readonly Change[] {
  const sent = ofSeats.filter(({ phase }) => phase !== 'PLANNED');
  return sent.slice(0, MOST_OF_SEATS).map(({ change }) => change);
}

function joinedOf({ account, deps }: Planning): readonly ChangeRecord[] {
  return (deps.joined ?? []).filter(({ change }) => change.accountKey === account.account.key);
}

async function ownChangesOf(
  changes: readonly Change[],
  planning: Planning,
): Promise<OwnChangesSeen & OpenChanges> {
  const { account, catalogue, deps } = planning;
  const joined = joinedOf(planning);
  const { key } = account.account;
  // Those the set has already are refused, and not waited for.
  const taken = new Set(joined.map(({ change }) => subjectKey(change)));
  const awaited = changes.filter((change) => !taken.has(subjectKey(change)));
  return {
    ...(await openChangesOf(key, awaited, deps, planning.call)),
    ofSeats: await openSeatChangesOf(key, licensesOfSeats(changes, catalogue), deps.store),
    assumed: deps.joinsPlan === true ? joined.filter(isToSend).map(({ change }) => change) : [],
  };
}

function isToSend({ outcome }: ChangeRecord): boolean {
  return outcome === 'PENDING';
}

/** Licenses with counted seats that are to be assigned. */
function licensesOfSeats(changes: readonly Change[], catalogue: readonly License[]): readonly string[] {
  const asked = new Set(
    changes
      .filter((change) => change.action === 'ASSIGN' && isAboutLicense(change))
      .map((one) => one.licenseId),
  );
  return catalogue
    .filter(({ externalId, seats }) => asked.has(externalId) && seats !== null && seats.countable)
    .map(({ externalId }) => externalId);
}

/** What is held, or why that could not be read, for each assignee. STORE_UNAVAILABLE is thrown: it fails the whole plan. */
async function readOrSay(
  changes: readonly Change[],
  before: ReadBefore,
  { account, deps, call }: Planning,
): Promise<Held> {
  try {
    return await readHeld(account, changes, { ...before, schedules: deps.store }, call);
  } catch (error) {
    const failure = asProblemError(error);
    if (failure.problem.code === 'STORE_UNAVAILABLE') throw failure;
    return new Map(changes.map(({ assignee }) => [assigneeKey(assignee), failure]));
  }
}

/** Tells of those that cancel a date whether it is kept: what is read tells it of what is held alone. */
async function keptDatesOf(
  changes: readonly Change[],
  { account, deps }: Planning,
): Promise<(change: Change) => boolean> {
  const isCancelling = (one: Change): boolean => one.action === 'CANCEL_REMOVAL' && isKeptHere(one, account);
  const assignees = changes.filter(isCancelling).map(({ assignee }) => assignee);
  if (assignees.length === 0) return () => false;
  const dateOf = await keptDates(deps.store, account.account.key, assignees);
  return (change) => isCancelling(change) && dateOf(change) !== null;
}

/** By `assigneeKey`, those that were found. */
function assigneesOf(resolved: readonly ResolvedChange[]): ReadonlyMap<string, Assignee> {
  return new Map(
    resolved.flatMap(({ change, assignee }) => (assignee ? [[assigneeKey(change.assignee), assignee]] : [])),
  );
}

function onlyRead(held: Held) {
  const read = new Map<string, Exclude<ReturnType<Held['get']>, ProblemError | undefined>>();
  for (const [key, rows] of held) if (!(rows instanceof ProblemError)) read.set(key, rows);
  return read;
}

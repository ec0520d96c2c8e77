// What the changes of one account are judged on, read once: what is held, own changes, and what there is nothing left to take of.
import type { Call } from '../../domain/call.ts';
import type { AssignmentState, ChangeRecord, RequestedChange } from '../../domain/change-set.ts';
import { assigneeKey, subjectKey, type Change } from '../../domain/change.ts';
import type { License } from '../../domain/license.ts';
import { ProblemError, asProblemError, type Problem } from '../../domain/problem.ts';
import type { ProviderAccount } from '../../providers/provider.ts';
import type { Schedules } from '../../store/schedules-api.ts';
import { dayOf } from '../schedules/calendar.ts';
import { judge, type Judgement } from './validate.ts';
import { isKeptHere } from '../schedules/kept-removals.ts';
import { isOutside } from '../run/observe.ts';
import { openChangesOf, openSeatChangesOf, underWay, type OpenChanges, type OwnDeps } from './own-changes.ts';
import type { Own } from './own-overlay.ts';
import type { Resolved } from './resolve-targets.ts';
import { inOrder } from '../dependencies.ts';
import type { Wish } from '../change-request.ts';
import { readHeld, stateOf, type Found, type Held } from './current-state.ts';

export interface SituationDeps extends OwnDeps {
  readonly store: OwnDeps['store'] & Pick<Schedules, 'schedulesOf'>;
  /** IANA name. */
  readonly zone: string;
  /** The changes of the set that these wishes are to join; of none when absent. */
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
export interface Situation {
  readonly accountKey: string;
  readonly held: Held;
  /** Whether the assignee of a change may be offered what no read shows. */
  readonly isOutside: (change: Change) => boolean;
  readonly gone: ReadonlyMap<Wish, Gone>;
  /** Judges its changes together, those that are left out aside. */
  readonly judge: (isIn: (change: Change) => boolean) => Judgement;
  /** The changes that go to the provider, an upstream call each group. */
  readonly group: (changes: readonly Change[]) => readonly (readonly Change[])[];
}

/** What was read while the targets were looked for. */
export interface ReadBefore {
  readonly catalogue: readonly License[];
  /** Assignees who may tell what they hold. */
  readonly found: Found;
}

type ResolvedChange = Extract<Resolved, { readonly problem: null }>;

/** Reads what the resolved wishes of one account are judged on. Throws ProblemError when the store fails. */
export async function readSituation(
  account: ProviderAccount,
  all: readonly Resolved[],
  readBefore: ReadBefore,
  deps: SituationDeps,
  call: Call,
): Promise<Situation> {
  const { catalogue } = readBefore;
  const resolved = all.filter((one) => one.problem === null);
  const wanted = resolved.map(({ change }) => change);
  const { met, ...own } = await ownOf(account, wanted, catalogue, deps, call);
  const stillSo = new Map([...readBefore.found].filter(([key]) => !met.has(key)));
  const held = await readOrSay(account, [...wanted, ...toLookAt(own)], { ...deps, found: stillSo }, call);
  const gone = new Map(
    resolved.flatMap((one) => {
      const found = goneOf(one, held, own);
      return found ? [[one.wish, found] as const] : [];
    }),
  );
  const readable = resolved.filter(
    ({ wish, change }) =>
      !gone.has(wish) && !(held.get(assigneeKey(change.assignee)) instanceof ProblemError),
  );
  const circumstances = {
    read: { catalogue, held: onlyRead(held), today: dayOf(deps.now(), deps.zone) },
    own,
    joined: joinedOf(account, deps).map(({ change }) => change),
    underWay: (other: ChangeRecord) => underWay(other, deps),
    waitsForSeatOf: waitsForSeatOf(resolved),
  };
  return {
    accountKey: account.account.key,
    held,
    isOutside: (change) => isOutside(change, account),
    gone,
    judge: (isIn) =>
      judge(
        readable.map(({ change }) => change).filter((change) => isIn(change)),
        circumstances,
        account,
      ),
    group: (changes) => account.writes?.group(changes.filter((change) => !isKeptHere(change, account))) ?? [],
  };
}

/** Whether a removal waits for an assignment of the same license: then it frees its seat too late for that one. */
function waitsForSeatOf(resolved: readonly ResolvedChange[]): (removal: Change) => boolean {
  /** By place, and by change: licenses that are assigned before it, with its own where it assigns one. */
  const assigned = new Map<number, ReadonlySet<string>>();
  const assignedBefore = new Map<string, ReadonlySet<string>>();
  for (const { wish, change } of inOrder(resolved, (one) => one.wish)) {
    const before = new Set(wish.waitsFor.flatMap((place) => [...(assigned.get(place) ?? [])]));
    assignedBefore.set(change.id, before);
    assigned.set(wish.index, change.action === 'ASSIGN' ? new Set(before).add(change.licenseId) : before);
  }
  return ({ id, licenseId }) => assignedBefore.get(id)?.has(licenseId) === true;
}

/** A removal whose license or assignee is not listed, once a read has told that the one does not hold the other either. */
function goneOf({ wish, change, missing }: ResolvedChange, held: Held, { open }: Own): Gone | null {
  if (missing === null) return null;
  const rows = held.get(assigneeKey(change.assignee)) ?? [];
  if (rows instanceof ProblemError) return null;
  const before = stateOf(change, rows);
  const isOpen = open.some((one) => subjectKey(one.change) === subjectKey(change));
  if (before.held || isOpen) return null;
  const [list, field] = [missing.path?.[wish.path.length], missing.path?.at(-1)];
  const isLicense = list === 'license' || field === 'license';
  const requested = { ...change, ...(isLicense ? { licenseId: null } : { assignee: null }) };
  return { requested, problem: missing, before };
}

/** Holders that are looked at at most for the sake of seats: of the others, what was sent counts as not there yet. */
const MOST_OF_SEATS = 200;

function toLookAt({ ofSeats }: Own): readonly Change[] {
  const sent = ofSeats.filter(({ phase }) => phase !== 'PLANNED');
  return sent.slice(0, MOST_OF_SEATS).map(({ change }) => change);
}

function joinedOf({ account }: ProviderAccount, { joined = [] }: SituationDeps): readonly ChangeRecord[] {
  return joined.filter(({ change }) => change.accountKey === account.key);
}

/** Asked for before anything is read: what a read does not show then is not there. */
async function ownOf(
  account: ProviderAccount,
  changes: readonly Change[],
  catalogue: readonly License[],
  deps: SituationDeps,
  call: Call,
): Promise<Own & OpenChanges> {
  const joined = joinedOf(account, deps);
  const { key } = account.account;
  // Those the set has already are refused, and not waited for.
  const taken = new Set(joined.map(({ change }) => subjectKey(change)));
  const awaited = changes.filter((change) => !taken.has(subjectKey(change)));
  return {
    ...(await openChangesOf(key, awaited, deps, call)),
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

/** What is held, or why that could not be read, for each assignee. STORE_UNAVAILABLE is thrown: it fails the whole plan. */
async function readOrSay(
  account: ProviderAccount,
  changes: readonly Change[],
  { store, found }: Pick<SituationDeps, 'store'> & Pick<ReadBefore, 'found'>,
  call: Call,
): Promise<Held> {
  try {
    return await readHeld(account, changes, { schedules: store, found }, call);
  } catch (error) {
    const failure = asProblemError(error);
    if (failure.problem.code === 'STORE_UNAVAILABLE') throw failure;
    return new Map(changes.map(({ assignee }) => [assigneeKey(assignee), failure]));
  }
}

function onlyRead(held: Held) {
  const read = new Map<string, Exclude<ReturnType<Held['get']>, ProblemError | undefined>>();
  for (const [key, rows] of held) if (!(rows instanceof ProblemError)) read.set(key, rows);
  return read;
}

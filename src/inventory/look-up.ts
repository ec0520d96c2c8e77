// Asks directly for what a list has not shown: rows drift between its pages, and only an answer about the row itself shows that it is gone.
import { chunk } from '../batching/chunk.ts';
import type { AssigneeKind } from '../domain/account.ts';
import type { Assignee } from '../domain/assignee.ts';
import type { Assignment } from '../domain/assignment.ts';
import type { Call } from '../domain/call.ts';
import type { AssigneeRef } from '../domain/inventory/search.ts';
import type { Sighting } from '../domain/inventory/sighting.ts';
import type { Slot, Slots } from '../domain/page.ts';
import { ProblemError } from '../domain/problem.ts';
import type { ProviderAccount } from '../providers/provider.ts';
import type { Unseen } from '../store/inventory/sweeping/api.ts';
import { keyOnly } from './asked/read-now.ts';

/** What one look-up showed. What it could not tell is in neither. */
export interface LookedUp {
  readonly sightings: readonly Sighting[];
  readonly gone: readonly AssigneeRef[];
}

/** Calls that a section may spend on look-ups: a few, and a part of what its list took. */
const LEAST_CALLS = 50;
const PART_OF_CALLS = 0.05;

/** How many calls the look-ups of a section may take, together, that was read in so many pages. */
export function lookUpCalls(pages: number): number {
  return Math.max(LEAST_CALLS, Math.ceil(pages * PART_OF_CALLS));
}

/** How many unseen rows so many calls can settle. */
export function mostUnseen(account: ProviderAccount, calls: number): { assignees: number; holders: number } {
  const { lookupBatchSize, assignmentBatchSize } = account.account.capabilities;
  return { assignees: calls * lookupBatchSize, holders: calls * assignmentBatchSize };
}

/** Assignees by one look-up of their kind. Throws ProblemError when nothing was answered. */
async function lookUpAssignees(
  account: ProviderAccount,
  refs: readonly AssigneeRef[],
  call: Call,
): Promise<LookedUp> {
  const [kind] = refs.map((ref) => ref.kind);
  const list: { byIds(keys: readonly string[], call: Call): Promise<Slots<Assignee>> } | undefined =
    kind && account.assignees[kind];
  if (list === undefined) return NOTHING;
  const slots = await list.byIds(
    refs.map(({ externalId }) => externalId),
    call,
  );
  return sorted(refs, slots, ({ assignments: _held, ...assignee }) => ({ assignee }));
}

/** All that assignees of one kind hold, by one read. */
async function lookUpHoldings(
  account: ProviderAccount,
  refs: readonly AssigneeRef[],
  call: Call,
): Promise<LookedUp> {
  const slots = await account.assignments.ofAssignees(refs.map(keyOnly), call);
  const told = (holds: readonly Assignment[], ref: AssigneeRef) =>
    ({ assignee: keyOnly(ref), holds, isNamedOnly: true }) as const;
  const { sightings, gone } = sorted(refs, slots, told);
  // Somebody who does not exist holds nothing; whether they are gone is for the list of assignees to say.
  return { sightings: [...sightings, ...gone.map((ref) => told([], ref))], gone: [] };
}

const NOTHING: LookedUp = { sightings: [], gone: [] };

function sorted<T>(
  refs: readonly AssigneeRef[],
  slots: Slots<T>,
  sight: (value: T, ref: AssigneeRef) => Sighting,
): LookedUp {
  const failure = refs.map(({ externalId }) => slots.get(externalId)).find(isFailure);
  const read = refs.flatMap((ref) => {
    const slot: Slot<T> | undefined = slots.get(ref.externalId);
    return slot === undefined || isFailure(slot) ? [] : [{ ref, slot }];
  });
  if (read.length === 0 && failure !== undefined) throw failure;
  return {
    sightings: read.flatMap(({ ref, slot }) => (slot === null ? [] : sight(slot, ref))),
    gone: read.filter(({ slot }) => slot === null).map(({ ref }) => ref),
  };
}

function isFailure(slot: unknown): slot is ProblemError {
  return slot instanceof ProblemError;
}

/** A look-up to make: which rows, and by what. */
export interface LookUp {
  readonly refs: readonly AssigneeRef[];
  readonly look: typeof lookUpAssignees;
  /** Look-ups that are made of the same rows in the same way: one that fails tells nothing of those of another sort. */
  readonly sort: string;
}

/**
 * Look-ups for all that is unseen, each of one kind and of the size that the provider takes. One of each sort, and then the next one of each:
 * where there are more than may be made, none goes without because of the others.
 */
export function lookUpsFor(account: ProviderAccount, { assignees, holders }: Unseen): readonly LookUp[] {
  const { lookupBatchSize, assignmentBatchSize } = account.account.capabilities;
  const sorts = [
    ...batches(assignees, lookupBatchSize, lookUpAssignees),
    ...batches(holders, assignmentBatchSize, lookUpHoldings),
  ];
  const longest = Math.max(0, ...sorts.map(({ length }) => length));
  return Array.from({ length: longest }, (_, turn) =>
    sorts.flatMap((some) => some.slice(turn, turn + 1)),
  ).flat();
}

/**
 * How many of the calls that are left the first of these look-ups may take: of each sort the same, because one that leaves rows out takes a
 * call for each.
 */
export function shareOfCalls(left: number, lookUps: readonly LookUp[]): number {
  return Math.ceil(left / new Set(lookUps.map(({ sort }) => sort)).size);
}

/** By kind. */
function batches(
  refs: readonly AssigneeRef[],
  size: number,
  look: LookUp['look'],
): readonly (readonly LookUp[])[] {
  const byKind: ReadonlyMap<AssigneeKind, readonly AssigneeRef[]> = Map.groupBy(refs, ({ kind }) => kind);
  return [...byKind].map(([kind, some]) =>
    chunk(some, size).map((batch) => ({ refs: batch, look, sort: `${look.name} ${kind}` })),
  );
}

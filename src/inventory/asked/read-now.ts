// Reads assignees of one account live, because somebody waits for what they are and hold now.
import { slotIn } from '../../batching/slots.ts';
import type { AssigneeKind } from '../../domain/account.ts';
import type { Assignee } from '../../domain/assignee.ts';
import type { Assignment } from '../../domain/assignment.ts';
import type { Call } from '../../domain/call.ts';
import type { AssigneeRef } from '../../domain/inventory/search.ts';
import type { Sighting } from '../../domain/inventory/sighting.ts';
import type { Slot, Slots } from '../../domain/page.ts';
import { ProblemError, asProblemError, inAccount, problem } from '../../domain/problem.ts';
import type { ProviderAccount, ReadByKeys } from '../../providers/provider.ts';

/** What a read of one assignee has shown. GONE: it does not exist. */
export type Shown = 'READ' | 'GONE' | ProblemError;

/** What was read of some, by kind and id, and the sightings in it, those of them included of whom it could not be read what they hold. */
interface ReadNow {
  readonly shown: ReadonlyMap<string, Shown>;
  readonly sightings: readonly Sighting[];
}

/** Each once: a call or two a batch, the kinds side by side. Never throws. */
export async function readNow(
  account: ProviderAccount,
  refs: readonly AssigneeRef[],
  call: Call,
): Promise<ReadNow> {
  const byKind = Map.groupBy(refs, ({ kind }) => kind);
  const read = await Promise.all(
    [...byKind].map(([kind, some]) => readKind(account, { kind, ids: idsOf(some) }, call)),
  );
  return {
    shown: new Map(read.flatMap(({ shown }) => [...shown])),
    sightings: read.flatMap(({ sightings }) => sightings),
  };
}

/** What an assignee is found by in what was read. */
export function keyOf({ kind, externalId }: Pick<AssigneeRef, 'kind' | 'externalId'>): string {
  return `${kind} ${externalId}`;
}

function idsOf(refs: readonly AssigneeRef[]): readonly string[] {
  return [...new Set(refs.map(({ externalId }) => externalId))];
}

interface OfKind {
  readonly kind: AssigneeKind;
  readonly ids: readonly string[];
}

async function readKind(account: ProviderAccount, { kind, ids }: OfKind, call: Call): Promise<ReadNow> {
  const { key } = account.account;
  const list: { readonly byIds: ReadByKeys<Assignee> } | undefined = account.assignees[kind];
  if (list === undefined) return failed(kind, ids, lacks(key, kind));
  // A text that can be no id is nobody's, which no vendor is asked about and none has said.
  const asked = ids.filter((id) => account.accepts(kind, id));
  const found = await each(asked, (some) => list.byIds(some, call));
  const refOf = (externalId: string): AssigneeRef => ({ accountKey: key, kind, externalId });
  // Also of those who do not exist: some vendors list holders whom none of their other lists knows.
  const untold = asked.flatMap((id) => untoldOf(slotIn(found, id, key), refOf(id)));
  const held = await each(
    untold.map(({ externalId }) => externalId),
    () => account.assignments.ofAssignees(untold, call),
  );
  const shown = new Map<string, Shown>();
  const sightings: Sighting[] = [];
  for (const id of ids) {
    const slot = asked.includes(id) ? slotIn(found, id, key) : noId(key, kind);
    const holds = isAmong(untold, id) ? slotIn(held, id, key) : null;
    const one = conclude(refOf(id), slot, isThere(slot) ? (slot.assignments ?? holds) : holds);
    shown.set(keyOf(refOf(id)), one.shown);
    sightings.push(...one.sightings);
  }
  return { shown, sightings };
}

function isAmong(assignees: readonly Assignee[], id: string): boolean {
  return assignees.some(({ externalId }) => externalId === id);
}

/** Those whose row does not tell what they hold. */
function untoldOf(slot: Slot<Assignee>, ref: AssigneeRef): readonly Assignee[] {
  if (slot instanceof ProblemError || slot?.assignments !== undefined) return [];
  return [slot ?? keyOnly(ref)];
}

/** Its key alone: everything else has not been read. */
export function keyOnly(ref: AssigneeRef): Assignee {
  return { ...ref };
}

/** Of somebody who is there and of whom no holdings are known: they hold nothing, as deleted users of some vendors. */
function conclude(
  ref: AssigneeRef,
  slot: Slot<Assignee>,
  holds: Slot<readonly Assignment[]>,
): { readonly shown: Shown; readonly sightings: readonly Sighting[] } {
  if (slot instanceof ProblemError) return { shown: slot, sightings: [] };
  if (slot === null) {
    if (holds instanceof ProblemError) return { shown: holds, sightings: [] };
    return { shown: 'GONE', sightings: holds?.length ? [{ assignee: keyOnly(ref), holds }] : [] };
  }
  const { assignments: _held, ...assignee } = slot;
  if (holds instanceof ProblemError) return { shown: holds, sightings: [{ assignee }] };
  return { shown: 'READ', sightings: [{ assignee, holds: holds ?? [] }] };
}

/** Slots for all keys: a read that fails as a whole fills them with its problem, and one that is not needed is not made. */
async function each<T>(
  keys: readonly string[],
  read: (keys: readonly string[]) => Promise<Slots<T>>,
): Promise<Slots<T>> {
  if (keys.length === 0) return new Map();
  try {
    return await read(keys);
  } catch (error) {
    const failure = asProblemError(error);
    return new Map(keys.map((key) => [key, failure]));
  }
}

function isThere<T>(slot: Slot<T>): slot is T {
  return slot !== null && !(slot instanceof ProblemError);
}

function failed(kind: AssigneeKind, ids: readonly string[], error: ProblemError): ReadNow {
  return { shown: new Map(ids.map((externalId) => [keyOf({ kind, externalId }), error])), sightings: [] };
}

function noId(accountKey: string, kind: AssigneeKind): ProblemError {
  const message = `This text can be no id of a ${kind} of account ${JSON.stringify(accountKey)}.`;
  const hint = "Pass the provider's own id, exactly as it spells it.";
  return inAccount(new ProblemError(problem('BAD_INPUT', 'CALLER', message, { hint })), accountKey);
}

function lacks(accountKey: string, kind: AssigneeKind): ProblemError {
  const message = `The provider of account ${JSON.stringify(accountKey)} has no assignees of kind ${kind}.`;
  return inAccount(new ProblemError(problem('NOT_SUPPORTED', 'CALLER', message)), accountKey);
}

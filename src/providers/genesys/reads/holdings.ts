// What given users hold: by batches, one user alone, or from the list.
import type { Assignee } from '../../../domain/assignee.ts';
import type { Assignment } from '../../../domain/assignment.ts';
import type { Call } from '../../../domain/call.ts';
import type { Slot, Slots } from '../../../domain/page.ts';
import { ProblemError, asProblemError } from '../../../domain/problem.ts';
import { readLicensesOfUser, readLicensesOfUsers, readLicenseUsers } from '../client.ts';
import type { Context } from '../context.ts';
import type { HeldLicense } from '../wire/licenses.ts';
import { inBatches, refuseStrangers } from './batches.ts';
import { toHeldLicense } from './licenses.ts';
import { readAllPages } from './walk.ts';

/** What each of these users holds. */
export async function readHoldings(
  context: Context,
  users: readonly Assignee[],
  call: Call,
): Promise<Slots<readonly Assignment[]>> {
  const slots = new Map<string, Slot<readonly Assignment[]>>();
  const asked = new Map(users.map((user) => [user.externalId, user]));
  for (const [id, held] of await readLicenses(context, asked, call)) {
    const assignee = asked.get(id);
    if (assignee === undefined) continue;
    slots.set(id, held === null || held instanceof ProblemError ? held : toAssignments(held, assignee));
  }
  return slots;
}

/** By batches; for the ones a client without permission may not ask for, by the list (genesys contract 6.12). */
async function readLicenses(
  context: Context,
  asked: ReadonlyMap<string, Assignee>,
  call: Call,
): Promise<Slots<readonly HeldLicense[]>> {
  const ids = [...asked.keys()];
  const slots = await inBatches(ids, {
    accountKey: context.accountKey,
    read: (batch) => readTogether(context, batch, asked, call),
    alone: { call, read: (id) => readLicensesOfUser(context, id, call) },
  });
  const forbidden = ids.filter((id) => isForbidden(slots.get(id)));
  if (forbidden.length === 0) return slots;
  return new Map([...slots, ...(await readFromList(context, forbidden, call))]);
}

/** One is read alone: that costs no more, and tells the licenses as well. */
async function readTogether(
  context: Context,
  ids: readonly string[],
  asked: ReadonlyMap<string, Assignee>,
  call: Call,
): Promise<Slots<readonly HeldLicense[]>> {
  const [first = '', ...others] = ids;
  if (others.length === 0) return new Map([[first, await readLicensesOfUser(context, first, call)]]);
  const answers = await readLicensesOfUsers(context, ids, call);
  refuseStrangers(
    context.accountKey,
    ids,
    answers.map(({ id }) => id),
  );
  const slots = new Map<string, Slot<readonly HeldLicense[]>>();
  // Who is deleted does not exist any more by the provider's own word: enough for a query, when nothing is said of licenses.
  if (call.thorough !== true) for (const id of ids) if (isDeleted(asked.get(id))) slots.set(id, null);
  for (const { id, licenses } of answers) if (licenses !== null) slots.set(id, licenses);
  return slots;
}

function isDeleted(assignee: Assignee | undefined): boolean {
  return assignee?.kind === 'USER' && assignee.state === 'DELETED';
}

/**
 * Those who are in the list. Who is not may hold nothing, or be inactive, or not exist (genesys contract U6): that stays
 * forbidden to know, as it was.
 */
async function readFromList(
  context: Context,
  ids: readonly string[],
  call: Call,
): Promise<Slots<readonly HeldLicense[]>> {
  try {
    const { rows } = await readAllPages(
      context.accountKey,
      (pageNumber) => readLicenseUsers(context, pageNumber, call),
      (found) => ids.every((id) => found.has(id)),
    );
    return new Map(
      ids.flatMap((id) => {
        const row = rows.get(id);
        return row === undefined ? [] : [[id, row.licenses]];
      }),
    );
  } catch (error) {
    const failure = asProblemError(error);
    return new Map(ids.map((id) => [id, failure]));
  }
}

function isForbidden(slot: unknown): boolean {
  return slot instanceof ProblemError && slot.problem.code === 'UPSTREAM_FORBIDDEN';
}

/** No dates and no states upstream: what is held is active. */
export function toAssignments(held: readonly HeldLicense[], assignee: Assignee): Assignment[] {
  const { accountKey } = assignee;
  return held.map(({ id, definition }) => {
    const license = definition === undefined ? null : toHeldLicense(definition, accountKey);
    return {
      accountKey,
      licenseId: id,
      ...(license !== null && { license }),
      assignee,
      status: 'ACTIVE',
      assignedAt: null,
      removalOn: null,
    };
  });
}

// What the tests of writes share: a key that may write, changes, and what is so after one.
import type { Assignment } from '../../../src/domain/assignment.ts';
import { THE_LICENSE, type Change, type ChangeAction, type Sent } from '../../../src/domain/change.ts';
import type { ProviderAccount } from '../../../src/providers/provider.ts';
import { only, valueIn } from '../../support/assertions.ts';
import { ACCOUNT, entity } from '../../support/providers/yext.ts';
import { testCall } from '../../support/runtime.ts';

/** The entry of an account with a key that may write. */
export const WRITER = { apiKey: ACCOUNT.keys.full };

/** A change of what an entity has of a pack. */
export function change(
  action: ChangeAction,
  licenseId: string,
  externalId: string,
  removalOn: string | null = null,
): Change {
  const assignee = { kind: 'ENTITY' as const, externalId };
  const id = `${action} ${licenseId} ${externalId}`;
  return { id, action, accountKey: 'yext-acme', licenseId, assignee, removalOn, target: THE_LICENSE };
}

export const ASSIGN = change('ASSIGN', 'LP-PAGES', 'store-18');
export const REMOVE = change('REMOVE', 'LP-PAGES', 'store-17');
export const SCHEDULE = change('SCHEDULE_REMOVAL', 'LP-PAGES', 'store-1', '2099-12-31');
export const CANCEL = change('CANCEL_REMOVAL', 'LP-PAGES', 'store-17');
/** One of each kind, all of which can be done. */
export const ALL = [ASSIGN, REMOVE, SCHEDULE, CANCEL];

/** Sends one change in a group of its own. */
export async function sendOne(
  account: Pick<Required<ProviderAccount>, 'writes'>,
  one: Change,
  call = testCall(),
): Promise<Sent> {
  const [id, sent] = only(await account.writes.send([one], call));
  if (id !== one.id) throw new Error(`the result is of another change: ${id}`);
  return sent;
}

/** The assignment a change is about, as a read shows it; null when there is none. */
export async function heldOf(
  account: ProviderAccount,
  { assignee: { externalId }, licenseId }: Change,
): Promise<Assignment | null> {
  const held = valueIn(await account.assignments.ofAssignees([entity(externalId)], testCall()), externalId);
  return held.find((one) => one.licenseId === licenseId) ?? null;
}

// What the tests of writes share: changes, an account that may write, and what is so after a write.
import type { Assignment } from '../../../src/domain/assignment.ts';
import type { Change, ChangeAction, Sent } from '../../../src/domain/change.ts';
import type { ProviderAccount, Writes } from '../../../src/providers/provider.ts';
import type { TransportRequest } from '../../../src/upstream/transport.ts';
import type { UpstreamRuntime } from '../../../src/upstream/upstream.ts';
import { testCall } from '../../support/runtime.ts';
import { ACCOUNT, accountAt, entity } from './fixtures.ts';

/** An account with a key that may write. */
export function writerAt(baseUrl: string, runtime: UpstreamRuntime, changes: object = {}): ProviderAccount {
  return accountAt(baseUrl, runtime, { apiKey: ACCOUNT.keys.full, ...changes });
}

/** A change of what an entity has of a pack. */
export function change(
  action: ChangeAction,
  licenseId: string,
  externalId: string,
  removalOn: string | null = null,
): Change {
  const assignee = { kind: 'ENTITY' as const, externalId };
  const id = `${action} ${licenseId} ${externalId}`;
  return { id, action, accountKey: 'yext-acme', licenseId, assignee, removalOn, calling: null, site: null };
}

/** The write side: Yext always has it. */
export function writesOf(account: ProviderAccount): Writes {
  if (account.writes === undefined) throw new Error('the account has no writes');
  return account.writes;
}

/** Sends one change in a group of its own. */
export async function sendOne(account: ProviderAccount, one: Change, call = testCall()): Promise<Sent> {
  const results = await writesOf(account).send([one], call);
  const sent = results.get(one.id);
  if (sent === undefined || results.size !== 1) throw new Error('expected one result');
  return sent;
}

/** The assignment a change is about, as a read shows it; null when there is none. */
export async function heldOf(account: ProviderAccount, one: Change): Promise<Assignment | null> {
  const { externalId } = one.assignee;
  const slots = await account.assignments.ofAssignees([entity(externalId)], testCall());
  const slot = slots.get(externalId);
  if (slot instanceof Error) throw slot;
  return slot?.find(({ licenseId }) => licenseId === one.licenseId) ?? null;
}

/** A runtime that remembers what went over its transport. */
export function recording(runtime: UpstreamRuntime): {
  runtime: UpstreamRuntime;
  requests: TransportRequest[];
} {
  const requests: TransportRequest[] = [];
  const transport: UpstreamRuntime['transport'] = (request) => {
    requests.push(request);
    return runtime.transport(request);
  };
  return { runtime: { ...runtime, transport }, requests };
}

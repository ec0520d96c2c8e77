// What the tests of writes share: changes, people by what they hold, and what became of a write.
import { expect } from '@jest/globals';
import type { RunningEmulator } from '../../../emulators/core/emulator.ts';
import type { Change, ChangeAction, Sent } from '../../../src/domain/change.ts';
import { asProblemError } from '../../../src/domain/problem.ts';
import type { ProviderAccount, Writes } from '../../../src/providers/provider.ts';
import type { TransportRequest } from '../../../src/upstream/transport.ts';
import type { UpstreamRuntime } from '../../../src/upstream/upstream.ts';
import { testCall } from '../../support/runtime.ts';
import { callsTo, readToEnd } from './organisation.ts';

export function change(action: ChangeAction, licenseId: string, userId: string): Change {
  const assignee = { kind: 'USER' as const, externalId: userId };
  const id = `${action} ${licenseId} ${userId}`;
  return { id, action, accountKey: 'us', licenseId, assignee, removalOn: null, calling: null, site: null };
}

export const assign = (licenseId: string, userId: string): Change => change('ASSIGN', licenseId, userId);
export const remove = (licenseId: string, userId: string): Change => change('REMOVE', licenseId, userId);

/** The write side: Genesys Cloud always has it. */
export function writesOf(account: ProviderAccount): Writes {
  if (account.writes === undefined) throw new Error('the account has no writes');
  return account.writes;
}

/** Ids of active users by what exactly they hold, in the order of their ids: `cloudCX2+gc2WEMupgrade`, or nothing. */
export async function peopleBy(
  account: ProviderAccount,
): Promise<(holding: string, index?: number) => string> {
  const users = await readToEnd((cursor) => {
    if (account.users === undefined) throw new Error('the account has no users');
    return account.users.page(cursor, testCall());
  });
  const held = new Map<string, string[]>();
  for (const { assignee, licenseId } of await readToEnd((cursor) =>
    account.assignments.page(cursor, testCall()),
  )) {
    held.set(assignee.externalId, [...(held.get(assignee.externalId) ?? []), licenseId]);
  }
  const active = users
    .filter(({ state }) => state === 'ACTIVE')
    .map(({ externalId }) => externalId)
    .sort();
  return (holding, index = 0) => {
    const wanted = active.filter((id) => (held.get(id) ?? []).sort().join('+') === holding);
    const id = wanted[index];
    if (id === undefined) throw new Error(`only ${wanted.length} hold exactly "${holding}"`);
    return id;
  };
}

/** What somebody holds, in order. */
export async function heldBy(account: ProviderAccount, userId: string): Promise<string[]> {
  const user = { kind: 'USER' as const, accountKey: 'us', externalId: userId };
  const slot = (await account.assignments.ofAssignees([user], testCall())).get(userId);
  if (slot instanceof Error) throw slot;
  return (slot ?? []).map(({ licenseId }) => licenseId).sort();
}

/** Whether what a change wants is so. */
export async function isSo(account: ProviderAccount, one: Change): Promise<boolean> {
  const held = await heldBy(account, one.assignee.externalId);
  return held.includes(one.licenseId) === (one.action === 'ASSIGN');
}

const NOT_SENT = new Set(['UPSTREAM_THROTTLED', 'UPSTREAM_CIRCUIT_OPEN', 'UPSTREAM_OVERLOADED']);
const REJECTED = new Set(['UPSTREAM_REJECTED', 'UPSTREAM_FORBIDDEN', 'UPSTREAM_CREDENTIALS']);

/** What is known of each change after sending a group; a throw is read as whoever sends it reads it. */
export async function send(
  account: ProviderAccount,
  group: readonly Change[],
  call = testCall(),
): Promise<readonly Sent[]> {
  try {
    const results = await writesOf(account).send(group, call);
    expect([...results.keys()].sort()).toEqual(group.map(({ id }) => id).sort());
    return group.flatMap(({ id }) => results.get(id) ?? []);
  } catch (error) {
    const { problem } = asProblemError(error);
    const refused = REJECTED.has(problem.code) ? 'REJECTED' : 'UNKNOWN';
    const status = NOT_SENT.has(problem.code) ? 'NOT_SENT' : refused;
    return group.map(() => ({ status, problem, upstreamRequestIds: [] }));
  }
}

/** Only the statuses. */
export async function statusesOf(
  account: ProviderAccount,
  group: readonly Change[],
): Promise<Sent['status'][]> {
  return (await send(account, group)).map(({ status }) => status);
}

/** Writes of licenses since the journal was cleared, by their status. */
export function writesTo(emulator: RunningEmulator): number[] {
  return emulator.journal
    .entries()
    .filter(({ method, path }) => method === 'POST' && path === '/api/v2/license/organization')
    .map(({ status }) => status);
}

/** Everything sent to the API since the journal was cleared but the reads of these tests. */
export function writesAndCatalogues(emulator: RunningEmulator): string[] {
  return callsTo(emulator).filter((line) => !line.endsWith('/users'));
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

/** The bodies of the writes among these. */
export function bodiesOf(requests: readonly TransportRequest[]): unknown[] {
  return requests
    .filter(({ url }) => url.endsWith('/license/organization'))
    .map(({ body }): unknown => JSON.parse(body ?? 'null'));
}

// Sending the changes of one user: a request with all of them, or two where a removal has to make room first.
import type { Call } from '../../../domain/call.ts';
import type { Change, Sent } from '../../../domain/change.ts';
import { ProblemError, problem } from '../../../domain/problem.ts';
import { abortedBefore, forAll, notSent, type Outcomes } from '../../outcomes.ts';
import { changeLicenses, type Addressee } from '../license-changes.ts';
import type { Context } from '../context.ts';
import { LIMITS } from '../policy.ts';
import { readExternals } from '../reads/external-users.ts';
import type { Addresses } from './addresses.ts';
import { inOneSpelling, makesRoom, operationsOf, stepsOf } from './groups.ts';
import { afterFailure, outcomesOf } from './outcomes.ts';
import { isForExternals } from './products.ts';

/** What sending shares with the checks before it. */
interface Sender {
  readonly context: Context;
  readonly addresses: Addresses;
}

/** Sends a group in its steps, each once. */
export async function sendGroup(sender: Sender, asked: readonly Change[], call: Call): Promise<Outcomes> {
  const { context, addresses } = sender;
  const group = asked.map(inOneSpelling);
  const outcomes = new Map<string, Sent>();
  const add = (some: Outcomes): void => {
    for (const [id, sent] of some) outcomes.set(id, sent);
  };
  for (const step of stepsOf(group)) {
    const ready = step.filter((change) => !lacksRoom(change, group, outcomes));
    const waiting = step.filter((change) => !ready.includes(change));
    add(forAll(waiting, notSent(noRoom(context.accountKey))));
    const [first] = ready;
    if (first === undefined) continue;
    const id = first.assignee.externalId;
    const email = addresses.of(id);
    add(await patch(sender, email === undefined ? { personId: id } : { email }, ready, call));
  }
  return outcomes;
}

/** Sends one request; every failure becomes an outcome. */
async function patch(
  sender: Sender,
  who: Addressee,
  changes: readonly Change[],
  call: Call,
): Promise<Outcomes> {
  const aborted = abortedBefore(call);
  if (aborted !== null) return forAll(changes, aborted);
  const { context } = sender;
  const trackingId = newTrackingId(context.random);
  try {
    const operations = operationsOf(changes);
    const answer = await changeLicenses(context, { who, operations, trackingId }, call);
    const outcomes = outcomesOf(answer, { accountKey: context.accountKey, who, changes });
    const mayBeExternal = answer.status === 404 && changes.every(isOfSite);
    if (!mayBeExternal || !('personId' in who)) return outcomes;
    return (await patchByAddress(sender, who.personId, changes, call)) ?? outcomes;
  } catch (error) {
    return afterFailure(error, changes, trackingId);
  }
}

/** A second try after a 404, which did nothing; null where no address is known either. */
async function patchByAddress(
  sender: Sender,
  id: string,
  changes: readonly Change[],
  call: Call,
): Promise<Outcomes | null> {
  try {
    const { users } = await readExternals(sender.context, LIMITS.speculativePages, call);
    const email = users.get(id)?.email ?? null;
    if (email === null) return null;
    sender.addresses.remember(id, email);
    return await patch(sender, { email }, changes, call);
  } catch (error) {
    const unsent = notSent(error);
    return forAll(changes, unsent);
  }
}

function isOfSite({ licenseId }: Change): boolean {
  return isForExternals(licenseId);
}

/** Whether a change waits for a removal that was tried and did not succeed. */
function lacksRoom(change: Change, group: readonly Change[], outcomes: Outcomes): boolean {
  if (change.action !== 'ASSIGN') return false;
  return group.some((other) => {
    const sent = other.action === 'REMOVE' && makesRoom(other, change) ? outcomes.get(other.id) : undefined;
    return sent !== undefined && sent.status !== 'ACCEPTED';
  });
}

function noRoom(accountKey: string): ProblemError {
  const message = 'The removal that makes room for this license did not succeed, so it was not asked for.';
  return new ProblemError(
    problem('LICENSES_CONFLICT', 'PROVIDER', message, {
      accountKey,
      retryable: true,
      hint: 'See what became of the removal, then try again.',
    }),
  );
}

/** An id of our own: Webex repeats it in its answer, and can be asked about it when the answer was lost (webex contract 1). */
function newTrackingId(random: () => number): string {
  const digits = Array.from({ length: 32 }, () => Math.floor(random() * 16).toString(16)).join('');
  return `LG_${digits.replace(/^(.{8})(.{4})(.{4})(.{4})(.{12})$/, '$1-$2-$3-$4-$5')}`;
}

// Sending one group of changes: all of them give licenses, or all of them take some away (thingspace contract 4).
import type { Call } from '../../../domain/call.ts';
import type { Change, ChangeAction } from '../../../domain/change.ts';
import { ProblemError, problem } from '../../../domain/problem.ts';
import { abortedBefore, forAll, notSent, type Outcomes } from '../../outcomes.ts';
import { LoginFailed } from '../auth.ts';
import { writeLicenses, type LicenseWrite } from '../client.ts';
import type { Context } from '../context.ts';
import { outcomesOf } from './outcomes.ts';

const WRITES: Readonly<Partial<Record<ChangeAction, LicenseWrite>>> = { ASSIGN: 'assign', REMOVE: 'remove' };

/** Sends a group as one call, once. */
export async function sendGroup(context: Context, group: readonly Change[], call: Call): Promise<Outcomes> {
  const write = writeOf(group);
  if (write === null) return forAll(group, notSent(unsendable(context.accountKey), true));
  const aborted = abortedBefore(call);
  if (aborted !== null) return forAll(group, aborted);
  const imeis = [...new Set(group.map(({ assignee }) => assignee.externalId))];
  try {
    const results = await writeLicenses(context, write, imeis, call);
    return outcomesOf(context.accountKey, write, group, results);
  } catch (error) {
    // Unlike other failures, one of the login tells that the write was not sent, or was refused without its credentials.
    if (error instanceof LoginFailed && error.problem.retryable) {
      return forAll(group, notSent(error));
    }
    throw error;
  }
}

/** The write that all of a group are; null for any other group, so that nothing is done to a device that was not meant. */
function writeOf(group: readonly Change[]): LicenseWrite | null {
  const [action, ...others] = new Set(group.map((change) => change.action));
  return action === undefined || others.length > 0 ? null : (WRITES[action] ?? null);
}

function unsendable(accountKey: string): ProblemError {
  const message = 'These changes do not fit into one call to the provider.';
  return new ProblemError(problem('INTERNAL', 'PLATFORM', message, { accountKey }));
}

// Sending one group of changes: all of them give licenses, or all of them take some away (thingspace contract 4).
import type { Call } from '../../../domain/call.ts';
import type { Change, ChangeAction, Sent } from '../../../domain/change.ts';
import { asProblemError, problem, type Problem } from '../../../domain/problem.ts';
import { LoginFailed } from '../auth.ts';
import { writeLicenses, type LicenseWrite } from '../client.ts';
import type { Context } from '../context.ts';
import { outcomesOf } from './outcomes.ts';

const WRITES: Readonly<Partial<Record<ChangeAction, LicenseWrite>>> = { ASSIGN: 'assign', REMOVE: 'remove' };

type Outcomes = ReadonlyMap<string, Sent>;

/** Sends a group as one call, once. */
export async function sendGroup(context: Context, group: readonly Change[], call: Call): Promise<Outcomes> {
  const write = writeOf(group);
  if (write === null) return notSent(group, unsendable(context.accountKey));
  if (call.signal.aborted) return notSent(group, asProblemError(call.signal.reason).problem);
  const imeis = [...new Set(group.map(({ assignee }) => assignee.externalId))];
  try {
    const results = await writeLicenses(context, write, imeis, call);
    return outcomesOf(context.accountKey, write, group, results);
  } catch (error) {
    // A login that failed for good is a refusal; one that may go better next time has sent nothing yet.
    if (error instanceof LoginFailed && error.problem.retryable) return notSent(group, error.problem);
    throw error;
  }
}

/** The write that all of a group are; null for any other group, so that nothing is done to a device that was not meant. */
function writeOf(group: readonly Change[]): LicenseWrite | null {
  const [action, ...others] = new Set(group.map((change) => change.action));
  return action === undefined || others.length > 0 ? null : (WRITES[action] ?? null);
}

function unsendable(accountKey: string): Problem {
  return problem('INTERNAL', 'PLATFORM', 'These changes do not fit into one call to the provider.', {
    accountKey,
  });
}

function notSent(group: readonly Change[], reason: Problem): Outcomes {
  const sent: Sent = { status: 'NOT_SENT', problem: reason, upstreamRequestIds: [] };
  return new Map(group.map(({ id }) => [id, sent]));
}

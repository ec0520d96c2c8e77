// Sending one group of changes: one call to the one assignment that a change is about.
import type { Call } from '../../../domain/call.ts';
import type { Change, Sent } from '../../../domain/change.ts';
import { callerError } from '../../../domain/problem.ts';
import type { UpstreamResponse } from '../../../upstream/upstream.ts';
import { abortedBefore, sentAfter, type Outcomes } from '../../outcomes.ts';
import { calendarDate } from '../calendar.ts';
import { writeAssignment, type AssignmentWrite } from '../client.ts';
import type { Context } from '../context.ts';
import { metaOf } from '../failures.ts';
import { sentOf } from './outcomes.ts';

/** Sends the changes of a group one after the other, each once. */
export async function sendGroup(context: Context, group: readonly Change[], call: Call): Promise<Outcomes> {
  const results = new Map<string, Sent>();
  for (const change of group) results.set(change.id, await sendOne(context, change, call));
  return results;
}

async function sendOne(context: Context, change: Change, call: Call): Promise<Sent> {
  const aborted = abortedBefore(call);
  if (aborted !== null) return aborted;
  try {
    const answer = await writeAssignment(context, writeOf(change), call);
    logWarnings(context, answer);
    return sentOf(context, change, answer);
  } catch (error) {
    return sentAfter(error);
  }
}

/** Yext accepts some writes with a warning; the operator finds it in the log (yext contract 5). */
function logWarnings({ accountKey, log }: Context, answer: UpstreamResponse): void {
  const { uuid, errors } = metaOf(answer);
  for (const { type, code } of errors) {
    if (type !== 'WARNING') continue;
    log.warn({ account: accountKey, upstreamRequestId: uuid, code }, 'Yext remarked on a write');
  }
}

/** PUT replaces all there is: it is sent for the sake of the date alone, and always with one or with null (yext contract 3). */
function writeOf({ action, licenseId, assignee, removalOn }: Change): AssignmentWrite {
  const target = { packId: licenseId, entityId: assignee.externalId };
  switch (action) {
    case 'ASSIGN':
      return { ...target, method: 'POST' };
    case 'REMOVE':
      return { ...target, method: 'DELETE' };
    case 'SCHEDULE_REMOVAL':
      return { ...target, method: 'PUT', json: { expirationDate: dayOf(removalOn) } };
    case 'CANCEL_REMOVAL':
      return { ...target, method: 'PUT', json: { expirationDate: null } };
  }
}

/** Throws BAD_INPUT for what is no day: without one, PUT would cancel what it was meant to schedule (yext contract 3). */
function dayOf(removalOn: string | null): string {
  const day = calendarDate(removalOn ?? '');
  if (day === null) throw callerError('BAD_INPUT', 'The date of removal is not a day.');
  return day;
}

// The writes of Yext: one call each, because there is no bulk (yext contract 2).
import type { Call } from '../../../domain/call.ts';
import type { Change, Sent } from '../../../domain/change.ts';
import { callerError } from '../../../domain/problem.ts';
import type { UpstreamResponse, UpstreamRuntime } from '../../../upstream/upstream.ts';
import type { Writes } from '../../provider.ts';
import { calendarDate } from '../calendar.ts';
import type { AssignmentWrite, YextClient } from '../client.ts';
import { failed, notSent, sentOf } from './outcomes.ts';
import { metaOf } from '../failures.ts';
import { checkChanges } from './rules.ts';

/** Proposed against the burst limiter (yext contract 8). */
const CONCURRENCY = 4;
/** No lag is known of licenses, none is excluded. */
const READ_BACK_AFTER_MS: readonly number[] = [0, 1000, 5000];

/** The write side of one account. */
export function createWrites(
  client: YextClient,
  accountKey: string,
  { now, log }: Pick<UpstreamRuntime, 'now' | 'log'>,
): Writes {
  const removals = new Map<string, Set<Promise<unknown>>>();

  /** Removals from the same pack under way are waited for, whatever comes of them: they free what is assigned next. */
  async function inTurn(change: Change, write: () => Promise<UpstreamResponse>): Promise<UpstreamResponse> {
    if (change.action !== 'REMOVE') return write();
    const underWay = removals.get(change.licenseId) ?? new Set();
    removals.set(change.licenseId, underWay);
    const removal = write();
    underWay.add(removal);
    try {
      return await removal;
    } finally {
      underWay.delete(removal);
      if (underWay.size === 0) removals.delete(change.licenseId);
    }
  }

  async function sendOne(change: Change, call: Call): Promise<Sent> {
    const ahead = removals.get(change.licenseId);
    if (change.action === 'ASSIGN' && ahead !== undefined) await Promise.allSettled(ahead);
    if (call.signal.aborted) return notSent(call.signal.reason);
    try {
      const answer = await inTurn(change, () => client.writeAssignment(writeOf(change), call));
      noteWarnings(answer);
      return sentOf(change, answer, { accountKey, now: now(), assignmentsIn: client.assignmentsIn });
    } catch (error) {
      return failed(error);
    }
  }

  /** Accepted with a remark: for whoever runs this (yext contract 5). */
  function noteWarnings(answer: UpstreamResponse): void {
    const { uuid, errors } = metaOf(answer);
    for (const { type, code } of errors) {
      if (type !== 'WARNING') continue;
      log.warn({ account: accountKey, upstreamRequestId: uuid, code }, 'Yext remarked on a write');
    }
  }

  return {
    check: (changes, world) => checkChanges(accountKey, changes, world),
    group: (changes) => {
      const removing = changes.filter(({ action }) => action === 'REMOVE');
      const others = changes.filter(({ action }) => action !== 'REMOVE');
      return [...removing, ...others].map((change) => [change]);
    },
    send: async (group, call) => {
      const results = new Map<string, Sent>();
      for (const change of group) results.set(change.id, await sendOne(change, call));
      return results;
    },
    concurrency: CONCURRENCY,
    readBackAfterMs: READ_BACK_AFTER_MS,
  };
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

// What became of a write, as far as its answer tells (yext contract 5, 7, 8). Only a read is proof.
import type { Change, Sent } from '../../../domain/change.ts';
import type { Problem } from '../../../domain/problem.ts';
import { badResponse, parseBody } from '../../../upstream/parse.ts';
import type { UpstreamResponse } from '../../../upstream/upstream.ts';
import type { Context } from '../context.ts';
import { failedInside, metaOf, rejection, saysNotFound } from '../failures.ts';
import type { AssignmentRow } from '../wire/assignments.ts';
import { Envelope } from '../wire/envelope.ts';

/** What an answer says of the change it was asked for. Throws UPSTREAM_BAD_RESPONSE when it cannot be read. */
export function sentOf(context: Context, change: Change, answer: UpstreamResponse): Sent {
  if (answer.status < 300) return claimOf(context, change, answer);
  // A redirect does not come from Yext itself: whether the write was done is unknown.
  if (answer.status < 400) return sent('UNKNOWN', answer, unclear(context, 'redirected a write'));
  // There is nothing to delete any more, which is what was asked for (yext contract 8).
  if (change.action === 'REMOVE' && saysNotFound(answer)) return sent('ACCEPTED', answer, null);
  const refusal = rejection(answer, context.accountKey, context.now()).problem;
  return sent('REJECTED', answer, { ...refusal, hint: hintFor(change, answer) });
}

/** A 2xx is a success only without errors inside (yext contract 6.3), and only when it shows what was asked for. */
function claimOf(context: Context, change: Change, answer: UpstreamResponse): Sent {
  const { accountKey, now, wire } = context;
  parseBody(Envelope, answer, accountKey);
  if (failedInside(answer)) {
    return sent('UNKNOWN', answer, rejection(answer, accountKey, now()).problem);
  }
  // Delete answers an empty response (yext contract 3): there is nothing to show.
  if (change.action === 'REMOVE') return sent('ACCEPTED', answer, null);
  const shown = wire.assignments.safeParse(answer.body).data?.response.rows ?? [];
  return shown.some((row) => shows(change, row))
    ? sent('ACCEPTED', answer, null)
    : sent('UNKNOWN', answer, unclear(context, 'answered a write without showing what it did'));
}

/** The answer may list the whole pack: the row is found by id (yext contract 8). */
function shows(change: Change, row: AssignmentRow): boolean {
  if (row.pack.id !== change.licenseId || row.entityId !== change.assignee.externalId) return false;
  // Whether create keeps the date of an assignment that was there is unknown (yext contract 8).
  if (change.action === 'ASSIGN') return true;
  return row.status !== 'UNKNOWN' && row.removalOn === change.removalOn;
}

function hintFor(change: Change, answer: UpstreamResponse): string {
  if (saysNotFound(answer)) return 'The pack, the entity or the assignment does not exist any more.';
  if (change.action === 'ASSIGN') {
    return 'The pack may have no license left, be under a saved filter, not take this type of entity, or be held already.';
  }
  return 'A saved filter may decide who holds this pack.';
}

function unclear({ accountKey }: Context, what: string): Problem {
  return badResponse(accountKey, `The provider ${what}.`).problem;
}

function sent(status: Sent['status'], answer: UpstreamResponse, problem: Problem | null): Sent {
  const { uuid } = metaOf(answer);
  return { status, problem, upstreamRequestIds: uuid === null ? [] : [uuid] };
}

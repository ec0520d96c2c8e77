// Sending one group of changes as one batch, and what the answer says of each (quayside contract 3).
import type { Call } from '../../../../src/domain/call.ts';
import type { Change, Sent } from '../../../../src/domain/change.ts';
import { ProblemError } from '../../../../src/domain/problem.ts';
import {
  abortedBefore,
  forAll,
  forEachChange,
  sentAfter,
  type Outcomes,
} from '../../../../src/providers/outcomes.ts';
import { badResponse } from '../../../../src/upstream/parse.ts';
import type { PartOutcome } from '../../../../src/upstream/upstream.ts';
import { pathOf, sendBatch, type Part } from '../client.ts';
import type { Context } from '../context.ts';
import { requestIdOf } from '../failures.ts';
import { costCentreOf } from './options.ts';

/** Sends a group once. Throws when nothing is known of any of it. */
export async function sendGroup(context: Context, group: readonly Change[], call: Call): Promise<Outcomes> {
  const unsent = abortedBefore(call);
  if (unsent !== null) return forAll(group, unsent);
  const outcomes = await sendBatch(
    context,
    'WRITE',
    new Map(group.map((one) => [one.id, partOf(one)])),
    call,
  );
  return forEachChange(group, (change) => sentOf(context, change, outcomes.get(change.id)));
}

function partOf(change: Change): Part {
  const path = pathOf('users', change.assignee.externalId, 'plans', change.licenseId);
  if (change.action === 'REMOVE') return { method: 'DELETE', path };
  const costCentre = costCentreOf(change);
  return { method: 'PUT', path, body: costCentre === null ? {} : { costCentre } };
}

/** What is made is shown by the answer. Nothing to take away any more is what a removal asked for. */
function sentOf({ accountKey, wire }: Context, change: Change, outcome: PartOutcome | undefined): Sent {
  if (outcome === undefined) return sentAfter(badResponse(accountKey, 'A part of a batch has no answer.'));
  if (outcome instanceof ProblemError) return sentAfter(outcome);
  const requestId = requestIdOf(outcome);
  const accepted: Sent = {
    status: 'ACCEPTED',
    problem: null,
    upstreamRequestIds: requestId === null ? [] : [requestId],
  };
  // The only two words for it that have no row to show.
  if (change.action === 'REMOVE' && (outcome.status === 204 || outcome.status === 404)) return accepted;
  const row = wire.hold.safeParse(outcome.body).data;
  const isShown = row?.userId === change.assignee.externalId && row.planId === change.licenseId;
  if (isShown) return accepted;
  return sentAfter(badResponse(accountKey, 'The provider answered a write without showing what it did.'));
}

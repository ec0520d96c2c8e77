// What became of each change of a call, as far as the answer tells (genesys contract 2.2, U7, U8). Only a read is proof.
import type { Change } from '../../../domain/change.ts';
import { ProblemError, asProblemError, problem, type Problem } from '../../../domain/problem.ts';
import { badResponse, parseBody } from '../../../upstream/parse.ts';
import type { UpstreamResponse } from '../../../upstream/upstream.ts';
import { forAll, forEachChange, sentAfter, type Outcomes } from '../../outcomes.ts';
import { CONFLICT } from '../client.ts';
import { correlationId, failureIn } from '../failures.ts';
import { ProviderCode } from '../wire/failures.ts';
import { LicenseUpdateStatuses, type LicenseUpdateStatus } from '../wire/licenses.ts';

/** The one result an example shows for a change that was made; no list of them is published (genesys contract U7). */
const SUCCESS = 'SUCCESS';

const ROLES_HINT =
  'If it was refused: the user may lack what the license needs, or hold one that excludes it. Roles bring licenses: what a role brings comes back until the role is taken away.';

/** What an answer says of each change, row by row. */
export function outcomesOf(group: readonly Change[], answer: UpstreamResponse, accountKey: string): Outcomes {
  const requestId = correlationId(answer);
  const upstreamRequestIds = requestId === null ? [] : [requestId];
  if (answer.status === CONFLICT) {
    const busy = sentAfter(conflict(answer, accountKey));
    return forAll(group, busy);
  }
  try {
    if (answer.status >= 300) throw badResponse(accountKey, 'The provider redirected a write.');
    const rows = Map.groupBy(parseBody(LicenseUpdateStatuses, answer, accountKey), keyOfRow);
    return forEachChange(group, (change) => {
      const reason = reasonToDoubt(rows.get(keyOfChange(change)) ?? [], accountKey, requestId);
      return { status: reason === null ? 'ACCEPTED' : 'UNKNOWN', problem: reason, upstreamRequestIds };
    });
  } catch (error) {
    const { problem: unreadable } = asProblemError(error);
    const unknown = sentAfter(new ProblemError({ ...unreadable, upstreamRequestId: requestId }));
    return forAll(group, unknown);
  }
}

/**
 * Another change was under way: nobody says whether a part of this one was made (genesys contract U8), so it is read before it is
 * tried again (4.1). Some may use the same status for a change that can never be made: it is refused again then.
 */
function conflict(answer: UpstreamResponse, accountKey: string): ProblemError {
  const { providerCode, upstreamRequestId } = failureIn(answer);
  return new ProblemError(
    problem('UPSTREAM_UNAVAILABLE', 'PROVIDER', 'The provider was busy with another change.', {
      accountKey,
      retryable: true,
      providerCode,
      upstreamRequestId: upstreamRequestId ?? correlationId(answer),
      hint: ROLES_HINT,
    }),
  );
}

/** Null when there is a row about a change and every such row says that it was made. */
function reasonToDoubt(
  rows: readonly LicenseUpdateStatus[],
  accountKey: string,
  upstreamRequestId: string | null,
): Problem | null {
  if (rows.length === 0) {
    return {
      ...badResponse(accountKey, 'The provider answered without a word on this change.').problem,
      upstreamRequestId,
    };
  }
  const other = rows.find(({ result }) => result?.toUpperCase() !== SUCCESS);
  if (other === undefined) return null;
  return problem('UPSTREAM_REJECTED', 'PROVIDER', 'The provider did not say that it made this change.', {
    accountKey,
    // Not documented, but it helps an operator who looks it up; anything but a single word is left out.
    providerCode: ProviderCode.parse(other.result),
    upstreamRequestId,
    hint: ROLES_HINT,
  });
}

function keyOf(userId: string | null, licenseId: string | null): string {
  return `${userId ?? ''} ${licenseId ?? ''}`;
}

function keyOfRow({ userId, licenseId }: LicenseUpdateStatus): string {
  return keyOf(userId, licenseId);
}

function keyOfChange({ assignee, licenseId }: Change): string {
  return keyOf(assignee.externalId, licenseId);
}

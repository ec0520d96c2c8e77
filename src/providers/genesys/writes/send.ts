// Sending one group of changes: what may fail before it leaves, the call, and what its failure leaves known.
import type { Call } from '../../../domain/call.ts';
import type { Change } from '../../../domain/change.ts';
import { ProblemError, asProblemError } from '../../../domain/problem.ts';
import { abortedBefore, forAll, notSent, sentAfter, type Outcomes } from '../../outcomes.ts';
import { assignLicenses, type LicenseAssignment } from '../client.ts';
import type { Context } from '../context.ts';
import { assignmentsOf, needsOrder } from './groups.ts';
import type { KnownRequirements } from './known-requirements.ts';
import { outcomesOf } from './outcomes.ts';

/** Sends a group as one call, once. */
export async function sendGroup(
  context: Context,
  requirements: KnownRequirements,
  group: readonly Change[],
  call: Call,
): Promise<Outcomes> {
  const assignments = await prepare(context, requirements, group, call);
  if (assignments instanceof ProblemError) {
    const unsent = abortedBefore(call) ?? notSent(assignments);
    return forAll(group, unsent);
  }
  try {
    return outcomesOf(group, await assignLicenses(context, assignments, call), context.accountKey);
  } catch (error) {
    const failure = asProblemError(error);
    if (failure.problem.code !== 'UPSTREAM_REJECTED' || group.length === 1) throw failure;
    // Unlike elsewhere, one refused row may refuse the whole call after others were done (genesys contract U8): only a call of one
    // row is surely refused with it.
    return forAll(group, sentAfter(failure, { UPSTREAM_REJECTED: 'UNKNOWN' }));
  }
}

/** The body of the call, with everything done that may fail before the call leaves. */
async function prepare(
  context: Context,
  requirements: KnownRequirements,
  group: readonly Change[],
  call: Call,
): Promise<LicenseAssignment[] | ProblemError> {
  try {
    await context.logIn();
    const needs = needsOrder(group) ? await requirements.read(call) : requirements.latest();
    call.signal.throwIfAborted();
    return assignmentsOf(group, needs);
  } catch (error) {
    return asProblemError(error);
  }
}

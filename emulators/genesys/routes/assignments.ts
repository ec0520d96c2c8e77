// The only write: adds and removes licenses, and answers a row for each user and license (genesys contract 2.3, U7, U8).
import { z } from 'zod';
import type { Reply, Route } from '../../core/http.ts';
import { api, type Call } from '../call.ts';
import { badRequest, failure } from '../errors.ts';
import { readBody } from '../requests/body.ts';
import { afterAdding, afterRemoving } from '../rules/assignments.ts';
import { permissionFor } from '../rules/permissions.ts';
import { ageing, isGone } from '../rules/visibility.ts';
import { otherLicenseId } from '../seed/catalogue.ts';
import type { GenesysState } from '../state/state.ts';

const Assignment = z.object({
  licenseId: z.string().min(1),
  userIdsAdd: z.array(z.string()),
  userIdsRemove: z.array(z.string()),
});
const Batch = z.object({ assignments: z.array(Assignment) });

interface Step {
  readonly kind: 'add' | 'remove';
  readonly userId: string;
  readonly licenseId: string;
}

type Outcome = 'changed' | 'unchanged' | 'no user' | 'no license' | 'prerequisite';

export const assignRoutes: readonly Route<GenesysState>[] = [
  api('POST', '/api/v2/license/organization', permissionFor.assign, assign),
];

function assign(call: Call): Reply {
  const { settings, org } = call;
  const { assignments } = readBody(call, Batch);
  const steps = assignments.flatMap(toSteps);
  if (Math.max(steps.length, assignments.length) > settings.maxBulk) {
    throw badRequest(`At most ${settings.maxBulk} assignments are allowed`, 'assignments');
  }
  const undo = org.assignments.snapshot();
  const done = steps.map((step) => ({ step, outcome: apply(call, step) }));
  const refused = done.find(({ outcome }) => isRefusal(outcome));
  if (refused && settings.atomicAssignment) undo();
  if (refused && settings.refusalScope === 'call') return wholeCallRefusal(refused.outcome, refused.step);
  const undone = refused !== undefined && settings.atomicAssignment;
  const body = done.map(({ step: { userId, licenseId }, outcome }) => ({
    userId,
    licenseId,
    result: undone ? settings.resultRefused : resultOf(call, outcome),
  }));
  return { status: 200, body };
}

function toSteps({ licenseId, userIdsAdd, userIdsRemove }: z.output<typeof Assignment>): Step[] {
  return [
    ...userIdsAdd.map((userId) => ({ kind: 'add' as const, userId, licenseId })),
    ...userIdsRemove.map((userId) => ({ kind: 'remove' as const, userId, licenseId })),
  ];
}

/**
 * A license without definition can be removed, as users still hold those of trials that ended, but not added. The licenses a
 * deleted user is shown to hold can be removed too (U6).
 */
function apply(call: Call, { kind, userId, licenseId: shownId }: Step): Outcome {
  const { org, settings, state } = call;
  const licenseId = otherLicenseId(shownId, settings);
  const index = org.directory.indexOf(userId);
  if (index === undefined || isGone(call, index)) return 'no user';
  if (org.directory.stateOf(index) === 'deleted' && !(kind === 'remove' && settings.listDeleted))
    return 'no user';
  const held = org.assignments.latest(index, ageing(call));
  const defined = org.definitions.some(({ id }) => id === licenseId);
  if (!defined && !held.includes(licenseId)) return 'no license';
  if (!defined && kind === 'add') return 'no license';
  if (held.includes(licenseId) === (kind === 'add')) return 'unchanged';
  const next =
    kind === 'add'
      ? afterAdding(org, held, licenseId, settings)
      : afterRemoving(org, held, licenseId, settings);
  if (next === undefined) return 'prerequisite';
  org.assignments.write(index, next, state.clock.now());
  return 'changed';
}

function isRefusal(outcome: Outcome): boolean {
  return outcome !== 'changed' && outcome !== 'unchanged';
}

function resultOf({ settings }: Call, outcome: Outcome): string {
  if (isRefusal(outcome)) return settings.resultRefused;
  return outcome === 'changed' ? settings.resultSuccess : settings.resultUnchanged;
}

/** The other reading of U8: 404 for an unknown user or license, 409 for a missing prerequisite. */
function wholeCallRefusal(outcome: Outcome, { userId, licenseId }: Step): Reply {
  if (outcome === 'no user')
    return failure(404, 'not.found', `No user with id ${userId}`, { entityId: userId });
  if (outcome === 'no license') {
    return failure(404, 'not.found', `No license with id ${licenseId}`, { entityId: licenseId });
  }
  return failure(409, 'conflict', `User ${userId} lacks a license that ${licenseId} needs`);
}

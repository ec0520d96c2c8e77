// What ThingSpace is known to refuse of a change before it is sent (thingspace contract 1, 8.2, 9.9). That the provider takes
// no used license away (4.6) cannot be seen beforehand; free licenses are counted by whoever plans. A license can be taken from a
// device that the account no longer lists: whether it still has one, the provider knows.
import { assigneeKey, type Change, type CurrentState } from '../../../domain/change.ts';
import type { Problem } from '../../../domain/problem.ts';
import { refusals, refused, type Refusal } from '../../../domain/refusal.ts';
import { POOL } from '../reads/licenses.ts';
import { isImei } from '../reads/paging.ts';

/** The problem of each change that would be refused, by change id. */
export function checkChanges(
  accountKey: string,
  changes: readonly Change[],
  world: CurrentState,
): ReadonlyMap<string, Problem> {
  return refusals(accountKey, changes, (change) => refusalOf(change, world));
}

const NO_DATES: Refusal = {
  code: 'NOT_SUPPORTED',
  message: 'ThingSpace removes no license on a date.',
  hint: 'Remove the license on that day.',
};

function refusalOf({ action, licenseId, assignee }: Change, world: CurrentState): Refusal | null {
  if (action !== 'ASSIGN' && action !== 'REMOVE') return NO_DATES;
  if (licenseId !== POOL) {
    const hint = `The one license of a ThingSpace account is \`${POOL}\`.`;
    return refused('There is no such license.', hint, 'NO_SUCH_LICENSE');
  }
  if (assignee.kind !== 'DEVICE') {
    return refused('FOTA licenses are held by devices alone.', 'Name a device.');
  }
  if (!isImei(assignee.externalId)) {
    const hint = 'Name the device by its IMEI, fifteen digits.';
    return refused('This is not the id of a device.', hint, 'NO_SUCH_ASSIGNEE');
  }
  if (action === 'ASSIGN' && !world.held.has(assigneeKey(assignee))) {
    return refused('There is no such device in this account.', 'Check the IMEI.', 'NO_SUCH_ASSIGNEE');
  }
  return null;
}

// What the tests of writes share: changes, people by what the seed gives them, and what is so after a write.
import type { RunningEmulator } from '../../../emulators/core/emulator.ts';
import type { Change, ChangeAction, Sent } from '../../../src/domain/change.ts';
import type { ProviderAccount } from '../../../src/providers/provider.ts';
import { present, sentOf } from '../../support/assertions.ts';
import { aChange } from '../../support/builders.ts';
import { seededOrg, userOf } from '../../support/providers/genesys.ts';
import { testCall } from '../../support/runtime.ts';

/** The operation of all writes of licenses. */
export const PATH = 'license/organization';

/** Holdings for `who`. */
export const NOTHING = '';
export const WEM2 = 'cloudCX2+gc2WEMupgrade';

/** Its id tells what it is. */
export function change(action: ChangeAction, licenseId: string, externalId: string): Change {
  const id = `${action} ${licenseId} ${externalId}`;
  return aChange('us', 0, { id, action, licenseId, assignee: { kind: 'USER', externalId } });
}

export function assign(licenseId: string, userId: string): Change {
  return change('ASSIGN', licenseId, userId);
}

export function remove(licenseId: string, userId: string): Change {
  return change('REMOVE', licenseId, userId);
}

const ORG = seededOrg();

/** Active users by ascending id, by what exactly they hold before anything is written. */
const PEOPLE = Map.groupBy(ORG.directory.byId(['active']), (index) =>
  ORG.seededLicenses(index).toSorted().join('+'),
);

/** The id of somebody who holds exactly this. */
export function who(holding: string, index = 0): string {
  return ORG.directory.idOf(present(PEOPLE.get(holding)?.[index], `so many who hold exactly "${holding}"`));
}

/** What somebody holds, in order. */
export async function heldBy(account: ProviderAccount, userId: string): Promise<string[]> {
  const slots = await account.assignments.ofAssignees([userOf(userId)], testCall());
  const slot = slots.get(userId);
  if (slot instanceof Error) throw slot;
  return (slot ?? []).map(({ licenseId }) => licenseId).sort();
}

/** Whether what a change wants is so. */
export async function isSo(account: ProviderAccount, one: Change): Promise<boolean> {
  const held = await heldBy(account, one.assignee.externalId);
  return held.includes(one.licenseId) === (one.action === 'ASSIGN');
}

/** Only the statuses. */
export async function statusesOf(
  account: Parameters<typeof sentOf>[0],
  group: readonly Change[],
): Promise<Sent['status'][]> {
  return (await sentOf(account, group)).map(({ status }) => status);
}

/** The statuses with which writes of licenses were answered since the journal was emptied. */
export function writesTo(emulator: RunningEmulator): number[] {
  return emulator.journal
    .entries()
    .filter(({ method, path }) => method === 'POST' && path.endsWith(PATH))
    .map(({ status }) => status);
}

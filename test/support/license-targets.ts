// Licenses and assignees of the seeded company for tests of changes, and the paths of the provider calls about them.
import { imei, uuid } from '../../emulators/seed/organisation.ts';
import { encodeId } from '../../emulators/webex/ids.ts';
import { access as webex } from '../../emulators/webex/index.ts';
import { employees } from '../../emulators/webex/seed/people.ts';
import { personUuid } from '../../emulators/webex/state/members.ts';
import type { AssigneeKind } from '../../src/domain/account.ts';
import type { ChangeRecord } from '../../src/domain/change-set.ts';
import { KIT_OF, eachVendor } from './kits.ts';

/** A license and an assignee. */
export interface Target {
  readonly accountKey: string;
  readonly licenseId: string;
  readonly kind: AssigneeKind;
  readonly externalId: string;
}

/** The paths of a provider's writes and reads, as regular expressions. */
export const PATHS = eachVendor((name) => KIT_OF[name].changes);

const GENESYS_APP = 'acmeWorkApp';
export function genesysUser(index: number, licenseId = GENESYS_APP): Target {
  return { accountKey: 'genesys-us', licenseId, kind: 'USER', externalId: uuid('genesys-us', index) };
}

/** The person at a position of the people list, in an organisation of this scale. */
export function webexUser(position: number, license: string, scale = 1): Target {
  const externalId = encodeId('PEOPLE', personUuid(employees(scale).from + position));
  return { accountKey: 'webex', licenseId: webexLicense(license), kind: 'USER', externalId };
}

/** Somebody from outside the Webex organisation, whose id is an address. */
export function outsider(address: string, license: string): Target {
  return { accountKey: 'webex', licenseId: webexLicense(license), kind: 'USER', externalId: address };
}

/** Whether the assignee is somebody from outside, whose offers no read shows. */
export function isOutsider({ accountKey, externalId }: Target): boolean {
  return accountKey === 'webex' && externalId.includes('@');
}

function webexLicense(name: string): string {
  const id = webex.licenseIds[name];
  if (id === undefined) throw new Error(`no license ${name}`);
  return id;
}

export function device(index: number, accountKey = 'fleet'): Target {
  return { accountKey, licenseId: 'fota', kind: 'DEVICE', externalId: imei(index) };
}

/** A license pack of Yext and a place; `LP-EMPTY` has no assignments at first. */
export function place(externalId: string, licenseId = 'LP-EMPTY'): Target {
  return { accountKey: 'listings', licenseId, kind: 'ENTITY', externalId };
}

/** The target of a recorded change. */
export function targetOf({ change }: Pick<ChangeRecord, 'change'>): Target {
  const { accountKey, licenseId, assignee } = change;
  return { accountKey, licenseId, ...assignee };
}

/** The first `count` indexes that `isWanted` accepts. */
export function indexes(count: number, isWanted: (index: number) => boolean): number[] {
  const found: number[] = [];
  for (let index = 0; found.length < count; index += 1) if (isWanted(index)) found.push(index);
  return found;
}

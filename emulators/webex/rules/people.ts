// What PUT /people/{id} adds and removes: the licenses and sites that are not in the body are taken away (webex contract 6).
import type { FullPerson } from '../requests/person.ts';
import type { CallingProperties } from '../requests/user-licenses.ts';
import { FREE, licenseById, licensesIn, type License } from '../seed/catalogue.ts';
import type { Member } from '../state/member.ts';
import type { Operation } from './operations.ts';

/** The operations that lead from what the person holds to what the body lists. */
export function operationsFor(body: FullPerson, before: Member, attendeesToo: boolean): Operation[] {
  const wanted = body.licenses.flatMap((id) => licenseById(id) ?? []);
  const attendee = body.siteUrls.flatMap((site) =>
    site.endsWith('#attendee') ? site.slice(0, -'#attendee'.length) : [],
  );
  const removedLicenses = baseLast(licensesIn(before.licenses)).filter(
    (license) => !wanted.includes(license),
  );
  const removedSites = attendeesToo ? before.attendee.filter((site) => !attendee.includes(site)) : [];
  const properties = propertiesOf(body);
  const operations: Operation[] = [];
  for (const license of removedLicenses) operations.push({ kind: 'remove-license', license });
  for (const site of removedSites) operations.push({ kind: 'remove-attendee', site });
  for (const license of baseLast(wanted).reverse()) {
    if ((before.licenses & license.bit) === 0) operations.push({ kind: 'add-license', license, properties });
  }
  for (const site of attendee) operations.push({ kind: 'add-attendee', site });
  return operations;
}

/** Paid licenses need the free ones: free ones are removed last and added first. */
function baseLast(list: readonly License[]): License[] {
  const order = ({ bit, key }: License): number =>
    (bit & FREE) === 0 ? 0 : key === 'basicMessaging' ? 2 : 1;
  return [...list].sort((one, other) => order(one) - order(other));
}

function propertiesOf({ locationId, extension, phoneNumbers }: FullPerson): CallingProperties | undefined {
  const phoneNumber = phoneNumbers.find(({ type }) => type === 'work')?.value;
  if (locationId === undefined && extension === undefined && phoneNumber === undefined) return undefined;
  return { locationId, extension, phoneNumber };
}

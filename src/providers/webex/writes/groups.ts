// Changes of one user as requests: which go together, in which order, and what each one says (webex contract 5.1, 9.12).
import { assigneeKey, isAboutLicense, type Change } from '../../../domain/change.ts';
import type { LicenseOperation, Operations, SiteOperation } from '../license-changes.ts';
import { canonicalId } from '../ids.ts';
import { callingOf, type CallingDetails } from './options.ts';
import { familyOf, rankOf } from './products.ts';
import { siteOfChange } from './sites.ts';

/**
 * The changes, a list for each user. A swap stays one group although it takes two requests: groups may be under way at once, its
 * requests must not be.
 */
export function groupChanges(changes: readonly Change[]): Change[][] {
  return [...Map.groupBy(changes, (change) => assigneeKey(inOneSpelling(change).assignee)).values()];
}

/** A change with its ids in the one spelling. */
export function inOneSpelling(change: Change): Change {
  const { kind, externalId } = change.assignee;
  return {
    ...change,
    licenseId: canonicalId('LICENSE', change.licenseId),
    assignee: { kind, externalId: canonicalId(kind, externalId) },
  };
}

/**
 * The changes of one user, one inner list a request. Removals and additions share one; but in which order Webex takes them is
 * not documented, so that where one license makes room for another of its family the removals go first, alone
 * (webex contract 5.4, 9.12, 11).
 */
export function stepsOf(changes: readonly Change[]): readonly (readonly Change[])[] {
  const removals = changes
    .filter(({ action }) => action === 'REMOVE')
    .sort((one, other) => order(other, one));
  const additions = changes.filter(({ action }) => action === 'ASSIGN').sort(order);
  const isSwap = additions.some((addition) => removals.some((removal) => makesRoom(removal, addition)));
  return isSwap ? [removals, additions] : [[...removals, ...additions]];
}

/** Whether an addition may depend on a removal. Host and attendee of one site exclude each other (webex contract 5.4). */
export function makesRoom(removal: Change, addition: Change): boolean {
  const ofSite = !isAboutLicense(removal) || !isAboutLicense(addition);
  if (ofSite) return siteOfChange(removal) === siteOfChange(addition);
  return familyOf(removal.licenseId) === familyOf(addition.licenseId);
}

/** What a request asks for. */
export function operationsOf(changes: readonly Change[]): Operations {
  const licenses = changes.filter(isAboutLicense).map(licenseOperation);
  const siteUrls = changes.flatMap(({ action, target }): SiteOperation[] => {
    const operation = action === 'ASSIGN' ? 'add' : 'remove';
    return target.kind === 'LICENSE' ? [] : [{ siteUrl: target.siteUrl, accountType: 'attendee', operation }];
  });
  return { ...(licenses.length > 0 && { licenses }), ...(siteUrls.length > 0 && { siteUrls }) };
}

function licenseOperation(change: Change): LicenseOperation {
  const { action, licenseId } = change;
  if (action !== 'ASSIGN') return { id: licenseId, operation: 'remove' };
  // Each calling license carries its own, whatever else the request has (webex contract 5.4).
  const calling = callingOf(change);
  if (calling === null || familyOf(licenseId) !== 'calling') return { id: licenseId, operation: 'add' };
  return { id: licenseId, operation: 'add', properties: propertiesOf(calling) };
}

function order(one: Change, other: Change): number {
  return rankOf(one.licenseId) - rankOf(other.licenseId);
}

function propertiesOf({ locationId, phoneNumber, extension }: CallingDetails) {
  return {
    ...(locationId !== null && { locationId }),
    ...(phoneNumber !== null && { phoneNumber }),
    ...(extension !== null && { extension }),
  };
}

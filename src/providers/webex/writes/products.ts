// Which product a license is, as far as the rules of Webex ask for it (webex contract 4, 5.3).
import type { License } from '../../../domain/license.ts';
import { licenseIdParts, siteOf } from '../ids.ts';

/** Products that rules speak of; OTHER is every other one. */
export type Product =
  | 'PROFESSIONAL'
  | 'STANDARD'
  | 'ATTENDANT_CONSOLE'
  | 'CX_ESSENTIALS'
  | 'OTHER_CALLING'
  | 'FREE_MESSAGING'
  | 'PAID_MESSAGING'
  | 'FREE_MEETING'
  | 'PAID_MEETING'
  | 'SCREEN_SHARE'
  | 'OTHER';

/** Type codes survive renamings, and BCSTD reads like Standard and is not (webex contract 4, 9.1, 9.2). */
const BY_CODE: ReadonlyMap<string, Product> = new Map([
  ['BCSTD', 'PROFESSIONAL'],
  ['BCCA', 'OTHER_CALLING'],
  ['BCHDO', 'OTHER_CALLING'],
  ['BCRLC', 'OTHER_CALLING'],
  ['FMS', 'FREE_MESSAGING'],
  ['MS', 'PAID_MESSAGING'],
  ['FTM', 'FREE_MEETING'],
  ['CF', 'PAID_MEETING'],
  ['EE', 'PAID_MEETING'],
  ['MC', 'PAID_MEETING'],
  ['CMR', 'PAID_MEETING'],
  ['FSS', 'SCREEN_SHARE'],
]);

/** For codes nobody has decoded, and ids without one; Basic calling is sold as Standard (webex contract 4, 9.1). */
const BY_NAME: readonly (readonly [RegExp, Product])[] = [
  [/^Webex Calling - Professional$/i, 'PROFESSIONAL'],
  [/^Webex Calling - (?:Standard|Basic)$/i, 'STANDARD'],
  [/^Webex Calling - Attendant Console$/i, 'ATTENDANT_CONSOLE'],
  [/^(?:Customer Experience - Essential|Customer Assist)/i, 'CX_ESSENTIALS'],
  [/^Webex Calling - /i, 'OTHER_CALLING'],
  [/^Basic Messaging$/i, 'FREE_MESSAGING'],
  [/^(?:Advanced )?Messaging$/i, 'PAID_MESSAGING'],
  [/^Basic (?:Space )?Meetings$/i, 'FREE_MEETING'],
  [/^(?:Advanced Space Meetings$|Webex Meetings Suite$|Meeting )/i, 'PAID_MEETING'],
  [/^(?:Free )?screen share$/i, 'SCREEN_SHARE'],
];

const CALLING: ReadonlySet<Product> = new Set([
  'PROFESSIONAL',
  'STANDARD',
  'ATTENDANT_CONSOLE',
  'CX_ESSENTIALS',
  'OTHER_CALLING',
]);

/** The product of a license: its type code decides, else its name. */
export function productOf(license: Pick<License, 'externalId' | 'name'>): Product {
  const byCode = BY_CODE.get(licenseIdParts(license.externalId)?.typeCode ?? '');
  if (byCode !== undefined) return byCode;
  return BY_NAME.find(([pattern]) => pattern.test(license.name ?? ''))?.[1] ?? 'OTHER';
}

/** Whether a license brings a number or an extension, and so needs calling details when it is assigned (webex contract 5.4). */
export function isCalling(product: Product): boolean {
  return CALLING.has(product);
}

/** Types whose licenses replace one another or may be of one exclusive group (webex contract 5.3, 5.4); the others stand alone. */
const FAMILIES: ReadonlyMap<string, string> = new Map([
  ['EE', 'site'],
  ['MC', 'site'],
  ['CMR', 'site'],
  ['MS', 'messaging'],
  ['FMS', 'messaging'],
  ['CF', 'meeting'],
  ['FTM', 'meeting'],
  ['CJPPRM', 'contact center'],
  ['CJPSTD', 'contact center'],
  ['CE', 'calendar'],
  ['CG', 'calendar'],
  ...['FSS', 'FTC', 'HM', 'RTT', 'SD', 'EPC', 'SFDSK', 'UCPREM'].map((code) => [code, code] as const),
]);

/**
 * The family of a license, by its id alone. What is neither listed nor of a site counts as calling: the types nobody has
 * decoded are those of calling (webex contract 11).
 */
export function familyOf(licenseId: string): string {
  const listed = FAMILIES.get(licenseIdParts(licenseId)?.typeCode ?? '');
  return listed ?? (siteOf(licenseId) === null ? 'calling' : 'site');
}

/** Whether users of other organisations can be given a license: only those of meeting sites (webex contract 5.4). */
export function isForExternals(licenseId: string): boolean {
  return familyOf(licenseId) === 'site';
}

/** What others need comes first: free before paid, Professional before Attendant Console (webex contract 5.3, 9.12). */
const RANKS: ReadonlyMap<string, number> = new Map([
  ['FMS', 0],
  ['FTM', 1],
  ['BCSTD', 1],
]);

/** Where a license stands among those assigned together; lower is earlier. */
export function rankOf(licenseId: string): number {
  return RANKS.get(licenseIdParts(licenseId)?.typeCode ?? '') ?? 2;
}

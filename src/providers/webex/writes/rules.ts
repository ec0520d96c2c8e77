// What Webex is known to refuse of a change before it is sent (webex contract 5.3, 5.4). Seats are counted by whoever plans;
// exclusive groups (400413) cannot be seen: no read tells the offer codes.
import { isLicense } from '../../../domain/assignment.ts';
import { assigneeKey, isAboutLicense, type Change, type CurrentState } from '../../../domain/change.ts';
import { problem, type Problem } from '../../../domain/problem.ts';
import { externalsOf } from './addresses.ts';
import { callingRefusal } from './calling-details.ts';
import { refuseCombinations } from './combinations.ts';
import { callingOf } from './options.ts';
import { isCalling, isForExternals, productOf, type Product } from './products.ts';
import { refusal, type Refusal } from './refusal.ts';
import { refuseTwoRoles } from './site-roles.ts';

/** The problem of each change that would be refused, by change id. */
export function checkChanges(
  accountKey: string,
  changes: readonly Change[],
  current: CurrentState,
): ReadonlyMap<string, Problem> {
  const products = new Map(current.catalogue.map((license) => [license.externalId, productOf(license)]));
  const product = (licenseId: string): Product =>
    products.get(licenseId) ?? productOf({ externalId: licenseId, name: null });
  // Whether a license that is no longer listed can be removed, Webex decides.
  const isRuled = ({ action, licenseId }: Change): boolean => action !== 'REMOVE' || products.has(licenseId);
  const problems = new Map<string, Problem>();
  for (const [holderKey, own] of Map.groupBy(changes, ({ assignee }) => assigneeKey(assignee))) {
    const held = current.held.get(holderKey);
    const isExternal = own.some(({ assignee }) => externalsOf(assignee, current).length > 0);
    const refused = new Map<string, Refusal>();
    for (const change of own) {
      const ruled = refusalOf(change, isRuled(change) ? product(change.licenseId) : 'OTHER', isExternal);
      if (ruled) refused.set(change.id, ruled);
    }
    refuseTwoRoles(own, refused, held ?? []);
    // The free licenses of users of other organisations are in those, where they cannot be seen.
    if (held && !isExternal) {
      const heldIds = held.filter(isLicense).map(({ licenseId }) => licenseId);
      const ofLicenses = own.filter(isAboutLicense);
      const offered = new Set(products.values());
      refuseCombinations(ofLicenses, refused, { heldIds, product, isRuled, offered });
    }
    for (const [id, { code, message, ...details }] of refused)
      problems.set(id, problem(code, 'CALLER', message, { accountKey, ...details }));
  }
  return problems;
}

/** What is wrong with one change whatever else is asked for. */
function refusalOf(change: Change, product: Product, isExternal: boolean): Refusal | null {
  if (change.assignee.kind !== 'USER') return NO_WORKSPACES;
  if (!isAboutLicense(change)) return null;
  if (change.action !== 'ASSIGN') return product === 'SCREEN_SHARE' ? IMPLICIT : null;
  if (isExternal && !isForExternals(change.licenseId)) return NOT_FOR_EXTERNALS;
  return isCalling(product) ? callingRefusal(callingOf(change)) : null;
}

// What PUT /workspaces/{id} does to the fields left out of it is not documented, nothing guards it against an edit made at
// the same time, and of several licenses Webex itself picks one (webex contract 2, 7).
const NO_WORKSPACES = refusal(
  'NOT_SUPPORTED',
  'The licenses of a workspace cannot be changed safely from outside Webex.',
  'Change them in Control Hub.',
);

const IMPLICIT = refusal(
  'RULE_REFUSED',
  'Screen share comes with every user and cannot be removed.',
  'Leave it out.',
  '700006',
);

const NOT_FOR_EXTERNALS = refusal(
  'RULE_REFUSED',
  'Users of other organisations can hold licenses of meeting sites only.',
  'Choose a license with a site.',
);

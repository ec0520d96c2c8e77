// Licenses one user cannot hold together, or only with others (webex contract 5.3).
import type { Change } from '../../../domain/change.ts';
import type { Product } from './products.ts';
import { refusal, type Refusal } from './refusal.ts';

/** What the changes of one user meet. */
interface Standing {
  /** Ids of what the user holds now. */
  readonly heldIds: readonly string[];
  readonly product: (licenseId: string) => Product;
  /** Whether a change may be refused beforehand. */
  readonly isRuled: (change: Change) => boolean;
  /** Products the organisation has: no rule asks for one that is not among them. */
  readonly offered: ReadonlySet<Product>;
}

const LABELS: Readonly<Record<Product, string>> = {
  PROFESSIONAL: 'Webex Calling Professional',
  STANDARD: 'Webex Calling Standard',
  ATTENDANT_CONSOLE: 'Attendant Console',
  CX_ESSENTIALS: 'Customer Experience Essentials',
  OTHER_CALLING: 'Webex Calling',
  FREE_MESSAGING: 'free messaging',
  PAID_MESSAGING: 'paid messaging',
  FREE_MEETING: 'free meetings',
  PAID_MEETING: 'paid meetings',
  SCREEN_SHARE: 'screen share',
  OTHER: 'this license',
};

/** Products that Webex does not downgrade to Standard, whatever the order of the calls. */
const DOWNGRADES: ReadonlyMap<Product, string> = new Map([
  ['PROFESSIONAL', '400112'],
  ['CX_ESSENTIALS', '400410'],
]);

const CONFLICTS: readonly (readonly [Product, Product, string])[] = [
  ['PROFESSIONAL', 'STANDARD', '400404'],
  ['STANDARD', 'ATTENDANT_CONSOLE', '400406'],
  ['STANDARD', 'CX_ESSENTIALS', '400407'],
];

const NEEDS: readonly (readonly [Product, Product, string])[] = [
  ['PAID_MESSAGING', 'FREE_MESSAGING', '700003'],
  ['PAID_MEETING', 'FREE_MEETING', '700004'],
  ['FREE_MEETING', 'FREE_MESSAGING', '700005'],
  ['PAID_MEETING', 'FREE_MESSAGING', '700005'],
  ['ATTENDANT_CONSOLE', 'PROFESSIONAL', '400408'],
];

/** Rules that hold only when the other license is assigned: nothing says that the needed license cannot be removed later (webex contract 5.3). */
const NEEDED_FIRST: ReadonlySet<string> = new Set(['400408']);

/**
 * Adds to `refused` what the user could not hold once everything else is done. One rule at a time: a change refused by one of
 * them is not done, and so neither harms nor helps the others.
 */
export function refuseCombinations(
  own: readonly Change[],
  refused: Map<string, Refusal>,
  standing: Standing,
): void {
  for (;;) {
    const asked = own.filter(({ id }) => !refused.has(id));
    const found = firstViolation(planOf(asked, standing));
    if (found.size === 0) return;
    for (const [id, one] of found) refused.set(id, one);
  }
}

type Refusals = ReadonlyMap<string, Refusal>;

/** What the changes come to. */
interface Plan {
  readonly offered: ReadonlySet<Product>;
  /** Whether the user holds a product at the end. */
  leaves(product: Product): boolean;
  /** Ids of the changes that assign or remove a product. */
  changes(action: 'ASSIGN' | 'REMOVE', product: Product): readonly string[];
}

function planOf(asked: readonly Change[], { heldIds, product, isRuled, offered }: Standing): Plan {
  const ids = new Set(heldIds);
  for (const { action, licenseId } of asked) {
    if (action === 'ASSIGN') ids.add(licenseId);
    else ids.delete(licenseId);
  }
  const after = new Set([...ids].map(product));
  return {
    offered,
    leaves: (wanted) => after.has(wanted),
    changes(action, wanted) {
      const own = asked.filter((change) => change.action === action && isRuled(change));
      return own.filter(({ licenseId }) => product(licenseId) === wanted).map(({ id }) => id);
    },
  };
}

/** Refusals by the first rule that is broken by what is asked for; what was broken before the changes is not refused. */
function firstViolation(plan: Plan): Refusals {
  const downgrade = downgradeIn(plan);
  if (downgrade.size > 0) return downgrade;
  for (const [one, other, providerCode] of CONFLICTS) {
    if (!plan.leaves(one) || !plan.leaves(other)) continue;
    const ids = [...plan.changes('ASSIGN', one), ...plan.changes('ASSIGN', other)];
    if (ids.length > 0) return refuse(ids, conflict(one, other, providerCode));
  }
  for (const [one, needed, providerCode] of NEEDS) {
    if (!plan.leaves(one) || plan.leaves(needed) || !plan.offered.has(needed)) continue;
    const removals = NEEDED_FIRST.has(providerCode) ? [] : plan.changes('REMOVE', needed);
    const ids = [...plan.changes('ASSIGN', one), ...removals];
    if (ids.length > 0) return refuse(ids, missing(one, needed, providerCode));
  }
  return new Map();
}

/** Both halves are refused: to do the removal alone would leave the user without calling. */
function downgradeIn(plan: Plan): Refusals {
  const found = new Map<string, Refusal>();
  const assigned = plan.changes('ASSIGN', 'STANDARD');
  for (const [product, providerCode] of assigned.length > 0 ? DOWNGRADES : []) {
    const removed = plan.changes('REMOVE', product);
    const both = removed.length > 0 ? [...removed, ...assigned] : [];
    for (const id of both) found.set(id, downgrade(product, providerCode));
  }
  return found;
}

function refuse(ids: readonly string[], why: Refusal): Refusals {
  return new Map(ids.map((id) => [id, why]));
}

function downgrade(from: Product, providerCode: string): Refusal {
  return refusal(
    'RULE_REFUSED',
    `Webex refuses to downgrade ${LABELS[from]} to ${LABELS.STANDARD}.`,
    'Ask for the removal alone if number, extension and calling settings may be lost.',
    providerCode,
  );
}

function conflict(one: Product, other: Product, providerCode: string): Refusal {
  return refusal(
    'LICENSES_CONFLICT',
    `A user cannot hold ${LABELS[one]} together with ${LABELS[other]}.`,
    'Assign one of them, and remove the other in the same set if it is held.',
    providerCode,
  );
}

function missing(one: Product, needed: Product, providerCode: string): Refusal {
  return refusal(
    'PREREQUISITE_MISSING',
    `A user needs ${LABELS[needed]} to hold ${LABELS[one]}.`,
    `Assign ${LABELS[needed]} in the same set, or remove ${LABELS[one]} together with it.`,
    providerCode,
  );
}

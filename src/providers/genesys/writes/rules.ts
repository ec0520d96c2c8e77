// What Genesys Cloud is known to refuse of a change before it is sent: what the definitions say of prerequisites
// (genesys contract 2.2), and a second base tier (2.4.3): it is not documented whether it would replace the
// first one (U8), so both have to be named in one set. Which add-ons exclude each other is left to the provider.
import { isLicense } from '../../../domain/assignment.ts';
import { assigneeKey, type Change, type CurrentState } from '../../../domain/change.ts';
import type { Problem } from '../../../domain/problem.ts';
import { refusals, type Refusal } from '../../../domain/refusal.ts';
import type { Requirements } from './requirements.ts';

/** What the organisation's licenses demand. */
interface Rules {
  readonly requirements: Requirements;
  /** Licenses of which a user has one. */
  readonly baseTiers: readonly string[];
}

/** The problem of each change that would be refused, by change id. */
export function checkChanges(
  accountKey: string,
  changes: readonly Change[],
  current: CurrentState,
  rules: Rules,
): ReadonlyMap<string, Problem> {
  const found = new Map<Change, Refusal>();
  for (const [key, own] of Map.groupBy(changes, ({ assignee }) => assigneeKey(assignee))) {
    const held = current.held.get(key);
    if (held === undefined) continue;
    const ids = new Set(held.filter(isLicense).map(({ licenseId }) => licenseId));
    for (const entry of refusalsOfUser(own, ids, rules)) found.set(...entry);
  }
  return refusals(accountKey, [...found.keys()], (change) => found.get(change) ?? null);
}

/** A refused change is not done, which may make others impossible: they are checked again without it, removals first, until no more are refused. */
function refusalsOfUser(
  own: readonly Change[],
  held: ReadonlySet<string>,
  rules: Rules,
): ReadonlyMap<Change, Refusal> {
  const refused = new Map<Change, Refusal>();
  for (;;) {
    const standing = own.filter((change) => !refused.has(change));
    const after = stateAfter(held, standing);
    const found = judge(standing, 'REMOVE', (id) => removalRefusal(id, held, after, rules.requirements));
    if (found.size === 0) {
      for (const entry of judge(standing, 'ASSIGN', (id) => additionRefusal(id, after, rules)))
        found.set(...entry);
    }
    if (found.size === 0) return refused;
    for (const entry of found) refused.set(...entry);
  }
}

function judge(
  changes: readonly Change[],
  action: 'ASSIGN' | 'REMOVE',
  rule: (licenseId: string) => Refusal | null,
): Map<Change, Refusal> {
  const found = new Map<Change, Refusal>();
  for (const change of changes) {
    const refusal = change.action === action ? rule(change.licenseId) : null;
    if (refusal !== null) found.set(change, refusal);
  }
  return found;
}

function stateAfter(held: ReadonlySet<string>, changes: readonly Change[]): ReadonlySet<string> {
  const after = new Set(held);
  for (const { action, licenseId } of changes) {
    if (action === 'ASSIGN') after.add(licenseId);
    else after.delete(licenseId);
  }
  return after;
}

function additionRefusal(
  id: string,
  after: ReadonlySet<string>,
  { requirements, baseTiers }: Rules,
): Refusal | null {
  const other = baseTiers.includes(id) ? baseTiers.find((tier) => tier !== id && after.has(tier)) : undefined;
  if (other !== undefined) {
    return {
      code: 'LICENSES_CONFLICT',
      message: `A user has one base tier, and this one would have ${other} as well.`,
      hint: `Remove ${other} in the same set.`,
    };
  }
  const missing = requirements.missing(id, after);
  if (missing.length === 0) return null;
  return {
    code: 'PREREQUISITE_MISSING',
    message: `This license needs another one, which the user would not hold: ${missing.join(' or ')}.`,
    hint: 'Assign that license in the same set, or a role that brings it.',
  };
}

function removalRefusal(
  id: string,
  held: ReadonlySet<string>,
  after: ReadonlySet<string>,
  requirements: Requirements,
): Refusal | null {
  // Of a license that is no longer listed it is not known what needs it: the provider decides.
  if (!requirements.knows(id)) return null;
  const kept = new Set([...after, id]);
  const needing = [...after].filter(
    (other) =>
      held.has(other) &&
      requirements.missing(other, after).length > 0 &&
      requirements.missing(other, kept).length === 0,
  );
  if (needing.length === 0) return null;
  return {
    code: 'PREREQUISITE_MISSING',
    message: `The user would keep licenses that need this one: ${needing.join(', ')}.`,
    hint: 'Remove them in the same set. Roles bring licenses: what a role brings comes back until the role is taken away.',
  };
}

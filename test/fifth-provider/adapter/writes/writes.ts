// The writes of Quayside (quayside contract 3, 4).
import { chunk } from '../../../../src/batching/chunk.ts';
import type { Change, CurrentState } from '../../../../src/domain/change.ts';
import type { Problem } from '../../../../src/domain/problem.ts';
import type { Writes } from '../../../../src/providers/provider.ts';
import type { Context } from '../context.ts';
import { LIMITS } from '../policy.ts';
import { isMetered } from '../reads/licenses.ts';
import { OPTIONS, costCentreOf, missingCostCentre } from './options.ts';
import { sendGroup } from './send.ts';

/** The write side of one account. */
export function createWrites(context: Context): Writes {
  return {
    options: OPTIONS,
    check: (changes, current) => checkChanges(context, changes, current),
    group: groupChanges,
    send: (group, call) => sendGroup(context, group, call),
    concurrency: LIMITS.writesAtOnce,
    readBackAfterMs: LIMITS.readBackAfterMs,
  };
}

/** Metered plans that come without a cost centre. */
function checkChanges(
  { accountKey }: Context,
  changes: readonly Change[],
  { catalogue }: CurrentState,
): ReadonlyMap<string, Problem> {
  const metered = new Set(catalogue.filter(isMetered).map(({ externalId }) => externalId));
  const lacking = changes.filter(
    (one) => one.action === 'ASSIGN' && metered.has(one.licenseId) && costCentreOf(one) === null,
  );
  return new Map(lacking.map(({ id }) => [id, missingCostCentre(accountKey)]));
}

/** Parts have no order: what is assigned may need the seats of what is removed, and goes after that. */
function groupChanges(changes: readonly Change[]): readonly (readonly Change[])[] {
  const isRemoval = ({ action }: Change): boolean => action === 'REMOVE';
  return [
    ...chunk(changes.filter(isRemoval), LIMITS.partsOfBatch),
    ...chunk(
      changes.filter((one) => !isRemoval(one)),
      LIMITS.partsOfBatch,
    ),
  ];
}

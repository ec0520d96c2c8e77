// The fields everybody who holds licenses has.
import type { Account, AssigneeKind } from '../../domain/account.ts';
import type { Assignee } from '../../domain/assignee.ts';
import type { Assignment } from '../../domain/assignment.ts';
import { holdingsOf } from '../lists/assignments.ts';
import type { GraphContext } from '../context.ts';
import { TYPE_OF_KIND, encodeId } from '../nodes/ids.ts';
import type { ConnectionModel, PageArguments } from '../lists/connection.ts';
import { requireAccount } from '../inputs/select-accounts.ts';

export const assigneeFields = {
  id: ({ kind, accountKey, externalId }: Assignee): string =>
    encodeId({ type: TYPE_OF_KIND[kind], accountKey, externalId }),
  account: ({ accountKey }: Assignee, _args: object, { loaders }: GraphContext): Account =>
    requireAccount(loaders, accountKey),
  assignments: (
    parent: Assignee,
    page: PageArguments,
    { loaders }: GraphContext,
  ): ConnectionModel<Assignment> | Promise<ConnectionModel<Assignment>> =>
    // Of the three, only the last may hold a space.
    holdingsOf(loaders, parent, page, `${parent.kind} ${parent.accountKey} ${parent.externalId}`),
};

type OfKind<K extends AssigneeKind> = Extract<Assignee, { kind: K }>;

/**
 * A field that may have come with the read that found the parent, and is looked up when it has not: in one batch, and where that
 * does not tell it either, by the read that does. One id has one value, whichever path led to it.
 * null when no read of the provider tells it, or the parent no longer exists.
 */
export function fact<K extends AssigneeKind, F extends keyof OfKind<K>>(kind: K, name: F) {
  type Value = Exclude<OfKind<K>[F], undefined> | null;
  return (parent: OfKind<K>, _args: object, { loaders }: GraphContext): Value | Promise<Value> => {
    // `undefined` is the only value a fact has that is not in Value.
    if (parent[name] !== undefined) return parent[name] as Value;
    const { accountKey, externalId } = parent;
    return loaders.assignee(kind, accountKey, externalId).then(async (found) => {
      // The loaders of a kind give that kind.
      const told = found as OfKind<K> | null;
      if (told === null) return null;
      // As above.
      if (told[name] !== undefined) return told[name] as Value;
      // A loader of a kind gives that kind, and null is a Value.
      const full = (await loaders.assigneeInFull({ ...parent, ...told })) as OfKind<K> | null;
      return (full?.[name] ?? null) as Value;
    });
  };
}

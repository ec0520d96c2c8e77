// The fields that users, devices, workspaces and entities have in common.
import type { AssigneeKind } from '../../domain/account.ts';
import type { AssigneeOf } from '../../domain/assignee.ts';
import { keptHoldings } from '../inventory/hanging.ts';
import { isReference } from '../freshness/kept-values.ts';
import { orNamed } from '../freshness/names.ts';
import { accountModel, assigneeRow, isKept, sourceOfThing } from '../inventory/sources.ts';
import { holdingsOf } from '../lists/assignments.ts';
import type { GraphContext } from '../context.ts';
import { TYPE_OF_KIND, encodeId } from '../nodes/ids.ts';
import type { ReadSource } from '../generated/resolvers.ts';
import type { AccountModel, AssigneeModel, AssignmentModel, Seen, Sourced } from '../nodes/models.ts';
import type { ConnectionModel, PageArguments } from '../lists/connection.ts';

export const assigneeFields = {
  id: ({ kind, accountKey, externalId }: AssigneeModel): string =>
    encodeId({ type: TYPE_OF_KIND[kind], accountKey, externalId }),
  account: (parent: AssigneeModel, _args: object, { accounts }: GraphContext): AccountModel =>
    accountModel(accounts.get(parent.accountKey), parent),
  assignments: (
    parent: AssigneeModel,
    page: PageArguments,
    context: GraphContext,
  ): ConnectionModel<AssignmentModel> | Promise<ConnectionModel<AssignmentModel>> => {
    if (isKept(parent)) return keptHoldings(parent, page, context);
    // Of the three, only the last may hold a space.
    const name = `${parent.kind} ${parent.accountKey} ${parent.externalId}`;
    return holdingsOf(context.loaders, parent, { ...page, scope: [name] });
  },
  source: (parent: AssigneeModel, _args: object, context: GraphContext): Promise<ReadSource> =>
    sourceOfThing(parent, context, () => assigneeRow(parent, context)),
};

/**
 * A field that may have come with the read that found the parent, and is looked up when it has not: in one batch, and where that
 * does not tell it either, by the read that does. One id has one value, whichever path led to it.
 * null when no read of the provider tells it, or the parent no longer exists. What a row of the inventory does not tell, its provider is
 * asked for; and a value that its provider has told has no fact from anywhere else.
 */
export function fact<K extends AssigneeKind, F extends keyof AssigneeOf<K>>(kind: K, name: F) {
  type Value = Exclude<AssigneeOf<K>[F], undefined> | null;
  /** Undefined when this value does not tell it. */
  const told = (value: AssigneeOf<K>): Value | undefined => value[name] as Value | undefined; // each value of a field is one of the two
  async function read(parent: AssigneeOf<K>, { loaders }: GraphContext): Promise<Value> {
    const { accountKey, externalId } = parent;
    let known = parent;
    for (const reads of isReference(parent) ? [loaders, loaders.live] : [loaders.live]) {
      const found = await reads.assignee(kind, accountKey, externalId);
      if (found === null) return null;
      const value = told(found);
      if (value !== undefined) return value;
      known = { ...parent, ...found };
    }
    const full = await loaders.assigneeInFull(kind, known);
    return full === null ? null : (told(full) ?? null);
  }
  return (
    parent: AssigneeOf<K> & Sourced & Seen,
    _args: object,
    context: GraphContext,
  ): Value | Promise<Value> => {
    const known = told(parent);
    if (known !== undefined) return known;
    if (isKept(parent)) return null;
    return orNamed(context, parent, String(name), () => read(parent, context));
  };
}

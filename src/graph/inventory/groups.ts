// Assignments of the inventory, grouped and counted.
import { z } from 'zod';
import {
  GROUP_KEYS,
  type FoundGroup,
  type GroupKey,
  type GroupPlace,
  type GroupValue,
} from '../../domain/inventory/search.ts';
import { callerError } from '../../domain/problem.ts';
import type { GraphContext } from '../context.ts';
import type { InventoryGroupResolvers, InventoryResolvers } from '../generated/resolvers.ts';
import { selectAccounts } from '../inputs/select-accounts.ts';
import { checkFirst } from '../lists/connection.ts';
import { badCursor, scopeOf, seal, unseal } from '../lists/cursors.ts';
import { encodeId } from '../nodes/ids.ts';
import { lookedAt } from './coverage.ts';
import { assignmentSearch } from './filters.ts';
import { MAX_FIRST_OF_INVENTORY, checkHistory, withoutHistory } from './lists.ts';
import type { GroupModel } from './models.ts';
import { counted } from './pages.ts';
import { licenseModel, readAlong } from './sources.ts';

const MOST_KEYS = 3;

/** What is told of holders has no history, their kind excepted: that never changes. */
const OF_FACTS: ReadonlySet<GroupKey> = new Set(['DEPARTMENT', 'STATE', 'MODEL']);

export const groups: NonNullable<InventoryResolvers['groups']> = async (
  { asOf },
  { by, filter, ...page },
  context,
) => {
  const distinct = new Set(by);
  if (distinct.size !== by.length || by.length < 1 || by.length > MOST_KEYS) {
    const hint = `Keys are ${GROUP_KEYS.join(', ')}.`;
    throw callerError('BAD_INPUT', `\`by\` takes 1 to ${MOST_KEYS} keys, each once.`, hint);
  }
  if (asOf !== null && by.some((key) => OF_FACTS.has(key))) {
    throw withoutHistory('The inventory tells departments, states and models as they are now.');
  }
  const search = assignmentSearch(context.accounts, filter);
  checkHistory(search, asOf);
  const accounts = selectAccounts(context.accounts, filter);
  const { visible, coverage } = await lookedAt(context, accounts, { asOf });
  const scope = scopeOf(['inventory', 'groups', by, filter, asOf]);
  const first = checkFirst(page.first, MAX_FIRST_OF_INVENTORY);
  const after = page.after == null ? null : placeFrom(unseal(page.after, scope), by);
  const found = await context.inventory.findGroups({ visible, filter: search, asOf, by, first, after });
  const rows = found.groups.map((one) => ({
    value: groupModel(context, one, asOf),
    cursor: () => seal(scope, placeText(one.place)),
  }));
  return {
    rows,
    next: found.hasNext ? (rows.at(-1)?.cursor ?? null) : null,
    ...counted(coverage, () => Promise.resolve(found.total)),
    failure: null,
  };
};

/** Nothing in it is hidden: all of it is told of the group as well. */
function placeText({ assignments, values, account }: GroupPlace): readonly unknown[] {
  return [assignments, values, account];
}

/** No numbers of rows are in it, and nothing of it goes to the database. */
const PlaceText = z.tuple([z.int().min(0), z.array(z.string().nullable()), z.string().nullable()]);

/** The place that a cursor holds. Throws BAD_CURSOR for anything that is none of these keys. */
function placeFrom(given: unknown, by: readonly GroupKey[]): GroupPlace {
  const parsed = PlaceText.safeParse(given);
  if (!parsed.success) throw badCursor();
  const [assignments, values, account] = parsed.data;
  if (values.length !== by.length || (account !== null) !== by.includes('LICENSE')) throw badCursor();
  return { assignments, values, account };
}

function groupModel(
  { accounts }: Pick<GraphContext, 'accounts'>,
  { keys, assignments, assignees }: FoundGroup,
  asOf: string | null,
): GroupModel {
  const row = keys.find(({ by }) => by === 'LICENSE')?.license ?? null;
  const key = row?.value.accountKey ?? keys.find(({ by }) => by === 'ACCOUNT')?.value ?? null;
  const account = key === null ? undefined : accounts.lookUp(key);
  return {
    assignments,
    assignees,
    keys: keys.map((one) => ({ by: one.by, value: valueOf(one) })),
    account: account === undefined ? null : { ...account, source: readAlong(asOf) },
    license: row === null ? null : licenseModel(row, asOf),
  };
}

/** A license goes by its id in this graph: its own id may be that of another account's as well. */
function valueOf({ value, license }: GroupValue): string | null {
  if (license === null) return value;
  const { accountKey, externalId } = license.value;
  return encodeId({ type: 'License', accountKey, externalId });
}

export const inventoryGroup: InventoryGroupResolvers = {
  keys: ({ keys }) => [...keys],
};

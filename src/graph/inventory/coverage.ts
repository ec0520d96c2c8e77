// How complete the inventory is for the accounts of a list.
import type { Account, AssigneeKind } from '../../domain/account.ts';
import type { AccountCoverage } from '../../domain/coverage.ts';
import type { InventoryAccount } from '../../domain/inventory/accounts.ts';
import { findingsCoverage, inventoryCoverage } from '../../domain/inventory/coverage.ts';
import type { GraphContext } from '../context.ts';
import { withKind } from '../inputs/select-accounts.ts';
import type { CoverageModel } from '../nodes/models.ts';
import { readAlong } from './sources.ts';

/** Accounts whose rows are looked at, and what is said of each account of the list. */
export interface Looked {
  readonly visible: readonly string[];
  readonly coverage: () => Promise<readonly CoverageModel[]>;
}

/**
 * Of these accounts, or those of them that have assignees of a kind. Accounts that were first swept after `asOf` are not looked at. Nothing
 * is read for it, and so it is told at once, unless there is an `asOf`.
 */
export function lookedAt(
  context: Pick<GraphContext, 'accounts' | 'inventory'>,
  accounts: readonly Account[],
  { asOf, kind }: { readonly asOf: string | null; readonly kind?: AssigneeKind },
): Looked | Promise<Looked> {
  const { having, lacking } =
    kind === undefined ? { having: accounts, lacking: [] } : withKind(context.accounts, accounts, kind);
  const read = () => linesOf(context, having, (account) => inventoryCoverage(account, asOf));
  const coverage = async (): Promise<readonly CoverageModel[]> =>
    [...(await read()), ...lacking].map((line) => ({ ...line, source: readAlong(asOf) }));
  if (asOf === null) return { visible: having.map(({ key }) => key), coverage };
  return read().then((lines) => {
    const there = lines.filter(({ status }) => status !== 'SKIPPED');
    return { visible: there.map(({ accountKey }) => accountKey), coverage };
  });
}

/** What is said of the findings of each of these accounts. */
export async function coverageOfFindings(
  context: Pick<GraphContext, 'inventory'>,
  accounts: readonly Account[],
): Promise<readonly CoverageModel[]> {
  const lines = await linesOf(context, accounts, findingsCoverage);
  return lines.map((line) => ({ ...line, source: readAlong(null) }));
}

async function linesOf(
  { inventory }: Pick<GraphContext, 'inventory'>,
  accounts: readonly Account[],
  lineOf: (account: InventoryAccount) => AccountCoverage,
): Promise<readonly AccountCoverage[]> {
  const known = await inventory.accounts();
  return accounts.flatMap(({ key }) => {
    const account = known.get(key);
    return account === undefined ? [] : [lineOf(account)];
  });
}

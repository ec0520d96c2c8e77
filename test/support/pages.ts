// Reading lists to their end, page by page.
import type { Page } from '../../src/domain/page.ts';
import type { AssigneeKind } from '../../src/domain/account.ts';
import type { Assignee } from '../../src/domain/assignee.ts';
import type { Assignment } from '../../src/domain/assignment.ts';
import type { ProviderAccount, ReadPage as ReadList } from '../../src/providers/provider.ts';
import { present } from './assertions.ts';
import { testCall } from './runtime.ts';

type ReadPage<T> = (cursor: string | null) => Promise<Page<T>>;

/** More pages than any list of a test has. */
const MOST = 1_000;

/** Every page of a list. Fails when the list does not end. */
export async function pagesOf<T>(read: ReadPage<T>): Promise<Page<T>[]> {
  const pages: Page<T>[] = [];
  for (let cursor: string | null = null; pages.length < MOST;) {
    const page: Page<T> = await read(cursor);
    pages.push(page);
    if (page.next === null) return pages;
    cursor = page.next;
  }
  throw new Error('the list does not end');
}

/** Every row of a list. */
export async function rowsOf<T>(read: ReadPage<T>): Promise<T[]> {
  return (await pagesOf(read)).flatMap((page) => page.items);
}

/** Every row of a list of an account: its users, its workspaces, its assignments. */
export function listed<T>(list: { readonly page: ReadList<T> }): Promise<T[]> {
  return rowsOf((cursor) => list.page(cursor, testCall()));
}

/** A list of an account: its assignments, or its assignees of a kind. */
export function listIn(
  { assignments, assignees }: ProviderAccount,
  list: 'assignments' | AssigneeKind,
): { readonly page: ReadList<Assignment | Assignee> } {
  return list === 'assignments' ? assignments : present(assignees[list], list);
}

/** The provider's ids of the rows, in their order. */
export function idsOf(rows: readonly { readonly externalId: string }[]): string[] {
  return rows.map(({ externalId }) => externalId);
}

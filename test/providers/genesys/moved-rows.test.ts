// Lists that become shorter while they are read: whoever removes what a page shows still meets everything behind it.
import { describe, expect, it } from '@jest/globals';
import type { Assignment } from '../../../src/domain/assignment.ts';
import type { Page } from '../../../src/domain/page.ts';
import type { ProviderAccount } from '../../../src/providers/provider.ts';
import { pairsOf } from '../../support/assertions.ts';
import { idsOf, listed } from '../../support/pages.ts';
import { useProvider } from '../../support/provider.ts';
import { testCall } from '../../support/runtime.ts';
import { remove } from './changes.ts';

const bench = useProvider('genesys', { jump: true });
const { account, emulator } = bench;

/** Removes licenses at the provider, whatever else needs them. */
async function take(assignments: readonly Assignment[]): Promise<void> {
  const { writes }: Pick<ProviderAccount, 'writes'> = account;
  const changes = assignments.map(({ licenseId, assignee }) => remove(licenseId, assignee.externalId));
  for (const group of writes?.group(changes) ?? []) await writes?.send(group, testCall());
}

/** Everything the list gave, when this is done after each page, with the gaps of the pages. */
async function walked(
  after: (page: Page<Assignment>, number: number) => Promise<void>,
): Promise<{ readonly rows: readonly Assignment[]; readonly gaps: readonly unknown[] }> {
  const rows: Assignment[] = [];
  const gaps: unknown[] = [];
  let cursor: string | null = null;
  for (let number = 1; number < 50; number += 1) {
    const page: Page<Assignment> = await account.assignments.page(cursor, testCall());
    rows.push(...page.items);
    gaps.push(page.gap);
    if (page.next === null) return { rows, gaps };
    await after(page, number);
    cursor = page.next;
  }
  throw new Error('the list does not end');
}

function holders(page: Page<Assignment>): string[] {
  return [...new Set(page.items.map(({ assignee }) => assignee.externalId))];
}

/** What these users hold, of a page. */
function ofUsers(page: Page<Assignment>, users: readonly string[]): Assignment[] {
  return page.items.filter(({ assignee }) => users.includes(assignee.externalId));
}

describe('a list of holders', () => {
  /** Seven pages of people, who are listed only while they hold something. */
  async function many(): Promise<string[]> {
    emulator.reset(5);
    emulator.setSwitch('listUnlicensed', false);
    emulator.setSwitch('callsPerMinute', 100_000);
    const all = pairsOf(await listed(account.assignments));
    expect(new Set(all).size).toBe(all.length);
    return all.sort();
  }

  it.each<[string, (ids: readonly string[]) => readonly string[]]>([
    ['all that it shows', (ids) => ids],
    ['the first of it', (ids) => ids.slice(0, 1)],
    ['the last of it', (ids) => ids.slice(-1)],
    ['all but the first', (ids) => ids.slice(1)],
    ['all but the last', (ids) => ids.slice(0, -1)],
    ['the last ten of it', (ids) => ids.slice(-10)],
    ['every second of it', (ids) => ids.filter((_, index) => index % 2 === 0)],
  ])('is met whole by who removes, of each page, %s', async (_, pick) => {
    const all = await many();
    const { rows, gaps } = await walked((page) => take(ofUsers(page, pick(holders(page)))));
    expect(pairsOf(rows).sort()).toEqual(all);
    expect(gaps.every((gap) => gap === undefined)).toBe(true);
  });

  it('is met whole where pages past the end are refused', async () => {
    const all = await many();
    emulator.setSwitch('pastLastPage', 'error');
    const { rows, gaps } = await walked((page) => take(page.items));
    expect(pairsOf(rows).sort()).toEqual(all);
    expect(gaps.every((gap) => gap === undefined)).toBe(true);
  });

  it('is met whole in the order of its own that some organisations have', async () => {
    const all = await many();
    emulator.setSwitch('licenseUserOrder', 'shuffled');
    const { rows } = await walked((page) => take(ofUsers(page, holders(page).slice(20, 60))));
    expect(pairsOf(rows).sort()).toEqual(all);
  });

  it('loses nobody when more are gone than the page before had, and says that some may come twice', async () => {
    const all = await many();
    const seen: Assignment[] = [];
    const { rows, gaps } = await walked(async (page, number) => {
      seen.push(...page.items);
      if (number === 3) await take(seen);
    });
    expect([...new Set(pairsOf(rows))].sort()).toEqual(all);
    expect(gaps).toContain('ROWS_MOVED');
  });

  it('goes on where it was when only rows behind are gone', async () => {
    const all = await listed(account.assignments);
    emulator.setSwitch('listUnlicensed', false);
    const first = await account.assignments.page(null, testCall());
    const shown = new Set(pairsOf(first.items));
    const behind = all.filter((row) => !shown.has(pairsOf([row])[0] ?? ''));
    const last = behind.at(-1)?.assignee.externalId;
    await take(all.filter(({ assignee }) => assignee.externalId === last));
    bench.forget();
    const second = await account.assignments.page(first.next, testCall());
    expect(pairsOf(second.items)).toEqual(
      pairsOf(behind.filter(({ assignee }) => assignee.externalId !== last)),
    );
    expect(second.gap).toBeUndefined();
    expect(bench.calls()).toEqual(['GET /license/users', 'GET /license/users']);
  });

  it('costs no further call while it stays as long as it was', async () => {
    const all = await many();
    bench.forget();
    await listed(account.assignments);
    expect(bench.calls()).toHaveLength(Math.ceil(new Set(all.map((pair) => pair.split(' ')[0])).size / 100));
  });
});

describe('a list of users', () => {
  it.each([1, 3, 99, 100, 130])('is met whole when %i of the first ones go for good', async (goneUsers) => {
    emulator.reset(2);
    const all = idsOf(await listed(account.assignees.USER));
    const first = await account.assignees.USER.page(null, testCall());
    emulator.setSwitch('goneUsers', goneUsers);
    const rest: string[] = [];
    for (let cursor = first.next; cursor !== null;) {
      const page = await account.assignees.USER.page(cursor, testCall());
      rest.push(...idsOf(page.items));
      expect(page.gap).toBeUndefined();
      cursor = page.next;
    }
    expect([...idsOf(first.items), ...rest]).toEqual([
      ...all.slice(0, 100),
      ...all.slice(Math.max(100, goneUsers)),
    ]);
  });
});

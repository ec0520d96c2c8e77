// Promises about lists: to the end, every row exactly once, from cursors of their own only.
import { describe, expect, it } from '@jest/globals';
import type { AssigneeKind } from '../../src/domain/account.ts';
import type { Page } from '../../src/domain/page.ts';
import type { ProviderAccount } from '../../src/providers/provider.ts';
import { pagesOf } from '../support/pages.ts';
import { testCall } from '../support/runtime.ts';
import { collectionOf, factsOf, failureOf, kindsOf } from './reading.ts';
import type { Rig } from './rig.ts';
import type { Held, Truth } from './subject.ts';

/** A list with the keys of its rows. */
interface ListRead {
  readonly name: string;
  /** Lists of one kind may share their cursors; those of different kinds may not. */
  readonly of: AssigneeKind | 'assignments';
  read(account: ProviderAccount, cursor: string | null, wanted?: number): Promise<Page<string>>;
  expected(truth: Truth): readonly string[];
}

const NO_CURSORS: readonly string[] = [
  '',
  ' ',
  'junk',
  '-1',
  '0x10',
  'é',
  'a\u0000b',
  '{"page":2}',
  '../2',
  '2&pageSize=1',
  'https://elsewhere.example/v1/list?cursor=2',
  '//elsewhere.example/2',
  '2'.repeat(10_000),
];

function keyed<T>(page: Page<T>, keyOf: (row: T) => string): Page<string> {
  return { ...page, items: page.items.map(keyOf) };
}

const heldKey = ({ licenseId, kind, assigneeId }: Held): string =>
  JSON.stringify([licenseId, kind, assigneeId]);

function assigneeList(kind: AssigneeKind): ListRead {
  return {
    name: kind,
    of: kind,
    read: async (account, cursor, wanted) =>
      keyed(await collectionOf(account, kind).page(cursor, testCall(), wanted), (row) => row.externalId),
    expected: (truth) => truth.lists[kind] ?? [],
  };
}

function assignmentList(licenseId: string | null): ListRead {
  return {
    name: licenseId === null ? 'assignments' : 'assignments of one license',
    of: 'assignments',
    async read({ assignments }, cursor, wanted) {
      const page =
        licenseId === null
          ? await assignments.page(cursor, testCall(), wanted)
          : await assignments.ofLicense(licenseId, cursor, testCall(), wanted);
      return keyed(page, ({ licenseId: id, assignee }) =>
        heldKey({ licenseId: id, kind: assignee.kind, assigneeId: assignee.externalId }),
      );
    },
    expected: (truth) =>
      truth.held.filter((held) => licenseId === null || held.licenseId === licenseId).map(heldKey),
  };
}

/** Tries the promises of every `page` and of `ofLicense`. */
export function describeLists(rig: Rig, idle: ProviderAccount): void {
  const lists = [
    ...kindsOf(idle).map(assigneeList),
    assignmentList(null),
    assignmentList(rig.subject.license),
  ];

  describe.each(lists)('the list of $name', (list) => {
    it.each(rig.subject.shapes)('has every row exactly once: $name', async (shape) => {
      await rig.reshape(shape);
      const pages = await pagesOf((cursor) => list.read(rig.account, cursor));
      const rows = pages.flatMap((page) => page.items);
      expect(rows.toSorted()).toEqual(list.expected(rig.truth()).toSorted());
      for (const { total } of pages) expect([null, rows.length]).toContain(total);
    });

    it.each(rig.subject.shapes)('has every row exactly once where few are wanted: $name', async (shape) => {
      await rig.reshape(shape);
      const wanted = 3;
      const begun = await pagesOf((cursor) =>
        list.read(rig.account, cursor, cursor === null ? wanted : undefined),
      );
      expect(begun.flatMap(({ items }) => items).toSorted()).toEqual(list.expected(rig.truth()).toSorted());
      const [first] = begun;
      const second = first?.next == null ? null : await list.read(rig.fresh(), first.next, wanted);
      const rows = [...(first?.items ?? []), ...(second?.items ?? [])];
      expect(new Set(rows).size).toBe(rows.length);
    });

    it('goes on from a cursor in another process', async () => {
      const pages = await pagesOf((cursor) => list.read(rig.account, cursor));
      for (const [index, { next }] of pages.slice(0, -1).entries()) {
        const page = await list.read(rig.fresh(), next);
        expect(page.items).toEqual(pages[index + 1]?.items);
      }
    });

    it('refuses cursors that are none, without a request', async () => {
      for (const cursor of NO_CURSORS) {
        const { problem } = await failureOf(list.read(rig.account, cursor));
        expect({ cursor, ...problem }).toMatchObject({ cursor, code: 'BAD_CURSOR', blame: 'CALLER' });
      }
      expect(rig.sent()).toEqual([]);
    });

    it('refuses cursors of other lists, without a request', async () => {
      await rig.reshape(rig.subject.shapes.at(-1) ?? rig.subject.shapes[0]);
      const others = lists.filter(({ of }) => of !== list.of);
      for (const other of others) {
        const pages = await pagesOf((cursor) => other.read(rig.account, cursor));
        const before = rig.sent().length;
        for (const { next } of pages.slice(0, -1)) {
          const { problem } = await failureOf(list.read(rig.account, next));
          expect({ next, ...problem }).toMatchObject({ next, code: 'BAD_CURSOR', blame: 'CALLER' });
        }
        expect(rig.sent()).toHaveLength(before);
      }
    });

    it('names no address in a cursor', async () => {
      const pages = await pagesOf((cursor) => list.read(rig.account, cursor));
      for (const { next } of pages) expect(next ?? '').not.toMatch(/https?:|127\.0\.0\.1/);
    });
  });

  it('the list of assignments of a license that does not exist is empty, or not found', async () => {
    const unknown = rig.subject.nobody.LICENSE ?? 'no-such-license';
    const pages = await pagesOf((cursor) => rig.account.assignments.ofLicense(unknown, cursor, testCall()));
    expect(pages.flatMap((page) => page.items).map(factsOf)).toEqual([]);
  });
}

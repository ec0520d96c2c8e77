// Promises about assignments: by account, by license and by assignee they are the same set.
import { describe, expect, it } from '@jest/globals';
import type { AssigneeKind } from '../../src/domain/account.ts';
import type { Assignee } from '../../src/domain/assignee.ts';
import type { Assignment } from '../../src/domain/assignment.ts';
import { ProblemError } from '../../src/domain/problem.ts';
import type { ProviderAccount } from '../../src/providers/provider.ts';
import { rowsOf } from '../support/pages.ts';
import { testCall } from '../support/runtime.ts';
import { bare, collectionOf, factsOf, kindsOf, valueIn } from './reading.ts';
import type { Fault, Rig } from './rig.ts';

const allOf = (account: ProviderAccount): Promise<Assignment[]> =>
  rowsOf((cursor) => account.assignments.page(cursor, testCall()));

const facts = (rows: readonly Assignment[]): string[] => rows.map(factsOf).toSorted();

/** What assignees of all kinds hold; a slot that failed fails the test. */
async function heldBy(account: ProviderAccount, assignees: readonly Assignee[]): Promise<Assignment[]> {
  const rows: Assignment[] = [];
  for (const kind of new Set(assignees.map((one) => one.kind))) {
    const group = assignees.filter((one) => one.kind === kind);
    const slots = await account.assignments.ofAssignees(group, testCall());
    for (const { externalId } of group) rows.push(...(valueIn(slots, externalId) ?? []));
  }
  return rows;
}

async function listed(account: ProviderAccount): Promise<Assignee[]> {
  const lists = kindsOf(account).map((kind) =>
    rowsOf((cursor) => collectionOf(account, kind).page(cursor, testCall())),
  );
  return (await Promise.all(lists)).flat();
}

const keyOf = ({ kind, externalId }: Assignee): string => `${kind} ${externalId}`;

/** Assignees once each, with nothing known but who they are. */
function barely(accountKey: string, assignees: readonly Assignee[]): Assignee[] {
  const once = new Map(assignees.map((one) => [keyOf(one), one]));
  return [...once.values()].map(({ kind, externalId }) => ({ kind, accountKey, externalId }));
}

/** Tries the promises of `assignments`. */
export function describeAssignments(rig: Rig, idle: ProviderAccount): void {
  describe('assignments', () => {
    it('are the same by license as in the whole list', async () => {
      const { account } = rig;
      const all = await allOf(account);
      const licenses = [...rig.truth().licenses, ...all.map((row) => row.licenseId)];
      const byLicense: Assignment[] = [];
      for (const id of new Set(licenses)) {
        const rows = await rowsOf((cursor) => account.assignments.ofLicense(id, cursor, testCall()));
        expect(rows.filter((row) => row.licenseId !== id)).toEqual([]);
        byLicense.push(...rows);
      }
      expect(byLicense.length).toBeGreaterThan(0);
      expect(facts(byLicense)).toEqual(facts(all));
    });

    it('are the same by assignee as in the whole list, when nothing but ids is known', async () => {
      const { account } = rig;
      const all = await allOf(account);
      const everybody = [...(await listed(account)), ...all.map((row) => row.assignee)];
      const held = await heldBy(account, barely(account.account.key, everybody));
      expect(facts(held)).toEqual(facts(all));
    });

    it('are the same by assignee as in the whole list, with what the lists told', async () => {
      const { account } = rig;
      const all = await allOf(account);
      const here = await listed(account);
      const among = new Set(here.map(keyOf));
      const held = await heldBy(account, here);
      expect(facts(held)).toEqual(facts(all.filter((row) => among.has(keyOf(row.assignee)))));
    });

    it('come with who holds them under the same name everywhere', async () => {
      const { account } = rig;
      for (const row of await allOf(account)) {
        expect([row.accountKey, row.assignee.accountKey]).toEqual([account.account.key, account.account.key]);
        expect(row.license?.externalId ?? row.licenseId).toBe(row.licenseId);
        const told = row.assignee.assignments;
        if (told !== undefined) expect(facts(told)).toContain(factsOf(row));
      }
    });

    it('that came along with a value cost no request', async () => {
      const { account } = rig;
      const known = (await allOf(account)).map((row) => row.assignee).find((one) => one.assignments);
      const [first] = await listed(account);
      const assignee = known ?? {
        ...first,
        kind: 'ENTITY',
        accountKey: 'x',
        externalId: 'known',
        assignments: [],
      };
      const before = rig.sent().length;
      const slots = await account.assignments.ofAssignees([assignee], testCall());
      expect(slots.get(assignee.externalId)).toEqual(assignee.assignments);
      expect(rig.sent()).toHaveLength(before);
    });

    it('of nobody cost no request', async () => {
      expect((await rig.account.assignments.ofAssignees([], testCall())).size).toBe(0);
      expect(rig.sent()).toEqual([]);
    });
  });

  describe.each(kindsOf(idle))('assignments of %s', (kind) => {
    describeOfAssignees(rig, kind);
  });
}

function describeOfAssignees(rig: Rig, kind: AssigneeKind): void {
  const key = (): string => rig.account.account.key;
  const held = (id: string): string[] =>
    rig
      .truth()
      .held.filter((one) => one.kind === kind && one.assigneeId === id)
      .map((one) => one.licenseId);

  it('are those of each, whatever the order, and none of who does not exist', async () => {
    const { account } = rig;
    const nobody = rig.subject.nobody[kind] ?? '';
    const ids = rig.truth().lists[kind]?.slice(0, 6).toReversed() ?? [];
    const asked = [...ids, nobody, ...ids.slice(0, 2)].map((id) => bare(kind, key(), id));
    const slots = await account.assignments.ofAssignees(asked, testCall());
    for (const id of ids) {
      const rows = valueIn(slots, id) ?? [];
      expect(rows.map((row) => row.licenseId).toSorted()).toEqual(held(id).toSorted());
      expect(rows.filter((row) => row.assignee.externalId !== id)).toEqual([]);
    }
    expect(valueIn(slots, nobody) ?? []).toEqual([]);
    expect(ids.flatMap(held).length).toBeGreaterThan(0);
  });

  it('are asked for in batches the provider takes, each assignee once', async () => {
    const { account } = rig;
    const everybody = (rig.truth().lists[kind] ?? []).map((id) => bare(kind, key(), id));
    const slots = await account.assignments.ofAssignees(everybody, testCall());
    for (const { externalId } of everybody) valueIn(slots, externalId);
    const asked = rig.sent().map(rig.subject.idsIn);
    expect(rig.sent().length).toBeGreaterThan(0);
    expect(asked.filter((ids) => ids.length > account.account.capabilities.assignmentBatchSize)).toEqual([]);
    expect(new Set(asked.flat()).size).toBe(asked.flat().length);
  });

  const TROUBLE: readonly (readonly [string, Fault, { readonly after?: number; readonly times?: number }])[] =
    [
      ['every read', { kind: 'error', status: 503 }, {}],
      ['one read', { kind: 'html' }, { times: 1 }],
      ['every read but the first', { kind: 'html' }, { after: 1 }],
      ['every read that is not permitted', { kind: 'error', status: 403 }, {}],
    ];
  it.each(TROUBLE)('are never taken for none when %s fails', async (_, fault, rule) => {
    const { account } = rig;
    const ids = rig.truth().lists[kind]?.slice(0, 30) ?? [];
    rig.strike(fault, rule);
    const slots = await account.assignments.ofAssignees(
      ids.map((id) => bare(kind, key(), id)),
      testCall(),
    );
    for (const id of ids) {
      const slot = slots.get(id);
      const told =
        slot instanceof ProblemError ? slot.problem : (slot ?? []).map((row) => row.licenseId).toSorted();
      expect([expect.objectContaining({ accountKey: key() }), held(id).toSorted()]).toContainEqual(told);
    }
    const failed = ids.filter((id) => slots.get(id) instanceof ProblemError);
    expect(failed.length > 0 || rig.sent().length > 1 || rule.after === 1).toBe(true);
  });

  it('do not come from an answer about others', async () => {
    const { account } = rig;
    const [one = '', two = '', three = '', four = ''] = rig.truth().lists[kind] ?? [];
    const ask = (...ids: string[]) =>
      account.assignments.ofAssignees(
        ids.map((id) => bare(kind, key(), id)),
        testCall(),
      );
    await ask(one, two);
    rig.strike({ kind: 'repeat-page' });
    const slots = await ask(three, four);
    for (const id of [three, four]) {
      const slot = slots.get(id) ?? [];
      if (slot instanceof Error) expect(slot).toMatchObject({ problem: { code: 'UPSTREAM_BAD_RESPONSE' } });
      else expect(slot.map((row) => row.licenseId).toSorted()).toEqual(held(id).toSorted());
    }
  });
}

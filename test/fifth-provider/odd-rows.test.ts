// Rows that cannot be read: what they leave out is told, and never taken for nothing.
import { describe, expect, it } from '@jest/globals';
import { codeIn } from '../support/assertions.ts';
import { useEmulator } from '../support/emulator.ts';
import { opened } from '../support/lifecycle.ts';
import { testCall, testRuntime } from '../support/runtime.ts';
import { openAccount } from './account.ts';
import { definition } from './emulator/index.ts';

const emulator = useEmulator(definition);
const connection = opened(
  () => testRuntime(),
  (it) => it.close(),
);

/** An answer with one row that is odd. */
function answers(path: string, ...items: readonly object[]): void {
  const fault = {
    kind: 'answer',
    status: 200,
    body: { items: [...items, { name: 'odd' }], next: null },
  } as const;
  emulator.fault({ path: `^/v1${path}$`, fault });
}

const account = () => openAccount(emulator.url, connection.runtime);
const PLAN = { id: 'pl-basic', name: 'Basic', metered: 'maybe', seats: 7 };

describe('an odd row', () => {
  it('of the plans is a gap in the catalogue, and in the list of all assignments', async () => {
    answers('/plans', PLAN);
    const one = account();
    expect(await one.catalogue(testCall())).toMatchObject({
      items: [{ externalId: 'pl-basic', seats: { total: null }, details: { metered: null } }],
      gap: 'ROWS_LEFT_OUT',
    });
    const page = await one.assignments.page(null, testCall());
    expect([page.next, page.gap]).toEqual([null, 'ROWS_LEFT_OUT']);
    const seen = one.status().drift.map(({ field, kind }) => `${field} ${kind}`);
    expect(seen.toSorted()).toEqual([
      'plans.id not a string',
      'plans.metered not a boolean',
      'plans.seats not an object',
    ]);
  });

  it('of nothing else is a gap in the list of all assignments too', async () => {
    answers('/plans');
    expect(await account().assignments.page(null, testCall())).toEqual({
      items: [],
      next: null,
      total: null,
      gap: 'ROWS_LEFT_OUT',
    });
  });

  it('of a page is a gap in it', async () => {
    answers('/users', { id: 'u-1' });
    answers('/plans/pl-basic/holders', { userId: 'u-1', planId: 'pl-basic' });
    const one = account();
    for (const page of [
      await one.assignees.USER.page(null, testCall()),
      await one.assignments.ofLicense('pl-basic', null, testCall()),
    ]) {
      expect([page.items.length, page.gap]).toEqual([1, 'ROWS_LEFT_OUT']);
    }
  });

  it('of what a user holds, or of who has an address, is a problem: nobody knows which it is', async () => {
    const body = { items: [{ userId: 'u-000001' }] };
    emulator.fault({ part: '/u-000001/plans$', fault: { kind: 'answer', status: 200, body } });
    emulator.fault({ part: 'email=', fault: { kind: 'answer', status: 200, body } });
    const one = account();
    const users = ['u-000000', 'u-000001'].map((externalId) => ({
      kind: 'USER' as const,
      accountKey: one.account.key,
      externalId,
    }));
    const held = await one.assignments.ofAssignees(users, testCall());
    expect([codeIn(held, 'u-000000'), codeIn(held, 'u-000001')]).toEqual([
      undefined,
      'UPSTREAM_BAD_RESPONSE',
    ]);
    const found = await one.assignees.USER.byEmails(['ada@acme.example'], testCall());
    expect(codeIn(found, 'ada@acme.example')).toBe('UPSTREAM_BAD_RESPONSE');
  });
});

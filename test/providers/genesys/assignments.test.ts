import { describe, expect, it } from '@jest/globals';
import type { User } from '../../../src/domain/assignee.ts';
import type { Assignment } from '../../../src/domain/assignment.ts';
import type { Slot, Slots } from '../../../src/domain/page.ts';
import { ProblemError } from '../../../src/domain/problem.ts';
import { problemOf } from '../../support/assertions.ts';
import { rowsOf } from '../../support/pages.ts';
import { useProvider } from '../../support/provider.ts';
import { NOBODY } from '../../support/providers/genesys.ts';
import { testCall } from '../../support/runtime.ts';

const bench = useProvider('genesys');
const { account, emulator } = bench;

/** Assignments of every slot that has some. */
function allOf(slots: Slots<readonly Assignment[]>): Assignment[] {
  return [...slots.values()].flatMap((slot) => (slot === null || slot instanceof ProblemError ? [] : slot));
}

function every(): Promise<Assignment[]> {
  return rowsOf((cursor) => account.assignments.page(cursor, testCall()));
}

/** Some users known by nothing but their ids, one at least without any license. */
async function holders(count: number): Promise<User[]> {
  const users = await rowsOf((cursor) => account.users.page(cursor, testCall()));
  bench.forget();
  const present = users.filter((user) => user.state === 'ACTIVE' || user.state === 'INACTIVE');
  return present.slice(0, count).map((user) => bare(user.externalId));
}

function bare(externalId: string): User {
  return { kind: 'USER', accountKey: 'us', externalId };
}

function licenseIdsOf(slot: Slot<readonly Assignment[]> | undefined): unknown {
  return Array.isArray(slot) ? slot.map((assignment: Assignment) => assignment.licenseId) : slot;
}

function pairsOf(assignments: readonly Assignment[]): string[] {
  return assignments.map(({ assignee, licenseId }) => `${assignee.externalId} ${licenseId}`);
}

describe('every assignment', () => {
  it('is there once, a hundred users a call', async () => {
    const assignments = await every();
    expect(bench.calls()).toEqual(['GET /license/users', 'GET /license/users']);
    expect(assignments.length).toBeGreaterThan(100);
    expect(new Set(pairsOf(assignments)).size).toBe(assignments.length);
  });

  it('knows what else its holder has, and no dates', async () => {
    const page = await account.assignments.page(null, testCall());
    expect(page.total).toBeNull();
    const one = page.items.find((assignment) => assignment.licenseId === 'gc2WEMupgrade');
    expect(one).toMatchObject({ status: 'ACTIVE', assignedAt: null, removalOn: null });
    expect(licenseIdsOf(one?.assignee.assignments)).toContain('cloudCX2');
    expect(one && 'displayName' in one.assignee).toBe(false);
  });

  it('of one license is the same pages with fewer rows', async () => {
    const expected = pairsOf((await every()).filter(({ licenseId }) => licenseId === 'gc2WEMupgrade'));
    expect(expected).not.toHaveLength(0);
    bench.forget();
    const found = await rowsOf((cursor) =>
      account.assignments.ofLicense('gc2WEMupgrade', cursor, testCall()),
    );
    expect(pairsOf(found)).toEqual(expected);
    expect(bench.calls()).toEqual(['GET /license/users', 'GET /license/users']);
  });

  it('of a license nobody has leads on through empty pages', async () => {
    expect(await account.assignments.ofLicense('no-such-license', null, testCall())).toEqual({
      items: [],
      next: expect.stringMatching(/^a2(~[0-9a-f-]{36}){5}$/),
      total: null,
    });
  });

  it('is read together by those who ask for several licenses at once', async () => {
    const ids = ['cloudCX1', 'cloudCX2', 'cloudCX3'];
    await Promise.all(ids.map((id) => account.assignments.ofLicense(id, null, testCall())));
    expect(bench.calls()).toHaveLength(1);
  });

  it.each([
    ['untidyLicenses', false],
    ['listUnlicensed', false],
    ['licenseUserOrder', 'shuffled'],
    ['driftingPages', true],
  ])('is the same with %s set to %j', async (name, value) => {
    const expected = pairsOf(await every()).sort();
    emulator.setSwitch(name, value);
    expect(pairsOf(await every()).sort()).toEqual(expected);
  });

  it('may be of deleted users, or of active ones only', async () => {
    const usual = (await every()).length;
    emulator.setSwitch('listInactive', false);
    expect((await every()).length).toBeLessThan(usual);
    emulator.setSwitch('listInactive', true);
    emulator.setSwitch('listDeleted', true);
    expect((await every()).length).toBeGreaterThanOrEqual(usual);
  });

  it('may be of a license that is not defined', async () => {
    const entities = [{ id: NOBODY, licenses: ['gone', 'gone'] }];
    emulator.fault({ path: 'license/users', fault: { kind: 'answer', status: 200, body: { entities } } });
    const page = await account.assignments.page(null, testCall());
    expect(pairsOf(page.items)).toEqual([`${NOBODY} gone`]);
  });

  it('does not start at a cursor of somebody else', async () => {
    for (const read of [
      account.assignments.page('next', testCall()),
      account.assignments.page('u2', testCall()),
      account.assignments.ofLicense('cloudCX2', 'next', testCall()),
    ]) {
      expect((await problemOf(read)).code).toBe('BAD_CURSOR');
    }
    expect(bench.calls()).toEqual([]);
  });
});

describe('assignments of users', () => {
  it('are one call a hundred users', async () => {
    const users = await holders(140);
    expect(users).toHaveLength(140);
    const slots = await account.assignments.ofAssignees(users, testCall());
    expect(bench.calls()).toEqual(['POST /license/users', 'POST /license/users']);
    const wanted = new Set(idsOf(users));
    const found = allOf(slots);
    expect(pairsOf(found).sort()).toEqual(
      pairsOf((await every()).filter(({ assignee }) => wanted.has(assignee.externalId))).sort(),
    );
  });

  it('with names of users and licenses are three calls for a hundred users', async () => {
    const call = testCall();
    const page = await account.users?.page(null, call);
    const slots = await account.assignments.ofAssignees(page?.items ?? [], call);
    const names = new Map((await account.catalogue(call)).map(({ externalId, name }) => [externalId, name]));
    expect(page?.items).toHaveLength(100);
    expect(bench.calls()).toEqual(['GET /users', 'POST /license/users', 'GET /license/definitions']);
    const held = allOf(slots);
    // A trial that has lapsed is no longer defined (genesys contract 2.4.1), and still held.
    const unnamed = held.filter(({ licenseId }) => !names.get(licenseId));
    expect(new Set(unnamed.map(({ licenseId }) => licenseId))).toEqual(new Set(['acmeSpeechTrial']));
    expect(held.length).toBeGreaterThan(100);
  });

  it('of a person by e-mail, with names, are three calls', async () => {
    const call = testCall();
    const found = (await account.users?.byEmails(['ada.example.0@acme.example'], call))
      ?.values()
      .next().value;
    const users = Array.isArray(found) ? found : [];
    await Promise.all([account.assignments.ofAssignees(users, call), account.catalogue(call)]);
    expect(users).toHaveLength(1);
    expect(bench.calls().sort()).toEqual([
      'GET /license/definitions',
      'POST /license/users',
      'POST /users/search',
    ]);
  });

  it('keep what is known of the user', async () => {
    const [user = bare('')] = await holders(1);
    const known = { ...user, displayName: 'Known', email: null };
    const slots = await account.assignments.ofAssignees([known], testCall());
    const slot = slots.get(user.externalId);
    expect(Array.isArray(slot) && slot.length > 0 && slot.every(({ assignee }) => assignee === known)).toBe(
      true,
    );
  });

  it('that came along need no call', async () => {
    const { items } = await account.assignments.page(null, testCall());
    bench.forget();
    const users = items.map((assignment) => assignment.assignee);
    const slots = await account.assignments.ofAssignees(users, testCall());
    expect(bench.calls()).toEqual([]);
    expect(allOf(slots)).toHaveLength(items.length);
  });

  it('may be none', async () => {
    const unlicensed = (await holders(140)).map((user) => user.externalId);
    const slots = await account.assignments.ofAssignees(unlicensed.map(bare), testCall());
    expect([...slots.values()]).toContainEqual([]);
    expect([...(await account.assignments.ofAssignees([], testCall()))]).toEqual([]);
  });

  it.each(['array', 'object', 'licenseUser'])('come in the form %s (U1)', async (form) => {
    const users = await holders(100);
    const expected = await account.assignments.ofAssignees(users, testCall());
    emulator.setSwitch('userLicensesValue', form);
    const slots = await account.assignments.ofAssignees(users, testCall());
    expect(idsOf(users).map((id) => licenseIdsOf(slots.get(id)))).toEqual(
      idsOf(users).map((id) => licenseIdsOf(expected.get(id))),
    );
    const first = allOf(slots)[0];
    expect(first?.license?.externalId).toBe(form === 'licenseUser' ? first?.licenseId : undefined);
  });

  it.each([
    ['omit', null, 1],
    ['empty', [], 1],
    ['error', null, 15],
  ])('of an unknown user among a hundred (U2: %s)', async (how, expected, calls) => {
    const users = await holders(99);
    emulator.setSwitch('unknownUserIds', how);
    const slots = await account.assignments.ofAssignees([bare(NOBODY), ...users], testCall());
    expect(slots.get(NOBODY) ?? null).toEqual(expected);
    expect(idsOf(users).filter((id) => !Array.isArray(slots.get(id)))).toEqual([]);
    expect(bench.calls()).toHaveLength(calls);
  });

  it('are read in halves where a hundred are too many (U3)', async () => {
    const users = await holders(100);
    emulator.setSwitch('maxBulk', 50);
    const slots = await account.assignments.ofAssignees(users, testCall());
    expect(idsOf(users).filter((id) => !Array.isArray(slots.get(id)))).toEqual([]);
    expect(bench.calls()).toHaveLength(3);
  });

  it('are given up where every batch is refused', async () => {
    const users = await holders(100);
    emulator.fault({ method: 'POST', path: 'license/users', fault: { kind: 'error', status: 400 } });
    const slots = await account.assignments.ofAssignees(users, testCall());
    expect(idsOf(users).filter((id) => !(slots.get(id) instanceof Error))).toEqual([]);
    expect(bench.calls().length).toBeLessThanOrEqual(50);
  });

  it('are not taken from an answer about others', async () => {
    const [first = bare(''), second = bare('')] = await holders(2);
    await account.assignments.ofAssignees([first], testCall());
    emulator.fault({ method: 'POST', path: 'license/users', fault: { kind: 'repeat-page' } });
    const slots = await account.assignments.ofAssignees([second], testCall());
    expect(slots.get(second.externalId)).toMatchObject({ problem: { code: 'UPSTREAM_BAD_RESPONSE' } });
  });

  it('of one chunk fail alone', async () => {
    const users = await holders(140);
    emulator.fault({ method: 'POST', path: 'license/users', times: 1, fault: { kind: 'half-json' } });
    const slots = await account.assignments.ofAssignees(users, testCall());
    const failed = idsOf(users).filter((id) => slots.get(id) instanceof Error);
    expect([40, 100]).toContain(failed.length);
    expect(idsOf(users).filter((id) => Array.isArray(slots.get(id)))).toHaveLength(140 - failed.length);
  });
});

describe('assignments of users, for a client without permission', () => {
  function openNobody(): ProviderAccount {
    return openAccount(emulator.url, runtime, 'acme-us-nobody');
  }

  it('come from the listing', async () => {
    const users = await holders(140);
    const expected = await account.assignments.ofAssignees(users, testCall());
    bench.forget();
    const slots = await openNobody().assignments.ofAssignees(users, testCall());
    expect(bench.calls()).toEqual([
      'POST /license/users',
      'POST /license/users',
      'GET /license/users',
      'GET /license/users',
    ]);
    expect(idsOf(users).map((id) => licenseIdsOf(slots.get(id)))).toEqual(
      idsOf(users).map((id) => licenseIdsOf(expected.get(id))),
    );
  });

  it('end where everybody is found', async () => {
    const { items } = await account.assignments.page(null, testCall());
    const first = bare(items[0]?.assignee.externalId ?? '');
    bench.forget();
    await openNobody().assignments.ofAssignees([first], testCall());
    expect(bench.calls()).toEqual(['POST /license/users', 'GET /license/users']);
  });

  it('are none for who is not listed', async () => {
    const slots = await openNobody().assignments.ofAssignees([bare(NOBODY)], testCall());
    expect(slots.get(NOBODY)).toEqual([]);
  });

  it('fail with the listing', async () => {
    emulator.fault({ method: 'GET', path: 'license/users', fault: { kind: 'html' } });
    const slots = await openNobody().assignments.ofAssignees([bare(NOBODY)], testCall());
    expect(slots.get(NOBODY)).toMatchObject({ problem: { code: 'UPSTREAM_BAD_RESPONSE' } });
  });

  it('are not read from a listing that goes in circles', async () => {
    const entities = [{ id: 'a', licenses: ['cloudCX1'] }];
    const body = { entities, pageCount: 50 };
    emulator.fault({ method: 'GET', path: 'license/users', fault: { kind: 'answer', status: 200, body } });
    const slots = await openNobody().assignments.ofAssignees([bare(NOBODY)], testCall());
    expect(slots.get(NOBODY)).toMatchObject({ problem: { code: 'UPSTREAM_BAD_RESPONSE' } });
    expect(bench.calls()).toHaveLength(3);
  });

  it('need no permission where permissions are those of 2020', async () => {
    const users = await holders(10);
    emulator.setSwitch('permissions', 'legacy');
    await openNobody().assignments.ofAssignees(users, testCall());
    expect(bench.calls()).toEqual(['POST /license/users']);
  });
});

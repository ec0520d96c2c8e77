// One odd row is one odd row: left out or partly null, counted, and said of the list; never the end of the others.
import { describe, expect, it } from '@jest/globals';
import { allIn, codeIn, only, present, valueIn } from '../../support/assertions.ts';
import { idsOf, listed, pagesOf } from '../../support/pages.ts';
import { useProvider } from '../../support/provider.ts';
import { NO_PERMISSIONS, seededOrg, someUsers, userOf } from '../../support/providers/genesys.ts';
import { testCall } from '../../support/runtime.ts';

const bench = useProvider('genesys');
const { account, emulator } = bench;

const { directory } = seededOrg();
/** Whose department is a number, whose id is one, and whose licenses are a text, while rows are odd. */
const [PARTLY = '', NAMELESS = '', UNTOLD = ''] = [3, 13, 14].map((index) => directory.idOf(index));

function answer(path: string, body: unknown): void {
  bench.strike({ kind: 'answer', status: 200, body }, { path, times: 1 });
}

function drift(): string[] {
  return account.status().drift.map(({ field, kind, times }) => `${field}: ${kind} (${times})`);
}

describe('users', () => {
  it('are listed without the odd ones, and what is odd in a field is null', async () => {
    const usual = await listed(account.assignees.USER);
    emulator.setSwitch('oddRows', true);
    const pages = await pagesOf((cursor) => account.assignees.USER.page(cursor, testCall()));
    const rows = pages.flatMap(({ items }) => items);
    expect(idsOf(rows)).toEqual(idsOf(usual).filter((id) => ![13, 63, 113].map(directory.idOf).includes(id)));
    expect(rows.find(({ externalId }) => externalId === PARTLY)).toEqual({
      ...usual.find(({ externalId }) => externalId === PARTLY),
      department: null,
    });
    expect(pages.map(({ gap }) => gap)).toEqual(['ROWS_LEFT_OUT', 'ROWS_LEFT_OUT']);
    expect(drift()).toEqual(['users.department: not a string (3)', 'users.id: not a string (3)']);
  });

  it('by id are asked for alone when their row is odd', async () => {
    emulator.setSwitch('oddRows', true);
    const slots = await account.assignees.USER.byIds([NAMELESS, PARTLY], testCall());
    expect(valueIn(slots, NAMELESS)).toMatchObject({ externalId: NAMELESS, state: 'ACTIVE' });
    expect(valueIn(slots, PARTLY)).toMatchObject({ externalId: PARTLY, department: null });
    expect(bench.calls()).toHaveLength(2);
  });

  it('by e-mail are problems when a row might be theirs, and no others are', async () => {
    const address = (id: string) => ({ email: `${id}@acme.example` });
    answer('search', {
      results: [
        { id: 7, ...address('a') },
        { id: 'b', ...address('b') },
      ],
    });
    const slots = await account.assignees.USER.byEmails(['a@acme.example', 'b@acme.example'], testCall());
    expect(codeIn(slots, 'a@acme.example')).toBe('UPSTREAM_BAD_RESPONSE');
    expect(idsOf(valueIn(slots, 'b@acme.example'))).toEqual(['b']);
  });

  it.each(['name', 'email', 'state', 'department', 'title', 'dateLastLogin'])(
    'have null for a %s that is a number',
    async (field) => {
      answer('/users', { entities: [{ id: 'a', [field]: 7 }, { id: 'b' }] });
      const [first, second] = (await account.assignees.USER.page(null, testCall())).items;
      expect({ ...first, externalId: 'b' }).toEqual(second);
      expect(drift()).toEqual([`users.${field}: not a string (1)`]);
    },
  );

  it('are counted once, however many share the answer', async () => {
    emulator.setSwitch('oddRows', true);
    await Promise.all([1, 2, 3].map(() => account.assignees.USER.page(null, testCall())));
    expect(bench.calls()).toHaveLength(1);
    expect(drift()).toEqual(['users.department: not a string (2)', 'users.id: not a string (2)']);
  });

  it('are listed although a count is none', async () => {
    answer('/users', {
      entities: [{ id: 'a' }],
      total: 'many',
      pageCount: -1,
      pageSize: 0,
      pageNumber: 'one',
    });
    const page = await account.assignees.USER.page(null, testCall());
    expect([idsOf(page.items), page.next, page.total]).toEqual([['a'], null, null]);
    expect(drift()).toHaveLength(4);
  });

  it('may be more than fit into 32 bits', async () => {
    const total = Number.MAX_SAFE_INTEGER;
    answer('/users', { entities: [{ id: 'a' }], total, pageCount: 1 });
    expect((await account.assignees.USER.page(null, testCall())).total).toBe(total);
  });
});

describe('times', () => {
  it.each([
    ['2026-05-01T10:00:00+02:00', '2026-05-01T08:00:00.000Z'],
    ['2026-05-01T10:00:00', '2026-05-01T10:00:00.000Z'],
    ['2026-05-01T10:00:00.123456Z', '2026-05-01T10:00:00.123Z'],
    ['2026-02-30T10:00:00Z', null],
    ['yesterday', null],
    ['5', null],
  ])('%s is %s', async (text, expected) => {
    answer('/users', { entities: [{ id: 'a', dateLastLogin: text }] });
    const [user] = (await account.assignees.USER.page(null, testCall())).items;
    expect(user?.lastActiveAt).toBe(expected);
    expect(drift()).toEqual(expected === null ? ['users.dateLastLogin: not a time (1)'] : []);
  });
});

describe('licenses', () => {
  it('are listed without the odd ones, and one without a name has none', async () => {
    const usual = await account.catalogue(testCall());
    expect(usual.gap).toBeUndefined();
    emulator.setSwitch('oddRows', true);
    const { items, gap } = await account.catalogue(testCall());
    expect(gap).toBe('ROWS_LEFT_OUT');
    expect(items).toEqual(
      usual.items.map((license) =>
        license.externalId === 'collaboratePro' ? { ...license, name: null } : license,
      ),
    );
    expect(drift()).toEqual(['licenses.description: not a string (1)', 'licenses.id: not a string (1)']);
  });

  it.each([
    ['permissions', 'routing:queue:view', 'not an object with ids'],
    ['permissions', { ids: ['routing:queue:view', 7] }, 'not an object with ids'],
  ])('whose %s are %j are asked for them, which may be odd again', async (field, value, kind) => {
    const body = { id: 'a', description: 'A', [field]: value };
    answer('definitions', [body]);
    const { items } = await account.catalogue(testCall());
    expect(only(items)).toMatchObject({
      name: 'A',
      details: expect.objectContaining({ permissions: undefined }),
    });
    answer('definitions', body);
    const full = valueIn(await account.licensesInFull(['a'], testCall()), 'a');
    expect(full.details).toMatchObject({ permissions: undefined });
    expect(drift()).toEqual([`licenses.${field}: ${kind} (2)`]);
  });
});

describe('assignments', () => {
  it('are listed without those of odd rows', async () => {
    const usual = await listed(account.assignments);
    emulator.setSwitch('oddRows', true);
    const pages = await pagesOf((cursor) => account.assignments.page(cursor, testCall()));
    expect(pages.map(({ gap }) => gap)).toContain('ROWS_LEFT_OUT');
    const odd = [14, 64, 114].map(directory.idOf);
    expect(pages.flatMap(({ items }) => items)).toEqual(
      usual.filter(({ assignee }) => !odd.includes(assignee.externalId)),
    );
    const [ofLicense] = await pagesOf((cursor) =>
      account.assignments.ofLicense('cloudCX1', cursor, testCall()),
    );
    expect(present(ofLicense).gap).toBe(pages[0]?.gap);
  });

  it('of a user whose value is odd are read alone', async () => {
    const users = [...someUsers(3), userOf(UNTOLD)];
    const usual = await account.assignments.ofAssignees(users, testCall());
    emulator.setSwitch('oddRows', true);
    bench.forget();
    const slots = await account.assignments.ofAssignees(users, testCall());
    expect(allIn(slots).map(({ licenseId }) => licenseId)).toEqual(
      allIn(usual).map(({ licenseId }) => licenseId),
    );
    expect(bench.calls()).toEqual(['POST /license/users', `GET /license/users/${UNTOLD}`]);
  });

  it('of a user whose row is odd are no secret but unread, where nothing else may be read', async () => {
    emulator.setSwitch('oddRows', true);
    const slots = await bench.open(NO_PERMISSIONS).assignments.ofAssignees([userOf(UNTOLD)], testCall());
    expect(codeIn(slots, UNTOLD)).toBe('UPSTREAM_FORBIDDEN');
  });

  it.each([[7], [{ description: 'no id' }], [{ id: '' }], [true]])(
    'of a user with %j among them are left out, rather than one short',
    async (entry) => {
      answer('license/users', { entities: [{ id: 'a', licenses: ['cloudCX1', entry] }, { id: 'b' }] });
      const page = await account.assignments.page(null, testCall());
      expect([page.items, page.gap]).toEqual([[], 'ROWS_LEFT_OUT']);
    },
  );

  it('are counted under one name, wherever among the licenses of a user the odd one is', async () => {
    const licenses: unknown[] = ['cloudCX1', 'cloudCX2', 'cloudCX3'];
    const entities = [0, 1, 2].map((place) => ({ id: 'a', licenses: licenses.toSpliced(place, 1, 7) }));
    answer('license/users', { entities });
    await account.assignments.page(null, testCall());
    expect(drift()).toEqual(['assignments.licenses[]: invalid union (3)']);
  });
});

// One id, one value, whatever the path: a field that a read does not tell is absent and can be read, and null only where no read tells it.
import { describe, expect, it } from '@jest/globals';
import type { User } from '../../../src/domain/assignee.ts';
import { present, valueIn } from '../../support/assertions.ts';
import { idsOf, listed, rowsOf } from '../../support/pages.ts';
import { bare, externalsOf, licenseId } from '../../support/providers/webex.ts';
import { testCall } from '../../support/runtime.ts';
import { useSeededWebex } from './changes.ts';

const { bench, account, emulator, seed } = useSeededWebex();

const FACTS = [
  'displayName',
  'email',
  'userKind',
  'state',
  'rawState',
  'lastActiveAt',
  'department',
  'title',
  'siteAccounts',
  'pendingLicenseIds',
  'pendingSiteAccounts',
] as const;

function inFull(users: readonly User[], reader = account) {
  return present(reader.assignees.USER.inFull)(users.map(bare), testCall());
}

/** What a path told of users, by id. */
type Told = ReadonlyMap<string, User>;

function byId(users: readonly User[]): Told {
  return new Map(users.map((user) => [user.externalId, user]));
}

function holdersOf(name: string) {
  return rowsOf((cursor) => account.assignments.ofLicense(licenseId(name), cursor, testCall()));
}

async function assigneesOf(assignments: Promise<readonly { readonly assignee: unknown }[]>): Promise<Told> {
  const all = (await assignments).map(({ assignee }) => assignee as User); // users are all that is looked at
  return byId(all.filter(({ kind }) => kind === 'USER'));
}

/** Every path to a user. */
const PATHS: [string, () => Promise<Told>][] = [
  ['users', async () => byId(await listed(account.assignees.USER))],
  ['users by id', async () => toldBy(await account.assignees.USER.byIds(idsOf(seed.people), testCall()))],
  [
    'one user by id',
    async () => toldBy(await account.assignees.USER.byIds(idsOf(seed.people.slice(3, 4)), testCall())),
  ],
  ['users in full', async () => toldBy(await inFull(seed.people))],
  [
    'users by address',
    async () => {
      const emails = seed.people.slice(0, 9).map(({ email }) => present(email));
      const found = await account.assignees.USER.byEmails(emails, testCall());
      return byId(emails.flatMap((email) => valueIn(found, email)));
    },
  ],
  ['all assignments', () => assigneesOf(listed(account.assignments))],
  ['the holders of a license', () => assigneesOf(holdersOf('meetingsSuite'))],
  [
    'what users hold',
    async () => {
      const held = await account.assignments.ofAssignees(seed.people.map(bare), testCall());
      return assigneesOf(Promise.resolve(seed.people.flatMap(({ externalId }) => valueIn(held, externalId))));
    },
  ],
];

function toldBy(slots: ReadonlyMap<string, unknown>): Told {
  return byId([...slots.keys()].map((key) => valueIn(slots as ReadonlyMap<string, User>, key)));
}

describe.each(PATHS)('a user through %s', (_, read) => {
  it('has the values that it has through the list of users, or leaves them to be read', async () => {
    const listedUsers = byId(seed.people);
    const told = await read();
    expect(told.size).toBeGreaterThan(0);
    for (const [id, user] of told) {
      const usual = listedUsers.get(id);
      if (usual === undefined) continue;
      for (const fact of FACTS) {
        if (fact in user) expect([id, fact, user[fact]]).toEqual([id, fact, usual[fact]]);
      }
      if (user.assignments) expect(user.assignments).toEqual(usual.assignments);
    }
  });

  it('is read in full with everything that was absent, null only where the list has null', async () => {
    const told = [...(await read()).values()].filter(({ userKind }) => userKind === 'INTERNAL').slice(0, 12);
    const full = await inFull(told);
    const listedUsers = byId(seed.people);
    for (const { externalId } of told) {
      expect(valueIn(full, externalId)).toEqual(listedUsers.get(externalId));
      for (const fact of FACTS) expect(valueIn(full, externalId)).toHaveProperty(fact);
    }
    expect(told.length).toBeGreaterThan(0);
  });
});

describe('users in full', () => {
  it('are one read where one is asked for, and one list where that is less', async () => {
    const people = seed.people.slice(0, 5);
    await inFull(people.slice(0, 1));
    expect(bench.calls()).toEqual(['GET /people/:id']);
    await bench.warm();
    await inFull(people);
    expect(bench.calls()).toEqual(['GET /people']);
  });

  it('are read by list as soon as it is worth a call to know that this is less', async () => {
    await inFull(seed.people.slice(0, 20));
    expect(new Set(bench.calls())).toEqual(new Set(['GET /people/:id']));
    bench.forget();
    await inFull(seed.people.slice(0, 40));
    expect(bench.calls()).toEqual(['GET /licenses', 'GET /people']);
  });

  it('are read one by one where that cannot be known', async () => {
    bench.strike({ kind: 'error', status: 403 }, { path: '/licenses$' });
    const full = await inFull(seed.people.slice(0, 30));
    expect(toldBy(full).size).toBe(30);
    expect(bench.calls()).toEqual(['GET /licenses', ...Array<string>(30).fill('GET /people/:id')]);
  });

  it('tell the activity of the holders of a license, of which the license itself tells nothing', async () => {
    const internal = [...(await assigneesOf(holdersOf('messaging'))).values()];
    for (const holder of internal) {
      for (const unread of ['state', 'lastActiveAt', 'department']) expect(holder).not.toHaveProperty(unread);
    }
    const full = await inFull(internal);
    const active = idsOf(internal).filter((id) => (valueIn(full, id).lastActiveAt ?? null) !== null);
    expect(active.length).toBeGreaterThan(50);
  });

  it('are external users as well, of whom nobody tells anything else, on every path alike', async () => {
    const externals = await externalsOf(account);
    const paths = [
      byId(externals),
      toldBy(await inFull(externals)),
      toldBy(await account.assignees.USER.byIds(idsOf(externals), testCall())),
      new Map(
        [...(await assigneesOf(listed(account.assignments)))].filter(([id]) => idsOf(externals).includes(id)),
      ),
    ];
    for (const told of paths) {
      expect(told.size).toBe(8);
      for (const user of told.values()) {
        expect(user).toHaveProperty('state', 'UNKNOWN');
        for (const field of ['rawState', 'lastActiveAt', 'department', 'title', 'siteAccounts']) {
          expect(user).toHaveProperty(field, null);
        }
      }
    }
  });

  it('are external users of a kind nobody has heard of, found to be nobody here', async () => {
    const externals = await externalsOf(account);
    const ids = idsOf(externals);
    bench.strike({ kind: 'unknown-enum' }, { path: '/licenses/' });
    const full = toldBy(await inFull(externals, bench.open()));
    for (const id of ids)
      expect(full.get(id)).toMatchObject({ state: 'UNKNOWN', lastActiveAt: null, userKind: 'UNKNOWN' });
    const rows = await assigneesOf(listed(bench.open().assignments));
    for (const id of ids) expect(rows.get(id)).toMatchObject({ state: 'UNKNOWN', lastActiveAt: null });
  });
});

describe('a license', () => {
  const id = licenseId('professional');

  async function listedOne() {
    const { items } = await account.catalogue(testCall());
    return present(items.find((license) => license.externalId === id));
  }

  it('is read alone where it is asked for alone, with what the catalogue has', async () => {
    const license = await listedOne();
    bench.forget();
    expect(valueIn(await account.licensesInFull?.([id], testCall()), id)).toEqual(license);
    expect(bench.calls()).toEqual(['GET /licenses/:id']);
  });

  it('comes out of the catalogue where several are asked for, which is one call', async () => {
    const { items } = await account.catalogue(testCall());
    bench.forget();
    const found = await account.licensesInFull?.(idsOf(items), testCall());
    for (const license of items) expect(valueIn(found, license.externalId)).toEqual(license);
    expect(bench.calls()).toEqual(['GET /licenses']);
  });

  it('does not exist when its own read says so', async () => {
    emulator.setSwitch('unlistedLicense', 'professional');
    const both = await account.licensesInFull?.([id, licenseId('ucm')], testCall());
    expect(both?.get(id)).toBeNull();
    expect(valueIn(both, licenseId('ucm')).externalId).toBe(licenseId('ucm'));
    expect((await account.licensesInFull?.([id], testCall()))?.get(id)).toBeNull();
    expect(bench.calls()).toEqual(['GET /licenses', 'GET /licenses/:id', 'GET /licenses/:id']);
  });

  it('is the same where it came along with who holds it', async () => {
    const license = await listedOne();
    const { items } = await account.assignments.ofLicense(id, null, testCall());
    expect(new Set(items.map((row) => row.license))).toEqual(new Set([license]));
  });

  it('is left to be read where what came along is not all of it', async () => {
    emulator.setSwitch('holdersTellSubscription', false);
    const { items } = await account.assignments.ofLicense(id, null, testCall());
    expect(items).toHaveLength(45);
    for (const row of items) expect(row.license).toBeUndefined();
    const externals = (await listed(account.assignments)).filter(({ license }) => license !== undefined);
    expect(externals).toEqual([]);
  });
});

describe('a workspace', () => {
  it('has the same values on every path', async () => {
    const all = await listed(account.assignees.WORKSPACE);
    const found = await account.assignees.WORKSPACE.byIds(idsOf(all), testCall());
    for (const workspace of all) {
      const { externalId } = workspace;
      expect(valueIn(found, externalId)).toEqual(workspace);
      const alone = await account.assignees.WORKSPACE.byIds([externalId], testCall());
      expect(valueIn(alone, externalId)).toEqual(workspace);
    }
    const rows = [...(await listed(account.assignments)), ...(await holdersOf('workspaces'))];
    const holders = rows.map(({ assignee }) => assignee).filter(({ kind }) => kind === 'WORKSPACE');
    expect(holders).toHaveLength(9 + 4);
    for (const holder of holders) {
      expect(holder).toEqual(all.find(({ externalId }) => externalId === holder.externalId));
    }
  });
});

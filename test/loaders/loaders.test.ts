// The loaders of one request: what is asked for together is read together, each key once, and fails alone.
import { describe, expect, it } from '@jest/globals';
import type { Assignee, User } from '../../src/domain/assignee.ts';
import type { Assignment } from '../../src/domain/assignment.ts';
import type { License } from '../../src/domain/license.ts';
import type { Page, Slot, Slots } from '../../src/domain/page.ts';
import { ProblemError, problem, unknownAccount } from '../../src/domain/problem.ts';
import type { Call } from '../../src/domain/call.ts';
import { createPageHold } from '../../src/loaders/page-hold.ts';
import { createAccountDirectory } from '../../src/loaders/accounts.ts';
import { createLoaders, type Loaders } from '../../src/loaders/loaders.ts';
import type { ProviderAccount } from '../../src/providers/provider.ts';
import { UNASKED, capabilitiesOf } from '../support/accounts.ts';
import { problemOf } from '../support/assertions.ts';
import { testCall } from '../support/runtime.ts';

const down = new ProblemError(problem('UPSTREAM_UNAVAILABLE', 'PROVIDER', 'down'));

function license(accountKey: string, externalId: string): License {
  return {
    accountKey,
    externalId,
    name: externalId.toUpperCase(),
    description: null,
    assigneeKinds: ['USER'],
    seats: null,
    details: null,
  };
}

function user(accountKey: string, externalId: string): User {
  return { kind: 'USER', accountKey, externalId };
}

function held(accountKey: string, licenseId: string, assignee: Assignee): Assignment {
  return { accountKey, licenseId, assignee, status: 'ACTIVE', assignedAt: null, removalOn: null };
}

function page<T>(...items: T[]): Page<T> {
  return { items, next: null, total: null };
}

/** Keys that begin with `gone` do not exist, and with `bad` they fail. The answers come in another order than they were asked for. */
function slots<T>(ids: readonly string[], valueOf: (id: string) => T): Slots<T> {
  const slotOf = (id: string): Slot<T> =>
    id.startsWith('gone') ? null : id.startsWith('bad') ? down : valueOf(id);
  return new Map(ids.toReversed().map((id) => [id, slotOf(id)]));
}

const CAPABILITIES = capabilitiesOf(['USER'], { lookup: 100, assignment: 100 });

function isCall(word: unknown): boolean {
  return typeof word === 'object' && word !== null && 'deadline' in word;
}

/** An account that notes what it is asked. */
function createAccount(key: string, changes: Partial<ProviderAccount> = {}) {
  const asked: string[] = [];
  /** Notes everything it is given but the call. */
  function noting<Given extends readonly unknown[], T>(what: string, answer: (...given: Given) => T) {
    return (...given: Given): Promise<T> => {
      const words = given
        .filter((word) => word !== undefined && !isCall(word))
        .map((word) => (typeof word === 'string' ? word : JSON.stringify(word)));
      asked.push([what, ...words].join(' '));
      return Promise.resolve(answer(...given));
    };
  }
  const account: ProviderAccount = {
    account: { key, provider: 'TEST', name: key, capabilities: CAPABILITIES },
    status: () => UNASKED,
    accepts: (_, id) => id !== 'junk',
    catalogue: noting('catalogue', () => ({ items: [license(key, 'a'), license(key, 'b')] })),
    assignments: {
      page: noting('assignments', () => page()),
      ofLicense: noting('assignments of license', () => page()),
      ofAssignees(assignees, call) {
        const holders = new Map(assignees.map((one) => [one.externalId, [held(key, 'a', one)]]));
        const ids = assignees.map(({ externalId }) => externalId);
        const answer = (..._given: readonly unknown[]) => slots(ids, (id) => holders.get(id) ?? []);
        return noting('held by', answer)(ids, call);
      },
    },
    assignees: {
      USER: {
        page: noting('users', () => page(user(key, 'one'))),
        byIds: noting('users by id', (ids) => slots(ids, (id) => user(key, id))),
        byEmails: noting('users by address', (addresses) => slots(addresses, (one) => [user(key, one)])),
      },
    },
    ...changes,
  };
  return { account, asked };
}

function loadersOf(...accounts: readonly ProviderAccount[]): Loaders {
  return createLoaders(createAccountDirectory(accounts), testCall());
}

/** The code of what a read fails with, however it fails. */
async function codeOf(read: () => unknown): Promise<string> {
  return (await problemOf(Promise.resolve().then(read))).code;
}

describe('assignees', () => {
  it('that are asked for together are looked up together, each once, account by account', async () => {
    const [x, y] = [createAccount('x'), createAccount('y')];
    const loaders = loadersOf(x.account, y.account);
    const found = await Promise.all([
      loaders.assignee('USER', 'x', 'two'),
      loaders.assignee('USER', 'y', 'two'),
      loaders.assignee('USER', 'x', 'one'),
      loaders.assignee('USER', 'x', 'two'),
      loaders.assignee('USER', 'x', 'gone'),
    ]);
    expect(found).toEqual([user('x', 'two'), user('y', 'two'), user('x', 'one'), user('x', 'two'), null]);
    expect(x.asked).toEqual(['users by id ["two","one","gone"]']);
    expect(y.asked).toEqual(['users by id ["two"]']);
  });

  it('are looked up once in a request, and again in the next', async () => {
    const { account, asked } = createAccount('x');
    const loaders = loadersOf(account);
    await loaders.assignee('USER', 'x', 'one');
    await loaders.assignee('USER', 'x', 'one');
    expect(asked).toHaveLength(1);
    await loadersOf(account).assignee('USER', 'x', 'one');
    expect(asked).toHaveLength(2);
  });

  it('fail alone', async () => {
    const loaders = loadersOf(createAccount('x').account);
    const outcomes = await Promise.allSettled(
      ['one', 'bad', 'two'].map((id) => loaders.assignee('USER', 'x', id)),
    );
    expect(outcomes).toEqual([
      { status: 'fulfilled', value: user('x', 'one') },
      { status: 'rejected', reason: down },
      { status: 'fulfilled', value: user('x', 'two') },
    ]);
  });

  it('of a kind that the account does not have are NOT_SUPPORTED', async () => {
    const loaders = loadersOf(createAccount('x').account);
    expect(await codeOf(() => loaders.assignee('DEVICE', 'x', 'one'))).toBe('NOT_SUPPORTED');
  });
});

describe('users by address', () => {
  it('are looked up together, in one spelling', async () => {
    const { account, asked } = createAccount('x');
    const loaders = loadersOf(account);
    const [one, other, nobody] = await Promise.all([
      loaders.usersByEmail('x', 'Ada@Acme.example'),
      loaders.usersByEmail('x', 'ada@acme.EXAMPLE'),
      loaders.usersByEmail('x', 'gone@acme.example'),
    ]);
    expect([one, other, nobody]).toEqual([
      [user('x', 'ada@acme.example')],
      [user('x', 'ada@acme.example')],
      [],
    ]);
    expect(asked).toEqual(['users by address ["ada@acme.example","gone@acme.example"]']);
  });
});

describe('what assignees hold', () => {
  it('is read together, each once, and not at all where it is known', async () => {
    const { account, asked } = createAccount('x');
    const loaders = loadersOf(account);
    const known: User = { ...user('x', 'known'), assignments: [] };
    const [one, again, none, two, nobody] = await Promise.all([
      loaders.assignmentsOf(user('x', 'one')),
      loaders.assignmentsOf({ ...user('x', 'one'), displayName: 'One' }),
      loaders.assignmentsOf(known),
      loaders.assignmentsOf(user('x', 'two')),
      loaders.assignmentsOf(user('x', 'gone')),
    ]);
    expect([one, again, none, nobody]).toEqual([one, one, [], []]);
    expect(one).toEqual([held('x', 'a', user('x', 'one'))]);
    expect(two[0]?.assignee.externalId).toBe('two');
    expect(asked).toEqual(['held by ["one","two","gone"]']);
  });

  it('is read kind by kind', async () => {
    const { account, asked } = createAccount('x');
    const loaders = loadersOf(account);
    await Promise.all([
      loaders.assignmentsOf(user('x', 'same')),
      loaders.assignmentsOf({ kind: 'WORKSPACE', accountKey: 'x', externalId: 'same' }),
    ]);
    expect(asked).toEqual(['held by ["same"]', 'held by ["same"]']);
  });

  it('fails alone', async () => {
    const loaders = loadersOf(createAccount('x').account);
    const [bad, one] = await Promise.allSettled([
      loaders.assignmentsOf(user('x', 'bad')),
      loaders.assignmentsOf(user('x', 'one')),
    ]);
    expect([bad.status, one.status]).toEqual(['rejected', 'fulfilled']);
  });
});

describe('licenses', () => {
  it('come from the catalogue, which is read once for all of them', async () => {
    const { account, asked } = createAccount('x');
    const loaders = loadersOf(account);
    const [a, b, none, all] = await Promise.all([
      loaders.license({ accountKey: 'x', externalId: 'a' }),
      loaders.license({ accountKey: 'x', externalId: 'b' }),
      loaders.license({ accountKey: 'x', externalId: 'none' }),
      loaders.catalogue('x'),
    ]);
    expect([a?.name, b?.name, none, all.items.length]).toEqual(['A', 'B', null, 2]);
    expect(asked).toEqual(['catalogue']);
  });

  it('in full are read together, or are those of the catalogue where that has everything', async () => {
    const inFull: (readonly string[])[] = [];
    const rich = createAccount('rich', {
      licensesInFull: (ids) => {
        inFull.push(ids);
        return Promise.resolve(new Map(ids.map((id) => [id, license('rich', id)])));
      },
    });
    const plain = createAccount('plain');
    const loaders = loadersOf(rich.account, plain.account);
    const [one, two, three] = await Promise.all([
      loaders.licenseInFull({ accountKey: 'rich', externalId: 'z' }),
      loaders.licenseInFull({ accountKey: 'rich', externalId: 'y' }),
      loaders.licenseInFull({ accountKey: 'plain', externalId: 'a' }),
    ]);
    expect([one?.externalId, two?.externalId, three?.externalId]).toEqual(['z', 'y', 'a']);
    expect([inFull, rich.asked, plain.asked]).toEqual([[['z', 'y']], [], ['catalogue']]);
  });

  it('are not asked for again after a failure in the same request', async () => {
    let reads = 0;
    const { account } = createAccount('x', {
      catalogue: () => {
        reads += 1;
        return Promise.reject(down);
      },
    });
    const loaders = loadersOf(account);
    expect(await codeOf(() => loaders.catalogue('x'))).toBe('UPSTREAM_UNAVAILABLE');
    expect(await codeOf(() => loaders.license({ accountKey: 'x', externalId: 'a' }))).toBe(
      'UPSTREAM_UNAVAILABLE',
    );
    expect(reads).toBe(1);
  });
});

describe('pages', () => {
  it('are read once for each place', async () => {
    const { account, asked } = createAccount('x');
    const loaders = loadersOf(account);
    const key = { accountKey: 'x', externalId: 'a' };
    await Promise.all([
      loaders.assignees('x', 'USER').read(null, false),
      loaders.assignees('x', 'USER').read(null, false),
      loaders.assignees('x', 'USER').read('next', false),
      loaders.assignments('x').read(null, false),
      loaders.assignments('x').read(null, false),
      loaders.licenseAssignments(key).read(null, false),
      loaders.licenseAssignments(key).read('next', false),
      loaders.licenseAssignments(key).read('next', false),
    ]);
    expect(asked).toEqual([
      'users null',
      'users next',
      'assignments null',
      'assignments of license a null',
      'assignments of license a next',
    ]);
  });

  it('that are smaller than usual are for those who want no more', async () => {
    const { account, asked } = createAccount('x');
    const users = loadersOf(account).assignees('x', 'USER');
    for (const wanted of [4, 3, 6, undefined, 6]) await users.read(null, false, wanted);
    expect(asked).toEqual(['users null 4', 'users null 6', 'users null']);
  });

  it('of one account are not those of another', async () => {
    const [x, y] = [createAccount('x'), createAccount('y')];
    const loaders = loadersOf(x.account, y.account);
    const pages = await Promise.all(
      ['x', 'y'].map((key) => loaders.assignees(key, 'USER').read(null, false)),
    );
    expect(pages.map(({ items }) => items[0]?.accountKey)).toEqual(['x', 'y']);
  });
});

describe('a page that a walk is in the middle of', () => {
  const rights = () =>
    createPageHold({ ms: () => 30_000, pages: 8, rows: 8 }, () => 0).forRights('of the caller');

  it('is never one that is smaller than usual', async () => {
    const { account, asked } = createAccount('x');
    const held = rights();
    const directory = createAccountDirectory([account]);
    const listIn = () => createLoaders(directory, testCall(), held).assignees('x', 'USER');
    const first = listIn();
    await first.read(null, false, 4);
    first.left(null, true);
    await listIn().read(null, true);
    expect(asked).toEqual(['users null 4', 'users null']);
  });

  it('is given to the next request that goes on in it, and to none that starts there', async () => {
    const { account, asked } = createAccount('x');
    const held = rights();
    const listIn = (call: Call) =>
      createLoaders(createAccountDirectory([account]), call, held).assignees('x', 'USER');
    const first = listIn(testCall());
    const page = await first.read('next', false);
    first.left('next', true);
    asked.length = 0;
    expect(await listIn(testCall()).read('next', true)).toBe(page);
    expect(asked).toEqual([]);
    for (const [cursor, resumes] of [
      ['next', false],
      [null, true],
    ] as const) {
      await listIn(testCall()).read(cursor, resumes);
    }
    expect(asked).toEqual(['users next', 'users null']);
  });

  it('is not given where something is decided on what is read', async () => {
    const { account, asked } = createAccount('x');
    const held = rights();
    const first = createLoaders(createAccountDirectory([account]), testCall(), held).assignments('x');
    await first.read(null, false);
    first.left(null, true);
    const thorough = createLoaders(
      createAccountDirectory([account]),
      { ...testCall(), thorough: true },
      held,
    ).assignments('x');
    await thorough.read(null, true);
    expect(asked).toEqual(['assignments null', 'assignments null']);
  });

  it('is let go when nothing is left on it', async () => {
    const { account, asked } = createAccount('x');
    const held = rights();
    for (const isUnfinished of [true, false, true]) {
      const list = createLoaders(createAccountDirectory([account]), testCall(), held).assignments('x');
      await list.read(null, true);
      list.left(null, isUnfinished);
    }
    expect(asked).toEqual(['assignments null', 'assignments null']);
  });
});

describe('an account', () => {
  it('that this caller may not see does not exist, whatever is asked of it', async () => {
    const hidden = createAccount('hidden');
    const directory = createAccountDirectory([createAccount('x').account]);
    const loaders = createLoaders(directory, testCall());
    const key = { accountKey: 'hidden', externalId: 'a' };
    const reads: (() => unknown)[] = [
      () => directory.get('hidden'),
      () => directory.status('hidden'),
      () => directory.has('hidden', 'USER'),
      () => loaders.catalogue('hidden'),
      () => loaders.license(key),
      () => loaders.licenseInFull(key),
      () => loaders.assignee('USER', 'hidden', 'one'),
      () => loaders.usersByEmail('hidden', 'a@b.example'),
      () => loaders.assignmentsOf(user('hidden', 'one')),
      () => loaders.assignees('hidden', 'USER').read(null, false),
      () => loaders.assignments('hidden').read(null, false),
      () => loaders.licenseAssignments(key).read(null, false),
      () => loaders.inferLicenses('hidden', ['r']),
      () => loaders.featureToggle('hidden', 'f'),
    ];
    const codes = await Promise.all(reads.map(codeOf));
    expect(codes).toEqual(reads.map(() => 'UNKNOWN_ACCOUNT'));
    expect([directory.lookUp('hidden'), directory.accepts('hidden', 'USER', 'one')]).toEqual([
      undefined,
      false,
    ]);
    expect(hidden.asked).toEqual([]);
  });

  it('is named by its own key and nothing like it', () => {
    const directory = createAccountDirectory([createAccount('x').account]);
    expect(directory.all.map(({ key }) => key)).toEqual(['x']);
    expect([directory.lookUp('x')?.key, directory.lookUp('X'), directory.lookUp('__proto__')]).toEqual([
      'x',
      undefined,
      undefined,
    ]);
    expect([directory.has('x', 'USER'), directory.has('x', 'DEVICE')]).toEqual([true, false]);
    expect([directory.accepts('x', 'USER', 'one'), directory.accepts('x', 'USER', 'junk')]).toEqual([
      true,
      false,
    ]);
  });

  it('may lack an ability, and may have it', async () => {
    const able = createAccount('able', {
      inferLicenses: (roleIds) => Promise.resolve(roleIds.map((id) => `license of ${id}`)),
      featureToggle: (featureName) => Promise.resolve({ featureName, enabled: true }),
    });
    const loaders = loadersOf(able.account, createAccount('x').account);
    expect(await loaders.inferLicenses('able', ['r1'])).toEqual(['license of r1']);
    expect(await loaders.featureToggle('able', 'f')).toEqual({ featureName: 'f', enabled: true });
    expect(await codeOf(() => loaders.inferLicenses('x', ['r1']))).toBe('NOT_SUPPORTED');
    expect(await codeOf(() => loaders.featureToggle('x', 'f'))).toBe('NOT_SUPPORTED');
  });

  it('that does not exist is named, but not at any length', () => {
    const { problem: told } = unknownAccount('k'.repeat(10_000));
    expect(told.code).toBe('UNKNOWN_ACCOUNT');
    expect(told.message.length).toBeLessThan(120);
  });
});

describe('a catalogue that is not whole', () => {
  it('does not say of a license that there is none', async () => {
    const { account } = createAccount('x', {
      catalogue: () => Promise.resolve({ items: [license('x', 'a')], gap: 'ROWS_LEFT_OUT' }),
    });
    const loaders = createLoaders(createAccountDirectory([account]), testCall());
    expect((await loaders.license({ accountKey: 'x', externalId: 'a' }))?.name).toBe('A');
    const missing = loaders.license({ accountKey: 'x', externalId: 'b' });
    expect(await problemOf(missing)).toMatchObject({ code: 'UPSTREAM_BAD_RESPONSE', accountKey: 'x' });
    const alone = loaders.licenseAlone({ accountKey: 'x', externalId: 'b' });
    expect(await problemOf(alone)).toMatchObject({ code: 'UPSTREAM_BAD_RESPONSE', accountKey: 'x' });
  });
});

describe('the call', () => {
  it('goes along with every read', async () => {
    const call = testCall();
    const seen: unknown[] = [];
    const { account } = createAccount('x', {
      catalogue: (given) => {
        seen.push(given);
        return Promise.resolve({ items: [] });
      },
      inferLicenses: (_, given) => {
        seen.push(given);
        return Promise.resolve([]);
      },
    });
    const loaders = createLoaders(createAccountDirectory([account]), call);
    await loaders.catalogue('x');
    await loaders.inferLicenses('x', []);
    expect(seen).toEqual([call, call]);
  });
});

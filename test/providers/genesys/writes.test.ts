// The writes: which calls they are, what is in them, what is said of each change, and what is so afterwards.
import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import type { RunningEmulator } from '../../../emulators/core/emulator.ts';
import type { Change } from '../../../src/domain/change.ts';
import type { ProviderAccount } from '../../../src/providers/provider.ts';
import { testCall, testRuntime } from '../../support/runtime.ts';
import {
  assign,
  bodiesOf,
  change,
  heldBy,
  isSo,
  peopleBy,
  recording,
  remove,
  send,
  statusesOf,
  writesAndCatalogues,
  writesOf,
  writesTo,
} from './changes.ts';
import { NOBODY, openAccount, problemOf, readToEnd, startGenesys } from './organisation.ts';

const { runtime, close } = testRuntime();
let emulator: RunningEmulator;
let account: ProviderAccount;
let who: Awaited<ReturnType<typeof peopleBy>>;

beforeAll(async () => {
  emulator = await startGenesys();
  who = await peopleBy(openAccount(emulator.url, runtime));
});
beforeEach(() => {
  emulator.reset();
  account = openAccount(emulator.url, runtime);
});
afterAll(async () => {
  close();
  await emulator.close();
});

const NOTHING = '';
const WEM2 = 'cloudCX2+gc2WEMupgrade';
/** What is known of the account once changes have been checked. */
async function learn(): Promise<void> {
  writesOf(account).check([], {
    catalogue: await account.catalogue(testCall()),
    held: new Map(),
    today: '2031-01-01',
  });
  emulator.journal.clear();
}

describe('one call', () => {
  it('takes everything, with both lists for each license', async () => {
    const { runtime: recorder, requests } = recording(runtime);
    const group = [
      assign('cloudCX1', who(NOTHING)),
      assign('gc2WEMupgrade', who('cloudCX2')),
      remove('gc2WEMupgrade', who(WEM2)),
      remove('cloudCX3', who('cloudCX3')),
      assign('acme app/Wörk #1', who('cloudCX3', 1)),
    ];
    const sent = await send(openAccount(emulator.url, recorder), group);
    expect(sent).toEqual(
      group.map(() => ({ status: 'ACCEPTED', problem: null, upstreamRequestIds: [expect.any(String)] })),
    );
    expect(writesAndCatalogues(emulator)).toEqual(['POST /license/organization']);
    expect(bodiesOf(requests)).toEqual([
      {
        assignments: [
          { licenseId: 'cloudCX1', userIdsAdd: [who(NOTHING)], userIdsRemove: [] },
          { licenseId: 'gc2WEMupgrade', userIdsAdd: [who('cloudCX2')], userIdsRemove: [who(WEM2)] },
          { licenseId: 'cloudCX3', userIdsAdd: [], userIdsRemove: [who('cloudCX3')] },
          { licenseId: 'acme app/Wörk #1', userIdsAdd: [who('cloudCX3', 1)], userIdsRemove: [] },
        ],
      },
    ]);
    expect(requests.at(-1)?.headers['content-type']).toBe('application/json');
    for (const one of group) expect([one.id, await isSo(account, one)]).toEqual([one.id, true]);
    expect(await heldBy(account, who(WEM2))).toEqual(['cloudCX2']);
  });

  it('carries the id of the request into every result', async () => {
    const [first, second] = await send(account, [
      assign('cloudCX1', who(NOTHING)),
      remove('cloudCX3', who('cloudCX3')),
    ]);
    expect(first?.upstreamRequestIds[0]).toMatch(/^[\w-]{36}$/);
    expect(second?.upstreamRequestIds).toEqual(first?.upstreamRequestIds);
  });

  it('knows no dates', async () => {
    const dated = { ...change('SCHEDULE_REMOVAL', 'cloudCX3', who('cloudCX3')), removalOn: '2099-01-01' };
    expect(await send(account, [dated, remove('cloudCX3', who('cloudCX3'))])).toMatchObject([
      { status: 'REJECTED', problem: { code: 'NOT_SUPPORTED' } },
      { status: 'REJECTED' },
    ]);
    expect(emulator.journal.entries()).toEqual([]);
  });
});

describe('the order in a call', () => {
  const swap = (): Change[] => {
    const user = who(WEM2);
    return [
      assign('gc1WEMupgrade', user),
      remove('cloudCX2', user),
      assign('cloudCX1', user),
      remove('gc2WEMupgrade', user),
    ];
  };
  const IN_ORDER = ['gc2WEMupgrade', 'cloudCX2', 'cloudCX1', 'gc1WEMupgrade'];
  const licensesIn = (body: unknown): unknown => expect.objectContaining({ assignments: body });

  it('is that of a swap: add-on, base, new base, its add-on', async () => {
    const { runtime: recorder, requests } = recording(runtime);
    account = openAccount(emulator.url, recorder);
    await learn();
    const [group = []] = writesOf(account).group(swap());
    expect(await statusesOf(account, group)).toEqual(group.map(() => 'ACCEPTED'));
    expect(bodiesOf(requests)).toEqual([
      licensesIn(IN_ORDER.map((licenseId): unknown => expect.objectContaining({ licenseId }))),
    ]);
    expect(await heldBy(account, who(WEM2))).toEqual(['cloudCX1', 'gc1WEMupgrade']);
  });

  it.each([
    ['enforcePrerequisites', false],
    ['exclusiveTiers', false],
    ['atomicAssignment', true],
    ['refusalScope', 'call'],
  ])('comes to the same with %s: %s', async (name, value) => {
    emulator.setSwitch(name, value);
    const [group = []] = writesOf(account).group(swap());
    expect(await statusesOf(account, group)).toEqual(group.map(() => 'ACCEPTED'));
    expect(await heldBy(account, who(WEM2))).toEqual(['cloudCX1', 'gc1WEMupgrade']);
  });

  it('puts a base before its add-on, whoever asked for what first', async () => {
    const user = who(NOTHING);
    await learn();
    expect(await statusesOf(account, [assign('gc2WEMupgrade', user), assign('cloudCX2', user)])).toEqual([
      'ACCEPTED',
      'ACCEPTED',
    ]);
    expect(await heldBy(account, user)).toEqual(['cloudCX2', 'gc2WEMupgrade']);
    expect(writesAndCatalogues(emulator)).toEqual(['POST /license/organization']);
  });

  it('is looked up once, when nothing was checked in this process', async () => {
    const [one, other] = [who(NOTHING), who(NOTHING, 1)];
    const both = (user: string) => [assign('gc2WEMupgrade', user), assign('cloudCX2', user)];
    expect(await statusesOf(account, both(one))).toEqual(['ACCEPTED', 'ACCEPTED']);
    expect(await statusesOf(account, both(other))).toEqual(['ACCEPTED', 'ACCEPTED']);
    expect(writesAndCatalogues(emulator)).toEqual([
      'GET /license/definitions',
      'POST /license/organization',
      'POST /license/organization',
    ]);
  });

  it.each<[number, string, string]>([
    [403, 'REJECTED', 'UPSTREAM_FORBIDDEN'],
    [503, 'NOT_SENT', 'UPSTREAM_UNAVAILABLE'],
  ])('that cannot be looked up, %i, leaves everything as it is: %s', async (error, status, code) => {
    const user = who(NOTHING);
    emulator.fault({ path: 'license/definitions', fault: { kind: 'error', status: error } });
    const group = [assign('gc2WEMupgrade', user), assign('cloudCX2', user)];
    expect(await send(account, group)).toMatchObject([{ status, problem: { code } }, { status }]);
    expect(writesTo(emulator)).toEqual([]);
  });
});

describe('many users', () => {
  it.each([
    [1, 5],
    [3, 16],
  ])('500 x %i licenses: %i calls', async (licenses, calls) => {
    emulator.reset(5);
    // What may go together is not the question here.
    emulator.setSwitch('enforcePrerequisites', false);
    emulator.setSwitch('exclusiveTiers', false);
    await learn();
    const users = await readToEnd((cursor) => {
      if (account.users === undefined) throw new Error('the account has no users');
      return account.users.page(cursor, testCall());
    });
    const ids = users
      .filter(({ state }) => state === 'ACTIVE')
      .slice(0, 500)
      .map(({ externalId }) => externalId);
    expect(ids).toHaveLength(500);
    const wanted = ['acme app/Wörk #1', 'collaboratePro', 'cloudCX3'].slice(0, licenses);
    const changes = ids.flatMap((id) => wanted.map((licenseId) => assign(licenseId, id)));
    emulator.journal.clear();
    for (const group of writesOf(account).group(changes)) {
      expect(new Set(await statusesOf(account, group))).toEqual(new Set(['ACCEPTED']));
    }
    expect(writesAndCatalogues(emulator)).toHaveLength(calls);
    expect(writesTo(emulator)).toEqual(Array.from({ length: calls }, () => 200));
    expect(await heldBy(account, ids[499] ?? '')).toEqual(expect.arrayContaining(wanted));
  });
});

describe('row by row', () => {
  it('what is refused is unknown, what is not is accepted', async () => {
    const group = [
      assign('cloudCX1', who(NOTHING)),
      assign('gc2WEMupgrade', who(NOTHING, 1)),
      assign('cloudCX1', NOBODY),
      assign('no-such-license', who('cloudCX2')),
      remove('gc2WEMupgrade', who(WEM2)),
    ];
    const sent = await send(account, group);
    expect(sent.map(({ status }) => status)).toEqual([
      'ACCEPTED',
      'UNKNOWN',
      'UNKNOWN',
      'UNKNOWN',
      'ACCEPTED',
    ]);
    expect(sent[1]?.problem).toMatchObject({
      code: 'UPSTREAM_REJECTED',
      blame: 'PROVIDER',
      accountKey: 'us',
      providerCode: 'FAILURE',
      upstreamRequestId: sent[0]?.upstreamRequestIds[0],
      hint: expect.stringContaining('Roles bring licenses'),
    });
    for (const [at, expected] of [true, false, false, false, true].entries()) {
      expect(await isSo(account, group[at] ?? assign('', ''))).toBe(expected);
    }
  });

  it('what is so already is accepted', async () => {
    expect(
      await statusesOf(account, [
        assign('cloudCX2', who('cloudCX2')),
        remove('cloudCX1', who('cloudCX2', 1)),
      ]),
    ).toEqual(['ACCEPTED', 'ACCEPTED']);
  });

  it.each(['resultSuccess', 'resultUnchanged'])('another word for success is none: %s', async (name) => {
    emulator.setSwitch(name, 'DONE');
    const one =
      name === 'resultSuccess' ? assign('cloudCX1', who(NOTHING)) : assign('cloudCX2', who('cloudCX2'));
    expect(await send(account, [one])).toMatchObject([
      { status: 'UNKNOWN', problem: { providerCode: 'DONE' } },
    ]);
    expect(await isSo(account, one)).toBe(true);
  });

  it('a refusal that undoes the rest is one of all rows', async () => {
    emulator.setSwitch('atomicAssignment', true);
    const group = [assign('cloudCX1', who(NOTHING)), assign('gc2WEMupgrade', who(NOTHING, 1))];
    expect(await statusesOf(account, group)).toEqual(['UNKNOWN', 'UNKNOWN']);
    expect(await heldBy(account, who(NOTHING))).toEqual([]);
  });

  describe('told in whatever way', () => {
    const ada = '0a6f1c52-7a1e-4f0c-8b0a-3c2f5f6f0001';
    const bo = '0a6f1c52-7a1e-4f0c-8b0a-3c2f5f6f0002';
    const group = [assign('cloudCX1', ada), assign('cloudCX1', bo), remove('cloudCX2', ada)];
    const row = (userId: unknown, licenseId: unknown, result: unknown = 'SUCCESS') => ({
      userId,
      licenseId,
      result,
    });
    const FINE = [row(ada, 'cloudCX1'), row(bo, 'cloudCX1'), row(ada, 'cloudCX2')];

    it.each<[string, unknown, string]>([
      ['in order', FINE, 'AAA'],
      ['backwards', FINE.toReversed(), 'AAA'],
      ['in another case', [row(ada.toUpperCase(), 'cloudCX1', 'success'), ...FINE.slice(1)], 'AAA'],
      [
        'with rows of others',
        [row(NOBODY, 'cloudCX1', 'FAILURE'), row(bo, 'cloudCX2', 'FAILURE'), ...FINE],
        'AAA',
      ],
      ['twice', [...FINE, ...FINE], 'AAA'],
      ['twice, once otherwise', [...FINE, row(bo, 'cloudCX1', 'FAILURE')], 'AUA'],
      ['with one refused', [row(ada, 'cloudCX1'), row(bo, 'cloudCX1', 'NO'), row(ada, 'cloudCX2')], 'AUA'],
      ['with one left out', FINE.slice(1), 'UAA'],
      ['with another license', [...FINE.slice(0, 2), row(ada, 'CLOUDCX2')], 'AAU'],
      ['without a result', [...FINE.slice(0, 2), row(ada, 'cloudCX2', null)], 'AAU'],
      ['without users', [row(null, 'cloudCX1'), { licenseId: 'cloudCX2', result: 'SUCCESS' }], 'UUU'],
      ['with no rows', [], 'UUU'],
      ['with a failure inside', [...FINE, { userId: 7 }], 'UUU'],
      ['as an object', { entities: FINE }, 'UUU'],
    ])('%s', async (_, body, expected) => {
      emulator.fault({ path: 'license/organization', fault: { kind: 'answer', status: 200, body } });
      const sent = await send(account, group);
      expect(sent.map(({ status }) => status.slice(0, 1)).join('')).toBe(expected);
      expect(sent.map(({ problem }) => problem !== null).join()).toBe(
        expected
          .split('')
          .map((letter) => letter === 'U')
          .join(),
      );
      // The id of the request is in a header: it is there even where the body is good for nothing.
      for (const { upstreamRequestIds } of sent) expect(upstreamRequestIds).toHaveLength(1);
    });

    it('with a redirect', async () => {
      emulator.fault({ path: 'license/organization', fault: { kind: 'answer', status: 307, body: FINE } });
      expect(await statusesOf(account, group)).toEqual(['UNKNOWN', 'UNKNOWN', 'UNKNOWN']);
    });

    it.each([
      ['SKIPPED', 'SKIPPED'],
      ['see http://example.test/?token=1', null],
    ])('%s may be shown as %s', async (result, code) => {
      const body = [row(ada, 'cloudCX1', result)];
      emulator.fault({ path: 'license/organization', fault: { kind: 'answer', status: 200, body } });
      const [sent] = await send(account, [assign('cloudCX1', ada)]);
      expect(sent).toMatchObject({ status: 'UNKNOWN', problem: { providerCode: code } });
      expect(JSON.stringify(sent)).not.toContain('token');
    });
  });
});

describe('a call refused whole', () => {
  const bad = () => assign('gc2WEMupgrade', who(NOTHING, 1));

  it('for one row is that of the row', async () => {
    emulator.setSwitch('refusalScope', 'call');
    expect(await send(account, [bad()])).toMatchObject([
      {
        status: 'REJECTED',
        problem: { code: 'UPSTREAM_REJECTED', providerCode: 'conflict', accountKey: 'us' },
      },
    ]);
    expect(await isSo(account, bad())).toBe(false);
  });

  it.each([
    [true, false],
    [false, true],
  ])('for several says nothing of the others: atomic %s', async (atomic, done) => {
    emulator.setSwitch('refusalScope', 'call');
    emulator.setSwitch('atomicAssignment', atomic);
    const good = assign('cloudCX1', who(NOTHING));
    const sent = await send(account, [good, bad()]);
    expect(sent).toMatchObject([
      { status: 'UNKNOWN', problem: { code: 'UPSTREAM_REJECTED' } },
      { status: 'UNKNOWN', problem: { providerCode: 'conflict' } },
    ]);
    expect(sent[0]?.upstreamRequestIds).toEqual([sent[0]?.problem?.upstreamRequestId]);
    expect(await isSo(account, good)).toBe(done);
    expect(writesTo(emulator)).toEqual([409]);
  });

  it('for its size is unknown, and not sent again', async () => {
    emulator.setSwitch('maxBulk', 1);
    const group = [assign('cloudCX1', who(NOTHING)), assign('cloudCX1', who(NOTHING, 1))];
    expect(await statusesOf(account, group)).toEqual(['UNKNOWN', 'UNKNOWN']);
    expect(writesTo(emulator)).toEqual([400]);
    expect(await heldBy(account, who(NOTHING))).toEqual([]);
  });

  it.each(['current', 'legacy'])('for want of a permission names it: %s', async (permissions) => {
    emulator.setSwitch('permissions', permissions);
    const reader = openAccount(emulator.url, runtime, 'acme-us-reader');
    const group = [assign('cloudCX1', who(NOTHING)), remove('cloudCX3', who('cloudCX3'))];
    const refusal = {
      status: 'REJECTED',
      problem: { code: 'UPSTREAM_FORBIDDEN', hint: expect.stringContaining('authorization:grant:add') },
    };
    expect(await send(reader, group)).toMatchObject([refusal, refusal]);
    expect(await heldBy(account, who(NOTHING))).toEqual([]);
  });

  it('for the budget was not processed', async () => {
    emulator.setSwitch('callsPerMinute', 1);
    expect(await statusesOf(account, [assign('cloudCX1', who(NOTHING))])).toEqual(['ACCEPTED']);
    const [sent] = await send(account, [remove('cloudCX3', who('cloudCX3'))]);
    expect(sent).toMatchObject({
      status: 'NOT_SENT',
      problem: { code: 'UPSTREAM_THROTTLED', retryable: true },
    });
    expect(Date.parse(sent?.problem?.retryAt ?? '')).toBeGreaterThan(Date.now());
    expect(writesTo(emulator)).toEqual([200, 429]);
  });
});

describe('time', () => {
  it('may pass before a read shows a write, within the waits of the read-back', async () => {
    emulator.setSwitch('consistencyLagMs', 10_000);
    const one = assign('cloudCX1', who(NOTHING));
    expect(await statusesOf(account, [one])).toEqual(['ACCEPTED']);
    const seen: boolean[] = [];
    let passed = 0;
    for (const after of writesOf(account).readBackAfterMs) {
      emulator.clock.advance(after - passed);
      passed = after;
      seen.push(await isSo(account, one));
    }
    expect(seen[0]).toBe(false);
    expect(seen.at(-1)).toBe(true);
  });
});

describe('a feature toggle', () => {
  const set = (name: string): Promise<unknown> => {
    if (account.setFeatureToggle === undefined) throw new Error('the account sets no toggles');
    return account.setFeatureToggle(name, testCall());
  };

  it.each(['anything', 'odd/name #1', 'ä'])('is set in one call and stays as it was: %s', async (name) => {
    expect(await set(name)).toEqual({ featureName: name, enabled: true });
    expect(writesAndCatalogues(emulator)).toEqual([`POST /license/toggles/${encodeURIComponent(name)}`]);
    expect(await account.featureToggle?.(name, testCall())).toEqual({ featureName: name, enabled: true });
  });

  it('is declared as JSON like everything the vendor’s own clients send', async () => {
    const { runtime: recorder, requests } = recording(runtime);
    account = openAccount(emulator.url, recorder);
    await set('anything');
    expect(requests.at(-1)).toMatchObject({
      method: 'POST',
      headers: { 'content-type': 'application/json' },
    });
    expect(requests.at(-1)?.body).toBeUndefined();
  });

  it.each([
    ['', 'BAD_INPUT'],
    ['a\nb', 'BAD_INPUT'],
    ['x'.repeat(101), 'BAD_INPUT'],
    ['..', 'BAD_ID'],
  ])('named %j is not sent', async (name, code) => {
    expect((await problemOf(set(name))).code).toBe(code);
    expect(emulator.journal.entries()).toEqual([]);
  });

  it.each([
    [{ kind: 'error', status: 503 } as const, 'UPSTREAM_UNAVAILABLE'],
    [{ kind: 'apply-then-cut' } as const, 'UPSTREAM_UNAVAILABLE'],
    [{ kind: 'html' } as const, 'UPSTREAM_BAD_RESPONSE'],
    [{ kind: 'half-json' } as const, 'UPSTREAM_BAD_RESPONSE'],
    [{ kind: 'error', status: 403 } as const, 'UPSTREAM_FORBIDDEN'],
  ])('is a write, sent once: %j', async (fault, code) => {
    emulator.fault({ path: 'license/toggles', fault });
    expect(await problemOf(set('anything'))).toMatchObject({ code, accountKey: 'us' });
    expect(writesAndCatalogues(emulator)).toHaveLength(1);
  });
});

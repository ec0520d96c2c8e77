// The writes: which calls they are, what is in them and in which order, and what is so afterwards.
import { describe, expect, it } from '@jest/globals';
import type { Change } from '../../../src/domain/change.ts';
import { only, present, refusedBeforehand, sentOf, valueIn } from '../../support/assertions.ts';
import { idsOf, listed } from '../../support/pages.ts';
import { useProvider } from '../../support/provider.ts';
import { deletedUser, userOf } from '../../support/providers/genesys.ts';
import { testCall } from '../../support/runtime.ts';
import { NOTHING, PATH, WEM2, assign, heldBy, isSo, remove, statusesOf, who, writesTo } from './changes.ts';

const bench = useProvider('genesys', { jump: true });
const { account, emulator } = bench;

/** What the account knows once changes have been checked. */
async function learn(): Promise<void> {
  const { items: catalogue } = await account.catalogue(testCall());
  refusedBeforehand(account.writes, [], { catalogue, held: new Map(), today: '2031-01-01' });
  bench.forget();
}

/** All calls but the reads of these tests. */
function writesAndCatalogues(): string[] {
  return bench.calls().filter((line) => !line.includes('/users'));
}

function bodies(): unknown[] {
  const writes = bench.requests.filter(({ url }) => url.endsWith(PATH));
  return writes.map(({ body }): unknown => JSON.parse(body ?? 'null'));
}

/** An add-on and its base, in the wrong order. */
function withAddOn(user: string): Change[] {
  return [assign('gc2WEMupgrade', user), assign('cloudCX2', user)];
}

describe('one call', () => {
  it('takes everything, with both lists for each license', async () => {
    emulator.setSwitch('oddLicenseId', true);
    const group = [
      assign('cloudCX1', who(NOTHING)),
      assign('gc2WEMupgrade', who('cloudCX2')),
      remove('gc2WEMupgrade', who(WEM2)),
      remove('cloudCX3', who('cloudCX3')),
      assign('acme app/Wörk #1', who('cloudCX3', 1)),
    ];
    const sent = await sentOf(account, group);
    expect(sent).toEqual(
      group.map(() => ({ status: 'ACCEPTED', problem: null, upstreamRequestIds: [expect.any(String)] })),
    );
    expect(writesAndCatalogues()).toEqual(['POST /license/organization']);
    expect(bodies()).toEqual([
      {
        assignments: [
          { licenseId: 'cloudCX1', userIdsAdd: [who(NOTHING)], userIdsRemove: [] },
          { licenseId: 'gc2WEMupgrade', userIdsAdd: [who('cloudCX2')], userIdsRemove: [who(WEM2)] },
          { licenseId: 'cloudCX3', userIdsAdd: [], userIdsRemove: [who('cloudCX3')] },
          { licenseId: 'acme app/Wörk #1', userIdsAdd: [who('cloudCX3', 1)], userIdsRemove: [] },
        ],
      },
    ]);
    expect(bench.requests.at(-1)?.headers['content-type']).toBe('application/json');
    for (const one of group) expect([one.id, await isSo(account, one)]).toEqual([one.id, true]);
    expect(await heldBy(account, who(WEM2))).toEqual(['cloudCX2']);
  });

  it('takes away what is no longer listed: a trial that has lapsed, and what a deleted user holds', async () => {
    emulator.setSwitch('listDeleted', true);
    const group = [
      remove('acmeSpeechTrial', who('acmeSpeechTrial+cloudCX1')),
      remove('cloudCX2', deletedUser()),
    ];
    const { items: catalogue } = await account.catalogue(testCall());
    const held = new Map(
      await Promise.all(
        group.map(async ({ assignee: { externalId } }) => {
          const slots = await account.assignments.ofAssignees([userOf(externalId)], testCall());
          return [`USER ${externalId}`, valueIn(slots, externalId)] as const;
        }),
      ),
    );
    expect(refusedBeforehand(account.writes, group, { catalogue, held, today: '2031-01-01' })).toEqual(
      new Map(),
    );
    expect(await statusesOf(account, only(account.writes.group(group)))).toEqual(['ACCEPTED', 'ACCEPTED']);
    for (const one of group) expect([one.id, await isSo(account, one)]).toEqual([one.id, true]);
  });

  it('carries the id of the request into every result', async () => {
    const [first, second] = await sentOf(account, [
      assign('cloudCX1', who(NOTHING)),
      remove('cloudCX3', who('cloudCX3')),
    ]);
    expect(first?.upstreamRequestIds[0]).toMatch(/^[\w-]{36}$/);
    expect(second?.upstreamRequestIds).toEqual(first?.upstreamRequestIds);
  });
});

describe('the order in a call', () => {
  /** What somebody holds who swaps both licenses. */
  async function swapped(): Promise<string[]> {
    const user = who(WEM2);
    const swap = [
      assign('gc1WEMupgrade', user),
      remove('cloudCX2', user),
      assign('cloudCX1', user),
      remove('gc2WEMupgrade', user),
    ];
    const statuses = await statusesOf(account, only(account.writes.group(swap)));
    expect(statuses).toEqual(swap.map(() => 'ACCEPTED'));
    return heldBy(account, user);
  }

  it('is that of a swap: add-on, base, new base, its add-on', async () => {
    await learn();
    expect(await swapped()).toEqual(['cloudCX1', 'gc1WEMupgrade']);
    const inOrder = ['gc2WEMupgrade', 'cloudCX2', 'cloudCX1', 'gc1WEMupgrade'];
    expect(bodies()).toMatchObject([{ assignments: inOrder.map((licenseId) => ({ licenseId })) }]);
  });

  it.each([
    ['enforcePrerequisites', false],
    ['exclusiveTiers', false],
    ['atomicAssignment', true],
    ['refusalScope', 'call'],
  ])('comes to the same with %s: %s', async (name, value) => {
    emulator.setSwitch(name, value);
    expect(await swapped()).toEqual(['cloudCX1', 'gc1WEMupgrade']);
  });

  it('puts a base before its add-on, whoever asked for what first', async () => {
    const user = who(NOTHING);
    await learn();
    expect(await statusesOf(account, withAddOn(user))).toEqual(['ACCEPTED', 'ACCEPTED']);
    expect(await heldBy(account, user)).toEqual(['cloudCX2', 'gc2WEMupgrade']);
    expect(writesAndCatalogues()).toEqual(['POST /license/organization']);
  });

  it('is looked up once, when nothing was checked in this process', async () => {
    for (const user of [who(NOTHING), who(NOTHING, 1)]) {
      expect(await statusesOf(account, withAddOn(user))).toEqual(['ACCEPTED', 'ACCEPTED']);
    }
    expect(writesAndCatalogues()).toEqual([
      'GET /license/definitions',
      'POST /license/organization',
      'POST /license/organization',
    ]);
  });

  it.each<[number, string, string]>([
    [403, 'REJECTED', 'UPSTREAM_FORBIDDEN'],
    [503, 'NOT_SENT', 'UPSTREAM_UNAVAILABLE'],
  ])('that cannot be looked up, %i, leaves everything as it is: %s', async (error, status, code) => {
    bench.strike({ kind: 'error', status: error }, { path: 'license/definitions' });
    expect(await sentOf(account, withAddOn(who(NOTHING)))).toMatchObject([
      { status, problem: { code } },
      { status },
    ]);
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
    const users = await listed(account.assignees.USER);
    const ids = idsOf(users.filter(({ state }) => state === 'ACTIVE')).slice(0, 500);
    expect(ids).toHaveLength(500);
    const wanted = ['acmeWorkApp', 'collaboratePro', 'cloudCX3'].slice(0, licenses);
    const changes = ids.flatMap((id) => wanted.map((licenseId) => assign(licenseId, id)));
    bench.forget();
    for (const group of account.writes.group(changes)) {
      expect(new Set(await statusesOf(account, group))).toEqual(new Set(['ACCEPTED']));
    }
    expect(writesAndCatalogues()).toHaveLength(calls);
    expect(writesTo(emulator)).toEqual(Array.from({ length: calls }, () => 200));
    expect(await heldBy(account, present(ids.at(-1)))).toEqual(expect.arrayContaining(wanted));
  });
});

// One thing, one identity: user ids in either case, addresses in either form of Unicode.
import { describe, expect, it } from '@jest/globals';
import { pairsOf, sentOf, valueIn } from '../../support/assertions.ts';
import { idsOf, listed } from '../../support/pages.ts';
import { useProvider } from '../../support/provider.ts';
import { someUsers } from '../../support/providers/genesys.ts';
import { testCall } from '../../support/runtime.ts';
import { NOTHING, assign, heldBy, who } from './changes.ts';

const bench = useProvider('genesys');
const { account, emulator } = bench;

/** An address of the seed with an accent, in one of its forms. */
const CHLOE = 'chloé.brandt.2@acme.example';
const COMPOSED = CHLOE.normalize('NFC');
const DECOMPOSED = CHLOE.normalize('NFD');

describe('an id of a user', () => {
  it('has one spelling, one of a license is as it is', () => {
    const id = '0A6F1C52-7A1E-4F0C-8B0A-3C2F5F6F0001';
    expect(account.accepts('USER', id)).toBe(true);
    expect(account.canonicalId?.('USER', id)).toBe(id.toLowerCase());
    expect(account.canonicalId?.('LICENSE', 'cloudCX2')).toBe('cloudCX2');
  });

  describe.each(['upper', 'mixed'])('that the provider writes in %s case', (userIdCase) => {
    it('is given out in that spelling by every list', async () => {
      const usual = [await listed(account.assignees.USER), await listed(account.assignments)] as const;
      emulator.setSwitch('userIdCase', userIdCase);
      expect(await listed(account.assignees.USER)).toEqual(usual[0]);
      expect(pairsOf(await listed(account.assignments))).toEqual(pairsOf(usual[1]));
    });

    it('is given out in that spelling by every look-up', async () => {
      const users = someUsers(30);
      const ids = idsOf(users);
      const one = users.slice(0, 1);
      const read = async () => [
        await account.assignees.USER.byIds(ids, testCall()),
        await account.assignees.USER.byEmails(['ada.example.0@acme.example'], testCall()),
        await account.assignments.ofAssignees(users, testCall()),
        await account.assignments.ofAssignees(one, testCall()),
      ];
      const usual = await read();
      emulator.setSwitch('userIdCase', userIdCase);
      bench.forget();
      expect(await read()).toEqual(usual);
      expect(bench.calls()).toHaveLength(4);
    });

    it('is found when a batch has left it out', async () => {
      emulator.setSwitch('userIdCase', userIdCase);
      emulator.setSwitch('batchLeavesOut', 2);
      const users = someUsers(3);
      const slots = await account.assignees.USER.byIds(idsOf(users), testCall());
      for (const { externalId } of users) expect(valueIn(slots, externalId)).toMatchObject({ externalId });
      const held = await account.assignments.ofAssignees(users, testCall());
      for (const { externalId } of users) expect(valueIn(held, externalId)).toBeInstanceOf(Array);
    });

    it('is that of the change an answer is about', async () => {
      emulator.setSwitch('userIdCase', userIdCase);
      const one = assign('cloudCX1', who(NOTHING));
      expect(await sentOf(account, [one])).toMatchObject([{ status: 'ACCEPTED' }]);
      expect(await heldBy(account, who(NOTHING))).toEqual(['cloudCX1']);
    });
  });
});

describe('an e-mail address', () => {
  it.each([
    ['composed', COMPOSED],
    ['composed', DECOMPOSED],
    ['decomposed', COMPOSED],
    ['decomposed', DECOMPOSED],
    ['decomposed', COMPOSED.toUpperCase()],
    ['composed', DECOMPOSED.toUpperCase()],
  ])('that the provider has %s is found by %j, in one call', async (emailForm, address) => {
    emulator.setSwitch('emailForm', emailForm);
    const slots = await account.assignees.USER.byEmails([address], testCall());
    expect(valueIn(slots, address)).toMatchObject([{ displayName: 'Chloé Brandt' }]);
    expect(bench.calls()).toEqual(['POST /users/search']);
  });

  it('may fit several users, and never one who is deleted', async () => {
    const address = 'ada.example.0@acme.example';
    emulator.setSwitch('sharedAddress', true);
    const slots = await account.assignees.USER.byEmails([address], testCall());
    expect(valueIn(slots, address).map(({ displayName, state }) => [displayName, state])).toEqual([
      ['Ada Example', 'ACTIVE'],
      ['Bo Lindqvist', 'ACTIVE'],
    ]);
    const results = [
      { id: 'a', email: address, state: 'deleted' },
      { id: 'b', email: address, state: 'active' },
    ];
    bench.strike({ kind: 'answer', status: 200, body: { results } }, { path: 'search' });
    expect(idsOf(valueIn(await account.assignees.USER.byEmails([address], testCall()), address))).toEqual([
      'b',
    ]);
  });

  it('of someone who is deleted is nobody’s', async () => {
    const results = [{ id: 'a', email: 'gone@acme.example', state: 'deleted' }];
    bench.strike({ kind: 'answer', status: 200, body: { results } }, { path: 'search' });
    const slots = await account.assignees.USER.byEmails(['gone@acme.example'], testCall());
    expect(slots.get('gone@acme.example')).toBeNull();
  });
});

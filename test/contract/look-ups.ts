// Promises about look-ups: by key and never by position, in batches no larger than the provider takes.
import { describe, expect, it } from '@jest/globals';
import type { AssigneeKind } from '../../src/domain/account.ts';
import { ProblemError } from '../../src/domain/problem.ts';
import type { ProviderAccount } from '../../src/providers/provider.ts';
import { rowsOf } from '../support/pages.ts';
import { testCall } from '../support/runtime.ts';
import { collectionOf, kindsOf, outcomeOf, valueIn } from './reading.ts';
import type { Rig } from './rig.ts';

/** Tries the promises of `byIds` and `byEmails`. */
export function describeLookUps(rig: Rig, idle: ProviderAccount): void {
  describe.each(kindsOf(idle))('%s by id', (kind) => {
    describeById(rig, kind);
  });
  if (idle.assignees.USER === undefined) return;
  describe('users by e-mail address', () => {
    describeByEmail(rig);
  });
}

function describeById(rig: Rig, kind: AssigneeKind): void {
  const look = (ids: readonly string[]) => collectionOf(rig.account, kind).byIds(ids, testCall());
  const known = (): readonly string[] => rig.truth().lists[kind] ?? [];
  const nobody = (): string => rig.subject.nobody[kind] ?? '';

  it('puts each into the slot of its key, whatever the order', async () => {
    const [first = '', second = '', third = ''] = known().toReversed();
    const keys = [second, nobody(), first, third, second];
    const slots = await look(keys);
    for (const key of [first, second, third]) {
      expect(valueIn(slots, key)).toMatchObject({
        kind,
        accountKey: rig.account.account.key,
        externalId: key,
      });
    }
    expect(await look(keys.toReversed())).toEqual(slots);
  });

  it('has nothing for what does not exist', async () => {
    expect(valueIn(await look([nobody()]), nobody())).toBeNull();
    const [someone = ''] = known();
    expect(valueIn(await look([someone, nobody()]), nobody())).toBeNull();
  });

  it('asks nothing for no keys', async () => {
    expect((await look([])).size).toBe(0);
    expect(rig.sent()).toEqual([]);
  });

  it('asks once for a key that comes twice', async () => {
    const [first = '', second = ''] = known();
    await look([first, second]);
    const once = rig.sent().length;
    await look([first, second, first, second, first]);
    expect(rig.sent()).toHaveLength(once * 2);
  });

  it('finds everything listed, in batches the provider takes', async () => {
    const listed = await rowsOf((cursor) => collectionOf(rig.account, kind).page(cursor, testCall()));
    const before = rig.sent().length;
    const slots = await look(listed.map((row) => row.externalId));
    for (const { externalId } of listed) {
      expect(valueIn(slots, externalId)).toMatchObject({ kind, externalId });
    }
    const asked = rig.sent().slice(before).map(rig.subject.idsIn);
    const { lookupBatchSize } = rig.account.account.capabilities;
    expect(asked.filter((ids) => ids.length > lookupBatchSize)).toEqual([]);
    expect(new Set(asked.flat()).size).toBe(asked.flat().length);
  });

  it('agrees with the list on what both tell', async () => {
    const [row] = (await collectionOf(rig.account, kind).page(null, testCall())).items;
    const found = valueIn(await look([row?.externalId ?? '']), row?.externalId ?? '');
    expect(found?.displayName).toBe(row?.displayName);
  });

  it('fails the keys of a failing request and no others', async () => {
    const keys = known();
    const usual = await look(keys);
    rig.strike({ kind: 'html' }, { times: 1 });
    const slots = await look(keys);
    const failed = keys.filter((key) => slots.get(key) instanceof ProblemError);
    for (const key of failed) {
      expect(slots.get(key)).toMatchObject({
        problem: { code: 'UPSTREAM_BAD_RESPONSE', accountKey: rig.account.account.key },
      });
    }
    expect(failed.length).toBeLessThanOrEqual(rig.account.account.capabilities.lookupBatchSize);
    for (const key of keys.filter((one) => !failed.includes(one))) {
      expect(slots.get(key)).toEqual(usual.get(key));
    }
  });

  it('does not take an answer about others for "does not exist"', async () => {
    const [one = '', two = '', three = '', four = ''] = known();
    const usual = await look([three, four]);
    await look([one, two]);
    rig.strike({ kind: 'repeat-page' });
    const slots = await outcomeOf(look([three, four]));
    for (const key of [three, four]) {
      const slot = slots instanceof ProblemError ? slots : slots.get(key);
      if (slot instanceof ProblemError) expect(slot.problem.code).toBe('UPSTREAM_BAD_RESPONSE');
      else expect(slot).toEqual(usual.get(key));
    }
  });
}

function describeByEmail(rig: Rig): void {
  const look = async (addresses: readonly string[]) => {
    const slots = await rig.account.assignees.USER?.byEmails(addresses, testCall());
    if (slots === undefined) throw new Error('the account has no users');
    return slots;
  };
  const known = () => rig.truth().addresses ?? [];

  it('finds who has an address, in any case and order', async () => {
    const some = known().slice(0, 5).toReversed();
    expect(some).toHaveLength(5);
    for (const spell of [(text: string) => text.toUpperCase(), (text: string) => text.toLowerCase()]) {
      const slots = await look(some.map(([address]) => spell(address)));
      for (const [address, userId] of some) {
        expect(valueIn(slots, spell(address))?.map((user) => user.externalId)).toEqual([userId]);
      }
    }
  });

  it('has nobody for an address that nobody has, or that only begins like one', async () => {
    const address = known()[0]?.[0] ?? '';
    const slots = await look(['nobody@acme.example', address.slice(0, -1)]);
    expect(valueIn(slots, 'nobody@acme.example') ?? []).toEqual([]);
    expect(valueIn(slots, address.slice(0, -1)) ?? []).toEqual([]);
  });

  it('asks nothing for no addresses', async () => {
    expect((await look([])).size).toBe(0);
    expect(rig.sent()).toEqual([]);
  });

  it('finds everybody who has an address', async () => {
    const everybody = known();
    const slots = await look(everybody.map(([address]) => address));
    for (const [address, userId] of everybody) {
      expect(valueIn(slots, address)).toMatchObject([{ kind: 'USER', externalId: userId }]);
    }
  });
}

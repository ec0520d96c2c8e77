// What the documentation leaves open (genesys contract U1 to U22), and organisations do one way or another: the same is read.
import { describe, expect, it } from '@jest/globals';
import { allIn, licenseIdsIn, pairsOf, present, problemOf, valueIn } from '../../support/assertions.ts';
import { idsOf, listed } from '../../support/pages.ts';
import { useProvider } from '../../support/provider.ts';
import { NOBODY, NO_PERMISSIONS, someUsers, userOf } from '../../support/providers/genesys.ts';
import { testCall } from '../../support/runtime.ts';

const bench = useProvider('genesys');
const { account, emulator } = bench;

describe('every assignment', () => {
  it.each([
    ['untidyLicenses', true],
    ['nullLicenses', true],
    ['userIdCase', 'mixed'],
    ['listUnlicensed', false],
    ['licenseUserOrder', 'shuffled'],
    ['driftingPages', true],
  ])('is the same with %s set to %j', async (name, value) => {
    const expected = pairsOf(await listed(account.assignments)).sort();
    emulator.setSwitch(name, value);
    expect(pairsOf(await listed(account.assignments)).sort()).toEqual(expected);
  });

  it('may be of deleted users, or of active ones only', async () => {
    const usual = (await listed(account.assignments)).length;
    emulator.setSwitch('listInactive', false);
    expect((await listed(account.assignments)).length).toBeLessThan(usual);
    emulator.setSwitch('listInactive', true);
    emulator.setSwitch('listDeleted', true);
    expect((await listed(account.assignments)).length).toBeGreaterThanOrEqual(usual);
  });
});

describe('assignments of users', () => {
  const users = someUsers(100);
  const ids = idsOf(users);

  it.each(['array', 'object', 'licenseUser'])('come in the form %s (U1)', async (form) => {
    const expected = await account.assignments.ofAssignees(users, testCall());
    emulator.setSwitch('userLicensesValue', form);
    const slots = await account.assignments.ofAssignees(users, testCall());
    expect(licenseIdsIn(slots, ids)).toEqual(licenseIdsIn(expected, ids));
    const [first] = allIn(slots);
    expect(first?.license?.externalId).toBe(form === 'licenseUser' ? first?.licenseId : undefined);
  });

  it.each([
    // Nobody was told of by the batch, but by a read of its own.
    ['omit', null, 2],
    ['empty', [], 1],
    ['error', null, 15],
  ])('of an unknown user among a hundred (U2: %s)', async (how, expected, calls) => {
    emulator.setSwitch('unknownUserIds', how);
    const among = [userOf(NOBODY), ...users.slice(1)];
    const slots = await account.assignments.ofAssignees(among, testCall());
    expect(slots.get(NOBODY)).toEqual(expected);
    expect(ids.slice(1).filter((id) => !Array.isArray(slots.get(id)))).toEqual([]);
    expect(bench.calls()).toHaveLength(calls);
  });

  it('are read in halves where a hundred are too many (U3)', async () => {
    emulator.setSwitch('maxBulk', 50);
    const slots = await account.assignments.ofAssignees(users, testCall());
    expect(ids.filter((id) => !Array.isArray(slots.get(id)))).toEqual([]);
    expect(bench.calls()).toHaveLength(3);
  });

  it('need no permission where permissions are those of 2020', async () => {
    emulator.setSwitch('permissions', 'legacy');
    await bench.open(NO_PERMISSIONS).assignments.ofAssignees(users.slice(0, 10), testCall());
    expect(bench.calls()).toEqual(['POST /license/users']);
  });
});

describe('users', () => {
  it('survive an organisation that leaves out what is optional', async () => {
    const complete = (await listed(account.assignees.USER)).length;
    emulator.setSwitch('omitOptional', true);
    expect(await listed(account.assignees.USER)).toHaveLength(complete);
  });

  it('by id are read in halves where a hundred are too many', async () => {
    const ids = idsOf(someUsers(100));
    emulator.setSwitch('maxUserIds', 50);
    const slots = await account.assignees.USER.byIds(ids, testCall());
    expect(ids.filter((id) => slots.get(id) instanceof Error || !slots.get(id))).toEqual([]);
    expect(bench.calls()).toHaveLength(3);
  });
});

describe('licenses', () => {
  it('in full have the permissions that a skinny list leaves out', async () => {
    emulator.setSwitch('skinnyDefinitions', true);
    const [first] = (await account.catalogue(testCall())).items;
    const { externalId, details } = present(first);
    expect({ permissions: undefined, ...details }).toMatchObject({ permissions: undefined });
    const full = valueIn(await account.licensesInFull([externalId], testCall()), externalId);
    expect(full.details).toMatchObject({ permissions: expect.arrayContaining([expect.any(String)]) });
  });

  it.each([404, 400])('in full are null where the provider has none (%i)', async (status) => {
    emulator.setSwitch('unknownLicenseStatus', status);
    const slots = await account.licensesInFull(['cloudCX2', 'no-such-license'], testCall());
    expect(slots.get('no-such-license')).toBeNull();
    expect(slots.get('cloudCX2')).toMatchObject({ externalId: 'cloudCX2' });
  });

  it('are closed to a reader where permissions are those of 2020', async () => {
    emulator.setSwitch('permissions', 'legacy');
    const reader = bench.open({ clientId: 'acme-us-reader' });
    expect((await problemOf(reader.catalogue(testCall()))).code).toBe('UPSTREAM_FORBIDDEN');
    expect((await account.catalogue(testCall())).items).not.toHaveLength(0);
  });
});

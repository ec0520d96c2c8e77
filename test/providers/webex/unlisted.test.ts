// A removal needs only that the assignment exists: for a license or a person that Webex lists no more, its own word decides.
import { describe, expect, it } from '@jest/globals';
import type { User } from '../../../src/domain/assignee.ts';
import { isLicense } from '../../../src/domain/assignment.ts';
import type { Change } from '../../../src/domain/change.ts';
import { only, present, refusedBeforehand, rowsIn, valueIn } from '../../support/assertions.ts';
import { optionsOf } from '../../support/change-requests.ts';
import { bare, externalsOf, licenseId, NOBODY } from '../../support/providers/webex.ts';
import { testCall } from '../../support/runtime.ts';
import { byEdit, changesOf, sendAll, SITE, statuses, useSeededWebex, worldOf } from './changes.ts';

const { bench, account, emulator, seed } = useSeededWebex();

/** Codes of what is refused beforehand, by edit. */
async function refused(changes: readonly Change[], user: User): Promise<Readonly<Record<string, string>>> {
  const problems = byEdit(refusedBeforehand(account.writes, changes, await worldOf(account, [user])));
  return Object.fromEntries([...problems].map(([edit, { code }]) => [edit, code]));
}

/** What Webex says of changes, by edit. */
async function said(changes: readonly Change[]): Promise<Readonly<Record<string, string>>> {
  const outcomes = byEdit(await sendAll(account, changes));
  return Object.fromEntries(
    [...outcomes].map(([edit, { status, problem }]) => [
      edit,
      [status, problem?.providerCode].join(' ').trim(),
    ]),
  );
}

async function held(user: User): Promise<readonly string[]> {
  const slots = await account.writes.readBack?.([bare(user)], { ...testCall(), thorough: true });
  return valueIn(slots, user.externalId)
    .rows.filter(isLicense)
    .map((row) => row.licenseId);
}

describe('a license that is listed no more', () => {
  it('can be taken away, and shows as gone', async () => {
    const [user] = seed.holding(['messaging']);
    emulator.setSwitch('unlistedLicense', 'messaging');
    const changes = changesOf(user, 'remove:messaging');
    expect(await held(user)).toContain(licenseId('messaging'));
    expect(await refused(changes, user)).toEqual({});
    expect(await said(changes)).toEqual({ 'remove:messaging': 'ACCEPTED' });
    expect(await held(user)).not.toContain(licenseId('messaging'));
  });

  it.each([
    ['screenShare', 'RULE_REFUSED', '700006'],
    ['basicMessaging', 'PREREQUISITE_MISSING', '700003'],
    ['basicMeetings', 'PREREQUISITE_MISSING', '700004'],
  ])('is kept by Webex for its own reasons: %s', async (name, code, providerCode) => {
    const [user] = seed.holding(['messaging', 'meetingsSuite', 'spaceMeetings']);
    const changes = changesOf(user, `remove:${name}`);
    expect(await refused(changes, user)).toEqual({ [`remove:${name}`]: code });
    emulator.setSwitch('unlistedLicense', name);
    expect(await refused(changes, user)).toEqual({});
    expect(await said(changes)).toEqual({ [`remove:${name}`]: `REJECTED ${providerCode}` });
  });

  it('goes down to another one only if Webex lets it, and neither half is refused here', async () => {
    const [user] = seed.holding(['professional'], ['attendantConsole', 'cxEssentials']);
    const changes = changesOf(user, 'remove:professional', 'add:standard');
    expect(await refused(changes, user)).toEqual({
      'remove:professional': 'RULE_REFUSED',
      'add:standard': 'RULE_REFUSED',
    });
    emulator.setSwitch('unlistedLicense', 'professional');
    expect(await refused(changes, user)).toEqual({});
    expect(await said(changes)).toEqual({ 'remove:professional': 'ACCEPTED', 'add:standard': 'ACCEPTED' });
  });

  it('is still a reason against what does not go with it', async () => {
    const [user] = seed.holding(['professional'], ['attendantConsole', 'cxEssentials']);
    emulator.setSwitch('unlistedLicense', 'professional');
    expect(await refused(changesOf(user, 'add:standard'), user)).toEqual({
      'add:standard': 'LICENSES_CONFLICT',
    });
  });
});

describe('somebody who is listed no more', () => {
  it('is refused by Webex, and by nobody else', async () => {
    const changes = changesOf(
      { kind: 'USER', externalId: NOBODY },
      'remove:messaging',
      'remove:meetingsSuite',
    );
    const { items: catalogue } = await account.catalogue(testCall());
    const world = { catalogue, held: new Map(), today: '2026-01-20' };
    expect(refusedBeforehand(account.writes, changes, world)).toEqual(new Map());
    const outcomes = await sendAll(account, changes);
    expect(statuses(outcomes)).toEqual({
      'remove:messaging': 'REJECTED',
      'remove:meetingsSuite': 'REJECTED',
    });
    const [first] = outcomes.values();
    expect(first?.problem).toMatchObject({
      code: 'UPSTREAM_REJECTED',
      hint: expect.stringMatching(/no such user/),
    });
  });

  it('can lose an attendee account, as far as is known', async () => {
    const { items } = await account.catalogue(testCall());
    const license = present(items.find(({ externalId }) => externalId === licenseId('meetingsSuite')));
    const unlisted = { kind: 'USER', accountKey: 'webex', externalId: NOBODY } as const;
    const options = optionsOf('webex', { site: { siteUrl: SITE, accountType: 'ATTENDEE' } });
    expect(account.writes.options?.targetOf(options, license, unlisted)).toEqual({
      kind: 'SITE_ACCOUNT',
      siteUrl: SITE,
      role: 'ATTENDEE',
    });
  });
});

describe('somebody of another organisation', () => {
  it('loses a license that is listed no more, by address', async () => {
    const [user] = await externalsOf(account);
    const world = await worldOf(account, [user]);
    emulator.setSwitch('unlistedLicense', 'meetingsSuite');
    const changes = changesOf(user, 'remove:meetingsSuite');
    const { items: catalogue } = await account.catalogue(testCall());
    expect(refusedBeforehand(account.writes, changes, { ...world, catalogue })).toEqual(new Map());
    expect(only((await sendAll(account, changes)).values()).status).toBe('ACCEPTED');
  });
});

describe('what somebody of another organisation holds', () => {
  /** As the change engine asks for it. */
  async function read(user: User, ...names: readonly string[]) {
    const asked = new Map([[user.externalId, new Set(names.map(licenseId))]]);
    const slots = await account.writes.readBack?.(
      [{ kind: 'USER', accountKey: 'webex', externalId: user.externalId }],
      { ...testCall(), thorough: true },
      asked,
    );
    return slots && rowsIn(slots).get(user.externalId);
  }

  it('of a license that is listed no more is told by the license itself', async () => {
    const [user] = await externalsOf(account);
    emulator.setSwitch('unlistedLicense', 'meetingsSuite');
    emulator.setSwitch('unlistedIsThere', true);
    expect(await read(user, 'meetingsSuite')).toMatchObject([
      { licenseId: licenseId('meetingsSuite'), assignee: { userKind: 'EXTERNAL', email: user.email } },
    ]);
  });

  it('is unread when that license tells nothing, and not nothing', async () => {
    const [user] = await externalsOf(account);
    emulator.setSwitch('unlistedLicense', 'meetingsSuite');
    expect(await read(user, 'meetingsSuite')).toMatchObject({ problem: { code: 'UPSTREAM_BAD_RESPONSE' } });
  });

  it('is what the listed licenses tell, when no other is asked about', async () => {
    const [user] = await externalsOf(account);
    bench.forget();
    expect(await read(user, 'meetingsSuite')).toMatchObject([{ licenseId: licenseId('meetingsSuite') }]);
    const calls = bench.calls();
    bench.forget();
    // Users of other organisations are on licenses of meeting sites only.
    expect(await read(user, 'meetingsSuite', 'messaging')).toHaveLength(1);
    expect(bench.calls()).toEqual(calls);
    emulator.setSwitch('unlistedLicense', 'meetingCenter');
    expect(await read(user, 'meetingsSuite')).toHaveLength(1);
  });
});

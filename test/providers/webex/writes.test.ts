// Changes sent one after the other, what is said of each, and what is so afterwards.
import { describe, expect, it } from '@jest/globals';
import { access } from '../../../emulators/webex/index.ts';
import { only, refusedBeforehand } from '../../support/assertions.ts';
import { externalsOf, licenseId, NOBODY } from '../../support/providers/webex.ts';
import {
  withCalling,
  changesOf,
  DETAILS,
  heldNow,
  sendAll,
  shown,
  statuses,
  statusesIn,
  useSeededWebex,
  worldOf,
} from './changes.ts';

const { bench, account, emulator, seed } = useSeededWebex();

const WRITE = 'PATCH /licenses/users';

describe('calling details', () => {
  it('give the user number and location', async () => {
    const without = ['professional', 'professionalOver', 'standard', 'ucm', 'cxEssentials'];
    const [user] = seed.holding(['call'], without);
    const outcomes = await sendAll(account, changesOf(user, 'add:professional', 'add:cxEssentials'));
    expect(statusesIn(emulator)).toEqual([200]);
    expect(statuses(outcomes)).toEqual({ 'add:professional': 'ACCEPTED', 'add:cxEssentials': 'ACCEPTED' });
    const person = await fetch(`${emulator.url}/v1/people/${user.externalId}?callingData=true`, {
      headers: { authorization: `Bearer ${access.accessToken}` },
    });
    expect(await person.json()).toMatchObject({
      locationId: DETAILS.locationId,
      phoneNumbers: [{ type: 'work_extension', value: expect.stringMatching(/7777$/) }],
    });
  });

  it('that Webex cannot use fail their own license alone', async () => {
    const without = ['professional', 'professionalOver', 'standard', 'ucm', 'messaging'];
    const [user] = seed.holding(['call'], without);
    const calling = { ...DETAILS, phoneNumber: '+4999999999' };
    const edits = changesOf(user, 'add:professional', 'add:messaging');
    const changes = edits.map((change) => withCalling(change, calling));
    const outcomes = await sendAll(account, changes);
    expect(statusesIn(emulator)).toEqual([206]);
    expect(statuses(outcomes)).toEqual({ 'add:professional': 'REJECTED', 'add:messaging': 'ACCEPTED' });
    expect(await shown(bench.open(), changes)).toEqual([false, true]);
  });
});

describe('a license already held, or not held', () => {
  it('is no failure', async () => {
    const [user] = seed.holding(['call'], ['translations']);
    const outcomes = await sendAll(account, changesOf(user, 'add:call', 'remove:translations'));
    expect(statuses(outcomes)).toEqual({ 'add:call': 'ACCEPTED', 'remove:translations': 'ACCEPTED' });
  });
});

describe('users of other organisations', () => {
  it('are offered a license, which no read shows before they accept', async () => {
    const [user] = await externalsOf(account);
    const changes = changesOf(user, 'add:meetingCenter');
    const world = await worldOf(account, [user]);
    expect(refusedBeforehand(account.writes, changes, world)).toEqual(new Map());
    bench.forget();
    const outcomes = await sendAll(account, changes);
    expect(bench.calls()).toEqual([WRITE]);
    expect(only(outcomes.values())).toMatchObject({ status: 'ACCEPTED', problem: null });
    expect((await heldNow(bench.open(), user)).has(licenseId('meetingCenter'))).toBe(false);
  });

  it.each(['omit', 'empty'])('lose what they hold, with groups that are empty: %s', async (dialect) => {
    emulator.setSwitch('emptyGroups', dialect);
    const [user] = await externalsOf(account);
    const outcomes = await sendAll(account, changesOf(user, 'remove:meetingsSuite'));
    expect(statuses(outcomes)).toEqual({ 'remove:meetingsSuite': 'ACCEPTED' });
    const ids = (await externalsOf(account)).map(({ externalId }) => externalId);
    expect(ids).not.toContain(user.externalId);
  });

  it('take no other license, said beforehand', async () => {
    const [user] = await externalsOf(account);
    const [change] = changesOf(user, 'add:messaging');
    const problems = refusedBeforehand(account.writes, [change], await worldOf(account, [user]));
    expect(problems.get(change.id)).toMatchObject({ code: 'RULE_REFUSED', blame: 'CALLER' });
    expect(statuses(await sendAll(account, [change]))).toEqual({ 'add:messaging': 'REJECTED' });
  });
});

describe('a user nobody knows', () => {
  it.each(['add:messaging', 'add:meetingCenter'] as const)('is refused: %s', async (edit) => {
    const outcomes = await sendAll(account, changesOf({ kind: 'USER', externalId: NOBODY }, edit));
    expect(bench.calls().filter((call) => call === WRITE)).toEqual([WRITE]);
    const sent = only(outcomes.values());
    expect(sent).toMatchObject({
      status: 'REJECTED',
      problem: { code: 'UPSTREAM_REJECTED', accountKey: 'webex' },
    });
    expect(sent.problem?.hint).toMatch(/no such user/);
  });
});

describe('tokens', () => {
  it.each([
    ['readOnlyAccessToken', 403, 'UPSTREAM_FORBIDDEN'],
    ['userAccessToken', 403, 'UPSTREAM_FORBIDDEN'],
  ] as const)('without the right to write are refused: %s', async (name, status, code) => {
    const [user] = seed.holding(['ucm']);
    const weak = bench.open({ accessToken: access[name] });
    const sent = only((await sendAll(weak, changesOf(user, 'remove:ucm'))).values());
    expect(statusesIn(emulator)).toEqual([status]);
    expect(sent).toMatchObject({ status: 'REJECTED', problem: { code, accountKey: 'webex' } });
  });

  it('nobody knows are refused, and nothing was done', async () => {
    const [user] = seed.holding(['call']);
    const changes = changesOf(user, 'remove:call');
    const sent = only((await sendAll(bench.open({ accessToken: 'nobody' }), changes)).values());
    expect(sent).toMatchObject({ status: 'REJECTED', problem: { code: 'UPSTREAM_CREDENTIALS' } });
    expect(await shown(bench.open(), changes)).toEqual([false]);
  });
});

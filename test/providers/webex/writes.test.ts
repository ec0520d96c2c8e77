// Changes that Webex takes: how many requests, of which shape, and what is so afterwards.
import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import type { User } from '../../../src/domain/assignee.ts';
import type { Change } from '../../../src/domain/change.ts';
import type { ProviderAccount } from '../../../src/providers/provider.ts';
import {
  changesOf,
  DETAILS,
  everybody,
  heldNow,
  holding,
  sendAll,
  statuses,
  worldOf,
  writesOf,
} from './changes.ts';
import {
  access,
  licenseId,
  operations,
  startOrganisation,
  testCall,
  type Organisation,
} from './organisation.ts';

let organisation: Organisation;
let account: ProviderAccount;
let people: readonly User[];
beforeAll(async () => {
  organisation = await startOrganisation();
  people = await everybody(organisation.account());
});
afterAll(() => organisation.close());
beforeEach(() => {
  organisation.emulator.reset();
  account = organisation.account();
});

const WRITE = 'PATCH /v1/licenses/users';

/** Which of the wishes are so. */
async function shown(changes: readonly Change[]): Promise<readonly boolean[]> {
  const shows: boolean[] = [];
  for (const { action, assignee, licenseId: license } of changes) {
    const held = await heldNow(organisation.account(), assignee);
    shows.push(held.has(license) === (action === 'ASSIGN'));
  }
  return shows;
}

async function counted(changes: readonly Change[]) {
  return organisation.counted(() => sendAll(account, changes));
}

describe('requests', () => {
  it('are one a user, whatever the number of licenses', async () => {
    organisation.emulator.reset(2);
    const many = holding(
      await everybody(account),
      ['call'],
      ['premiumAgent', 'ucm', 'routeList', 'standardAgent'],
    );
    const users = many.slice(0, 200);
    expect(users).toHaveLength(200);
    const changes = users.flatMap((user) =>
      changesOf(user, 'remove:call', 'add:ucm', 'add:exchangeCalendar'),
    );
    organisation.emulator.setSwitch('rateLimitBurst', 10_000);
    const { result, asked } = await counted(changes);
    expect(operations(asked)).toEqual(Array<string>(200).fill(WRITE));
    expect(asked.every(({ status }) => status === 200)).toBe(true);
    expect(result.size).toBe(600);
    expect([...result.values()].every(({ status }) => status === 'ACCEPTED')).toBe(true);
    const after = await everybody(organisation.account());
    const wanted = new Set(users.map(({ externalId }) => externalId));
    const done = holding(after, ['ucm', 'exchangeCalendar'], ['call']);
    expect(done.filter(({ externalId }) => wanted.has(externalId))).toHaveLength(200);
    organisation.emulator.reset(1);
  }, 30_000);

  it('hold the removal of UCM together with the calling license that replaces it', async () => {
    const [user] = holding(people, ['ucm'], ['professional']);
    const changes = changesOf(user, 'add:professional', 'remove:ucm');
    const { result, asked } = await counted(changes);
    expect(operations(asked)).toEqual([WRITE]);
    expect(statuses(result)).toEqual({ 'add:professional': 'ACCEPTED', 'remove:ucm': 'ACCEPTED' });
    expect(await shown(changes)).toEqual([true, true]);
  });

  it.each([
    ['Standard to Professional', ['standard'], ['professional'], ['add:professional', 'remove:standard']],
    [
      'one subscription to another',
      ['professionalOver'],
      ['professional'],
      ['add:professional', 'remove:professionalOver'],
    ],
    ['an agent to a better one', ['standardAgent'], [], ['add:premiumAgent', 'remove:standardAgent']],
    [
      'one site to another',
      ['meetingsSuite'],
      ['meetingCenter'],
      ['add:meetingCenter', 'remove:meetingsSuite'],
    ],
  ] as const)(
    'are two where a license makes room for one of its family: %s',
    async (_, held, without, wishes) => {
      const [user] = holding(people, held, without);
      const changes = changesOf(user, ...wishes);
      expect(writesOf(account).group(changes)).toHaveLength(1);
      const { result, asked } = await counted(changes);
      expect(operations(asked)).toEqual([WRITE, WRITE]);
      expect([...result.values()].map(({ status }) => status)).toEqual(['ACCEPTED', 'ACCEPTED']);
      expect(await shown(changes)).toEqual([true, true]);
    },
  );

  it('put first what other licenses need, however they were asked for', async () => {
    const [user] = holding(
      people,
      ['call'],
      ['professional', 'professionalOver', 'standard', 'ucm', 'attendantConsole'],
    );
    const changes = changesOf(user, 'add:attendantConsole', 'add:professional');
    const { result, asked } = await counted(changes);
    expect(asked.map(({ status }) => status)).toEqual([200]);
    expect(statuses(result)).toEqual({ 'add:professional': 'ACCEPTED', 'add:attendantConsole': 'ACCEPTED' });
    const back = changesOf(user, 'remove:professional', 'remove:attendantConsole');
    const undone = await counted(back);
    expect(undone.asked.map(({ status }) => status)).toEqual([200]);
    expect(await shown(back)).toEqual([true, true]);
  });

  it('give a user without anything the free licenses before the paid ones', async () => {
    const nobody = people.find((user) => user.assignments?.length === 0);
    if (!nobody) throw new Error('everybody holds something');
    const changes = changesOf(
      nobody,
      'add:meetingsSuite',
      'add:messaging',
      'add:spaceMeetings',
      'add:basicMeetings',
      'add:basicMessaging',
    );
    const { result, asked } = await counted(changes);
    expect(asked.map(({ status }) => status)).toEqual([200]);
    expect(new Set([...result.values()].map(({ status }) => status))).toEqual(new Set(['ACCEPTED']));
    expect(await shown(changes)).toEqual([true, true, true, true, true]);
    const back = changesOf(
      nobody,
      'remove:basicMessaging',
      'remove:basicMeetings',
      'remove:messaging',
      'remove:spaceMeetings',
      'remove:meetingsSuite',
    );
    expect((await counted(back)).asked.map(({ status }) => status)).toEqual([200]);
    expect(await heldNow(organisation.account(), nobody)).toEqual(new Set());
  });

  it('keep the order in which users were asked for', () => {
    const [one, other] = holding(people, ['ucm']);
    if (!other) throw new Error('only one');
    const [first, ...rest] = changesOf(one, 'remove:ucm', 'remove:call');
    const second = changesOf(other, 'remove:ucm');
    if (!first) throw new Error('none');
    expect(writesOf(account).group([first, ...second, ...rest])).toEqual([[first, ...rest], second]);
  });
});

describe('calling details', () => {
  it('give the user number and location', async () => {
    const [user] = holding(
      people,
      ['call'],
      ['professional', 'professionalOver', 'standard', 'ucm', 'cxEssentials'],
    );
    const changes = changesOf(user, 'add:professional', 'add:cxEssentials');
    const { result, asked } = await counted(changes);
    expect(asked.map(({ status }) => status)).toEqual([200]);
    expect(statuses(result)).toEqual({ 'add:professional': 'ACCEPTED', 'add:cxEssentials': 'ACCEPTED' });
    const person = await fetch(`${organisation.emulator.url}/v1/people/${user.externalId}?callingData=true`, {
      headers: { authorization: `Bearer ${access.accessToken}` },
    });
    expect(await person.json()).toMatchObject({
      locationId: DETAILS.locationId,
      phoneNumbers: [{ type: 'work_extension', value: expect.stringMatching(/7777$/) }],
    });
  });

  it('that Webex cannot use fail their own license alone', async () => {
    const [user] = holding(
      people,
      ['call'],
      ['professional', 'professionalOver', 'standard', 'ucm', 'messaging'],
    );
    const changes = changesOf(user, 'add:professional', 'add:messaging').map((change) => ({
      ...change,
      calling: { ...DETAILS, phoneNumber: '+4999999999' },
    }));
    const { result, asked } = await counted(changes);
    expect(asked.map(({ status }) => status)).toEqual([206]);
    expect(statuses(result)).toEqual({ 'add:professional': 'REJECTED', 'add:messaging': 'ACCEPTED' });
    expect(await shown(changes)).toEqual([false, true]);
  });
});

describe('a license already held, or not held', () => {
  it('is no failure', async () => {
    const [user] = holding(people, ['call'], ['translations']);
    const { result } = await counted(changesOf(user, 'add:call', 'remove:translations'));
    expect(statuses(result)).toEqual({ 'add:call': 'ACCEPTED', 'remove:translations': 'ACCEPTED' });
  });
});

describe('users of other organisations', () => {
  async function externals(): Promise<readonly User[]> {
    const { items } = await account.assignments.ofLicense(licenseId('meetingsSuite'), null, testCall());
    return items
      .map(({ assignee }) => assignee)
      .filter((assignee) => assignee.kind === 'USER')
      .filter(({ userKind }) => userKind === 'EXTERNAL');
  }

  it('are offered a license, which no read shows before they accept', async () => {
    const [user] = await externals();
    if (!user) throw new Error('no externals');
    const changes = changesOf(user, 'add:meetingCenter');
    const world = await worldOf(account, [user]);
    expect(writesOf(account).check(changes, world)).toEqual(new Map());
    const { result, asked } = await counted(changes);
    expect(operations(asked)).toEqual([WRITE]);
    expect(result.get(changes[0]?.id ?? '')).toMatchObject({ status: 'ACCEPTED', problem: null });
    expect((await heldNow(organisation.account(), user)).has(licenseId('meetingCenter'))).toBe(false);
  });

  it.each(['omit', 'empty'])('lose what they hold, with groups that are empty: %s', async (dialect) => {
    organisation.emulator.setSwitch('emptyGroups', dialect);
    const [user] = await externals();
    if (!user) throw new Error('no externals');
    const changes = changesOf(user, 'remove:meetingsSuite');
    expect(statuses((await counted(changes)).result)).toEqual({ 'remove:meetingsSuite': 'ACCEPTED' });
    const ids = (await externals()).map(({ externalId }) => externalId);
    expect(ids).not.toContain(user.externalId);
  });

  it('take no other license, said beforehand', async () => {
    const [user] = await externals();
    if (!user) throw new Error('no externals');
    const [change] = changesOf(user, 'add:messaging');
    if (!change) throw new Error('none');
    const problems = writesOf(account).check([change], await worldOf(account, [user]));
    expect(problems.get(change.id)).toMatchObject({ code: 'CHANGE_REFUSED', blame: 'CALLER' });
    expect(statuses((await counted([change])).result)).toEqual({ 'add:messaging': 'REJECTED' });
  });
});

describe('a user nobody knows', () => {
  it.each(['add:messaging', 'add:meetingCenter'] as const)('is refused: %s', async (wish) => {
    const nobody = Buffer.from('ciscospark://us/PEOPLE/00000000-0000-4000-8000-000000000000').toString(
      'base64url',
    );
    const changes = changesOf({ kind: 'USER', externalId: nobody }, wish);
    const { result, asked } = await counted(changes);
    expect(operations(asked).filter((operation) => operation === WRITE)).toEqual([WRITE]);
    const sent = result.get(changes[0]?.id ?? '');
    expect(sent).toMatchObject({
      status: 'REJECTED',
      problem: { code: 'UPSTREAM_REJECTED', accountKey: 'webex' },
    });
    expect(sent?.problem?.hint).toMatch(/no such user/);
  });
});

describe('dialects of Webex', () => {
  const held = ['call'];
  const without = ['professional', 'professionalOver', 'standard', 'ucm', 'messaging', 'attendantConsole'];

  it('that give reasons with a partial success are told which license each is about', async () => {
    organisation.emulator.setSwitch('partialErrors', true);
    const [user] = holding(people, held, without);
    const changes = changesOf(user, 'add:attendantConsole', 'add:messaging');
    const { result, asked } = await counted(changes);
    expect(asked.map(({ status }) => status)).toEqual([206]);
    expect(result.get(changes[0]?.id ?? '')).toMatchObject({
      status: 'REJECTED',
      problem: { code: 'UPSTREAM_REJECTED', providerCode: '400408' },
    });
    expect(result.get(changes[1]?.id ?? '')?.status).toBe('ACCEPTED');
  });

  it('that know no partial success refuse the whole, naming the culprit', async () => {
    organisation.emulator.setSwitch('partialSuccess', false);
    const [user] = holding(people, held, without);
    const changes = changesOf(user, 'add:attendantConsole', 'add:messaging');
    const { result, asked } = await counted(changes);
    expect(asked.map(({ status }) => status)).toEqual([400]);
    expect(statuses(result)).toEqual({ 'add:attendantConsole': 'REJECTED', 'add:messaging': 'REJECTED' });
    expect(result.get(changes[0]?.id ?? '')?.problem).toMatchObject({
      providerCode: '400408',
      retryable: false,
    });
    const along = result.get(changes[1]?.id ?? '')?.problem;
    expect(along).toMatchObject({ providerCode: '400408', retryable: true });
    expect(along?.hint).toContain(licenseId('attendantConsole'));
    expect(await shown(changes)).toEqual([false, false]);
  });

  it('that leave a license nobody knows to its own are understood, and those that refuse the whole', async () => {
    const unknown = Buffer.from(
      'ciscospark://us/LICENSE/0d9c7a52-5b1e-4c3f-8a77-2f60c1b4e9d1:RTT_00000000-0000-4000-8000-000000000000',
    ).toString('base64url');
    const [user] = holding(people, held, without);
    for (const [dialect, status] of [
      ['request', 'REJECTED'],
      ['operation', 'ACCEPTED'],
    ] as const) {
      organisation.emulator.setSwitch('unknownLicense', dialect);
      const [known] = changesOf(user, 'add:messaging');
      if (!known) throw new Error('none');
      const { result } = await counted([known, { ...known, id: 'unknown', licenseId: unknown }]);
      expect(result.get('unknown')?.status).toBe('REJECTED');
      expect(result.get(known.id)?.status).toBe(status);
    }
  });

  it('that show a change late are believed, and read again', async () => {
    organisation.emulator.setSwitch('propagationLagMs', 60_000);
    const [user] = holding(people, held, without);
    const changes = changesOf(user, 'add:messaging');
    expect(statuses((await counted(changes)).result)).toEqual({ 'add:messaging': 'ACCEPTED' });
    expect(await shown(changes)).toEqual([false]);
    organisation.emulator.clock.advance(61_000);
    expect(await shown(changes)).toEqual([true]);
  });

  it('that manage messaging elsewhere refuse it with their own code', async () => {
    organisation.emulator.setSwitch('messagingPerUser', false);
    const [user] = holding(people, held, without);
    const changes = changesOf(user, 'add:messaging');
    const { result } = await counted(changes);
    expect(result.get(changes[0]?.id ?? '')).toMatchObject({
      status: 'REJECTED',
      problem: { providerCode: '400118' },
    });
  });

  it('repeat the id of the request, twice even', async () => {
    organisation.emulator.setSwitch('doubleTrackingId', true);
    const [user] = holding(people, held, without);
    const [sent] = (await counted(changesOf(user, 'add:messaging'))).result.values();
    expect(sent?.upstreamRequestIds).toEqual([
      expect.stringMatching(/^LG_[0-9a-f]{8}-(?:[0-9a-f]{4}-){3}[0-9a-f]{12}$/),
    ]);
  });
});

describe('tokens', () => {
  it.each([
    ['readOnlyAccessToken', 403, 'UPSTREAM_FORBIDDEN'],
    ['userAccessToken', 403, 'UPSTREAM_FORBIDDEN'],
  ] as const)('without the right to write are refused: %s', async (name, status, code) => {
    const weak = organisation.account({ accessToken: access[name] });
    const [user] = holding(people, ['ucm']);
    const { result, asked } = await organisation.counted(() => sendAll(weak, changesOf(user, 'remove:ucm')));
    expect(asked.map((entry) => entry.status)).toEqual([status]);
    expect([...result.values()][0]).toMatchObject({
      status: 'REJECTED',
      problem: { code, accountKey: 'webex' },
    });
  });
});

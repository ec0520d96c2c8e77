// What is refused before anything is sent, and that Webex would have refused it: each set is sent all the same.
import { describe, expect, it } from '@jest/globals';
import type { User } from '../../../src/domain/assignee.ts';
import { assigneeKey, type Change, type CurrentState } from '../../../src/domain/change.ts';
import type { Problem } from '../../../src/domain/problem.ts';
import { only, present, refusedBeforehand } from '../../support/assertions.ts';
import { useProvider } from '../../support/provider.ts';
import { licenseId } from '../../support/providers/webex.ts';
import { testCall } from '../../support/runtime.ts';
import type { CallingDetails } from '../../../src/providers/webex/writes/options.ts';
import {
  byEdit,
  change,
  changesOf,
  DETAILS,
  heldNow,
  location,
  sendAll,
  useSeed,
  worldOf,
  type ChangeName,
  withCalling,
} from './changes.ts';

const bench = useProvider('webex');
const { account } = bench;
const seed = useSeed(bench);

const NO_CALLING = [
  'professional',
  'professionalOver',
  'standard',
  'attendantConsole',
  'cxEssentials',
  'ucm',
];

/** Problems by edit. */
async function check(changes: readonly Change[], user: User): Promise<ReadonlyMap<string, Problem>> {
  const world = await worldOf(account, [user]);
  bench.forget();
  const problems = refusedBeforehand(account.writes, changes, world);
  expect(bench.calls()).toEqual([]);
  return byEdit(problems);
}

/** Code and Webex's own code by edit. */
function codes(problems: ReadonlyMap<string, Problem>): Readonly<Record<string, string>> {
  return Object.fromEntries(
    [...problems].map(([edit, { code, providerCode }]) => [edit, `${code} ${providerCode}`]),
  );
}

/** Webex's own codes when the set is sent all the same. */
async function answers(changes: readonly Change[]): Promise<ReadonlySet<string | null>> {
  const sent = [...(await sendAll(account, changes)).values()];
  const rejected = sent.filter(({ status }) => status === 'REJECTED');
  return new Set(rejected.map(({ problem }) => problem?.providerCode ?? null));
}

describe('a combination Webex refuses', () => {
  interface Scene {
    readonly what: string;
    readonly held: readonly string[];
    readonly without: readonly string[];
    readonly edits: readonly ChangeName[];
    readonly refused: Readonly<Record<string, string>>;
  }

  const SCENES: readonly Scene[] = [
    {
      what: 'Professional with Standard, both new',
      held: ['call'],
      without: NO_CALLING,
      edits: ['add:standard', 'add:professional'],
      refused: {
        'add:standard': 'LICENSES_CONFLICT 400404',
        'add:professional': 'LICENSES_CONFLICT 400404',
      },
    },
    {
      what: 'Standard for who holds Professional',
      held: ['professional'],
      without: ['attendantConsole', 'cxEssentials'],
      edits: ['add:standard', 'remove:call'],
      refused: { 'add:standard': 'LICENSES_CONFLICT 400404' },
    },
    {
      what: 'Attendant Console for who holds Standard',
      held: ['standard'],
      without: [],
      edits: ['add:attendantConsole'],
      refused: { 'add:attendantConsole': 'LICENSES_CONFLICT 400406' },
    },
    {
      what: 'Customer Experience Essentials for who holds Standard',
      held: ['standard'],
      without: [],
      edits: ['add:cxEssentials'],
      refused: { 'add:cxEssentials': 'LICENSES_CONFLICT 400407' },
    },
    {
      what: 'Attendant Console without Professional',
      held: ['call'],
      without: NO_CALLING,
      edits: ['add:attendantConsole', 'add:messaging'],
      refused: { 'add:attendantConsole': 'PREREQUISITE_MISSING 400408' },
    },
    {
      what: 'Attendant Console while Professional goes',
      held: ['professional'],
      without: ['attendantConsole', 'cxEssentials'],
      edits: ['remove:professional', 'add:attendantConsole'],
      refused: { 'add:attendantConsole': 'PREREQUISITE_MISSING 400408' },
    },
    {
      what: 'Professional down to Standard',
      held: ['professional'],
      without: ['attendantConsole', 'cxEssentials'],
      edits: ['remove:professional', 'add:standard'],
      refused: {
        'remove:professional': 'RULE_REFUSED 400112',
        'add:standard': 'RULE_REFUSED 400112',
      },
    },
    {
      what: 'Customer Experience Essentials down to Standard',
      held: ['professional', 'cxEssentials'],
      without: [],
      edits: ['remove:cxEssentials', 'remove:professional', 'add:standard'],
      refused: {
        'remove:professional': 'RULE_REFUSED 400112',
        'remove:cxEssentials': 'RULE_REFUSED 400410',
        'add:standard': 'RULE_REFUSED 400410',
      },
    },
    {
      what: 'paid messaging without the free one',
      held: [],
      without: ['basicMessaging'],
      edits: ['add:messaging'],
      refused: { 'add:messaging': 'PREREQUISITE_MISSING 700003' },
    },
    {
      what: 'paid meetings without the free ones',
      held: [],
      without: ['basicMessaging'],
      edits: ['add:spaceMeetings'],
      refused: { 'add:spaceMeetings': 'PREREQUISITE_MISSING 700004' },
    },
    {
      what: 'free messaging taken from under paid messaging',
      held: ['basicMessaging', 'messaging'],
      without: [],
      edits: ['remove:basicMessaging'],
      refused: { 'remove:basicMessaging': 'PREREQUISITE_MISSING 700003' },
    },
    {
      what: 'free meetings taken from under paid ones',
      held: ['basicMeetings', 'spaceMeetings'],
      without: [],
      edits: ['remove:basicMeetings'],
      refused: { 'remove:basicMeetings': 'PREREQUISITE_MISSING 700004' },
    },
    {
      what: 'meetings without free messaging',
      held: [],
      without: ['basicMessaging'],
      edits: ['add:basicMeetings'],
      refused: { 'add:basicMeetings': 'PREREQUISITE_MISSING 700005' },
    },
    {
      what: 'free messaging taken from under meetings',
      held: ['basicMessaging', 'basicMeetings'],
      without: ['messaging', 'meetingsSuite', 'meetingCenter', 'spaceMeetings'],
      edits: ['remove:basicMessaging'],
      refused: { 'remove:basicMessaging': 'PREREQUISITE_MISSING 700005' },
    },
    {
      what: 'screen share removed',
      held: ['screenShare'],
      without: [],
      edits: ['remove:screenShare', 'remove:call'],
      refused: { 'remove:screenShare': 'RULE_REFUSED 700006' },
    },
  ];

  it.each(SCENES)('is refused with its code: $what', async ({ held, without, edits, refused }) => {
    const [user] = seed.holding(held, without);
    const changes = changesOf(user, ...edits);
    const problems = await check(changes, user);
    expect(codes(problems)).toEqual(refused);
    for (const found of problems.values()) {
      expect(found).toMatchObject({ blame: 'CALLER', accountKey: 'webex', hint: expect.any(String) });
    }
  });

  // In two requests Webex sees no downgrade: a removal alone is nothing else to it.
  const seenByWebex = SCENES.filter(({ refused }) => !('remove:professional' in refused));

  it.each(seenByWebex)(
    'would have been refused by Webex: $what',
    async ({ held, without, edits, refused }) => {
      const [user] = seed.holding(held, without);
      const given = await answers(changesOf(user, ...edits));
      const expected = Object.values(refused).map((code) => code.split(' ').at(-1));
      expect(given.size).toBeGreaterThan(0);
      for (const code of given) expect([...expected, null]).toContain(code);
    },
  );
});

describe('a combination that comes out right', () => {
  it.each([
    [
      'Attendant Console with Professional',
      ['call'],
      NO_CALLING,
      ['add:attendantConsole', 'add:professional'],
    ],
    [
      'both of them gone',
      ['professional', 'attendantConsole'],
      [],
      ['remove:professional', 'remove:attendantConsole'],
    ],
    ['Standard up to Professional', ['standard'], [], ['add:professional', 'remove:standard']],
    [
      'one Professional for another',
      ['professionalOver'],
      [],
      ['add:professional', 'remove:professionalOver'],
    ],
    [
      'paid with free',
      [],
      ['basicMessaging'],
      ['add:messaging', 'add:spaceMeetings', 'add:basicMeetings', 'add:basicMessaging'],
    ],
    ['paid messaging alone gone', ['messaging'], [], ['remove:messaging']],
    [
      'Professional gone before Attendant Console',
      ['professional', 'attendantConsole'],
      [],
      ['remove:professional'],
    ],
  ] as const)('is let through, here and by Webex: %s', async (_, held, without, edits) => {
    const [user] = seed.holding(held, without);
    const changes = changesOf(user, ...edits);
    expect(await check(changes, user)).toEqual(new Map());
    const sent = await sendAll(account, changes);
    expect([...sent.values()].map(({ status }) => status)).toEqual(changes.map(() => 'ACCEPTED'));
  });

  it('is not spoilt by a change that is refused', async () => {
    const [user] = seed.holding(['professional'], ['attendantConsole', 'cxEssentials']);
    const problems = await check(
      changesOf(user, 'add:standard', 'add:attendantConsole', 'add:cxEssentials'),
      user,
    );
    expect(codes(problems)).toEqual({ 'add:standard': 'LICENSES_CONFLICT 400404' });
  });

  it('is not made by a change that is refused', async () => {
    const [user] = seed.holding(['call'], NO_CALLING);
    const changes = changesOf(user, 'add:attendantConsole', 'add:professional').map((one) =>
      one.licenseId === licenseId('professional') ? withCalling(one, null) : one,
    );
    expect(codes(await check(changes, user))).toEqual({
      'add:attendantConsole': 'PREREQUISITE_MISSING 400408',
      'add:professional': 'CALLING_DETAILS_REQUIRED 400411',
    });
  });

  it("is each user's own", async () => {
    const [one] = seed.holding(['standard']);
    const [other] = seed.holding(['call'], NO_CALLING);
    const changes = [...changesOf(one, 'add:messaging'), ...changesOf(other, 'add:professional')];
    expect(refusedBeforehand(account.writes, changes, await worldOf(account, [one, other]))).toEqual(
      new Map(),
    );
  });

  it('was not the fault of who asks for something else', async () => {
    const [user] = seed.holding(['messaging']);
    const world = await holdingOnly(user, ['messaging', 'standard', 'professional']);
    expect(refusedBeforehand(account.writes, changesOf(user, 'add:translations'), world)).toEqual(new Map());
  });

  it('is no better for free meetings that lack free messaging themselves', async () => {
    const [user] = seed.holding(['call']);
    const world = await holdingOnly(user, ['basicMeetings']);
    const problems = refusedBeforehand(account.writes, changesOf(user, 'add:spaceMeetings'), world);
    expect([...problems.values()].map(({ providerCode }) => providerCode)).toEqual(['700005']);
  });

  it('needs nothing the organisation does not have', async () => {
    const [user] = seed.holding(['call']);
    const world = await holdingOnly(user, []);
    const catalogue = world.catalogue.filter(({ externalId }) => externalId !== licenseId('basicMessaging'));
    expect(
      refusedBeforehand(account.writes, changesOf(user, 'add:messaging'), { ...world, catalogue }),
    ).toEqual(new Map());
    expect(refusedBeforehand(account.writes, changesOf(user, 'add:messaging'), world).size).toBe(1);
  });

  it('is not judged where nobody knows what is held', async () => {
    const [user] = seed.holding(['call']);
    const world = { ...(await worldOf(account, [user])), held: new Map() };
    const problems = refusedBeforehand(
      account.writes,
      changesOf(user, 'add:attendantConsole', 'remove:screenShare'),
      world,
    );
    expect([...problems.values()].map(({ providerCode }) => providerCode)).toEqual(['700006']);
  });

  it('is judged by names where ids do not tell', async () => {
    const [user] = seed.holding(['call']);
    const world = await holdingOnly(user, []);
    const named = (name: string) => ({
      ...present(world.catalogue[0]),
      name,
      externalId: Buffer.from(`license ${name}`).toString('base64url'),
    });
    const catalogue = [
      'Webex Calling - Basic',
      'Webex Calling - Professional',
      'Messaging',
      'Basic Messaging',
    ].map(named);
    const changes = catalogue
      .slice(0, 3)
      .map(({ externalId, name }) => change(user, 'ASSIGN', externalId, name));
    expect(codes(refusedBeforehand(account.writes, changes, { ...world, catalogue }))).toEqual({
      'Webex Calling - Basic': 'LICENSES_CONFLICT 400404',
      'Webex Calling - Professional': 'LICENSES_CONFLICT 400404',
      Messaging: 'PREREQUISITE_MISSING 700003',
    });
  });
});

/** The world as if the user held these alone. */
async function holdingOnly(user: User, names: readonly string[]): Promise<CurrentState> {
  const world = await worldOf(account, [user]);
  const any = present(world.held.get(assigneeKey(user))?.[0]);
  const assignments = names.map((name) => ({ ...any, licenseId: licenseId(name) }));
  return { ...world, held: new Map([[assigneeKey(user), assignments]]) };
}

describe('calling details', () => {
  const number = '+12025550129';
  const good: readonly CallingDetails[] = [
    DETAILS,
    { locationId: null, phoneNumber: number, extension: null },
    { locationId: null, phoneNumber: number.slice(1), extension: '12' },
    { locationId: location(1), phoneNumber: number, extension: '12' },
  ];
  const bad: readonly (CallingDetails | null)[] = [
    null,
    { locationId: null, phoneNumber: null, extension: null },
    { locationId: location(0), phoneNumber: null, extension: null },
    { locationId: null, phoneNumber: null, extension: '12' },
    { ...DETAILS, extension: '12a' },
    { ...DETAILS, phoneNumber: '02025550129' },
    { ...DETAILS, phoneNumber: 'call me' },
    { ...DETAILS, locationId: 'Headquarters' },
  ];

  it.each(['professional', 'standard', 'attendantConsole', 'cxEssentials'])(
    'are needed for %s',
    async (name) => {
      const [user] = seed.holding(['professional']);
      const world = await holdingOnly(user, name === 'attendantConsole' ? ['professional'] : []);
      const [asked] = changesOf(user, `add:${name}`);
      const codeWith = (calling: CallingDetails | null) => {
        const problems = refusedBeforehand(account.writes, [withCalling(asked, calling)], world);
        return [...problems.values()].map(({ code }) => code);
      };
      for (const calling of good) expect(codeWith(calling)).toEqual([]);
      for (const calling of bad) expect(codeWith(calling)).toEqual(['CALLING_DETAILS_REQUIRED']);
    },
  );

  it('are needed for nothing else', async () => {
    const [user] = seed.holding(['call'], ['translations', 'messaging']);
    const changes = changesOf(user, 'add:ucm', 'add:translations', 'add:messaging', 'remove:call');
    expect(
      await check(
        changes.map((one) => withCalling(one, null)),
        user,
      ),
    ).toEqual(new Map());
  });

  it('are asked for by Webex as well', async () => {
    const [user] = seed.holding(['call'], NO_CALLING);
    const changes = changesOf(user, 'add:professional').map((one) => withCalling(one, null));
    expect(await answers(changes)).toEqual(new Set(['400411']));
  });
});

describe('who attends a site', () => {
  it('cannot become its host, said beforehand and by Webex', async () => {
    const [attendee] = seed.withRole('ATTENDEE');
    const changes = changesOf(attendee, 'add:meetingsSuite');
    expect(codes(await check(changes, attendee))).toEqual({ 'add:meetingsSuite': 'LICENSES_CONFLICT null' });
    expect(only((await sendAll(account, changes)).values()).status).toBe('REJECTED');
    expect((await heldNow(account, attendee)).has(licenseId('meetingsSuite'))).toBe(false);
  });

  it('is recognised however the site is spelt', async () => {
    const [user] = seed.holding(['call']);
    const world = await holdingOnly(user, ['basicMessaging', 'basicMeetings']);
    const held = world.held.get(assigneeKey(user)) ?? [];
    const attendee = held.slice(0, 1).map(({ accountKey, assignee, status, assignedAt, removalOn }) => ({
      accountKey,
      assignee,
      status,
      assignedAt,
      removalOn,
      siteUrl: 'ACME.Webex.com',
    }));
    const problems = refusedBeforehand(account.writes, changesOf(user, 'add:meetingsSuite'), {
      ...world,
      held: new Map([[assigneeKey(user), [...held, ...attendee]]]),
    });
    expect([...problems.values()].map(({ code }) => code)).toEqual(['LICENSES_CONFLICT']);
  });

  it('is told from who is named a host of it without a license', async () => {
    const unlicensed = seed.holding(['call'], ['meetingsSuite']);
    const host = present(seed.withRole('HOST').find((user) => unlicensed.includes(user)));
    expect(await check(changesOf(host, 'add:meetingsSuite'), host)).toEqual(new Map());
  });

  it('may host another one', async () => {
    const attendee = present(
      seed
        .withRole('ATTENDEE')
        .find(({ siteAccounts }) => siteAccounts?.every(({ role }) => role === 'ATTENDEE')),
    );
    expect(await check(changesOf(attendee, 'add:meetingCenter'), attendee)).toEqual(new Map());
  });
});

describe('what Webex has no way for', () => {
  it('is said beforehand: licenses of workspaces', async () => {
    const [workspace] = (await account.assignees.WORKSPACE.page(null, testCall())).items;
    const world = await worldOf(account, []);
    const changes = changesOf(present(workspace), 'add:professional', 'remove:workspaces');
    const problems = refusedBeforehand(account.writes, changes, world);
    expect([...problems.values()].map(({ code }) => code)).toEqual(['NOT_SUPPORTED', 'NOT_SUPPORTED']);
  });
});

describe('an exclusive group', () => {
  it('is known to Webex alone, and refused with its code', async () => {
    const [user] = seed.holding(['standardAgent'], ['premiumAgent']);
    const changes = changesOf(user, 'add:premiumAgent');
    expect(await check(changes, user)).toEqual(new Map());
    expect(await answers(changes)).toEqual(new Set(['400413']));
  });
});

describe('seats', () => {
  it('may be exceeded by calling licenses alone', async () => {
    const { items: catalogue } = await account.catalogue(testCall());
    const exceeding = catalogue.filter((license) => account.writes.mayExceedSeats?.(license));
    const calling = [
      'professional',
      'professionalOver',
      'standard',
      'attendantConsole',
      'cxEssentials',
      'workspaces',
      'hotDesk',
      'routeList',
    ];
    expect(new Set(exceeding.map(({ externalId }) => externalId))).toEqual(new Set(calling.map(licenseId)));
  });

  it.each([
    ['professionalOver', 'ACCEPTED', null],
    ['translations', 'REJECTED', '999001'],
  ] as const)('are counted by Webex too: %s', async (name, status, code) => {
    const [user] = seed.holding(['call'], [...NO_CALLING, name]);
    const sent = only((await sendAll(account, changesOf(user, `add:${name}`))).values());
    expect(sent.status).toBe(status);
    expect(sent.problem?.providerCode ?? null).toBe(code);
  });
});

// Host and attendee of a meeting site: what a wish is about, which requests it takes, what is refused and what shows.
import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { z } from 'zod';
import type { User } from '../../../src/domain/assignee.ts';
import { assigneeKey, isAbout, type Change } from '../../../src/domain/change.ts';
import { ProblemError } from '../../../src/domain/problem.ts';
import type { ProviderAccount } from '../../../src/providers/provider.ts';
import { holdingsAndAccounts } from '../../../src/providers/webex/sites.ts';
import type { Transport, UpstreamResponse } from '../../../src/upstream/transport.ts';
import { testRuntime } from '../../support/runtime.ts';
import {
  changesOf,
  everybody,
  holding,
  sendAll,
  statuses,
  worldOf,
  writesOf,
  type Target,
} from './changes.ts';
import { licenseId, operations, startOrganisation, testCall, type Organisation } from './organisation.ts';

const SITE = 'acme.webex.com';
const EVENTS = 'acme-events.webex.com';
const WRITE = 'PATCH /v1/licenses/users';

let organisation: Organisation;
let account: ProviderAccount;
let people: readonly User[];
/** Bodies of the changes that left. */
let sent: object[];
const { runtime, close } = testRuntime();
const keeping: Transport = (request) => {
  if (request.method === 'PATCH') sent.push(z.looseObject({}).parse(JSON.parse(request.body ?? '')));
  return runtime.transport(request);
};
beforeAll(async () => {
  organisation = await startOrganisation();
  people = await everybody(organisation.account());
});
afterAll(async () => {
  close();
  await organisation.close();
});
beforeEach(() => {
  organisation.emulator.reset();
  sent = [];
  account = organisation.account(undefined, { transport: keeping });
});

const attends = ({ siteAccounts }: User): boolean =>
  siteAccounts?.some(({ siteUrl, role }) => siteUrl === SITE && role === 'ATTENDEE') ?? false;

function attendee(isFit: (user: User) => boolean = () => true): User {
  const found = people.find((user) => attends(user) && isFit(user));
  if (!found) throw new Error('the seed has no such attendee');
  return found;
}

/** Somebody who holds the license of the site, and administers nothing. */
function host(): User {
  const found = holding(people, ['meetingsSuite']).filter((user) => user.state === 'ACTIVE')[1];
  if (!found) throw new Error('the seed has no such host');
  return found;
}

/** A change of an attendee account. */
function seat(target: Target, wish: 'add' | 'remove', siteUrl = SITE, license = 'meetingsSuite'): Change {
  const [change] = changesOf(target, `${wish}:${license}`);
  if (!change) throw new Error('no change');
  const site = { siteUrl, role: 'ATTENDEE' } as const;
  return { ...change, id: `${target.externalId} ${wish}:attendee`, calling: null, site };
}

/** Bodies of the requests, users left out. */
function bodies(): unknown[] {
  return sent.map((body) => Object.fromEntries(Object.entries(body).filter(([name]) => name !== 'personId')));
}

async function shows(changes: readonly Change[], user: User): Promise<readonly boolean[]> {
  const { held } = await worldOf(organisation.account(), [user]);
  const rows = held.get(assigneeKey(user)) ?? [];
  return changes.map((change) => rows.some((row) => isAbout(change, row)) === (change.action === 'ASSIGN'));
}

async function refused(changes: readonly Change[], user: User): Promise<Readonly<Record<string, string>>> {
  const problems = writesOf(account).check(changes, await worldOf(account, [user]));
  return Object.fromEntries([...problems].map(([id, { code }]) => [id.split(' ').at(-1) ?? '', code]));
}

describe('a wish for a role', () => {
  async function meant(
    license: string,
    siteUrl: string,
    role: 'ATTENDEE' | 'HOST',
    assignee: User = attendee(),
  ) {
    const catalogue = await account.catalogue(testCall());
    const found = catalogue.find(({ externalId }) => externalId === licenseId(license));
    if (!found) throw new Error(`no license ${license}`);
    try {
      return writesOf(account).attendeeAccount?.({ siteUrl, role }, found, assignee);
    } catch (error) {
      if (error instanceof ProblemError) return error.problem.code;
      throw error;
    }
  }

  it('is about the attendee account on the site of the license, or about the license itself', async () => {
    expect(await meant('meetingsSuite', 'ACME.Webex.COM', 'ATTENDEE')).toEqual({
      siteUrl: SITE,
      role: 'ATTENDEE',
    });
    expect(await meant('meetingsSuite', 'ACME.Webex.COM', 'HOST')).toBeNull();
  });

  it.each(['ATTENDEE', 'HOST'] as const)(
    "of %s is refused on a site that is not the license's",
    async (role) => {
      expect(await meant('meetingsSuite', 'other.webex.com', role)).toBe('BAD_INPUT');
      expect(await meant('meetingCenter', SITE, role)).toBe('BAD_INPUT');
      expect(await meant('messaging', SITE, role)).toBe('BAD_INPUT');
    },
  );

  it('is refused for the attendee accounts of other organisations, which no read shows', async () => {
    for (const userKind of ['EXTERNAL', 'UNKNOWN'] as const) {
      const stranger: User = { kind: 'USER', accountKey: 'webex', externalId: 'x', userKind };
      expect(await meant('meetingsSuite', SITE, 'ATTENDEE', stranger)).toBe('NOT_SUPPORTED');
      expect(await meant('meetingsSuite', SITE, 'HOST', stranger)).toBeNull();
    }
  });
});

describe('an attendee account', () => {
  it('is removed and assigned by one request each, without a license in it', async () => {
    const user = attendee();
    const removal = [seat(user, 'remove')];
    expect(statuses(await sendAll(account, removal))).toEqual({ 'remove:attendee': 'ACCEPTED' });
    expect(await shows(removal, user)).toEqual([true]);
    const assignment = [seat(user, 'add')];
    expect(statuses(await sendAll(account, assignment))).toEqual({ 'add:attendee': 'ACCEPTED' });
    expect(await shows(assignment, user)).toEqual([true]);
    const entry = { siteUrl: SITE, accountType: 'attendee' };
    expect(bodies()).toEqual([
      { siteUrls: [{ ...entry, operation: 'remove' }] },
      { siteUrls: [{ ...entry, operation: 'add' }] },
    ]);
  });

  it('shows for users who hold no license at all, and for nobody of whom nothing was told', () => {
    const siteAccounts = [
      { siteUrl: SITE, role: 'ATTENDEE', rawRole: 'attendee' },
      { siteUrl: EVENTS, role: 'HOST', rawRole: 'host' },
    ] as const;
    const user: User = { kind: 'USER', accountKey: 'webex', externalId: 'x', siteAccounts };
    expect(holdingsAndAccounts({ ...user, assignments: [] })).toMatchObject([
      { licenseId: '', attends: SITE },
    ]);
    expect(holdingsAndAccounts(user)).toBeUndefined();
  });

  it('is read by the reads that tell the licenses, without one more', async () => {
    const asked = people
      .slice(0, 30)
      .map(({ kind, accountKey, externalId }) => ({ kind, accountKey, externalId }));
    await account.catalogue(testCall());
    const plain = await organisation.counted(() => account.assignments.ofAssignees(asked, testCall()));
    const whole = await organisation.counted(async () => writesOf(account).readBack?.(asked, testCall()));
    expect(operations(whole.asked)).toEqual(operations(plain.asked));
    expect([...plain.result.values()].flat().some((row) => row !== null && 'attends' in row)).toBe(false);
    const told = [...(whole.result ?? [])].filter(
      ([, rows]) => Array.isArray(rows) && rows.some(({ attends: site }) => site === SITE),
    );
    expect(told.map(([id]) => id).sort()).toEqual(
      people
        .slice(0, 30)
        .filter(attends)
        .map(({ externalId }) => externalId)
        .sort(),
    );
    expect(told.length).toBeGreaterThan(0);
  });

  it('goes in one request with licenses of other kinds', async () => {
    const user = attendee(({ assignments }) =>
      (assignments ?? []).some((row) => row.licenseId === licenseId('call')),
    );
    const changes = [...changesOf(user, 'remove:call'), seat(user, 'remove')];
    const { result, asked } = await organisation.counted(() => sendAll(account, changes));
    expect(operations(asked)).toEqual([WRITE]);
    expect(statuses(result)).toEqual({ 'remove:call': 'ACCEPTED', 'remove:attendee': 'ACCEPTED' });
    expect(await shows(changes, user)).toEqual([true, true]);
  });

  it('goes in one request with the license of another site', async () => {
    const user = attendee();
    const changes = [...changesOf(user, 'add:meetingCenter'), seat(user, 'remove')];
    expect(await refused(changes, user)).toEqual({});
    const { asked } = await organisation.counted(() => sendAll(account, changes));
    expect(operations(asked)).toEqual([WRITE]);
    expect(await shows(changes, user)).toEqual([true, true]);
  });
});

describe('a change of roles', () => {
  it('from attendee to host and back takes two requests each, the removal first', async () => {
    const user = attendee();
    const up = [...changesOf(user, 'add:meetingsSuite'), seat(user, 'remove', 'ACME.webex.com')];
    const promotion = up.map((change) => ({ ...change, calling: null }));
    expect(await refused(promotion, user)).toEqual({});
    expect(writesOf(account).group(promotion)).toHaveLength(1);
    expect(
      statuses(await sendAll(account, [...changesOf(user, 'add:meetingsSuite'), seat(user, 'remove')])),
    ).toEqual({
      'remove:attendee': 'ACCEPTED',
      'add:meetingsSuite': 'ACCEPTED',
    });
    expect(await shows(promotion, user)).toEqual([true, true]);
    const down = [seat(user, 'add'), ...changesOf(user, 'remove:meetingsSuite')];
    expect(await refused(down, user)).toEqual({});
    await sendAll(account, down);
    expect(await shows(down, user)).toEqual([true, true]);
    const entry = { siteUrl: SITE, accountType: 'attendee' };
    const license = licenseId('meetingsSuite');
    expect(bodies()).toEqual([
      { siteUrls: [{ ...entry, operation: 'remove' }] },
      { licenses: [{ id: license, operation: 'add' }] },
      { licenses: [{ id: license, operation: 'remove' }] },
      { siteUrls: [{ ...entry, operation: 'add' }] },
    ]);
  });

  it('is not tried further when the removal failed', async () => {
    const user = attendee();
    organisation.emulator.fault({ method: 'PATCH', times: 1, fault: { kind: 'error', status: 500 } });
    const outcomes = await sendAll(account, [seat(user, 'remove'), ...changesOf(user, 'add:meetingsSuite')]);
    expect(statuses(outcomes)).toEqual({ 'remove:attendee': 'UNKNOWN', 'add:meetingsSuite': 'NOT_SENT' });
    expect(bodies()).toHaveLength(1);
  });
});

describe('two roles on one site', () => {
  it('are refused for who is host, said beforehand and by Webex', async () => {
    const user = host();
    const changes = [seat(user, 'add')];
    expect(await refused(changes, user)).toEqual({ 'add:attendee': 'LICENSES_CONFLICT' });
    const [outcome] = [...(await sendAll(account, changes)).values()];
    expect(outcome).toMatchObject({ status: 'REJECTED', problem: { providerCode: '400' } });
  });

  it('are refused while any license of the site stays', async () => {
    const user = host();
    const other = changesOf(user, 'remove:call');
    expect(await refused([seat(user, 'add'), ...other], user)).toEqual({
      'add:attendee': 'LICENSES_CONFLICT',
    });
  });

  it('refuse nothing but the assignment: what it would have needed may go', async () => {
    const user = attendee(({ assignments }) => {
      const held = (assignments ?? []).map((row) => row.licenseId);
      const paid = ['spaceMeetings', 'meetingCenter'].map(licenseId);
      return held.includes(licenseId('basicMeetings')) && !paid.some((license) => held.includes(license));
    });
    const changes = changesOf(user, 'add:meetingsSuite', 'remove:basicMeetings');
    expect(await refused(changes, user)).toEqual({ 'add:meetingsSuite': 'LICENSES_CONFLICT' });
  });

  it('are both refused when asked for together', async () => {
    const user = attendee();
    await sendAll(account, [seat(user, 'remove')]);
    expect(await refused([seat(user, 'add'), ...changesOf(user, 'add:meetingsSuite')], user)).toEqual({
      'add:attendee': 'LICENSES_CONFLICT',
      'add:meetingsSuite': 'LICENSES_CONFLICT',
    });
  });

  it('are no matter of licenses that are of no site, nor of another one', async () => {
    const user = attendee();
    await sendAll(account, [seat(user, 'remove')]);
    expect(await refused([seat(user, 'add'), ...changesOf(user, 'add:meetingCenter')], user)).toEqual({});
  });
});

describe('a site that takes no attendees', () => {
  it('is refused by Webex with its code, and a hint', async () => {
    const user = attendee();
    const [outcome] = [...(await sendAll(account, [seat(user, 'add', EVENTS, 'meetingCenter')])).values()];
    expect(outcome).toMatchObject({
      status: 'REJECTED',
      problem: { providerCode: '400216', hint: expect.stringMatching(/takes no attendees/) },
    });
  });

  it('fails alone: the rest of its request is done', async () => {
    const user = attendee(({ assignments }) =>
      (assignments ?? []).some((row) => row.licenseId === licenseId('call')),
    );
    organisation.emulator.setSwitch('partialErrors', true);
    const changes = [seat(user, 'add', EVENTS, 'meetingCenter'), ...changesOf(user, 'remove:call')];
    const outcomes = await sendAll(account, changes);
    expect(statuses(outcomes)).toEqual({ 'add:attendee': 'REJECTED', 'remove:call': 'ACCEPTED' });
    const codes = [...outcomes.values()].map(({ problem }) => problem?.providerCode ?? null);
    expect(new Set(codes)).toEqual(new Set(['400216', null]));
  });
});

describe('an answer', () => {
  const user = {
    kind: 'USER',
    externalId: 'Y2lzY29zcGFyazovL3VzL1BFT1BMRS83YjBmNWYwYS05M2M0LTRmMWMtOWE1NS0xYzJkM2U0ZjVhNmI',
  } as const;
  const as = (accountType: string | null, siteUrl: string | null = SITE) => ({ siteUrl, accountType });

  async function answered(
    wish: 'add' | 'remove',
    status: number,
    body: unknown,
  ): Promise<string | undefined> {
    const answer: UpstreamResponse = { status, headers: {}, body, content: 'JSON' };
    const scripted = organisation.account(undefined, { transport: () => Promise.resolve(answer) });
    const [outcome] = [...(await sendAll(scripted, [seat(user, wish)])).values()];
    return outcome && [outcome.status, outcome.problem?.code].join(' ').trim();
  }

  const HELD = ['ACCEPTED', 'UNKNOWN WRITE_HAD_NO_EFFECT'];
  const NOT_HELD = [...HELD].reverse();
  it.each([
    [200, { siteUrls: [as('ATTENDEE')] }, HELD],
    [200, { siteUrls: [as('attendee', 'ACME.webex.com')] }, HELD],
    [200, { pendingSiteUrls: [as('ATTENDEE')] }, HELD],
    [200, { siteUrls: [as('HOST'), as('ATTENDEE', EVENTS)] }, NOT_HELD],
    [200, { siteUrls: [as(null), as('ATTENDEE', null)] }, NOT_HELD],
    [200, { siteUrls: null, pendingSiteUrls: [] }, NOT_HELD],
    [200, { licenses: [licenseId('meetingsSuite')] }, NOT_HELD],
    [206, { siteUrls: [as('HOST')] }, ['REJECTED UPSTREAM_REJECTED', 'ACCEPTED']],
    [206, { siteUrls: [as('ATTENDEE')] }, ['ACCEPTED', 'REJECTED UPSTREAM_REJECTED']],
    [200, { siteUrls: 'odd' }, ['UNKNOWN UPSTREAM_BAD_RESPONSE', 'UNKNOWN UPSTREAM_BAD_RESPONSE']],
  ])('%i %j says what became of an assignment and of a removal', async (status, said, expected) => {
    const body = { personId: user.externalId, ...said };
    expect([await answered('add', status, body), await answered('remove', status, body)]).toEqual(expected);
  });

  it('that refuses all because of the account says so of the licenses along with it', async () => {
    const errors = [{ errorCode: 400216, description: `Attendee site ${SITE} is not valid.` }];
    const answer: UpstreamResponse = { status: 400, headers: {}, body: { errors }, content: 'JSON' };
    const scripted = organisation.account(undefined, { transport: () => Promise.resolve(answer) });
    const outcomes = await sendAll(scripted, [seat(user, 'add'), ...changesOf(user, 'remove:call')]);
    const found = [...outcomes.values()].map(({ problem }) => [problem?.providerCode, problem?.retryable]);
    expect(found).toEqual([
      ['400216', true],
      ['400216', false],
    ]);
    expect([...outcomes.values()][0]?.problem?.hint).toContain(`attendee account on ${SITE}`);
  });

  it('that is lost leaves the change UNKNOWN', async () => {
    organisation.emulator.fault({ method: 'PATCH', times: 1, fault: { kind: 'apply-then-cut' } });
    const attending = attendee();
    const changes = [seat(attending, 'remove')];
    expect(statuses(await sendAll(account, changes))).toEqual({ 'remove:attendee': 'UNKNOWN' });
    expect(await shows(changes, attending)).toEqual([true]);
  });
});

// Host and attendee of a meeting site: what a change is about, which requests it takes, what is refused and what shows.
import { describe, expect, it } from '@jest/globals';
import type { User } from '../../../src/domain/assignee.ts';
import {
  THE_LICENSE,
  assigneeKey,
  isAbout,
  isAboutLicense,
  type Change,
} from '../../../src/domain/change.ts';
import { ProblemError } from '../../../src/domain/problem.ts';
import { only, present, refusedBeforehand } from '../../support/assertions.ts';
import { optionsOf } from '../../support/change-requests.ts';
import { useProvider } from '../../support/provider.ts';
import { licenseId } from '../../support/providers/webex.ts';
import { testCall } from '../../support/runtime.ts';
import type { StubAnswer } from '../../support/stub-server.ts';
import {
  bodiesOf,
  byEdit,
  changesOf,
  MARA,
  sendAll,
  SITE,
  statuses,
  useSeed,
  worldOf,
  type Target,
  withCalling,
} from './changes.ts';

const bench = useProvider('webex');
const seed = useSeed(bench);
const { account } = bench;

const EVENTS = 'acme-events.webex.com';
const WRITE = 'PATCH /licenses/users';

function attendee(isFit: (user: User) => boolean = () => true): User {
  return present(seed.withRole('ATTENDEE').find(isFit), 'such an attendee');
}

function holdsCall({ assignments }: User): boolean {
  return (assignments ?? []).some((row) => row.licenseId === licenseId('call'));
}

/** Somebody who holds the license of the site, and administers nothing. */
function host(): User {
  return present(seed.holding(['meetingsSuite']).filter((user) => user.state === 'ACTIVE')[1], 'such a host');
}

/** A change of an attendee account. */
function seat(target: Target, edit: 'add' | 'remove', siteUrl = SITE, license = 'meetingsSuite'): Change {
  const [change] = changesOf(target, `${edit}:${license}`);
  const account = { kind: 'SITE_ACCOUNT', siteUrl, role: 'ATTENDEE' } as const;
  return { ...change, id: `${target.externalId} ${edit}:attendee`, target: account };
}

/** Bodies of the requests, users left out. */
function bodies(): unknown[] {
  return bodiesOf(bench.requests).map((body) => {
    const { personId: _, ...rest } = body;
    return rest;
  });
}

async function shows(changes: readonly Change[], user: User): Promise<readonly boolean[]> {
  const { held } = await worldOf(bench.open(), [user]);
  const rows = held.get(assigneeKey(user)) ?? [];
  return changes.map((change) => rows.some((row) => isAbout(change, row)) === (change.action === 'ASSIGN'));
}

async function refused(changes: readonly Change[], user: User): Promise<Readonly<Record<string, string>>> {
  const problems = byEdit(refusedBeforehand(account.writes, changes, await worldOf(account, [user])));
  return Object.fromEntries([...problems].map(([edit, { code }]) => [edit, code]));
}

describe('a change with a role', () => {
  async function meant(
    license: string,
    siteUrl: string,
    accountType: 'ATTENDEE' | 'HOST',
    assignee: User = attendee(),
  ) {
    const { items: catalogue } = await account.catalogue(testCall());
    const found = catalogue.find(({ externalId }) => externalId === licenseId(license));
    try {
      const options = optionsOf('webex', { site: { siteUrl, accountType } });
      return account.writes.options?.targetOf(options, present(found), assignee);
    } catch (error) {
      if (error instanceof ProblemError) return error.problem.code;
      throw error;
    }
  }

  it('is about the attendee account on the site of the license, or about the license itself', async () => {
    expect(await meant('meetingsSuite', 'ACME.Webex.COM', 'ATTENDEE')).toEqual({
      kind: 'SITE_ACCOUNT',
      siteUrl: SITE,
      role: 'ATTENDEE',
    });
    expect(await meant('meetingsSuite', 'ACME.Webex.COM', 'HOST')).toEqual(THE_LICENSE);
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
      expect(await meant('meetingsSuite', SITE, 'HOST', stranger)).toEqual(THE_LICENSE);
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

  it('goes in one request with licenses of other kinds', async () => {
    const user = attendee(holdsCall);
    const changes = [...changesOf(user, 'remove:call'), seat(user, 'remove')];
    const outcomes = await sendAll(account, changes);
    expect(bench.calls()).toEqual([WRITE]);
    expect(statuses(outcomes)).toEqual({ 'remove:call': 'ACCEPTED', 'remove:attendee': 'ACCEPTED' });
    expect(await shows(changes, user)).toEqual([true, true]);
  });

  it('goes in one request with the license of another site', async () => {
    const user = attendee();
    const changes = [...changesOf(user, 'add:meetingCenter'), seat(user, 'remove')];
    expect(await refused(changes, user)).toEqual({});
    bench.forget();
    await sendAll(account, changes);
    expect(bench.calls()).toEqual([WRITE]);
    expect(await shows(changes, user)).toEqual([true, true]);
  });
});

describe('a change of roles', () => {
  it('from attendee to host and back takes two requests each, the removal first', async () => {
    const user = attendee();
    const up = [...changesOf(user, 'add:meetingsSuite'), seat(user, 'remove', 'ACME.webex.com')];
    const promotion = up.map((change) => (isAboutLicense(change) ? withCalling(change, null) : change));
    expect(await refused(promotion, user)).toEqual({});
    expect(account.writes.group(promotion)).toHaveLength(1);
    const sent = await sendAll(account, [...changesOf(user, 'add:meetingsSuite'), seat(user, 'remove')]);
    expect(statuses(sent)).toEqual({ 'remove:attendee': 'ACCEPTED', 'add:meetingsSuite': 'ACCEPTED' });
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
    bench.emulator.fault({ method: 'PATCH', times: 1, fault: { kind: 'error', status: 500 } });
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
    const outcome = only((await sendAll(account, changes)).values());
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
    const outcomes = await sendAll(account, [seat(user, 'add', EVENTS, 'meetingCenter')]);
    expect(only(outcomes.values())).toMatchObject({
      status: 'REJECTED',
      problem: { providerCode: '400216', hint: expect.stringMatching(/takes no attendees/) },
    });
  });

  it('fails alone: the rest of its request is done', async () => {
    const user = attendee(holdsCall);
    bench.emulator.setSwitch('partialErrors', true);
    const changes = [seat(user, 'add', EVENTS, 'meetingCenter'), ...changesOf(user, 'remove:call')];
    const outcomes = await sendAll(account, changes);
    expect(statuses(outcomes)).toEqual({ 'add:attendee': 'REJECTED', 'remove:call': 'ACCEPTED' });
    const codes = [...outcomes.values()].map(({ problem }) => problem?.providerCode ?? null);
    expect(new Set(codes)).toEqual(new Set(['400216', null]));
  });
});

describe('an answer', () => {
  const as = (accountType: string | null, siteUrl: string | null = SITE) => ({ siteUrl, accountType });

  async function answered(edit: 'add' | 'remove', answer: StubAnswer): Promise<string> {
    const stub = await bench.stubbed(() => answer);
    const { status, problem } = only((await sendAll(stub.account, [seat(MARA, edit)])).values());
    return [status, problem?.code].join(' ').trim();
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
    const answer = { status, body: { personId: MARA.externalId, ...said } };
    expect([await answered('add', answer), await answered('remove', answer)]).toEqual(expected);
  });

  it('that refuses all because of the account says so of the licenses along with it', async () => {
    const errors = [{ errorCode: 400216, description: `Attendee site ${SITE} is not valid.` }];
    const stub = await bench.stubbed(() => ({ status: 400, body: { errors } }));
    const outcomes = await sendAll(stub.account, [seat(MARA, 'add'), ...changesOf(MARA, 'remove:call')]);
    const problems = [...outcomes.values()].map(({ problem }) => problem);
    expect(problems.map((one) => [one?.providerCode, one?.retryable])).toEqual([
      ['400216', true],
      ['400216', false],
    ]);
    expect(problems[0]?.hint).toContain(`attendee account on ${SITE}`);
  });

  it('that is lost leaves the change UNKNOWN', async () => {
    bench.emulator.fault({ method: 'PATCH', times: 1, fault: { kind: 'apply-then-cut' } });
    const attending = attendee();
    const changes = [seat(attending, 'remove')];
    expect(statuses(await sendAll(account, changes))).toEqual({ 'remove:attendee': 'UNKNOWN' });
    expect(await shows(changes, attending)).toEqual([true]);
  });
});

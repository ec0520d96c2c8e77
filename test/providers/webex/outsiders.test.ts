// People from outside the organisation: one id before and after they accept, invited and found by address, and what answers say of them.
import { describe, expect, it } from '@jest/globals';
import { only, present, refusedBeforehand, valueIn } from '../../support/assertions.ts';
import { listed } from '../../support/pages.ts';
import { externalPersonId, licenseId } from '../../support/providers/webex.ts';
import { testCall } from '../../support/runtime.ts';
import { MARA, bodiesOf, changesOf, sendAll, useSeededWebex } from './changes.ts';

const { bench, account, emulator, seed } = useSeededWebex();

const SUITE = licenseId('meetingsSuite');
/** Knows the organisation, and holds nothing of it. */
const NILS = { kind: 'USER', externalId: 'nils.blank@partner.example' } as const;
const NILS_PERSON_ID = externalPersonId(12);
/** Has been offered the license of the site. */
const XENIA = { kind: 'USER', externalId: 'xenia.tanaka@partner.example' } as const;
/** Of an organisation that forbids licenses from outside. */
const CORA = { kind: 'USER', externalId: 'cora.closed@partner.example' } as const;

function outsiders() {
  return present(account.writes.outsiders, 'people from outside');
}

describe('somebody from outside', () => {
  it('has one id, which is the address in small letters, before and after the invitation and once it is accepted', async () => {
    expect(outsiders().idOf('Nils.Blank@Partner.example')).toBe(NILS.externalId);
    const find = async (id: string) => valueIn(await bench.open().assignees.USER.byIds([id], testCall()), id);
    const before = await find(NILS.externalId);
    expect(before).toMatchObject({ externalId: NILS.externalId, userKind: 'EXTERNAL', displayName: null });
    emulator.setSwitch('externalAcceptAfterMs', 60_000);
    await sendAll(account, changesOf(NILS, 'add:meetingsSuite'));
    expect(await find(NILS.externalId)).toEqual(before);
    emulator.clock.advance(60_001);
    const accepted = { ...before, displayName: 'Nils Blank', email: 'Nils.Blank@Partner.example' };
    const held = [expect.objectContaining({ licenseId: SUITE, status: 'ACTIVE' })];
    expect(await find(NILS.externalId)).toEqual({ ...accepted, assignments: held });
    expect(await find(NILS_PERSON_ID)).toEqual({ ...accepted, assignments: held });
    const holders = await listed({
      page: (cursor) => bench.open().assignments.ofLicense(SUITE, cursor, testCall()),
    });
    const ids = holders.map(({ assignee }) => assignee.externalId);
    expect(ids).toContain(NILS.externalId);
    expect(ids).not.toContain(NILS_PERSON_ID);
  });

  it('has the same id when the word for their kind is one that nobody knows', async () => {
    emulator.fault({ path: '/licenses/', fault: { kind: 'unknown-enum' } });
    const holders = await listed({
      page: (cursor) => account.assignments.ofLicense(SUITE, cursor, testCall()),
    });
    const ids = holders.map(({ assignee }) => assignee.externalId);
    expect(ids).toContain('ota.brandt@partner.example');
    expect(ids).toContain(seed.holding(['meetingsSuite'])[0].externalId);
    expect(ids).not.toContain(externalPersonId(0));
  });

  it('is none of the organisation’s own people, whose addresses are no ids', async () => {
    const { email } = seed.holding(['messaging'])[0];
    const address = outsiders().idOf(present(email));
    expect(await account.assignees.USER.byIds([address], testCall())).toEqual(new Map([[address, null]]));
  });

  it('is found by address among the holders of licenses of sites, in one read of each', async () => {
    const catalogue = await account.catalogue(testCall());
    bench.forget();
    const addresses = ['ota.brandt@partner.example', NILS.externalId];
    const outside = present(account.assignees.USER.outsideByEmails);
    const found = await outside(addresses, testCall(), catalogue);
    expect(valueIn(found, 'ota.brandt@partner.example')).toMatchObject({ userKind: 'EXTERNAL' });
    expect(found.get(NILS.externalId)).toBeNull();
    // The licenses of the two sites.
    expect(bench.calls()).toEqual(['GET /licenses/:id', 'GET /licenses/:id']);
  });

  it('can be given licenses of meeting sites only, and needs none of those that come first here', () => {
    const { mayHold } = outsiders();
    const names = ['meetingsSuite', 'meetingCenter', 'messaging', 'professional', 'basicMeetings'];
    expect(names.filter((name) => mayHold({ externalId: licenseId(name) }))).toEqual([
      'meetingsSuite',
      'meetingCenter',
    ]);
    const key = `USER ${NILS.externalId}`;
    // As whoever plans finds somebody who is to be invited.
    const found = { ...NILS, accountKey: 'webex', email: NILS.externalId, userKind: 'EXTERNAL' } as const;
    const world = {
      catalogue: [],
      assignees: new Map([[key, found]]),
      held: new Map([[key, []]]),
      today: '2026-01-20',
    };
    const changes = changesOf(NILS, 'add:meetingsSuite', 'add:messaging');
    const refused = refusedBeforehand(account.writes, changes, world);
    expect([...refused].map(([id, { code }]) => [id, code])).toEqual([[changes[1].id, 'RULE_REFUSED']]);
  });
});

describe('an answer about somebody from outside', () => {
  const told = async (...changes: ReturnType<typeof changesOf>) => {
    const sent = only((await sendAll(account, changes)).values());
    return [sent.status, sent.holds];
  };

  it('tells what they are offered, and that an offer is withdrawn', async () => {
    expect(await told(...changesOf(NILS, 'add:meetingsSuite'))).toEqual(['ACCEPTED', 'PENDING']);
    expect(await told(...changesOf(NILS, 'remove:meetingsSuite'))).toEqual(['ACCEPTED', null]);
    expect(await told(...changesOf(XENIA, 'remove:meetingsSuite'))).toEqual(['ACCEPTED', null]);
    const ota = { kind: 'USER', externalId: 'ota.brandt@partner.example' } as const;
    expect(await told(...changesOf(ota, 'add:meetingsSuite'))).toEqual(['ACCEPTED', 'ACTIVE']);
    const [first] = bodiesOf(bench.requests);
    expect(first).toEqual({ email: NILS.externalId, licenses: [{ id: SUITE, operation: 'add' }] });
  });

  it('tells nothing more of the organisation’s own people than that it was accepted', async () => {
    const own = seed.holding(['messaging'])[0];
    expect(await told(...changesOf(own, 'remove:messaging'))).toEqual(['ACCEPTED', undefined]);
  });

  it.each([
    [CORA, '400', 'Of a calling license, check the details'],
    [{ kind: 'USER', externalId: 'nobody@nowhere.example' } as const, null, 'knows nobody with this address'],
  ])('is a refusal with what to do', async (who, providerCode, hint) => {
    const sent = only((await sendAll(account, changesOf(who, 'add:meetingsSuite'))).values());
    expect(sent).toMatchObject({ status: 'REJECTED', problem: { providerCode } });
    expect(sent.problem?.hint).toContain(hint);
  });

  it.each([
    ['add', { pendingLicenses: [SUITE] }, 200, 'ACCEPTED'],
    ['add', { pendingLicenses: [] }, 200, 'UNKNOWN'],
    ['add', { pendingLicenses: [] }, 206, 'REJECTED'],
    ['remove', { pendingLicenses: [SUITE] }, 200, 'UNKNOWN'],
    ['remove', { pendingLicenses: [SUITE] }, 206, 'REJECTED'],
    ['remove', { licenses: [SUITE] }, 206, 'REJECTED'],
    ['remove', { pendingLicenses: [] }, 200, 'ACCEPTED'],
  ] as const)('to %s that lists %j with %i is %s', async (verb, lists, status, outcome) => {
    const email = NILS.externalId;
    const stubbed = await bench.stubbed(() => ({
      status,
      body: { personId: MARA.externalId, email, ...lists },
    }));
    const sent = await sendAll(stubbed.account, changesOf(NILS, `${verb}:meetingsSuite`));
    expect(only(sent.values()).status).toBe(outcome);
  });
});

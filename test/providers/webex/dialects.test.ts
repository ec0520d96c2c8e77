// What Webex may do in more than one way: each switch of the emulator, and that it makes no difference, or which one.
import { describe, expect, it } from '@jest/globals';
import { only, valueIn } from '../../support/assertions.ts';
import { listed, pagesOf, rowsOf } from '../../support/pages.ts';
import { bare, licenseId, webexId } from '../../support/providers/webex.ts';
import { testCall } from '../../support/runtime.ts';
import { changesOf, sendAll, shown, statuses, useSeededWebex } from './changes.ts';

const { bench, account, emulator, seed } = useSeededWebex();

function holdersOf(name: string) {
  return rowsOf((cursor) => account.assignments.ofLicense(licenseId(name), cursor, testCall()));
}

describe('values', () => {
  it('are counts that come as text', async () => {
    emulator.setSwitch('unitsAsStrings', true);
    const { items: catalogue } = await account.catalogue(testCall());
    const license = catalogue.find(({ externalId }) => externalId === licenseId('meetingsSuite'));
    expect(license?.seats).toMatchObject({ total: 166, available: 30 });
  });

  it('are flags that come as text', async () => {
    emulator.setSwitch('flagsAsStrings', true);
    const states = (await listed(account.assignees.USER)).map((row) => row.state);
    expect(new Set(states)).toEqual(new Set(['ACTIVE', 'PENDING']));
  });
});

describe('lists', () => {
  it('may link by last id as well', async () => {
    emulator.setSwitch('peopleLink', 'after');
    expect(new Set((await listed(account.assignees.USER)).map((row) => row.externalId)).size).toBe(180);
  });

  it('of people end at a page without rows, though it links a next', async () => {
    emulator.setSwitch('tailPage', 'empty');
    const pages = await pagesOf((cursor) => account.assignees.USER.page(cursor, testCall()));
    expect(pages.map(({ items }) => items.length)).toEqual([100, 80, 0]);
  });

  it('of holders end at a page without rows, though it links a next', async () => {
    emulator.setSwitch('tailPage', 'empty');
    expect(await holdersOf('professional')).toHaveLength(47);
  });

  it('by id bring licenses where Webex sends them after all', async () => {
    emulator.setSwitch('idListLicenses', true);
    const wanted = (await listed(account.assignees.USER))
      .filter((row) => row.assignments?.length)
      .slice(0, 3);
    const ids = wanted.map((row) => row.externalId);
    const found = await account.assignees.USER.byIds(ids, testCall());
    for (const { externalId, assignments } of wanted) {
      expect(valueIn(found, externalId).assignments?.map((one) => one.licenseId)).toEqual(
        assignments?.map((one) => one.licenseId),
      );
    }
  });

  it('of assignments include pending external users where Webex lists them', async () => {
    const before = await listed(account.assignments);
    emulator.setSwitch('listPendingExternals', true);
    expect((await listed(bench.open().assignments)).length).toBeGreaterThan(before.length);
  });
});

describe('workspaces listed without calling', () => {
  const LIST = 'GET /workspaces';
  const ONE_BY_ONE = Array<string>(9).fill('GET /workspaces/:id');

  it('leave licenses unread', async () => {
    emulator.setSwitch('workspaceListCalling', false);
    const rows = await listed(account.assignees.WORKSPACE);
    const licensed = rows.filter((row) => row.callingType === 'webexCalling');
    expect(licensed).toHaveLength(9);
    for (const row of licensed) expect(row).not.toHaveProperty('assignments');
  });

  it('are read again one by one for the holders of a license', async () => {
    emulator.setSwitch('workspaceListCalling', false);
    const holders = await holdersOf('workspaces');
    expect(bench.calls()).toEqual(['GET /licenses/:id', LIST, ...ONE_BY_ONE]);
    expect(holders).toHaveLength(4);
    const held = holders.map(
      ({ licenseId: id, assignee }) => `${id} ${assignee.kind} ${assignee.externalId}`,
    );
    expect(new Set(held).size).toBe(4);
  });

  it('are read again one by one for what they hold', async () => {
    const all = (await listed(account.assignees.WORKSPACE)).filter(
      (row) => row.callingType === 'webexCalling',
    );
    bench.forget();
    emulator.setSwitch('workspaceListCalling', false);
    const found = await account.assignments.ofAssignees(all.map(bare), testCall());
    expect(bench.calls()).toEqual([LIST, ...ONE_BY_ONE]);
    for (const { externalId, assignments } of all) {
      expect(
        valueIn(found, externalId)
          .map((one) => one.licenseId)
          .sort(),
      ).toEqual(assignments?.map((one) => one.licenseId).sort());
    }
  });
});

describe('writes', () => {
  const NO_CALLING = ['professional', 'professionalOver', 'standard', 'ucm', 'messaging', 'attendantConsole'];

  function user() {
    return seed.holding(['call'], NO_CALLING)[0];
  }

  /** Statuses of the answers since the journal was emptied. */
  function answered(): number[] {
    return emulator.journal.entries().map(({ status }) => status);
  }

  it('that give reasons with a partial success are told which license each is about', async () => {
    emulator.setSwitch('partialErrors', true);
    const [console, messaging] = changesOf(user(), 'add:attendantConsole', 'add:messaging');
    const outcomes = await sendAll(account, [console, messaging]);
    expect(answered()).toEqual([206]);
    expect(outcomes.get(console.id)).toMatchObject({
      status: 'REJECTED',
      problem: { code: 'UPSTREAM_REJECTED', providerCode: '400408' },
    });
    expect(outcomes.get(messaging.id)?.status).toBe('ACCEPTED');
  });

  it('that know no partial success refuse the whole, naming the culprit', async () => {
    emulator.setSwitch('partialSuccess', false);
    const changes = changesOf(user(), 'add:attendantConsole', 'add:messaging');
    const outcomes = await sendAll(account, changes);
    expect(answered()).toEqual([400]);
    expect(statuses(outcomes)).toEqual({ 'add:attendantConsole': 'REJECTED', 'add:messaging': 'REJECTED' });
    const [culprit, along] = changes.map(({ id }) => outcomes.get(id)?.problem);
    expect(culprit).toMatchObject({ providerCode: '400408', retryable: false });
    expect(along).toMatchObject({ providerCode: '400408', retryable: true });
    expect(along?.hint).toContain(licenseId('attendantConsole'));
    expect(await shown(bench.open(), changes)).toEqual([false, false]);
  });

  it.each([
    ['request', 'REJECTED'],
    ['operation', 'ACCEPTED'],
  ] as const)('of a license nobody knows fail alone or as a whole: by %s', async (dialect, status) => {
    const organisation = '0d9c7a52-5b1e-4c3f-8a77-2f60c1b4e9d1';
    const unknown = webexId(`LICENSE/${organisation}:RTT_00000000-0000-4000-8000-000000000000`);
    emulator.setSwitch('unknownLicense', dialect);
    const [known] = changesOf(user(), 'add:messaging');
    const outcomes = await sendAll(account, [known, { ...known, id: 'unknown', licenseId: unknown }]);
    expect(outcomes.get('unknown')?.status).toBe('REJECTED');
    expect(outcomes.get(known.id)?.status).toBe(status);
  });

  it('of messaging that is managed elsewhere are refused with a code of their own', async () => {
    emulator.setSwitch('messagingPerUser', false);
    const sent = only((await sendAll(account, changesOf(user(), 'add:messaging'))).values());
    expect(sent).toMatchObject({ status: 'REJECTED', problem: { providerCode: '400118' } });
  });

  it('repeat the id of the request, twice even', async () => {
    emulator.setSwitch('doubleTrackingId', true);
    const sent = only((await sendAll(account, changesOf(user(), 'add:messaging'))).values());
    expect(sent.upstreamRequestIds).toEqual([
      expect.stringMatching(/^LG_[0-9a-f]{8}-(?:[0-9a-f]{4}-){3}[0-9a-f]{12}$/),
    ]);
  });
});

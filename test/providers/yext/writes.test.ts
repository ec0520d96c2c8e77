// The writes: which calls they are, in which order, and what is so afterwards.
import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { fanOut } from '../../../src/batching/chunk.ts';
import type { Change, ChangeAction, Sent } from '../../../src/domain/change.ts';
import type { ProviderAccount } from '../../../src/providers/provider.ts';
import { testCall, testRuntime } from '../../support/runtime.ts';
import { change, heldOf, recording, sendOne, writerAt, writesOf } from './changes.ts';
import { ACCOUNT, accountAt, entitiesOf, pagesOf, startYext } from './fixtures.ts';

const warnings: object[] = [];
const silent = (): void => undefined;
const { runtime, close } = testRuntime({
  log: { info: silent, warn: (details) => warnings.push(details), error: silent },
});
let emulator: Awaited<ReturnType<typeof startYext>>['emulator'];
let baseUrl: string;
let account: ProviderAccount;

beforeAll(async () => {
  ({ emulator, baseUrl } = await startYext());
});
beforeEach(() => {
  emulator.reset();
  warnings.length = 0;
  account = writerAt(baseUrl, runtime);
});
afterAll(async () => {
  close();
  await emulator.close();
});

const ASSIGN = change('ASSIGN', 'LP-PAGES', 'store-18');
const REMOVE = change('REMOVE', 'LP-PAGES', 'store-17');
const SCHEDULE = change('SCHEDULE_REMOVAL', 'LP-PAGES', 'store-1', '2099-12-31');
const CANCEL = change('CANCEL_REMOVAL', 'LP-PAGES', 'store-17');
const ALL: [ChangeAction, Change][] = [ASSIGN, REMOVE, SCHEDULE, CANCEL].map((one) => [one.action, one]);

/** Writes since the journal was cleared. */
function written(): string[] {
  return emulator.journal
    .entries()
    .filter(({ method }) => method !== 'GET')
    .map(({ method, path, status }) => `${method} ${path.slice(path.indexOf('/license-packs'))} ${status}`);
}

/** Sends every group, as many at once as the adapter says. */
async function sendAll(changes: readonly Change[]): Promise<Map<string, Sent>> {
  const writes = writesOf(account);
  const results = await fanOut(writes.group(changes), writes.concurrency, (group) =>
    writes.send(group, testCall()),
  );
  return new Map(results.flatMap((result) => [...result]));
}

describe('one change', () => {
  it.each([
    [ASSIGN, 'POST', undefined, { status: 'ACTIVE', removalOn: null }],
    [REMOVE, 'DELETE', undefined, null],
    [
      SCHEDULE,
      'PUT',
      '{"expirationDate":"2099-12-31"}',
      { status: 'REMOVAL_SCHEDULED', removalOn: '2099-12-31' },
    ],
    [CANCEL, 'PUT', '{"expirationDate":null}', { status: 'ACTIVE', removalOn: null }],
  ])('is one call: $action', async (one, method, body, after) => {
    const { runtime: recorder, requests } = recording(runtime);
    const sent = await sendOne(writerAt(baseUrl, recorder), one);
    expect(sent).toEqual({ status: 'ACCEPTED', problem: null, upstreamRequestIds: [expect.any(String)] });
    const path = `/license-packs/LP-PAGES/assigned-entities/${one.assignee.externalId}`;
    expect(written()).toEqual([`${method} ${path} 200`]);
    expect(requests.map((request) => [request.method, request.body])).toEqual([[method, body]]);
    expect(requests[0]?.headers['content-type']).toBe(body === undefined ? undefined : 'application/json');
    const held = await heldOf(account, one);
    if (after === null) expect(held).toBeNull();
    else expect(held).toMatchObject(after);
  });

  it.each(['header', 'query'])('carries the key in the %s alone', async (apiKeyIn) => {
    const { runtime: recorder, requests } = recording(runtime);
    expect((await sendOne(writerAt(baseUrl, recorder, { apiKeyIn }), ASSIGN)).status).toBe('ACCEPTED');
    const key = ACCOUNT.keys.full;
    expect(requests[0]?.headers['api-key']).toBe(apiKeyIn === 'header' ? key : undefined);
    expect(new URL(requests[0]?.url ?? '').searchParams.get('api_key')).toBe(
      apiKeyIn === 'query' ? key : null,
    );
  });

  it.each([
    'store #10',
    'north/store/20',
    'store 30',
    '100%-40',
    'store "50"',
    'Café-70',
    '%2F-110',
    '{"$in":[170]}',
  ])('reaches %s in a pack with an odd id', async (entityId) => {
    const of = (action: ChangeAction, day: string | null = null) =>
      change(action, 'LP/Events#1', entityId, day);
    expect((await sendOne(account, of('ASSIGN'))).status).toBe('ACCEPTED');
    expect((await sendOne(account, of('SCHEDULE_REMOVAL', '2099-01-02'))).status).toBe('ACCEPTED');
    expect(await heldOf(account, of('REMOVE'))).toMatchObject({ removalOn: '2099-01-02' });
    expect((await sendOne(account, of('REMOVE'))).status).toBe('ACCEPTED');
    expect(await heldOf(account, of('REMOVE'))).toBeNull();
  });

  it.each([
    ['every pack', change('REMOVE', '-', 'store-17')],
    ['a step up', change('REMOVE', '..', 'store-17')],
    ['no entity', change('REMOVE', 'LP-PAGES', '')],
    ['no day', change('SCHEDULE_REMOVAL', 'LP-PAGES', 'store-17')],
    ['a day that does not exist', change('SCHEDULE_REMOVAL', 'LP-PAGES', 'store-17', '2099-02-30')],
  ])('never leaves for %s', async (_, one) => {
    expect(await sendOne(account, one)).toMatchObject({ status: 'REJECTED', upstreamRequestIds: [] });
    expect(emulator.journal.entries()).toEqual([]);
  });

  it('scheduled for today is accepted, and the license is gone', async () => {
    const today = new Intl.DateTimeFormat('en-CA', { timeZone: 'America/New_York' }).format(
      emulator.clock.now(),
    );
    const one = change('SCHEDULE_REMOVAL', 'LP-PAGES', 'store-1', today);
    expect((await sendOne(account, one)).status).toBe('ACCEPTED');
    expect(await heldOf(account, one)).toBeNull();
  });
});

describe('many changes', () => {
  it('are grouped one by one, removals first, each in its order', () => {
    const changes = [ASSIGN, REMOVE, SCHEDULE, change('REMOVE', 'LP-FULL', 'store-101')];
    const groups = writesOf(account).group(changes);
    expect(groups).toEqual([[REMOVE], [changes[3]], [ASSIGN], [SCHEDULE]]);
    expect(writesOf(account).group([])).toEqual([]);
    expect(writesOf(account).concurrency).toBe(4);
  });

  it('of 300 assignments are 300 calls', async () => {
    const pages = await pagesOf((cursor) => account.assignments.page(cursor, testCall()));
    const held = pages.flatMap(({ items }) => items);
    const ids = held.map(({ assignee }) => assignee.externalId);
    const entities = await entitiesOf(account).byIds(ids, testCall());
    // Neither a pack that gave out more than it has nor an entity that is gone could be assigned again.
    const targets = held
      .filter(({ licenseId, assignee }) => licenseId !== 'LP-OVER' && entities.get(assignee.externalId))
      .slice(0, 300);
    expect(targets).toHaveLength(300);
    const changesTo = (action: ChangeAction) =>
      targets.map(({ licenseId, assignee }) => change(action, licenseId, assignee.externalId));
    for (const [action, method] of [
      ['REMOVE', 'DELETE'],
      ['ASSIGN', 'POST'],
    ] as const) {
      emulator.journal.clear();
      const results = await sendAll(changesTo(action));
      expect([...results.values()].filter(({ status }) => status === 'ACCEPTED')).toHaveLength(300);
      expect(emulator.journal.entries()).toHaveLength(300);
      expect(new Set(written()).size).toBe(300);
      expect(written().every((line) => line.startsWith(method) && line.endsWith(' 200'))).toBe(true);
    }
    expect(await heldOf(account, changesTo('ASSIGN')[299] ?? ASSIGN)).not.toBeNull();
  });

  it('of one group come to one result each', async () => {
    const refused = change('ASSIGN', 'LP-FULL', 'store-18');
    const results = await writesOf(account).send([REMOVE, refused, ASSIGN], testCall());
    expect([...results].map(([id, { status }]) => [id, status])).toEqual([
      [REMOVE.id, 'ACCEPTED'],
      [refused.id, 'REJECTED'],
      [ASSIGN.id, 'ACCEPTED'],
    ]);
  });
});

describe('a pack that is full', () => {
  const leave = change('REMOVE', 'LP-FULL', 'store-101');
  const join = change('ASSIGN', 'LP-FULL', 'store-18');

  it('passes a license on, however long the removal takes', async () => {
    emulator.fault({ method: 'DELETE', fault: { kind: 'latency', ms: 200 } });
    const results = await sendAll([join, leave]);
    expect([...results].map(([id, { status }]) => [id, status])).toEqual([
      [leave.id, 'ACCEPTED'],
      [join.id, 'ACCEPTED'],
    ]);
    expect(written().map((line) => line.split(' ')[0])).toEqual(['DELETE', 'POST']);
    expect(await heldOf(account, join)).not.toBeNull();
    expect(await heldOf(account, leave)).toBeNull();
  });

  it('holds up no other pack', async () => {
    emulator.fault({ method: 'DELETE', fault: { kind: 'latency', ms: 300 } });
    const order: string[] = [];
    await Promise.all([leave, ASSIGN].map((one) => sendOne(account, one).then(() => order.push(one.action))));
    expect(order).toEqual(['ASSIGN', 'REMOVE']);
  });

  it('is asked even when the removal failed', async () => {
    emulator.fault({ method: 'DELETE', fault: { kind: 'error', status: 500 } });
    const results = await sendAll([leave, join]);
    expect(results.get(leave.id)?.status).toBe('UNKNOWN');
    expect(results.get(join.id)).toMatchObject({
      status: 'REJECTED',
      problem: {
        code: 'UPSTREAM_REJECTED',
        accountKey: 'yext-acme',
        hint: expect.stringContaining('no license left'),
      },
    });
    expect(await heldOf(account, join)).toBeNull();
  });

  it('is not asked for a call that ended meanwhile', async () => {
    emulator.fault({ method: 'DELETE', fault: { kind: 'latency', ms: 200 } });
    const call = testCall();
    const leaving = sendOne(account, leave);
    const joining = sendOne(account, join, call);
    call.abort();
    expect(await joining).toMatchObject({ status: 'NOT_SENT', problem: { code: 'DEADLINE_EXCEEDED' } });
    expect((await leaving).status).toBe('ACCEPTED');
    expect(written()).toHaveLength(1);
  });
});

describe('what is so already', () => {
  it('assigned: refused with a 409 like a full pack, and held all the same', async () => {
    const again = change('ASSIGN', 'LP-PAGES', 'store-17');
    expect(await sendOne(account, again)).toMatchObject({
      status: 'REJECTED',
      problem: { retryable: false },
    });
    expect(await heldOf(account, again)).not.toBeNull();
  });

  it('assigned: accepted where Yext does not mind', async () => {
    emulator.setSwitch('createAssigned', 'unchanged');
    expect((await sendOne(account, change('ASSIGN', 'LP-PAGES', 'store-17'))).status).toBe('ACCEPTED');
    emulator.setSwitch('createKeepsExpiration', false);
    expect((await sendOne(account, change('ASSIGN', 'LP-PAGES', 'store-17'))).status).toBe('ACCEPTED');
  });

  it.each([400, 404, 200])('not assigned: removed with a %i', async (status) => {
    emulator.setSwitch('absentDeleteStatus', status);
    const one = change('REMOVE', 'LP-PAGES', 'store-18');
    expect(await sendOne(account, one)).toMatchObject({ status: 'ACCEPTED', problem: null });
    expect(written()[0]).toMatch(new RegExp(`${status}$`));
  });

  it.each([400, 404])('not assigned: cannot be dated, with a %i', async (status) => {
    emulator.setSwitch('absentUpdateStatus', status);
    const one = change('SCHEDULE_REMOVAL', 'LP-PAGES', 'store-18', '2099-12-31');
    expect(await sendOne(account, one)).toMatchObject({
      status: 'REJECTED',
      problem: { providerCode: '2000', hint: expect.stringContaining('does not exist') },
    });
    expect(await heldOf(account, one)).toBeNull();
  });
});

describe('a refusal', () => {
  it.each([409, 400])('of a full pack, with a %i', async (status) => {
    emulator.setSwitch('createFullStatus', status);
    const one = change('ASSIGN', 'LP-FULL', 'store-18');
    const sent = await sendOne(account, one);
    expect(sent).toMatchObject({
      status: 'REJECTED',
      problem: { code: 'UPSTREAM_REJECTED', blame: 'PROVIDER' },
    });
    expect(sent.upstreamRequestIds).toEqual([sent.problem?.upstreamRequestId]);
    expect(await heldOf(account, one)).toBeNull();
  });

  it.each([
    [400, change('ASSIGN', 'LP-NOWHERE', 'store-18')],
    [404, change('ASSIGN', 'LP-PAGES', 'nobody')],
  ])('of what does not exist, with a %i', async (status, one) => {
    emulator.setSwitch('notFoundStatus', status);
    expect(await sendOne(account, one)).toMatchObject({
      status: 'REJECTED',
      problem: { providerCode: '2000', hint: expect.stringContaining('does not exist') },
    });
    expect(written()[0]).toMatch(new RegExp(`${status}$`));
  });

  describe.each(['entity-type', 'saved-filter'])('for %s', (reason) => {
    it.each(ALL)('leaves everything: %s', async (_, one) => {
      const before = await heldOf(account, one);
      emulator.setSwitch('writeConflict', reason);
      expect(await sendOne(account, one)).toMatchObject({
        status: 'REJECTED',
        problem: { hint: expect.stringContaining('saved filter') },
      });
      expect(await heldOf(account, one)).toEqual(before);
    });
  });

  it.each([
    ['a key that may not write', ACCOUNT.keys.reader, 'UPSTREAM_FORBIDDEN'],
    ['a key nobody has', 'wrong-key', 'UPSTREAM_CREDENTIALS'],
  ])('of %s', async (_, apiKey, code) => {
    expect(await sendOne(accountAt(baseUrl, runtime, { apiKey }), ASSIGN)).toMatchObject({
      status: 'REJECTED',
      problem: { code, accountKey: 'yext-acme' },
    });
    expect(await heldOf(account, ASSIGN)).toBeNull();
  });

  it.each(['envelope', 'empty'])('to go on, %s: nothing was processed', async (body) => {
    emulator.setSwitch('throttleBody', body);
    emulator.setSwitch('requestsPerHour', 1);
    expect((await sendOne(account, ASSIGN)).status).toBe('ACCEPTED');
    const sent = await sendOne(account, REMOVE);
    expect(sent).toMatchObject({
      status: 'NOT_SENT',
      problem: { code: 'UPSTREAM_THROTTLED', retryable: true },
    });
    expect(Date.parse(sent.problem?.retryAt ?? '')).toBeGreaterThan(Date.now());
    expect(written().map((line) => line.slice(-3))).toEqual(['200', '429']);
    emulator.setSwitch('requestsPerHour', 5000);
    expect(await heldOf(writerAt(baseUrl, runtime), REMOVE)).not.toBeNull();
  });
});

describe('however a success is worded', () => {
  describe.each([
    ['writeAnswer', 'whole-pack'],
    ['successErrors', 'omit'],
    ['successWarning', true],
    ['unsetExpiration', 'null'],
  ])('%s: %s', (name, value) => {
    it.each(ALL)('is one: %s', async (_, one) => {
      emulator.setSwitch(name, value);
      expect(await sendOne(account, one)).toMatchObject({ status: 'ACCEPTED', problem: null });
    });
  });

  it('remarks go to the log, without what they say', async () => {
    await sendOne(account, ASSIGN);
    // Refused, with an error that is no remark.
    await sendOne(account, ASSIGN);
    expect(warnings).toEqual([]);
    emulator.setSwitch('successWarning', true);
    const { upstreamRequestIds } = await sendOne(account, REMOVE);
    expect(warnings).toEqual([
      { account: 'yext-acme', upstreamRequestId: upstreamRequestIds[0], code: expect.any(String) },
    ]);
  });
});

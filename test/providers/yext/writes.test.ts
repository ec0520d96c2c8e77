// The writes one by one: which call each is, and what is so after it.
import { describe, expect, it } from '@jest/globals';
import type { ChangeAction } from '../../../src/domain/change.ts';
import { only } from '../../support/assertions.ts';
import { useProvider } from '../../support/provider.ts';
import { ACCOUNT, moveToHalfPast, ODD_IDS, queryOf } from '../../support/providers/yext.ts';
import { ALL, ASSIGN, CANCEL, change, heldOf, REMOVE, SCHEDULE, sendOne, WRITER } from './changes.ts';

const bench = useProvider('yext', { entry: WRITER, runtime: ({ clock }) => ({ now: () => clock.now() }) });
const { account, emulator } = bench;

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
    const sent = await sendOne(account, one);
    expect(sent).toEqual({ status: 'ACCEPTED', problem: null, upstreamRequestIds: [expect.any(String)] });
    const path = `/license-packs/LP-PAGES/assigned-entities/${one.assignee.externalId}`;
    expect(bench.calls()).toEqual([`${method} ${path} 200`]);
    const request = only(bench.requests);
    expect([request.method, request.body]).toEqual([method, body]);
    expect(request.headers['content-type']).toBe(body === undefined ? undefined : 'application/json');
    const held = await heldOf(account, one);
    if (after === null) expect(held).toBeNull();
    else expect(held).toMatchObject(after);
  });

  it.each(['header', 'query'])('carries the key in the %s alone', async (apiKeyIn) => {
    expect((await sendOne(bench.open({ ...WRITER, apiKeyIn }), ASSIGN)).status).toBe('ACCEPTED');
    const key = ACCOUNT.keys.full;
    const request = only(bench.requests);
    expect(request.headers['api-key']).toBe(apiKeyIn === 'header' ? key : undefined);
    expect(queryOf(request).get('api_key')).toBe(apiKeyIn === 'query' ? key : null);
  });

  it.each(ODD_IDS)('reaches %s in a pack with an odd id', async (entityId) => {
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
    expect(bench.calls()).toEqual([]);
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
    expect(bench.calls()[0]).toMatch(new RegExp(`${status}$`));
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
    expect(bench.calls()[0]).toMatch(new RegExp(`${status}$`));
  });

  describe.each(['entity-type', 'saved-filter'])('for %s', (reason) => {
    it.each(ALL)('leaves everything: $action', async (one) => {
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
    expect(await sendOne(bench.open({ apiKey }), ASSIGN)).toMatchObject({
      status: 'REJECTED',
      problem: { code, accountKey: 'yext-acme' },
    });
    expect(await heldOf(account, ASSIGN)).toBeNull();
  });

  it.each(['envelope', 'empty'])('to go on, %s: nothing was processed', async (body) => {
    moveToHalfPast(emulator);
    emulator.setSwitch('throttleBody', body);
    emulator.setSwitch('requestsPerHour', 1);
    expect((await sendOne(account, ASSIGN)).status).toBe('ACCEPTED');
    const sent = await sendOne(account, REMOVE);
    expect(sent).toMatchObject({
      status: 'NOT_SENT',
      problem: { code: 'UPSTREAM_THROTTLED', retryable: true },
    });
    expect(Date.parse(sent.problem?.retryAt ?? '')).toBeGreaterThan(emulator.clock.now());
    expect(bench.calls().map((line) => line.slice(-3))).toEqual(['200', '429']);
    emulator.setSwitch('requestsPerHour', 5000);
    expect(await heldOf(bench.open(), REMOVE)).not.toBeNull();
  });
});

// What Yext answers to a write: a success however it is worded, and one that shows something else, which is none.
import { describe, expect, it } from '@jest/globals';
import { silentLog } from '../../../src/domain/log.ts';
import { useProvider } from '../../support/provider.ts';
import { ALL, ASSIGN, CANCEL, change, heldOf, REMOVE, SCHEDULE, sendOne, WRITER } from './changes.ts';

const bench = useProvider('yext', { entry: WRITER });
const { account, emulator } = bench;

/** The answer to a write, about this entity in this pack. */
function group(packId: string, entityId: string, expirationDate?: string): unknown {
  return {
    meta: { uuid: 'u-1' },
    response: {
      licensePack: { id: packId, name: 'x', total: 1, assigned: 1, available: 0 },
      assignedEntities: [{ entityId, expirationDate }],
    },
  };
}

describe('however a success is worded', () => {
  describe.each([
    ['writeAnswer', 'whole-pack'],
    ['successErrors', 'empty-list'],
    ['successWarning', true],
    ['unsetExpiration', 'null'],
  ])('%s: %s', (name, value) => {
    it.each(ALL)('is one: $action', async (one) => {
      emulator.setSwitch(name, value);
      expect(await sendOne(account, one)).toMatchObject({ status: 'ACCEPTED', problem: null });
    });
  });

  it('remarks go to the log, without what they say', async () => {
    const warnings: object[] = [];
    const log = { ...silentLog, warn: (details: object) => warnings.push(details) };
    const logging = bench.open(WRITER, { log });
    await sendOne(logging, ASSIGN);
    // Refused, with an error that is no remark.
    await sendOne(logging, ASSIGN);
    expect(warnings).toEqual([]);
    emulator.setSwitch('successWarning', true);
    const { upstreamRequestIds } = await sendOne(logging, REMOVE);
    expect(warnings).toEqual([
      { account: 'yext-acme', upstreamRequestId: upstreamRequestIds[0], code: expect.any(String) },
    ]);
  });
});

describe('a success that shows something else', () => {
  it.each([
    ['another entity', ASSIGN, group('LP-PAGES', 'STORE-18')],
    ['another pack', ASSIGN, group('LP-SITE', 'store-18')],
    ['nobody', ASSIGN, { meta: { uuid: 'u-1' }, response: {} }],
    ['another day', SCHEDULE, group('LP-PAGES', 'store-1', '2099-12-30')],
    ['no day', SCHEDULE, group('LP-PAGES', 'store-1')],
    ['a day', CANCEL, group('LP-PAGES', 'store-17', '2099-12-31')],
    ['an unreadable day', CANCEL, group('LP-PAGES', 'store-17', 'soon')],
  ])('is none: %s', async (_, one, body) => {
    bench.strike({ kind: 'answer', status: 200, body });
    expect(await sendOne(account, one)).toMatchObject({
      status: 'UNKNOWN',
      problem: { code: 'UPSTREAM_BAD_RESPONSE', accountKey: 'yext-acme' },
      upstreamRequestIds: ['u-1'],
    });
  });

  it.each([
    ['a day kept from before', ASSIGN, group('LP-PAGES', 'store-18', '2099-12-31')],
    ['the day as an instant', SCHEDULE, group('LP-PAGES', 'store-1', '2099-12-31T00:00:00')],
    ['no day as an empty text', CANCEL, group('LP-PAGES', 'store-17', '')],
  ])('is one: %s', async (_, one, body) => {
    bench.strike({ kind: 'answer', status: 200, body });
    expect(await sendOne(account, one)).toMatchObject({ status: 'ACCEPTED', problem: null });
  });

  it('is none when it is the answer to the write before', async () => {
    const sooner = change('SCHEDULE_REMOVAL', 'LP-PAGES', 'store-1', '2099-01-01');
    expect((await sendOne(account, sooner)).status).toBe('ACCEPTED');
    bench.strike({ kind: 'repeat-page' });
    expect((await sendOne(account, SCHEDULE)).status).toBe('UNKNOWN');
    emulator.clearFaults();
    expect(await heldOf(account, SCHEDULE)).toMatchObject({ removalOn: '2099-01-01' });
  });
});

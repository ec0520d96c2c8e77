// Each fault of the emulator on each write: what is said of it is never at odds with what is so.
import { setTimeout as sleep } from 'node:timers/promises';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import type { FaultRule } from '../../../emulators/core/faults.ts';
import type { Assignment } from '../../../src/domain/assignment.ts';
import type { Change, Sent } from '../../../src/domain/change.ts';
import type { ProviderAccount } from '../../../src/providers/provider.ts';
import { testCall, testRuntime } from '../../support/runtime.ts';
import { change, heldOf, sendOne, writerAt } from './changes.ts';
import { ACCOUNT, startYext } from './fixtures.ts';

const { runtime, close } = testRuntime();
let emulator: Awaited<ReturnType<typeof startYext>>['emulator'];
let baseUrl: string;
let account: ProviderAccount;

beforeAll(async () => {
  ({ emulator, baseUrl } = await startYext());
});
beforeEach(() => {
  emulator.reset();
  account = writerAt(baseUrl, runtime);
});
afterAll(async () => {
  close();
  await emulator.close();
});

type Fault = FaultRule['fault'];

const ASSIGN = change('ASSIGN', 'LP-PAGES', 'store-18');
const WRITES: [Change, (after: Assignment | null) => boolean][] = [
  [ASSIGN, (after) => after !== null],
  [change('REMOVE', 'LP-PAGES', 'store-17'), (after) => after === null],
  [
    change('SCHEDULE_REMOVAL', 'LP-PAGES', 'store-1', '2099-12-31'),
    (after) => after?.removalOn === '2099-12-31',
  ],
  [
    change('CANCEL_REMOVAL', 'LP-PAGES', 'store-17'),
    (after) => after?.status === 'ACTIVE' && after.removalOn === null,
  ],
];

const writesSeen = (): number => emulator.journal.entries().filter(({ method }) => method !== 'GET').length;
/** A request that was given up is in the journal only when the emulator has noticed. */
async function writesNoticed(count: number): Promise<number> {
  for (let tries = 0; tries < 100 && writesSeen() < count; tries += 1) await sleep(10);
  return writesSeen();
}

/** A body around these errors. */
function complaint(type: string): unknown {
  return { meta: { uuid: 'u-7', errors: [{ code: 2106, type, message: 'x' }] }, response: {} };
}

describe.each(WRITES)('$action', (one, isDone) => {
  it.each<[string, Fault, Sent['status'], string | null, 'done' | 'not done']>([
    ['latency', { kind: 'latency', ms: 50 }, 'ACCEPTED', null, 'done'],
    ['error 500', { kind: 'error', status: 500 }, 'UNKNOWN', 'UPSTREAM_UNAVAILABLE', 'not done'],
    ['error 503', { kind: 'error', status: 503 }, 'UNKNOWN', 'UPSTREAM_UNAVAILABLE', 'not done'],
    ['error 504', { kind: 'error', status: 504 }, 'UNKNOWN', 'UPSTREAM_UNAVAILABLE', 'not done'],
    ['error 401', { kind: 'error', status: 401 }, 'REJECTED', 'UPSTREAM_CREDENTIALS', 'not done'],
    ['error 403', { kind: 'error', status: 403 }, 'REJECTED', 'UPSTREAM_FORBIDDEN', 'not done'],
    ['error 400', { kind: 'error', status: 400 }, 'REJECTED', 'UPSTREAM_REJECTED', 'not done'],
    ['error 405', { kind: 'error', status: 405 }, 'REJECTED', 'UPSTREAM_REJECTED', 'not done'],
    ['error 409', { kind: 'error', status: 409 }, 'REJECTED', 'UPSTREAM_REJECTED', 'not done'],
    ['throttle', { kind: 'throttle' }, 'NOT_SENT', 'UPSTREAM_THROTTLED', 'not done'],
    ['throttle 9 s', { kind: 'throttle', retryAfter: 9 }, 'NOT_SENT', 'UPSTREAM_THROTTLED', 'not done'],
    ['stall', { kind: 'stall' }, 'UNKNOWN', 'UPSTREAM_TIMEOUT', 'not done'],
    ['cut', { kind: 'cut' }, 'UNKNOWN', 'UPSTREAM_UNAVAILABLE', 'not done'],
    ['truncate', { kind: 'truncate' }, 'UNKNOWN', 'UPSTREAM_UNAVAILABLE', 'done'],
    ['half-json', { kind: 'half-json' }, 'UNKNOWN', 'UPSTREAM_BAD_RESPONSE', 'done'],
    ['html', { kind: 'html' }, 'UNKNOWN', 'UPSTREAM_BAD_RESPONSE', 'not done'],
    ['an empty 200', { kind: 'answer', status: 200 }, 'UNKNOWN', 'UPSTREAM_BAD_RESPONSE', 'not done'],
    ['a 204', { kind: 'answer', status: 204 }, 'UNKNOWN', 'UPSTREAM_BAD_RESPONSE', 'not done'],
    [
      'nobody’s body',
      { kind: 'answer', status: 200, body: {} },
      'UNKNOWN',
      'UPSTREAM_BAD_RESPONSE',
      'not done',
    ],
    [
      'a redirect',
      { kind: 'answer', status: 302, headers: { location: '/' } },
      'UNKNOWN',
      'UPSTREAM_BAD_RESPONSE',
      'not done',
    ],
    [
      'a 404 of a proxy',
      { kind: 'answer', status: 404, body: 'no such page' },
      'REJECTED',
      'UPSTREAM_REJECTED',
      'not done',
    ],
    [
      'a fatal 200',
      { kind: 'answer', status: 200, body: complaint('FATAL_ERROR') },
      'UNKNOWN',
      'UPSTREAM_REJECTED',
      'not done',
    ],
    [
      'a failed 200',
      { kind: 'answer', status: 200, body: complaint('NON_FATAL_ERROR') },
      'UNKNOWN',
      'UPSTREAM_REJECTED',
      'not done',
    ],
    [
      'a 207',
      { kind: 'answer', status: 207, body: complaint('WARNING') },
      'UNKNOWN',
      'UPSTREAM_REJECTED',
      'not done',
    ],
    ['lie', { kind: 'lie' }, 'ACCEPTED', null, 'not done'],
    ['apply-then-cut', { kind: 'apply-then-cut' }, 'UNKNOWN', 'UPSTREAM_UNAVAILABLE', 'done'],
  ])('%s', async (name, fault, status, code, outcome) => {
    const before = await heldOf(account, one);
    emulator.journal.clear();
    emulator.fault({ fault });
    const sent = await sendOne(account, one);
    emulator.clearFaults();
    expect([sent.status, sent.problem?.code ?? null]).toEqual([status, code]);
    if (sent.problem !== null) {
      expect(sent.problem.accountKey).toBe('yext-acme');
      expect(JSON.stringify(sent.problem)).not.toMatch(/http|127\.0\.0\.1|<html|sign in/i);
      expect(JSON.stringify(sent.problem)).not.toContain(ACCOUNT.keys.full);
    }
    expect(await writesNoticed(1)).toBe(1);
    const after = await heldOf(writerAt(baseUrl, runtime), one);
    expect(isDone(after)).toBe(outcome === 'done');
    if (outcome === 'not done') expect(after).toEqual(before);
    if (name === 'a fatal 200')
      expect(sent).toMatchObject({ problem: { providerCode: '2106' }, upstreamRequestIds: ['u-7'] });
  });

  it('is not sent to a provider that is left alone', async () => {
    const wary = testRuntime({ limits: { breakerFailures: 1 } });
    const watched = writerAt(baseUrl, wary.runtime);
    emulator.fault({ times: 1, fault: { kind: 'error', status: 500 } });
    expect((await sendOne(watched, one)).status).toBe('UNKNOWN');
    expect(await sendOne(watched, one)).toMatchObject({
      status: 'NOT_SENT',
      problem: { code: 'UPSTREAM_CIRCUIT_OPEN' },
    });
    expect(writesSeen()).toBe(1);
    wary.close();
  });

  it('is not sent when too many wait', async () => {
    const narrow = testRuntime({ limits: { concurrency: 1, queue: 0 } });
    const busy = writerAt(baseUrl, narrow.runtime);
    emulator.fault({ times: 1, fault: { kind: 'latency', ms: 100 } });
    const catalogue = busy.catalogue(testCall());
    expect(await sendOne(busy, one)).toMatchObject({
      status: 'NOT_SENT',
      problem: { code: 'UPSTREAM_OVERLOADED' },
    });
    await catalogue;
    expect(writesSeen()).toBe(0);
    narrow.close();
  });

  it('is unknown when the call ends in the middle of it, and not sent when it had ended before', async () => {
    emulator.fault({ fault: { kind: 'stall' } });
    expect(await sendOne(account, one, testCall(100))).toMatchObject({
      status: 'UNKNOWN',
      problem: { code: 'DEADLINE_EXCEEDED' },
    });
    expect(await writesNoticed(1)).toBe(1);
    const over = testCall();
    over.abort();
    expect((await sendOne(account, one, over)).status).toBe('NOT_SENT');
    expect(writesSeen()).toBe(1);
  });
});

describe('a success that shows something else', () => {
  const group = (packId: string, entityId: string, expirationDate?: string): unknown => ({
    meta: { uuid: 'u-1', errors: [] },
    response: {
      licensePack: { id: packId, name: 'x', total: 1, assigned: 1, available: 0 },
      assignedEntities: [{ entityId, expirationDate }],
    },
  });
  const schedule = change('SCHEDULE_REMOVAL', 'LP-PAGES', 'store-1', '2099-12-31');
  const cancel = change('CANCEL_REMOVAL', 'LP-PAGES', 'store-17');

  it.each([
    ['another entity', ASSIGN, group('LP-PAGES', 'STORE-18')],
    ['another pack', ASSIGN, group('LP-SITE', 'store-18')],
    ['nobody', ASSIGN, { meta: { uuid: 'u-1' }, response: {} }],
    ['another day', schedule, group('LP-PAGES', 'store-1', '2099-12-30')],
    ['no day', schedule, group('LP-PAGES', 'store-1')],
    ['a day', cancel, group('LP-PAGES', 'store-17', '2099-12-31')],
    ['an unreadable day', cancel, group('LP-PAGES', 'store-17', 'soon')],
  ])('is none: %s', async (_, one, body) => {
    emulator.fault({ fault: { kind: 'answer', status: 200, body } });
    expect(await sendOne(account, one)).toMatchObject({
      status: 'UNKNOWN',
      problem: { code: 'UPSTREAM_BAD_RESPONSE', accountKey: 'yext-acme' },
      upstreamRequestIds: ['u-1'],
    });
  });

  it.each([
    ['a day kept from before', ASSIGN, group('LP-PAGES', 'store-18', '2099-12-31')],
    ['the day as an instant', schedule, group('LP-PAGES', 'store-1', '2099-12-31T00:00:00')],
    ['no day as an empty text', cancel, group('LP-PAGES', 'store-17', '')],
  ])('is one: %s', async (_, one, body) => {
    emulator.fault({ fault: { kind: 'answer', status: 200, body } });
    expect(await sendOne(account, one)).toMatchObject({ status: 'ACCEPTED', problem: null });
  });

  it('is none when it is the answer to the write before', async () => {
    const sooner = change('SCHEDULE_REMOVAL', 'LP-PAGES', 'store-1', '2099-01-01');
    expect((await sendOne(account, sooner)).status).toBe('ACCEPTED');
    emulator.fault({ fault: { kind: 'repeat-page' } });
    expect((await sendOne(account, schedule)).status).toBe('UNKNOWN');
    emulator.clearFaults();
    expect(await heldOf(account, schedule)).toMatchObject({ removalOn: '2099-01-01' });
  });
});

// Each fault of the emulator on each write: what is said of it is never at odds with what is so.
import { describe, expect, it } from '@jest/globals';
import type { Assignment } from '../../../src/domain/assignment.ts';
import type { Change } from '../../../src/domain/change.ts';
import { until } from '../../support/assertions.ts';
import { heard } from '../../support/emulator.ts';
import { useProvider } from '../../support/provider.ts';
import { ACCOUNT } from '../../support/providers/yext.ts';
import { testCall } from '../../support/runtime.ts';
import { WRITE_FAULTS, type WriteFault } from '../../support/write-faults.ts';
import { ASSIGN, CANCEL, heldOf, REMOVE, SCHEDULE, sendOne, WRITER } from './changes.ts';

const bench = useProvider('yext', { entry: WRITER });
const { account, emulator } = bench;

const WRITES: [Change, (after: Assignment | null) => boolean][] = [
  [ASSIGN, (after) => after !== null],
  [REMOVE, (after) => after === null],
  [SCHEDULE, (after) => after?.removalOn === '2099-12-31'],
  [CANCEL, (after) => after?.status === 'ACTIVE' && after.removalOn === null],
];

/** Writes the emulator has seen. */
function writesSeen(): number {
  return bench.calls().filter((line) => !line.startsWith('GET ')).length;
}

/** A request that was given up is in the journal only when the emulator has noticed. */
async function writesNoticed(count: number): Promise<number> {
  await until(() => writesSeen() >= count);
  return writesSeen();
}

/** A body around these errors. */
function complaint(type: string): unknown {
  return { meta: { uuid: 'u-7', errors: [{ code: 2106, type, message: 'x' }] }, response: {} };
}

describe.each(WRITES)('$action', (one, isDone) => {
  it.each<WriteFault>([
    ...WRITE_FAULTS,
    ['error 401', { kind: 'error', status: 401 }, 'REJECTED', 'UPSTREAM_CREDENTIALS', false],
    ['error 400', { kind: 'error', status: 400 }, 'REJECTED', 'UPSTREAM_REJECTED', false],
    ['error 405', { kind: 'error', status: 405 }, 'REJECTED', 'UPSTREAM_REJECTED', false],
    ['error 409', { kind: 'error', status: 409 }, 'REJECTED', 'UPSTREAM_REJECTED', false],
    ['nobody’s body', { kind: 'answer', status: 200, body: {} }, 'UNKNOWN', 'UPSTREAM_BAD_RESPONSE', false],
    [
      'a redirect',
      { kind: 'answer', status: 302, headers: { location: '/' } },
      'UNKNOWN',
      'UPSTREAM_BAD_RESPONSE',
      false,
    ],
    [
      'a 404 of a proxy',
      { kind: 'answer', status: 404, body: 'no such page' },
      'REJECTED',
      'UPSTREAM_REJECTED',
      false,
    ],
    [
      'a fatal 200',
      { kind: 'answer', status: 200, body: complaint('FATAL_ERROR') },
      'UNKNOWN',
      'UPSTREAM_REJECTED',
      false,
    ],
    [
      'a failed 200',
      { kind: 'answer', status: 200, body: complaint('NON_FATAL_ERROR') },
      'UNKNOWN',
      'UPSTREAM_REJECTED',
      false,
    ],
    [
      'a 207',
      { kind: 'answer', status: 207, body: complaint('WARNING') },
      'UNKNOWN',
      'UPSTREAM_REJECTED',
      false,
    ],
    ['lie', { kind: 'lie' }, 'ACCEPTED', null, false],
  ])('%s', async (name, fault, status, code, done) => {
    const before = await heldOf(account, one);
    bench.forget();
    bench.strike(fault);
    bench.hurry(fault.kind === 'stall');
    const sent = await sendOne(account, one);
    emulator.clearFaults();
    bench.hurry(false);
    expect([sent.status, sent.problem?.code ?? null]).toEqual([status, code]);
    if (sent.problem !== null) {
      expect(sent.problem.accountKey).toBe('yext-acme');
      expect(JSON.stringify(sent.problem)).not.toMatch(/http|127\.0\.0\.1|<html|sign in/i);
      expect(JSON.stringify(sent.problem)).not.toContain(ACCOUNT.keys.full);
    }
    expect(await writesNoticed(1)).toBe(1);
    const after = await heldOf(bench.open(), one);
    expect(isDone(after)).toBe(done);
    if (!done) expect(after).toEqual(before);
    if (name === 'a fatal 200')
      expect(sent).toMatchObject({ problem: { providerCode: '2106' }, upstreamRequestIds: ['u-7'] });
  });

  it('is not sent to a provider that is left alone', async () => {
    const watched = bench.open(WRITER, { limits: { breakerFailures: 1 } });
    bench.strike({ kind: 'error', status: 500 }, { times: 1 });
    expect((await sendOne(watched, one)).status).toBe('UNKNOWN');
    expect(await sendOne(watched, one)).toMatchObject({
      status: 'NOT_SENT',
      problem: { code: 'UPSTREAM_CIRCUIT_OPEN' },
    });
    expect(writesSeen()).toBe(1);
  });

  it('is not sent when too many wait', async () => {
    const busy = bench.open(WRITER, { limits: { concurrency: 1, queue: 0 } });
    bench.strike({ kind: 'latency', ms: 100 }, { times: 1 });
    const catalogue = busy.catalogue(testCall());
    expect(await sendOne(busy, one)).toMatchObject({
      status: 'NOT_SENT',
      problem: { code: 'UPSTREAM_OVERLOADED' },
    });
    await catalogue;
    expect(writesSeen()).toBe(0);
  });

  it('is unknown when the call ends in the middle of it, and not sent when it had ended before', async () => {
    bench.strike({ kind: 'stall' });
    const call = testCall();
    const sending = sendOne(account, one, call);
    await heard(emulator);
    call.abort();
    expect(await sending).toMatchObject({
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

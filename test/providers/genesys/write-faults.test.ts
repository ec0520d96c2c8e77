// Each fault of the emulator on each kind of write: what is said of a change is never at odds with what is so.
import { describe, expect, it } from '@jest/globals';
import type { FaultRule } from '../../../emulators/core/faults.ts';
import type { Change } from '../../../src/domain/change.ts';
import { sentOf, until } from '../../support/assertions.ts';
import { useProvider } from '../../support/provider.ts';
import { expectDiscreet } from '../../support/providers/genesys.ts';
import { testCall } from '../../support/runtime.ts';
import { WRITE_FAULTS, type WriteFault } from '../../support/write-faults.ts';
import { NOTHING, PATH, assign, isSo, remove, statusesOf, who, writesTo } from './changes.ts';

const bench = useProvider('genesys', { jump: true });
const { account, emulator } = bench;

type Fault = FaultRule['fault'];
const ON_WRITES = { path: PATH };

const WRITES: [string, () => Change[]][] = [
  ['one assignment', () => [assign('cloudCX1', who(NOTHING))]],
  ['one removal', () => [remove('cloudCX3', who('cloudCX3'))]],
  [
    'some of each',
    () => [
      assign('cloudCX1', who(NOTHING)),
      remove('cloudCX3', who('cloudCX3')),
      assign('gc2WEMupgrade', who('cloudCX2')),
    ],
  ],
];

async function whatIsSo(changes: readonly Change[]): Promise<boolean[]> {
  const fresh = bench.open();
  const answers: boolean[] = [];
  for (const one of changes) answers.push(await isSo(fresh, one));
  return answers;
}

describe.each(WRITES)('%s', (_, make) => {
  it.each<WriteFault>([
    ...WRITE_FAULTS,
    ['error 502', { kind: 'error', status: 502 }, 'UNKNOWN', 'UPSTREAM_UNAVAILABLE', false],
    ['error 408', { kind: 'error', status: 408 }, 'UNKNOWN', 'UPSTREAM_UNAVAILABLE', false],
    ['null', { kind: 'answer', status: 200, body: 'null' }, 'UNKNOWN', 'UPSTREAM_BAD_RESPONSE', false],
    [
      'a redirect',
      { kind: 'answer', status: 307, headers: { location: '/' } },
      'UNKNOWN',
      'UPSTREAM_BAD_RESPONSE',
      false,
    ],
    ['unknown words', { kind: 'unknown-enum' }, 'UNKNOWN', 'UPSTREAM_REJECTED', true],
    ['lie', { kind: 'lie' }, 'ACCEPTED', null, false],
  ])('%s', async (_name, fault, status, code, done) => {
    const changes = make();
    await bench.warm();
    bench.hurry(fault.kind === 'stall');
    bench.strike(fault, ON_WRITES);
    const sent = await sentOf(account, changes);
    bench.hurry(false);
    emulator.clearFaults();
    expect(sent.map((one) => [one.status, one.problem?.code ?? null])).toEqual(
      changes.map(() => [status, code]),
    );
    for (const { problem } of sent) {
      if (problem !== null) expectDiscreet(problem);
    }
    // What was given up is in the journal only when the emulator has noticed.
    await until(() => writesTo(emulator).length > 0);
    expect(writesTo(emulator)).toHaveLength(1);
    expect(await whatIsSo(changes)).toEqual(changes.map(() => done));
  });

  it.each([400, 404, 413])('error %i refuses one row, and says nothing of several', async (status) => {
    const changes = make();
    bench.strike({ kind: 'error', status }, ON_WRITES);
    const expected = changes.length === 1 ? 'REJECTED' : 'UNKNOWN';
    const sent = await sentOf(account, changes);
    expect(sent).toMatchObject(
      changes.map(() => ({ status: expected, problem: { code: 'UPSTREAM_REJECTED' } })),
    );
    expect(writesTo(emulator)).toEqual([status]);
    expect(await whatIsSo(changes)).toEqual(changes.map(() => false));
  });

  it('error 409 is another change under way: to be read, and tried again', async () => {
    const changes = make();
    bench.strike({ kind: 'error', status: 409 }, { ...ON_WRITES, times: 1 });
    const sent = await sentOf(account, changes);
    const busy = { code: 'UPSTREAM_UNAVAILABLE', retryable: true, providerCode: 'conflict' };
    expect(sent).toMatchObject(changes.map(() => ({ status: 'UNKNOWN', problem: busy })));
    for (const { problem } of sent) if (problem !== null) expectDiscreet(problem);
    expect(writesTo(emulator)).toEqual([409]);
    expect(account.status().circuit).toBe('CLOSED');
    expect(await whatIsSo(changes)).toEqual(changes.map(() => false));
    expect(await statusesOf(account, changes)).toEqual(changes.map(() => 'ACCEPTED'));
  });

  it('a refused token is renewed once, and was no write', async () => {
    const changes = make();
    bench.strike({ kind: 'error', status: 401 }, { ...ON_WRITES, times: 1 });
    expect(await statusesOf(account, changes)).toEqual(changes.map(() => 'ACCEPTED'));
    expect([writesTo(emulator), bench.logins()]).toEqual([[401, 200], 2]);
  });

  it('a token refused again is a refusal', async () => {
    const changes = make();
    bench.strike({ kind: 'error', status: 401 }, ON_WRITES);
    expect(await sentOf(account, changes)).toMatchObject(
      changes.map(() => ({ status: 'REJECTED', problem: { code: 'UPSTREAM_CREDENTIALS' } })),
    );
    expect(writesTo(emulator)).toEqual([401, 401]);
    expect(await whatIsSo(changes)).toEqual(changes.map(() => false));
  });

  it.each<[string, Fault]>([
    ['error 503', { kind: 'error', status: 503 }],
    ['cut', { kind: 'cut' }],
    ['stall', { kind: 'stall' }],
    ['html', { kind: 'html' }],
    ['throttle', { kind: 'throttle', retryAfter: 9 }],
  ])('a login that fails leaves it unsent: %s', async (_name, fault) => {
    const changes = make();
    bench.strike(fault, { path: '/oauth/token' });
    bench.hurry(fault.kind === 'stall');
    expect(await statusesOf(account, changes)).toEqual(changes.map(() => 'NOT_SENT'));
    bench.hurry(false);
    expect(writesTo(emulator)).toEqual([]);
    emulator.clearFaults();
    if (fault.kind !== 'throttle') {
      expect(await statusesOf(account, changes)).toEqual(changes.map(() => 'ACCEPTED'));
    }
  });

  it('a login that is refused leaves it unsent, for good', async () => {
    const changes = make();
    const stranger = bench.open({ clientSecret: 'wrong' });
    expect(await sentOf(stranger, changes)).toMatchObject(
      changes.map(() => ({
        status: 'REJECTED',
        problem: { code: 'UPSTREAM_CREDENTIALS', retryable: false },
      })),
    );
    expect(writesTo(emulator)).toEqual([]);
  });

  it('is not sent to a provider that is left alone', async () => {
    const watched = bench.open({}, { limits: { breakerFailures: 1 } });
    const changes = make();
    bench.strike({ kind: 'error', status: 500 }, { ...ON_WRITES, times: 1 });
    expect(await statusesOf(watched, changes)).toEqual(changes.map(() => 'UNKNOWN'));
    expect(await sentOf(watched, changes)).toMatchObject(
      changes.map(() => ({ status: 'NOT_SENT', problem: { code: 'UPSTREAM_CIRCUIT_OPEN' } })),
    );
    expect(writesTo(emulator)).toEqual([500]);
  });

  it('is unknown when the call ends in the middle of it, and not sent when it had ended before', async () => {
    const changes = make();
    // Whatever it is asked, it does not answer.
    const silent = await bench.stubbed(() => new Promise(() => undefined));
    const call = testCall();
    const outcome = sentOf(silent.account, changes, call);
    await until(() => silent.requests.length > 0);
    call.abort();
    expect(await outcome).toMatchObject(
      changes.map(() => ({ status: 'UNKNOWN', problem: { code: 'DEADLINE_EXCEEDED' } })),
    );
    const late = await sentOf(silent.account, changes, call);
    expect(late.map(({ status }) => status)).toEqual(changes.map(() => 'NOT_SENT'));
    expect(silent.requests).toHaveLength(1);
  });
});

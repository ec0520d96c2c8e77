// Whatever goes wrong with a write to ThingSpace: sent once, and no outcome that contradicts the emulator's state.
import { beforeEach, describe, expect, it } from '@jest/globals';
import type { FaultRule } from '../../../emulators/core/faults.ts';
import type { Change, Sent } from '../../../src/domain/change.ts';
import type { ApiVersion } from '../../../src/providers/thingspace/settings.ts';
import { present, problemOf, sentOf, until } from '../../support/assertions.ts';
import { heard } from '../../support/emulator.ts';
import { useProvider } from '../../support/provider.ts';
import { exchanges } from '../../support/providers/thingspace.ts';
import { testCall } from '../../support/runtime.ts';
import { WRITE_FAULTS, type WriteFault } from '../../support/write-faults.ts';
import {
  changesOf,
  DIALECTS,
  NOBODY,
  RESULTS,
  contradictions,
  licensedOf,
  seededImeis,
  statuses,
  writesIn,
  type Action,
  type Dialect,
} from './changes.ts';

const bench = useProvider('thingspace', { runtime: ({ clock }) => ({ now: () => clock.now() }) });
const { account, emulator } = bench;
const { held, bare } = seededImeis();
// No test is about pages: small ones are quick.
beforeEach(() => emulator.setSwitch('rowsPerPage', 20));

const MINUTE = 60_000;

/** The account through this version of the API, logged in. */
function warm(version: ApiVersion): Promise<typeof account> {
  return bench.warm(bench.open({ apiVersion: version, tenant: 'v3' }));
}

/** Three devices whose state the action would alter; licenses that were never used, when it takes them. */
function targets(action: Action): readonly Change[] {
  return changesOf(action, action === 'ASSIGN' ? bare.slice(0, 3) : held.slice(0, 3));
}

const WRITES = RESULTS.flatMap(([version, dialect]) =>
  (['ASSIGN', 'REMOVE'] as const).map((action): [ApiVersion, Dialect, Action] => [version, dialect, action]),
);

const FAULTS: readonly WriteFault[] = [
  ...WRITE_FAULTS,
  [
    'another JSON',
    { kind: 'answer', status: 200, body: { ok: true } },
    'UNKNOWN',
    'UPSTREAM_BAD_RESPONSE',
    false,
  ],
  ['a throttle of a minute', { kind: 'throttle', retryAfter: 60 }, 'NOT_SENT', 'UPSTREAM_THROTTLED', false],
  ['a 403', { kind: 'answer', status: 403 }, 'REJECTED', 'UPSTREAM_FORBIDDEN', false],
  [
    'a 400',
    {
      kind: 'answer',
      status: 400,
      body: { errorCode: 'INVALID_PARAMETER', errorMessage: 'Inactive account' },
    },
    'REJECTED',
    'UPSTREAM_REJECTED',
    false,
  ],
];

describe.each(WRITES)('on %s, with results in the dialect %s, %s', (version, dialect, action) => {
  beforeEach(() => emulator.setSwitch('v3ResultDialect', dialect));
  const group = targets(action);
  const isDone = (licensed: ReadonlySet<string>, { assignee }: Change): boolean =>
    licensed.has(assignee.externalId) === (action === 'ASSIGN');

  it.each(FAULTS)('with %s is sent once and told truly', async (_, fault, status, code, applied) => {
    const writer = await warm(version);
    bench.strike(fault);
    bench.hurry(fault.kind === 'stall');
    const outcomes = await sentOf(writer, group);
    expect(statuses(outcomes)).toEqual(group.map(() => status));
    for (const { problem } of outcomes) {
      expect(problem?.code ?? null).toBe(code);
      expect(problem?.accountKey ?? 'acme-devices').toBe('acme-devices');
      expect(JSON.stringify(problem)).not.toMatch(/http|127\.0\.0\.1|<html|Bearer|Inactive/);
    }
    const now = await licensedOf(bench, group);
    // What was given up is in the journal only when the emulator has noticed.
    await until(() => writesIn(bench).length > 0);
    expect(writesIn(bench)).toEqual([expect.stringMatching(`^POST licenses/${action.toLowerCase()} \\d+$`)]);
    expect(group.map((change) => isDone(now, change))).toEqual(group.map(() => applied));
    expect(contradictions(outcomes, group, now)).toEqual([]);
  });

  it('that is lied about is claimed, and only a read tells', async () => {
    const writer = await warm(version);
    bench.strike({ kind: 'lie' });
    const outcomes = await sentOf(writer, group);
    expect(statuses(outcomes)).toEqual(group.map(() => 'ACCEPTED'));
    expect(contradictions(outcomes, group, await licensedOf(bench, group))).toEqual(
      group.map(({ id }) => id),
    );
  });

  it('in part done is told in part', async () => {
    const writer = await warm(version);
    const mixed = group.toSpliced(1, 1, ...changesOf(action, [NOBODY]));
    expect(statuses(await sentOf(writer, mixed))).toEqual(['ACCEPTED', 'REJECTED', 'ACCEPTED']);
    const now = await licensedOf(bench, group);
    expect([mixed[0], mixed[2]].map((change) => isDone(now, present(change)))).toEqual([true, true]);
    expect(writesIn(bench)).toHaveLength(1);
  });
});

describe.each(DIALECTS)('in the dialect %s, credentials', (dialect) => {
  beforeEach(() => emulator.setSwitch('v3ResultDialect', dialect));

  it.each<[Action]>([['ASSIGN'], ['REMOVE']])(
    '%s is sent again once after a refused session, then refused',
    async (action) => {
      await bench.warm();
      bench.strike({ kind: 'answer', status: 401 });
      const group = targets(action);
      const outcomes = await sentOf(account, group);
      const line = `POST licenses/${action.toLowerCase()} 401`;
      expect(exchanges(emulator)).toEqual([line, 'POST login 200', line]);
      expect(statuses(outcomes)).toEqual(group.map(() => 'REJECTED'));
      expect(outcomes[0]?.problem?.code).toBe('UPSTREAM_CREDENTIALS');
    },
  );

  /** Sends a write, which comes to this as a whole; every request that was made for it. */
  async function sending(group: readonly Change[], status: Sent['status']): Promise<string[]> {
    expect(statuses(await sentOf(account, group))).toEqual(group.map(() => status));
    return exchanges(emulator);
  }

  it('a refused Bearer is renewed and the write applied once', async () => {
    await bench.warm();
    const body = { fault: { code: '900901', message: 'Invalid Credentials', description: '…' } };
    bench.strike({ kind: 'answer', status: 401, body }, { times: 1 });
    expect(await sending(targets('ASSIGN'), 'ACCEPTED')).toEqual([
      'POST licenses/assign 401',
      'POST token 200',
      'POST licenses/assign 200',
    ]);
  });

  it('after the renewal an answer that is lost is unknown and not asked for a third time', async () => {
    await bench.warm();
    emulator.clock.advance(21 * MINUTE);
    bench.strike({ kind: 'apply-then-cut' }, { after: 1 });
    const group = targets('REMOVE');
    expect(await sending(group, 'UNKNOWN')).toEqual([
      'POST licenses/remove 400',
      'POST login 200',
      'POST licenses/remove 0',
    ]);
    const now = await licensedOf(bench, group);
    expect(group.some(({ assignee }) => now.has(assignee.externalId))).toBe(false);
  });

  it('the code of an ended session in a 500 proves nothing: no second time', async () => {
    await bench.warm();
    const errorCode = 'UnifiedWebService.REQUEST_FAILED.SessionToken.Expired';
    bench.strike({ kind: 'answer', status: 500, body: { errorCode, errorMessage: '…' } });
    const group = targets('ASSIGN');
    expect(statuses(await sentOf(account, group))).toEqual(group.map(() => 'UNKNOWN'));
    expect(exchanges(emulator)).toEqual(['POST licenses/assign 500']);
  });

  it.each<[string, FaultRule['fault']]>([
    ['fails', { kind: 'error', status: 503 }],
    ['is cut', { kind: 'cut' }],
    ['never answers', { kind: 'stall' }],
    ['is throttled', { kind: 'throttle' }],
    ['is a page', { kind: 'html' }],
  ])('a first login that %s means that nothing was sent', async (_, fault) => {
    for (const path of ['/oauth2/token', '/session/login']) {
      emulator.clearFaults();
      bench.strike(fault, { path });
      bench.hurry(fault.kind === 'stall');
      const group = targets('ASSIGN');
      const outcomes = await sentOf(bench.open(), group);
      expect(statuses(outcomes)).toEqual(group.map(() => 'NOT_SENT'));
      expect(outcomes[0]?.problem).toMatchObject({
        code: expect.stringMatching(/^UPSTREAM_/),
        accountKey: 'acme-devices',
        retryable: true,
      });
    }
    expect(writesIn(bench)).toEqual([]);
  });

  it('a renewal that fails means the same: the refused write was not processed', async () => {
    await bench.warm();
    emulator.clock.advance(21 * MINUTE);
    bench.strike({ kind: 'error', status: 503 }, { path: '/session/login' });
    const group = targets('ASSIGN');
    const outcomes = await sentOf(account, group);
    expect(statuses(outcomes)).toEqual(group.map(() => 'NOT_SENT'));
    expect(exchanges(emulator)).toEqual(['POST licenses/assign 400', 'POST login 503']);
    expect(contradictions(outcomes, group, await licensedOf(bench, group))).toEqual([]);
  });

  it('a login that is refused for good is a problem of the credentials', async () => {
    const stranger = bench.open({ password: 'wrong-password' });
    for (const action of ['ASSIGN', 'REMOVE'] as const) {
      const problem = await problemOf(stranger.writes.send(targets(action), testCall()));
      expect(problem).toMatchObject({ code: 'UPSTREAM_CREDENTIALS', retryable: false });
    }
    expect(exchanges(emulator)).toEqual(['POST token 200', 'POST login 400']);
  });
});

describe.each(DIALECTS)('in the dialect %s, what was not sent', (dialect) => {
  beforeEach(() => emulator.setSwitch('v3ResultDialect', dialect));

  it('is so while the circuit is open', async () => {
    const writer = await bench.warm(bench.open({}, { limits: { breakerFailures: 1 } }));
    bench.strike({ kind: 'cut' });
    await sentOf(writer, targets('REMOVE'));
    bench.forget();
    expect(await problemOf(writer.writes.send(targets('ASSIGN'), testCall()))).toMatchObject({
      code: 'UPSTREAM_CIRCUIT_OPEN',
    });
    expect(exchanges(emulator)).toEqual([]);
  });

  it('is so while the provider wants a pause', async () => {
    await bench.warm();
    bench.strike({ kind: 'throttle', retryAfter: 60 }, { times: 1 });
    const outcomes = [
      await sentOf(account, targets('REMOVE')),
      await sentOf(account, targets('ASSIGN')),
    ].flat();
    expect(new Set(statuses(outcomes))).toEqual(new Set(['NOT_SENT']));
    expect(exchanges(emulator)).toEqual(['POST licenses/remove 429']);
  });

  it('is so when too much waits', async () => {
    const writer = await bench.warm(bench.open({}, { limits: { concurrency: 1, queue: 0 } }));
    bench.strike({ kind: 'latency', ms: 50 });
    const outcomes = await Promise.all(
      bare.slice(0, 2).map((imei) => sentOf(writer, changesOf('ASSIGN', [imei]))),
    );
    expect(outcomes.flat().map(({ status, problem }) => [status, problem?.code])).toEqual([
      ['ACCEPTED', undefined],
      ['NOT_SENT', 'UPSTREAM_OVERLOADED'],
    ]);
    expect(writesIn(bench)).toEqual(['POST licenses/assign 200']);
  });

  it('is so when the deadline passed before it left', async () => {
    await bench.warm();
    const call = testCall();
    call.abort();
    const group = targets('ASSIGN');
    const outcomes = await sentOf(account, group, call);
    expect(outcomes.map(({ status, problem }) => [status, problem?.code])).toEqual(
      group.map(() => ['NOT_SENT', 'DEADLINE_EXCEEDED']),
    );
    expect(exchanges(emulator)).toEqual([]);
  });
});

it('a deadline that passes while the answer is waited for leaves it unknown', async () => {
  await bench.warm();
  bench.strike({ kind: 'stall' });
  const call = testCall();
  const problem = problemOf(account.writes.send(targets('ASSIGN'), call));
  await heard(emulator);
  call.abort();
  expect(await problem).toMatchObject({ code: 'DEADLINE_EXCEEDED' });
});

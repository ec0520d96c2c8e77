// Whatever goes wrong with a write to ThingSpace: sent once, and no outcome that contradicts the emulator's state.
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { startEmulator, type RunningEmulator } from '../../../emulators/core/emulator.ts';
import type { FaultRule } from '../../../emulators/core/faults.ts';
import { definition } from '../../../emulators/thingspace/index.ts';
import type { Change } from '../../../src/domain/change.ts';
import type { ThingSpaceAccount } from '../../../src/providers/thingspace/adapter.ts';
import { createTransport } from '../../../src/upstream/transport.ts';
import type { UpstreamLimits } from '../../../src/upstream/upstream.ts';
import { testCall, testRuntime } from '../../support/runtime.ts';
import { calls, problemOf, type ApiVersion } from './account.ts';
import {
  contradictions,
  licensedNow,
  openAccount,
  outcomesOf,
  splitDevices,
  statuses,
  wish,
  writesIn,
  type Action,
} from './writing.ts';

const MINUTE = 60_000;
const NOBODY = '359999999999990';
const SESSION_ENDED = 'UnifiedWebService.REQUEST_FAILED.SessionToken.Expired';

let emulator: RunningEmulator;
let close: () => void;
let limited: (limits?: Partial<UpstreamLimits>) => ReturnType<typeof testRuntime>['runtime'];
let before: { held: string[]; bare: string[] };

beforeAll(async () => {
  emulator = await startEmulator(definition);
  const made = testRuntime();
  before = await splitDevices(openAccount(made.runtime, emulator.url));
  made.close();
});
afterAll(() => emulator.close());
beforeEach(() => {
  emulator.reset();
  const { transport, close: closeSockets } = createTransport({
    connectTimeoutMs: 1000,
    answerTimeoutMs: 400,
    maxSockets: 20,
  });
  const now = () => emulator.clock.now();
  limited = (limits = {}) => testRuntime({ transport, now, limits }).runtime;
  close = closeSockets;
});
afterEach(() => close());

async function warm(
  version: ApiVersion = 'v3',
  limits: Partial<UpstreamLimits> = {},
): Promise<ThingSpaceAccount> {
  const account = openAccount(limited(limits), emulator.url, version);
  await account.catalogue(testCall());
  emulator.journal.clear();
  return account;
}

/** Three devices whose state the action would alter; licenses that were never used, when it takes them. */
function targets(action: Action): readonly Change[] {
  return wish(action, action === 'ASSIGN' ? before.bare.slice(0, 3) : before.held.slice(0, 3));
}

const WRITES: [ApiVersion, Action][] = (['v1', 'v2', 'v3'] as const).flatMap((version) =>
  (['ASSIGN', 'REMOVE'] as const).map((action): [ApiVersion, Action] => [version, action]),
);

type Case = readonly [
  name: string,
  fault: FaultRule['fault'],
  status: string,
  code: string | null,
  applied: boolean,
];

const FAULTS: Case[] = [
  ['a slow answer', { kind: 'latency', ms: 100 }, 'ACCEPTED', null, true],
  ['a 500', { kind: 'error', status: 500 }, 'UNKNOWN', 'UPSTREAM_UNAVAILABLE', false],
  ['a 503', { kind: 'error', status: 503 }, 'UNKNOWN', 'UPSTREAM_UNAVAILABLE', false],
  ['no answer', { kind: 'stall' }, 'UNKNOWN', 'UPSTREAM_TIMEOUT', false],
  ['a cut connection', { kind: 'cut' }, 'UNKNOWN', 'UPSTREAM_UNAVAILABLE', false],
  ['a cut after it was applied', { kind: 'apply-then-cut' }, 'UNKNOWN', 'UPSTREAM_UNAVAILABLE', true],
  ['a truncated body', { kind: 'truncate' }, 'UNKNOWN', 'UPSTREAM_UNAVAILABLE', true],
  ['half of a JSON', { kind: 'half-json' }, 'UNKNOWN', 'UPSTREAM_BAD_RESPONSE', true],
  ['a page of HTML', { kind: 'html' }, 'UNKNOWN', 'UPSTREAM_BAD_RESPONSE', false],
  ['an empty answer', { kind: 'answer', status: 200 }, 'UNKNOWN', 'UPSTREAM_BAD_RESPONSE', false],
  [
    'another JSON',
    { kind: 'answer', status: 200, body: { ok: true } },
    'UNKNOWN',
    'UPSTREAM_BAD_RESPONSE',
    false,
  ],
  ['a throttle', { kind: 'throttle' }, 'NOT_SENT', 'UPSTREAM_THROTTLED', false],
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

describe.each(WRITES)('on %s, %s', (version, action) => {
  it.each(FAULTS)('with %s is sent once and told truly', async (_, fault, status, code, applied) => {
    const account = await warm(version);
    const group = targets(action);
    emulator.fault({ path: '/licenses/', fault });
    const sent = await outcomesOf(account, group);
    expect(statuses(sent, group)).toEqual(group.map(() => status));
    for (const { problem } of sent.values()) {
      expect(problem?.code ?? null).toBe(code);
      expect(problem?.accountKey ?? 'acme-devices').toBe('acme-devices');
      expect(JSON.stringify(problem)).not.toMatch(/http|127\.0\.0\.1|<html|Bearer|Inactive/);
    }
    const now = await licensedNow(emulator);
    // Asked now, when whatever was cut has come to its end in the journal.
    expect(writesIn(emulator)).toEqual([
      expect.stringMatching(`^POST licenses/${action.toLowerCase()} \\d+$`),
    ]);
    const done = group.map(({ assignee }) => now.has(assignee.externalId) === (action === 'ASSIGN'));
    expect(done).toEqual(group.map(() => applied));
    expect(contradictions(sent, group, now)).toEqual([]);
  });

  it('that is lied about is claimed, and only a read tells', async () => {
    const account = await warm(version);
    const group = targets(action);
    emulator.fault({ path: '/licenses/', fault: { kind: 'lie' } });
    const sent = await outcomesOf(account, group);
    expect(statuses(sent, group)).toEqual(group.map(() => 'ACCEPTED'));
    expect(contradictions(sent, group, await licensedNow(emulator))).toEqual(group.map(({ id }) => id));
  });

  it('in part done is told in part', async () => {
    const account = await warm(version);
    const [one, other] = targets(action);
    const group = [one, ...wish(action, [NOBODY]), other].filter((change) => change !== undefined);
    const sent = await outcomesOf(account, group);
    expect(statuses(sent, group)).toEqual(['ACCEPTED', 'REJECTED', 'ACCEPTED']);
    const now = await licensedNow(emulator);
    expect([now.has(one?.assignee.externalId ?? ''), now.has(other?.assignee.externalId ?? '')]).toEqual([
      action === 'ASSIGN',
      action === 'ASSIGN',
    ]);
    expect(writesIn(emulator)).toHaveLength(1);
  });
});

describe('credentials', () => {
  it.each<[Action]>([['ASSIGN'], ['REMOVE']])(
    '%s is sent again once after a refused session, then refused',
    async (action) => {
      const account = await warm();
      emulator.fault({ path: '/licenses/', fault: { kind: 'answer', status: 401 } });
      const group = targets(action);
      const sent = await outcomesOf(account, group);
      const line = `POST licenses/${action.toLowerCase()} 401`;
      expect(calls(emulator)).toEqual([line, 'POST login 200', line]);
      expect(statuses(sent, group)).toEqual(group.map(() => 'REJECTED'));
      expect(sent.get(group[0]?.id ?? '')?.problem?.code).toBe('UPSTREAM_CREDENTIALS');
    },
  );

  it('a refused Bearer is renewed and the write applied once', async () => {
    const account = await warm();
    const body = { fault: { code: '900901', message: 'Invalid Credentials', description: '…' } };
    emulator.fault({ path: '/licenses/', times: 1, fault: { kind: 'answer', status: 401, body } });
    const group = targets('ASSIGN');
    expect(statuses(await outcomesOf(account, group), group)).toEqual(group.map(() => 'ACCEPTED'));
    expect(calls(emulator)).toEqual([
      'POST licenses/assign 401',
      'POST token 200',
      'POST licenses/assign 200',
    ]);
  });

  it('after the renewal an answer that is lost is unknown and not asked for a third time', async () => {
    const account = await warm();
    emulator.clock.advance(21 * MINUTE);
    emulator.fault({ path: '/licenses/', after: 1, fault: { kind: 'apply-then-cut' } });
    const group = targets('REMOVE');
    const sent = await outcomesOf(account, group);
    expect(statuses(sent, group)).toEqual(group.map(() => 'UNKNOWN'));
    expect(calls(emulator)).toEqual(['POST licenses/remove 400', 'POST login 200', 'POST licenses/remove 0']);
    const now = await licensedNow(emulator);
    expect(group.some(({ assignee }) => now.has(assignee.externalId))).toBe(false);
  });

  it('the code of an ended session in a 500 proves nothing: no second time', async () => {
    const account = await warm();
    const body = { errorCode: SESSION_ENDED, errorMessage: '…' };
    emulator.fault({ path: '/licenses/', fault: { kind: 'answer', status: 500, body } });
    const group = targets('ASSIGN');
    expect(statuses(await outcomesOf(account, group), group)).toEqual(group.map(() => 'UNKNOWN'));
    expect(calls(emulator)).toEqual(['POST licenses/assign 500']);
  });

  it.each<[string, FaultRule['fault']]>([
    ['fails', { kind: 'error', status: 503 }],
    ['is cut', { kind: 'cut' }],
    ['never answers', { kind: 'stall' }],
    ['is throttled', { kind: 'throttle' }],
    ['is a page', { kind: 'html' }],
  ])('a first login that %s means that nothing was sent', async (_, fault) => {
    await warm();
    for (const path of ['/oauth2/token', '/session/login']) {
      emulator.clearFaults();
      emulator.fault({ path, fault });
      const group = targets('ASSIGN');
      const sent = await outcomesOf(openAccount(limited(), emulator.url), group);
      expect(statuses(sent, group)).toEqual(group.map(() => 'NOT_SENT'));
      expect(sent.get(group[0]?.id ?? '')?.problem).toMatchObject({
        code: expect.stringMatching(/^UPSTREAM_/),
        accountKey: 'acme-devices',
        retryable: true,
      });
    }
    expect(writesIn(emulator)).toEqual([]);
  });

  it('a renewal that fails means the same: the refused write was not processed', async () => {
    const account = await warm();
    emulator.clock.advance(21 * MINUTE);
    emulator.fault({ path: '/session/login', fault: { kind: 'error', status: 503 } });
    const group = targets('ASSIGN');
    const sent = await outcomesOf(account, group);
    expect(statuses(sent, group)).toEqual(group.map(() => 'NOT_SENT'));
    expect(calls(emulator)).toEqual(['POST licenses/assign 400', 'POST login 503']);
    expect(contradictions(sent, group, await licensedNow(emulator))).toEqual([]);
  });

  it('a login that is refused for good is a problem of the credentials', async () => {
    await warm();
    const account = openAccount(limited(), emulator.url, 'v3', { password: 'wrong-password' });
    for (const action of ['ASSIGN', 'REMOVE'] as const) {
      const problem = await problemOf(account.writes.send(targets(action), testCall()));
      expect(problem).toMatchObject({ code: 'UPSTREAM_CREDENTIALS', retryable: false });
    }
    expect(calls(emulator)).toEqual(['POST token 200', 'POST login 400']);
  });
});

describe('what was not sent', () => {
  it('is so while the circuit is open', async () => {
    const account = await warm('v3', { breakerFailures: 1 });
    emulator.fault({ path: '/licenses/', fault: { kind: 'cut' } });
    await outcomesOf(account, targets('REMOVE'));
    emulator.journal.clear();
    const group = targets('ASSIGN');
    expect(await problemOf(account.writes.send(group, testCall()))).toMatchObject({
      code: 'UPSTREAM_CIRCUIT_OPEN',
    });
    expect(calls(emulator)).toEqual([]);
  });

  it('is so while the provider wants a pause', async () => {
    const account = await warm();
    emulator.fault({ path: '/licenses/', times: 1, fault: { kind: 'throttle', retryAfter: 60 } });
    const sent = [
      await outcomesOf(account, targets('REMOVE')),
      await outcomesOf(account, targets('ASSIGN')),
    ].flatMap((map) => [...map.values()]);
    expect(new Set(sent.map(({ status }) => status))).toEqual(new Set(['NOT_SENT']));
    expect(calls(emulator)).toEqual(['POST licenses/remove 429']);
  });

  it('is so when too much waits', async () => {
    const account = await warm('v3', { concurrency: 1, queue: 0 });
    emulator.fault({ path: '/licenses/', fault: { kind: 'latency', ms: 150 } });
    const [first = '', second = ''] = before.bare;
    const sent = await Promise.all(
      [first, second].map(async (imei) => outcomesOf(account, wish('ASSIGN', [imei]))),
    );
    const said = sent.flatMap((map) => [...map.values()]);
    expect(said.map(({ status, problem }) => [status, problem?.code])).toEqual([
      ['ACCEPTED', undefined],
      ['NOT_SENT', 'UPSTREAM_OVERLOADED'],
    ]);
    expect(writesIn(emulator)).toEqual(['POST licenses/assign 200']);
  });

  it('is so when the deadline passed before it left', async () => {
    const account = await warm();
    const call = testCall();
    call.abort();
    const group = targets('ASSIGN');
    const sent = await outcomesOf(account, group, call);
    expect([...sent.values()].map(({ status, problem }) => [status, problem?.code])).toEqual(
      group.map(() => ['NOT_SENT', 'DEADLINE_EXCEEDED']),
    );
    expect(calls(emulator)).toEqual([]);
  });

  it('is so when the deadline passed while removals were waited for', async () => {
    const account = await warm();
    emulator.fault({ path: '/remove', fault: { kind: 'latency', ms: 250 } });
    const call = testCall();
    const [removed, assigned] = await Promise.all([
      outcomesOf(account, targets('REMOVE')),
      outcomesOf(account, targets('ASSIGN'), call),
      Promise.resolve().then(call.abort),
    ]);
    expect([...removed.values(), ...assigned.values()].map(({ status }) => status)).toEqual([
      ...Array.from({ length: 3 }, () => 'ACCEPTED'),
      ...Array.from({ length: 3 }, () => 'NOT_SENT'),
    ]);
    expect(writesIn(emulator)).toEqual(['POST licenses/remove 200']);
  });
});

it('a deadline that passes while the answer is waited for leaves it unknown', async () => {
  const account = await warm();
  emulator.fault({ path: '/licenses/', fault: { kind: 'stall' } });
  const call = testCall();
  const problem = problemOf(account.writes.send(targets('ASSIGN'), call));
  setTimeout(call.abort, 100);
  expect(await problem).toMatchObject({ code: 'DEADLINE_EXCEEDED' });
});

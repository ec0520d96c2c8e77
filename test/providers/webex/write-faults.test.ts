// Every fault on every kind of write: what is reported never says other than what is so.
import { describe, expect, it } from '@jest/globals';
import type { Fault, FaultRule } from '../../../emulators/core/faults.ts';
import type { Change, Sent } from '../../../src/domain/change.ts';
import { only, present } from '../../support/assertions.ts';
import { useProvider } from '../../support/provider.ts';
import { testCall } from '../../support/runtime.ts';
import { changesOf, sendAll, shown, statuses, useSeed, type ChangeName } from './changes.ts';

const bench = useProvider('webex');
const { account } = bench;
const seed = useSeed(bench);

const ON_WRITES = { method: 'PATCH', path: '/licenses/users$' };

/** Kinds of writes: who is changed, how, and in how many requests. */
const KINDS: readonly (readonly [
  string,
  readonly string[],
  readonly string[],
  readonly ChangeName[],
  number,
])[] = [
  ['an assignment', ['call'], ['messaging'], ['add:messaging'], 1],
  ['a removal', ['call'], [], ['remove:call'], 1],
  ['both in one request', ['ucm'], ['professional'], ['add:professional', 'remove:ucm'], 1],
  ['a swap in two requests', ['standard'], ['professional'], ['add:professional', 'remove:standard'], 2],
];

/** Faults, what they make of a change, and whether the change is so afterwards. */
const FAULTS: readonly (readonly [Fault, Sent['status'], boolean])[] = [
  [{ kind: 'error', status: 500 }, 'UNKNOWN', false],
  [{ kind: 'error', status: 502 }, 'UNKNOWN', false],
  [{ kind: 'error', status: 503 }, 'UNKNOWN', false],
  [{ kind: 'error', status: 504 }, 'UNKNOWN', false],
  [{ kind: 'error', status: 403 }, 'REJECTED', false],
  [{ kind: 'error', status: 409 }, 'REJECTED', false],
  [{ kind: 'error', status: 423 }, 'NOT_SENT', false],
  [{ kind: 'throttle' }, 'NOT_SENT', false],
  [{ kind: 'throttle', retryAfter: 1 }, 'NOT_SENT', false],
  [{ kind: 'stall' }, 'UNKNOWN', false],
  [{ kind: 'cut' }, 'UNKNOWN', false],
  [{ kind: 'truncate' }, 'UNKNOWN', true],
  [{ kind: 'half-json' }, 'UNKNOWN', true],
  [{ kind: 'html' }, 'UNKNOWN', false],
  [{ kind: 'apply-then-cut' }, 'UNKNOWN', true],
  [{ kind: 'latency', ms: 50 }, 'ACCEPTED', true],
  [{ kind: 'unknown-enum' }, 'ACCEPTED', true],
  [{ kind: 'lie' }, 'ACCEPTED', false],
  [{ kind: 'answer', status: 200 }, 'UNKNOWN', false],
  [{ kind: 'answer', status: 200, body: {} }, 'UNKNOWN', false],
  [{ kind: 'answer', status: 200, body: { licenses: 'all' } }, 'UNKNOWN', false],
  [{ kind: 'answer', status: 206, body: {} }, 'UNKNOWN', false],
  [{ kind: 'answer', status: 302, headers: { location: 'https://elsewhere.example' } }, 'REJECTED', false],
  [{ kind: 'answer', status: 400, body: 'no' }, 'REJECTED', false],
];

const TABLE = KINDS.flatMap(([what, held, without, edits, requests]) =>
  FAULTS.map(([fault, status, isSo]) => ({
    what,
    fault,
    name: JSON.stringify(fault),
    held,
    without,
    edits,
    requests,
    status,
    isSo,
  })),
);

/** What became of changes whose requests met a fault. */
async function struck(rule: Omit<FaultRule, 'method' | 'path'>, changes: readonly Change[]) {
  bench.strike(rule.fault, { ...ON_WRITES, ...rule });
  const outcomes = await sendAll(
    rule.fault.kind === 'stall' ? hurryingAfter(rule.after ?? 0) : account,
    changes,
  );
  bench.emulator.clearFaults();
  bench.hurry(false);
  return outcomes;
}

/** An account that waits as it should for so many requests, and no longer than it must for those that follow. */
function hurryingAfter(count: number): typeof account {
  let sent = 0;
  return bench.open(undefined, {
    transport(request) {
      sent += 1;
      bench.hurry(sent > count);
      return bench.runtime.transport(request);
    },
  });
}

async function isSo(change: Change): Promise<boolean> {
  return only(await shown(bench.open(), [change]));
}

// A swap whose removal is only pretended meets the refusal of its addition: told apart below.
const CONSISTENT = TABLE.filter(({ fault, requests }) => fault.kind !== 'lie' || requests === 1);

describe('a fault at every request', () => {
  it.each(CONSISTENT)(
    '$name on $what',
    async ({ fault, held, without, edits, requests, status, isSo: expected }) => {
      const [user] = seed.holding(held, without);
      const changes = changesOf(user, ...edits);
      const outcomes = await struck({ fault }, changes);
      expect([...outcomes.keys()].sort()).toEqual(changes.map(({ id }) => id).sort());
      const sentFirst = requests === 1 ? changes : changes.filter(({ action }) => action === 'REMOVE');
      const isOver = status !== 'ACCEPTED' && requests > 1;
      for (const change of changes) {
        const isFirst = sentFirst.includes(change);
        const sent = outcomes.get(change.id);
        expect(sent?.status).toBe(isFirst || !isOver ? status : 'NOT_SENT');
        expect(sent?.problem === null).toBe(status === 'ACCEPTED');
        expect(await isSo(change)).toBe(isFirst || !isOver ? expected : false);
      }
      const writes = bench.calls().filter((call) => call.startsWith('PATCH '));
      expect(writes.length).toBeLessThanOrEqual(isOver ? 1 : requests);
    },
  );
});

describe('a fault at the second request of a swap', () => {
  it.each(FAULTS)('%j: %s', async (fault, status, expected) => {
    const [user] = seed.holding(['standard'], ['professional']);
    const [addition, removal] = changesOf(user, 'add:professional', 'remove:standard');
    const outcomes = await struck({ fault, after: 1 }, [addition, removal]);
    expect(outcomes.get(removal.id)?.status).toBe('ACCEPTED');
    expect(outcomes.get(addition.id)?.status).toBe(status);
    expect(await isSo(removal)).toBe(true);
    expect(await isSo(addition)).toBe(expected);
  });
});

describe('a removal that is only pretended', () => {
  it('shows in the refusal of what it was to make room for', async () => {
    const [user] = seed.holding(['standard'], ['professional']);
    const changes = changesOf(user, 'remove:standard', 'add:professional');
    const outcomes = await struck({ fault: { kind: 'lie' }, times: 1 }, changes);
    expect(statuses(outcomes)).toEqual({ 'remove:standard': 'ACCEPTED', 'add:professional': 'REJECTED' });
    expect([...outcomes.values()].at(-1)?.problem?.providerCode).toBe('400404');
    expect(await shown(bench.open(), changes)).toEqual([false, false]);
  });
});

describe('what is known of a lost answer', () => {
  it.each([
    [{ kind: 'apply-then-cut' }, 'UPSTREAM_UNAVAILABLE'],
    [{ kind: 'stall' }, 'UPSTREAM_TIMEOUT'],
    [{ kind: 'html' }, 'UPSTREAM_BAD_RESPONSE'],
  ] as const)('is the id it went out with: %j', async (fault, code) => {
    const [user] = seed.holding(['call']);
    const sent = only((await struck({ fault }, changesOf(user, 'remove:call'))).values());
    expect(sent).toMatchObject({ status: 'UNKNOWN', problem: { code, accountKey: 'webex' } });
    expect(sent.upstreamRequestIds).toEqual([expect.stringMatching(/^LG_/)]);
  });
});

describe('a request that never left', () => {
  it('is said to be unsent while Webex asked for a pause', async () => {
    const [one, other] = seed.holding(['call']);
    await struck({ fault: { kind: 'throttle', retryAfter: 30 } }, changesOf(one, 'remove:call'));
    bench.forget();
    const sent = only((await sendAll(account, changesOf(present(other), 'remove:call'))).values());
    expect(bench.calls()).toEqual([]);
    expect(sent).toMatchObject({
      status: 'NOT_SENT',
      problem: { code: 'UPSTREAM_THROTTLED' },
      upstreamRequestIds: [],
    });
    expect(Date.parse(sent.problem?.retryAt ?? '')).toBeGreaterThan(Date.now());
  });

  it('is said to be unsent while the circuit is open', async () => {
    const some = seed.holding(['call']).slice(0, 6);
    const changes = some.flatMap((user) => changesOf(user, 'remove:call'));
    const outcomes = [...(await struck({ fault: { kind: 'error', status: 503 } }, changes)).values()];
    expect(bench.calls()).toHaveLength(5);
    const unknown = Array<string>(5).fill('UNKNOWN');
    expect(outcomes.map(({ status }) => status)).toEqual([...unknown, 'NOT_SENT']);
    expect(outcomes.at(-1)?.problem?.code).toBe('UPSTREAM_CIRCUIT_OPEN');
  });

  it('is said to be unsent when the time was up before', async () => {
    const [user] = seed.holding(['call']);
    const call = testCall();
    call.abort();
    const sent = only((await account.writes.send(changesOf(user, 'remove:call'), call)).values());
    expect(bench.calls()).toEqual([]);
    expect(sent).toMatchObject({ status: 'NOT_SENT', problem: { code: 'DEADLINE_EXCEEDED' } });
  });

  it('is said to be unsent when there was no place for it', async () => {
    const [one, other] = seed.holding(['call']);
    const gate = Promise.withResolvers<null>();
    const crowded = bench.open(undefined, {
      async transport(request) {
        await gate.promise;
        return bench.runtime.transport(request);
      },
      limits: { concurrency: 1, queue: 0 },
    });
    const first = crowded.writes.send(changesOf(one, 'remove:call'), testCall());
    const second = await crowded.writes.send(changesOf(present(other), 'remove:call'), testCall());
    gate.resolve(null);
    expect(only(second.values())).toMatchObject({
      status: 'NOT_SENT',
      problem: { code: 'UPSTREAM_OVERLOADED' },
    });
    expect(only((await first).values()).status).toBe('ACCEPTED');
  });
});

describe('a deadline in the middle', () => {
  it('leaves the change unknown', async () => {
    const [user] = seed.holding(['call']);
    const call = testCall();
    const late = await bench.stubbed(() => {
      call.abort();
      return { body: { personId: user.externalId, licenses: [] } };
    });
    const sent = only((await late.account.writes.send(changesOf(user, 'remove:call'), call)).values());
    expect(late.requests).toHaveLength(1);
    expect(sent).toMatchObject({ status: 'UNKNOWN', problem: { code: 'DEADLINE_EXCEEDED' } });
  });
});

describe('an answer about somebody else', () => {
  it('is not taken for one', async () => {
    const [one, other] = seed.holding(['call'], ['ucm']);
    await sendAll(account, changesOf(one, 'add:ucm'));
    const changes = changesOf(present(other), 'add:ucm');
    const sent = only((await struck({ fault: { kind: 'repeat-page' } }, changes)).values());
    expect(sent).toMatchObject({ status: 'UNKNOWN', problem: { code: 'UPSTREAM_BAD_RESPONSE' } });
    expect(await shown(bench.open(), changes)).toEqual([false]);
  });
});

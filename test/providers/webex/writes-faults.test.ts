// Every fault on every kind of write: what is reported never says other than what is so.
import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import type { Fault, FaultRule } from '../../../emulators/core/faults.ts';
import type { User } from '../../../src/domain/assignee.ts';
import type { Change, Sent } from '../../../src/domain/change.ts';
import type { ProviderAccount } from '../../../src/providers/provider.ts';
import { changesOf, everybody, heldNow, holding, sendAll, statuses, writesOf, type Wish } from './changes.ts';
import { operations, startOrganisation, testCall, type Organisation } from './organisation.ts';

let organisation: Organisation;
let account: ProviderAccount;
let people: readonly User[];
beforeAll(async () => {
  organisation = await startOrganisation();
  people = await everybody(organisation.account());
});
afterAll(() => organisation.close());
beforeEach(() => {
  organisation.emulator.reset();
  account = organisation.account();
});

const WRITE = 'PATCH /v1/licenses/users';
const ON_WRITES = { method: 'PATCH', path: '/licenses/users$' };

/** Kinds of writes: who is changed, how, and in how many requests. */
const KINDS: readonly (readonly [string, readonly string[], readonly string[], readonly Wish[], number])[] = [
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

const TABLE = KINDS.flatMap(([what, held, without, wishes, requests]) =>
  FAULTS.map(([fault, status, isSo]) => ({
    what,
    fault,
    name: JSON.stringify(fault),
    held,
    without,
    wishes,
    requests,
    status,
    isSo,
  })),
);

async function isSo({ action, assignee, licenseId }: Change): Promise<boolean> {
  const held = await heldNow(organisation.account(), assignee);
  return held.has(licenseId) === (action === 'ASSIGN');
}

async function struck(rule: Omit<FaultRule, 'method' | 'path'>, changes: readonly Change[]) {
  organisation.emulator.fault({ ...ON_WRITES, ...rule });
  const { result, asked } = await organisation.counted(() => sendAll(account, changes));
  organisation.emulator.clearFaults();
  return { result, asked };
}

// A swap whose removal is only pretended meets the refusal of its addition: told apart below.
const CONSISTENT = TABLE.filter(({ fault, requests }) => fault.kind !== 'lie' || requests === 1);

describe('a fault at every request', () => {
  it.each(CONSISTENT)(
    '$name on $what',
    async ({ fault, held, without, wishes, requests, status, isSo: expected }) => {
      const [user] = holding(people, held, without);
      const changes = changesOf(user, ...wishes);
      const { result } = await struck({ fault }, changes);
      expect([...result.keys()].sort()).toEqual(changes.map(({ id }) => id).sort());
      const sentFirst = requests === 1 ? changes : changes.filter(({ action }) => action === 'REMOVE');
      const isOver = status !== 'ACCEPTED' && requests > 1;
      for (const change of changes) {
        const isFirst = sentFirst.includes(change);
        const sent = result.get(change.id);
        expect(sent?.status).toBe(isFirst || !isOver ? status : 'NOT_SENT');
        expect(sent?.problem === null).toBe(status === 'ACCEPTED');
        expect(await isSo(change)).toBe(isFirst || !isOver ? expected : false);
      }
      const writes = operations(organisation.emulator.journal.entries()).filter(
        (operation) => operation === WRITE,
      );
      expect(writes.length).toBeLessThanOrEqual(isOver ? 1 : requests);
    },
  );
});

describe('a fault at the second request of a swap', () => {
  it.each(FAULTS)('%j: %s', async (fault, status, expected) => {
    const [user] = holding(people, ['standard'], ['professional']);
    const [addition, removal] = changesOf(user, 'add:professional', 'remove:standard');
    if (!addition || !removal) throw new Error('none');
    const { result } = await struck({ fault, after: 1 }, [addition, removal]);
    expect(result.get(removal.id)?.status).toBe('ACCEPTED');
    expect(result.get(addition.id)?.status).toBe(status);
    expect(await isSo(removal)).toBe(true);
    expect(await isSo(addition)).toBe(expected);
  });
});

describe('a removal that is only pretended', () => {
  it('shows in the refusal of what it was to make room for', async () => {
    const [user] = holding(people, ['standard'], ['professional']);
    const changes = changesOf(user, 'remove:standard', 'add:professional');
    const { result } = await struck({ fault: { kind: 'lie' }, times: 1 }, changes);
    expect(statuses(result)).toEqual({ 'remove:standard': 'ACCEPTED', 'add:professional': 'REJECTED' });
    expect([...result.values()].at(-1)?.problem?.providerCode).toBe('400404');
    expect(await Promise.all(changes.map(isSo))).toEqual([false, false]);
  });
});

describe('what is known of a lost answer', () => {
  it.each([
    [{ kind: 'apply-then-cut' }, 'UPSTREAM_UNAVAILABLE'],
    [{ kind: 'stall' }, 'UPSTREAM_TIMEOUT'],
    [{ kind: 'html' }, 'UPSTREAM_BAD_RESPONSE'],
  ] as const)('is the id it went out with: %j', async (fault, code) => {
    const [user] = holding(people, ['call']);
    const [sent] = (await struck({ fault }, changesOf(user, 'remove:call'))).result.values();
    expect(sent).toMatchObject({ status: 'UNKNOWN', problem: { code, accountKey: 'webex' } });
    expect(sent?.upstreamRequestIds).toEqual([expect.stringMatching(/^LG_/)]);
  });
});

describe('a request that never left', () => {
  it('is said to be unsent while Webex asked for a pause', async () => {
    const [one, other] = holding(people, ['call']);
    if (!other) throw new Error('only one');
    await struck({ fault: { kind: 'throttle', retryAfter: 30 } }, changesOf(one, 'remove:call'));
    const { result, asked } = await organisation.counted(() =>
      sendAll(account, changesOf(other, 'remove:call')),
    );
    expect(asked).toEqual([]);
    const [sent] = result.values();
    expect(sent).toMatchObject({
      status: 'NOT_SENT',
      problem: { code: 'UPSTREAM_THROTTLED' },
      upstreamRequestIds: [],
    });
    expect(Date.parse(sent?.problem?.retryAt ?? '')).toBeGreaterThan(Date.now());
  });

  it('is said to be unsent while the circuit is open', async () => {
    const some = holding(people, ['call']).slice(0, 6);
    organisation.emulator.fault({ ...ON_WRITES, fault: { kind: 'error', status: 503 } });
    const { result, asked } = await organisation.counted(() =>
      sendAll(
        account,
        some.flatMap((user) => changesOf(user, 'remove:call')),
      ),
    );
    expect(asked).toHaveLength(5);
    expect([...result.values()].map(({ status }) => status)).toEqual([
      ...Array<string>(5).fill('UNKNOWN'),
      'NOT_SENT',
    ]);
    expect([...result.values()].at(-1)?.problem?.code).toBe('UPSTREAM_CIRCUIT_OPEN');
  });

  it('is said to be unsent when the time was up before', async () => {
    const [user] = holding(people, ['call']);
    const call = testCall();
    call.abort();
    const { result, asked } = await organisation.counted(() =>
      writesOf(account).send(changesOf(user, 'remove:call'), call),
    );
    expect(asked).toEqual([]);
    expect([...result.values()][0]).toMatchObject({
      status: 'NOT_SENT',
      problem: { code: 'DEADLINE_EXCEEDED' },
    });
  });
});

describe('a deadline in the middle', () => {
  it('leaves the change unknown', async () => {
    const [user] = holding(people, ['call']);
    organisation.emulator.fault({ ...ON_WRITES, fault: { kind: 'stall' } });
    const [sent] = (await writesOf(account).send(changesOf(user, 'remove:call'), testCall(100))).values();
    expect(sent).toMatchObject({ status: 'UNKNOWN', problem: { code: 'DEADLINE_EXCEEDED' } });
  });
});

describe('an answer about somebody else', () => {
  it('is not taken for one', async () => {
    const [one, other] = holding(people, ['call'], ['ucm']);
    if (!other) throw new Error('only one');
    await sendAll(account, changesOf(one, 'add:ucm'));
    const changes = changesOf(other, 'add:ucm');
    const { result } = await struck({ fault: { kind: 'repeat-page' } }, changes);
    expect([...result.values()][0]).toMatchObject({
      status: 'UNKNOWN',
      problem: { code: 'UPSTREAM_BAD_RESPONSE' },
    });
    expect(await Promise.all(changes.map(isSo))).toEqual([false]);
  });
});

describe('a refused token', () => {
  it('rejects the change, and nothing was done', async () => {
    const strangers = organisation.account({ accessToken: 'nobody' });
    const [user] = holding(people, ['call']);
    const changes = changesOf(user, 'remove:call');
    const [sent] = (await sendAll(strangers, changes)).values();
    expect(sent).toMatchObject({ status: 'REJECTED', problem: { code: 'UPSTREAM_CREDENTIALS' } });
    expect(await Promise.all(changes.map(isSo))).toEqual([false]);
  });
});

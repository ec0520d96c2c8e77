// What others do in the quarter of an hour after a change of ours: lists may lag and do not count meanwhile, and nothing is said to have been seen
// by them.
import { describe, expect, it } from '@jest/globals';
import { readNow } from '../../src/inventory/asked/read-now.ts';
import { present } from '../support/assertions.ts';
import { changeRequest } from '../support/change-requests.ts';
import { engineSweeps } from '../support/engine-sweeps.ts';
import { useEngine } from '../support/engine.ts';
import { device, genesysUser, place, type Target } from '../support/license-targets.ts';
import { BARE, HELD } from '../support/provider-state.ts';
import { testCall } from '../support/runtime.ts';

const MINUTE = 60_000;
const DAY_MS = 86_400_000;
const rig = useEngine({ jump: true, settleAfterMs: MINUTE });
const { sweep, kept, seenAt, eventsOf } = engineSweeps(rig);

const FOR_EVER = { history: null, events: null, seatCounts: null, sweeps: null, findings: null };
const VENDOR = { 'genesys-us': 'genesys', fleet: 'thingspace', listings: 'yext' } as const;
/** The list of the first one tells all that somebody holds; what lists of the others do not tell is looked up. */
const HOLDERS: readonly [string, Target, Target, Target][] = [
  ['Genesys', genesysUser(5), genesysUser(6), genesysUser(7)],
  ['ThingSpace', device(203), device(2), device(204)],
  ['Yext', place('store-5'), place('store-52'), place('store-24')],
];

function outside(change: 'take' | 'assign', { accountKey, externalId, licenseId }: Target): void {
  const vendor = VENDOR[accountKey as keyof typeof VENDOR]; // the targets are in these accounts
  const license = vendor === 'thingspace' ? {} : { license: licenseId };
  rig.fleet[vendor].outside({ change, assignee: externalId, ...license });
}

/** The time after some minutes. */
function later(minutes: number): string {
  rig.advance(minutes * MINUTE);
  return new Date(rig.deps.now()).toISOString();
}

/** Others give one and take the other, ten minutes after the last of two lists, of which this gives the time. */
async function changedSinceListed(given: Target, taken: Target): Promise<string> {
  await rig.providers.put(given, BARE);
  await rig.providers.put(taken, HELD);
  for (let times = 0; times < 2; times += 1) {
    later(20);
    await sweep(given.accountKey);
  }
  const listedAt = present(await seenAt(taken));
  later(10);
  outside('assign', given);
  outside('take', taken);
  later(10);
  return listedAt;
}

async function lookUp(target: Target): Promise<void> {
  const { accountKey, kind, externalId } = target;
  const account = present(rig.accounts.get(accountKey));
  const readAt = rig.deps.now();
  const { sightings } = await readNow(account, [{ accountKey, kind, externalId }], testCall());
  await rig.store.keepLookedUp(accountKey, { readAt, sightings, gone: [] });
}

describe.each(HOLDERS)('on %s', (_vendor, given, taken, shown) => {
  const { accountKey } = given;

  it('what we gave, and others took away, was last seen by us', async () => {
    await rig.providers.put(given, BARE);
    await sweep(accountKey);
    later(1);
    expect(await rig.outcomeOf('ASSIGN', given)).toBe('VERIFIED');
    const changedAt = present(await seenAt(given));
    later(1);
    outside('take', given);
    later(1);
    await sweep(accountKey);
    later(1);
    await sweep(accountKey);
    expect([changedAt, null]).toContain(await seenAt(given));
    for (let times = 0; times < 2; times += 1) {
      later(20);
      await sweep(accountKey);
    }
    expect(await kept(given)).toEqual([]);
    expect((await eventsOf(given)).slice(-2)).toMatchObject([
      { what: 'ASSIGNED', origin: 'THIS_API' },
      { what: 'REMOVED', origin: 'EXTERNAL', notBefore: changedAt },
    ]);
  });

  it('what we took away, and others gave again, was last seen by us not to be there', async () => {
    await rig.providers.put(taken, HELD);
    await sweep(accountKey);
    later(1);
    expect(await rig.outcomeOf('REMOVE', taken)).toBe('VERIFIED');
    later(1);
    outside('assign', taken);
    later(1);
    await sweep(accountKey);
    expect(await kept(taken)).toEqual([]);
    later(20);
    await rig.store.retainInventory(FOR_EVER, 1_000);
    await sweep(accountKey);
    const events = (await eventsOf(taken)).slice(-2);
    expect(events).toMatchObject([
      { what: 'REMOVED', origin: 'THIS_API' },
      { what: 'ASSIGNED', origin: 'EXTERNAL', notBefore: events[0]?.at },
    ]);
  });

  it('what a list has shown meanwhile was seen by it', async () => {
    await rig.providers.put(shown, BARE);
    await sweep(accountKey);
    later(1);
    expect(await rig.outcomeOf('ASSIGN', shown)).toBe('VERIFIED');
    const shownAt = later(1);
    await sweep(accountKey);
    const listedAt = present(await seenAt(shown));
    expect(listedAt >= shownAt).toBe(true);
    later(1);
    outside('take', shown);
    for (let times = 0; times < 2; times += 1) {
      later(20);
      await sweep(accountKey);
    }
    const event = present((await eventsOf(shown)).at(-1));
    expect(event).toMatchObject({ what: 'REMOVED', origin: 'EXTERNAL' });
    expect(event.notBefore).toBe(listedAt);
  });

  it('what lists lack by then that have shown it was last seen by the last one that had it', async () => {
    await rig.providers.put(shown, BARE);
    await sweep(accountKey);
    later(1);
    expect(await rig.outcomeOf('ASSIGN', shown)).toBe('VERIFIED');
    later(1);
    await sweep(accountKey);
    const listedAt = present(await seenAt(shown));
    later(1);
    outside('take', shown);
    for (let times = 0; times < 3; times += 1) {
      later(3);
      await sweep(accountKey);
      expect([listedAt, null]).toContain(await seenAt(shown));
    }
    for (let times = 0; times < 2; times += 1) {
      later(10);
      await sweep(accountKey);
    }
    expect(await kept(shown)).toEqual([]);
    const event = present((await eventsOf(shown)).at(-1));
    expect(event).toMatchObject({ what: 'REMOVED', origin: 'EXTERNAL', notBefore: listedAt });
  });

  it('a look-up counts at once: it is as good as the read that showed our change', async () => {
    await rig.providers.put(given, BARE);
    await rig.providers.put(taken, HELD);
    await sweep(accountKey);
    later(1);
    expect(await rig.outcomeOf('ASSIGN', given)).toBe('VERIFIED');
    expect(await rig.outcomeOf('REMOVE', taken)).toBe('VERIFIED');
    later(1);
    outside('take', given);
    outside('assign', taken);
    later(1);
    await lookUp(given);
    await lookUp(taken);
    expect(await kept(given)).toEqual([]);
    expect(await kept(taken)).toMatchObject([{ origin: 'EXTERNAL' }]);
    const [ofGiven, ofTaken] = [await eventsOf(given), await eventsOf(taken)];
    expect(ofGiven.at(-1)).toMatchObject({
      what: 'REMOVED',
      origin: 'EXTERNAL',
      notBefore: ofGiven.at(-2)?.at,
    });
    expect(ofTaken.at(-1)).toMatchObject({
      what: 'ASSIGNED',
      origin: 'EXTERNAL',
      notBefore: ofTaken.at(-2)?.at,
    });
  });
});

it('a day that is kept here is in no list that may lag: what others take away then is gone at once', async () => {
  const user = genesysUser(8);
  await rig.providers.put(user, HELD);
  await sweep();
  const listedAt = await seenAt(user);
  later(1);
  expect(await rig.outcomeOf('SCHEDULE_REMOVAL', user, '2031-07-01')).toBe('VERIFIED');
  expect(await kept(user)).toMatchObject([{ removalOn: '2031-07-01' }]);
  expect(await seenAt(user)).toBe(listedAt);
  later(1);
  outside('take', user);
  later(1);
  await sweep();
  expect(await kept(user)).toEqual([]);
  expect((await eventsOf(user)).at(-1)).toMatchObject({
    what: 'REMOVED',
    origin: 'EXTERNAL',
    notBefore: listedAt,
  });
});

it('a change of what was there long before is not before it was last seen there', async () => {
  const user = genesysUser(9);
  await rig.providers.put(user, HELD);
  await sweep();
  later(60);
  await sweep();
  const listedAt = await seenAt(user);
  later(1);
  expect(await rig.outcomeOf('REMOVE', user)).toBe('VERIFIED');
  expect(present((await eventsOf(user)).at(-1)).notBefore).toBe(listedAt);
});

describe.each(HOLDERS)(
  'what others did since the last sweep, and our change found, on %s',
  (_vendor, given, taken) => {
    it('is theirs, and what we did ours', async () => {
      const listedAt = await changedSinceListed(given, taken);
      expect(await rig.outcomeOf('REMOVE', given)).toBe('VERIFIED');
      expect(await rig.outcomeOf('ASSIGN', taken)).toBe('VERIFIED');
      expect((await eventsOf(given)).slice(-2)).toMatchObject([
        { what: 'ASSIGNED', origin: 'EXTERNAL', notBefore: listedAt },
        { what: 'REMOVED', origin: 'THIS_API' },
      ]);
      expect((await eventsOf(taken)).slice(-2)).toMatchObject([
        { what: 'REMOVED', origin: 'EXTERNAL', notBefore: listedAt },
        { what: 'ASSIGNED', origin: 'THIS_API' },
      ]);
      expect(await kept(given)).toEqual([]);
      expect(await kept(taken)).toMatchObject([{ origin: 'THIS_API' }]);
    });
  },
);

describe.each(HOLDERS)(
  'what others did since the last sweep, and we were asked to do, on %s',
  (_vendor, given, taken) => {
    it('is theirs, and in the inventory as soon as it is found', async () => {
      const listedAt = await changedSinceListed(given, taken);
      await rig.engine.plan([changeRequest('ASSIGN', given)], rig.request());
      expect(await rig.outcomeOf('REMOVE', taken)).toBe('NO_CHANGE');
      expect((await eventsOf(given)).at(-1)).toMatchObject({
        what: 'ASSIGNED',
        origin: 'EXTERNAL',
        notBefore: listedAt,
      });
      expect((await eventsOf(taken)).at(-1)).toMatchObject({
        what: 'REMOVED',
        origin: 'EXTERNAL',
        notBefore: listedAt,
      });
      expect(await kept(given)).toMatchObject([{ origin: 'EXTERNAL' }]);
      expect(await kept(taken)).toEqual([]);
      const told = [await eventsOf(given), await eventsOf(taken)];
      await rig.engine.plan([changeRequest('ASSIGN', given), changeRequest('REMOVE', taken)], rig.request());
      later(20);
      await sweep(given.accountKey);
      expect([await eventsOf(given), await eventsOf(taken)]).toEqual(told);
    });
  },
);

it('what goes on its day went by it as soon as that has come anywhere, and sooner by somebody else', async () => {
  const [due, early] = [place('store-35'), place('store-15')];
  const dayIn = (days: number): string => new Date(rig.deps.now() + days * DAY_MS).toISOString().slice(0, 10);
  const day = dayIn(2);
  await rig.providers.put(due, { held: true, removalOn: day });
  await rig.providers.put(early, { held: true, removalOn: dayIn(9) });
  await sweep('listings');
  rig.advance(Date.parse(day) - 60 * MINUTE - rig.deps.now());
  await sweep('listings');
  outside('take', due);
  outside('take', early);
  for (let times = 0; times < 2; times += 1) {
    later(10);
    await sweep('listings');
  }
  expect((await eventsOf(due)).at(-1)).toMatchObject({ what: 'REMOVED', origin: 'SCHEDULE' });
  expect((await eventsOf(early)).at(-1)).toMatchObject({ what: 'REMOVED', origin: 'EXTERNAL' });
});

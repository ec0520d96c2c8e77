// What our own changes come to is in the inventory with their outcome, and no list that is older or lags undoes it.
import { describe, expect, it } from '@jest/globals';
import type { SweepDeps } from '../../src/inventory/sweep-port.ts';
import { sectionsOf } from '../../src/inventory/sections.ts';
import type { EventOrigin } from '../../src/domain/inventory/events.ts';
import { present } from '../support/assertions.ts';
import { changeRequest } from '../support/change-requests.ts';
import { engineSweeps } from '../support/engine-sweeps.ts';
import { useEngine } from '../support/engine.ts';
import { device, genesysUser, PATHS, place, type Target } from '../support/license-targets.ts';
import { BARE, HELD } from '../support/provider-state.ts';

const MINUTE = 60_000;
const rig = useEngine({ jump: true, settleAfterMs: MINUTE });

const { sweep, kept } = engineSweeps(rig);

function nowText(): string {
  return new Date(rig.deps.now()).toISOString();
}

describe('a verified change', () => {
  const user = genesysUser(3);

  it('is in the inventory at once, as ours', async () => {
    await rig.providers.put(user, BARE);
    await sweep();
    expect(await kept(user)).toEqual([]);
    expect(await rig.outcomeOf('ASSIGN', user)).toBe('VERIFIED');
    expect(await kept(user)).toMatchObject([{ status: 'ACTIVE', origin: 'THIS_API' }]);
    const before = nowText();
    rig.advance(MINUTE);
    expect(await rig.outcomeOf('REMOVE', user)).toBe('VERIFIED');
    expect(await kept(user)).toEqual([]);
    expect(await kept(user, before)).toMatchObject([{ status: 'ACTIVE', origin: 'THIS_API' }]);
  });

  it('is there before the first sweep', async () => {
    const other = genesysUser(4);
    await rig.store.keepAccounts([...rig.accounts.values()].map(({ account }) => account));
    await rig.providers.put(other, BARE);
    expect(await rig.outcomeOf('ASSIGN', other)).toBe('VERIFIED');
    expect(await kept(other)).toMatchObject([{ status: 'ACTIVE', origin: 'THIS_API' }]);
  });
});

describe('a list', () => {
  it('that was read before a change and is kept after it changes nothing', async () => {
    const user = genesysUser(5);
    await rig.providers.put(user, HELD);
    await sweep();
    const account = present(rig.accounts.get('genesys-us'));
    let changed = false;
    const inventory = sectionsOf(account).map((section) => ({
      ...section,
      page: async (...how: Parameters<typeof section.page>) => {
        const page = await section.page(...how);
        if (section.name === 'holdings' && !changed) {
          changed = true;
          expect(await rig.outcomeOf('REMOVE', user)).toBe('VERIFIED');
        }
        return page;
      },
    }));
    rig.accounts.set('genesys-us', { ...account, inventory });
    await sweep();
    rig.accounts.set('genesys-us', account);
    expect(changed).toBe(true);
    expect(await kept(user)).toEqual([]);
  });

  it('that lacked what we have given since, before its end, takes nothing away', async () => {
    const user = genesysUser(8);
    await rig.providers.put(user, HELD);
    await sweep();
    rig.advance(MINUTE);
    rig.fleet.genesys.outside({ change: 'take', assignee: user.externalId, license: user.licenseId });
    const concludeSection: SweepDeps['store']['concludeSection'] = async (held, section, ending) => {
      if (section.name === 'holdings') expect(await rig.outcomeOf('ASSIGN', user)).toBe('VERIFIED');
      return await rig.store.concludeSection(held, section, ending);
    };
    await sweep('genesys-us', { concludeSection });
    expect(await kept(user)).toHaveLength(1);
  });

  it('that lags undoes nothing, and after a while the provider is right', async () => {
    const user = genesysUser(6);
    await rig.providers.put(user, BARE);
    await sweep();
    rig.fleet.genesys.setSwitch('listLagMs', 5 * MINUTE);
    rig.advance(MINUTE);
    expect(await rig.outcomeOf('ASSIGN', user)).toBe('VERIFIED');
    rig.advance(MINUTE);
    await sweep();
    expect(await kept(user)).toMatchObject([{ origin: 'THIS_API' }]);
    rig.fleet.genesys.setSwitch('listLagMs', 0);
    rig.fleet.genesys.outside({ change: 'take', assignee: user.externalId, license: user.licenseId });
    await sweep();
    expect(await kept(user)).toMatchObject([{ origin: 'THIS_API' }]);
    rig.advance(16 * MINUTE);
    await sweep();
    expect(await kept(user)).toEqual([]);
  });
});

it('what a later read settles is in the inventory then', async () => {
  const user = genesysUser(7);
  await rig.providers.put(user, BARE);
  await sweep();
  rig.fleet.genesys.fault({ path: PATHS.genesys.read, fault: { kind: 'error', status: 503 } });
  const assign = changeRequest('ASSIGN', user);
  await rig.darken('genesys', assign);
  const answer = await rig.engine.apply([assign], rig.request());
  expect(await rig.outcomes(answer)).toEqual(['ACCEPTED_UNVERIFIED']);
  expect(await kept(user)).toEqual([]);
  rig.calm();
  rig.advance(5 * MINUTE);
  await rig.settle();
  expect(await rig.outcomes(answer)).toEqual(['VERIFIED']);
  expect(await kept(user)).toMatchObject([{ origin: 'THIS_API' }]);
});

it('what a sweep finds of it before any read of ours counts as ours on its day', async () => {
  const user = genesysUser(9);
  const { accountKey, licenseId } = user;
  await rig.providers.put(user, HELD);
  await sweep();
  rig.advance(MINUTE);
  const from = nowText().slice(0, 10);
  /** A new day may begin meanwhile. */
  const ownChange = async (): Promise<number> => {
    const days = { from, to: nowText().slice(0, 10) };
    const [found] = await rig.store.seatDays([{ accountKey, externalId: licenseId }], days);
    return present(found).reduce((sum, day) => sum + day.ownChange, 0);
  };
  const before = await ownChange();
  const remove = changeRequest('REMOVE', user);
  await rig.darken('genesys', remove);
  const answer = await rig.engine.apply([remove], rig.request());
  expect(await rig.outcomes(answer)).toEqual(['ACCEPTED_UNVERIFIED']);
  rig.calm();
  await sweep();
  expect(await kept(user)).toEqual([]);
  rig.advance(5 * MINUTE);
  await rig.settle();
  expect(await rig.outcomes(answer)).toEqual(['VERIFIED']);
  expect(await ownChange()).toBe(before - 1);
});

describe('who assigned a license', () => {
  const DAY = '2040-07-01';

  async function changedSince(from: string, { accountKey, kind, externalId }: Target) {
    const filter = { assignees: [{ accountKey, kind, externalId }] };
    const visible = [accountKey];
    const query = { visible, filter: { ...filter, kinds: ['ASSIGNMENT_CHANGED'] as const } };
    const { events } = await rig.store.eventsBehind({ ...query, after: null, first: 50 });
    const doneBy = async (origin: EventOrigin): Promise<number> => {
      const asked = { visible, filter: { ...filter, origins: [origin] }, from, to: nowText() };
      return (await rig.store.countDifferences(asked)).changed;
    };
    return {
      events: events.map(({ origin }) => origin),
      ours: await doneBy('THIS_API'),
      theirs: await doneBy('EXTERNAL'),
    };
  }

  it('stays untold where it was there from the start, although we set its day of removal', async () => {
    const car = device(203);
    await rig.providers.put(car, HELD);
    await sweep('fleet');
    rig.advance(MINUTE);
    const before = nowText();
    rig.advance(MINUTE);
    expect(await rig.outcomeOf('SCHEDULE_REMOVAL', car, DAY)).toBe('VERIFIED');
    expect(await kept(car)).toMatchObject([{ removalOn: DAY, origin: null, heldSince: null }]);
    rig.advance(MINUTE);
    expect(await changedSince(before, car)).toEqual({ events: ['THIS_API'], ours: 1, theirs: 0 });
  });

  it('is told of us although others set its day of removal since, and of it as it was before', async () => {
    const store = place('store-52');
    await rig.providers.put(store, BARE);
    await sweep('listings');
    expect(await rig.outcomeOf('ASSIGN', store)).toBe('VERIFIED');
    rig.advance(20 * MINUTE);
    const before = nowText();
    rig.advance(MINUTE);
    await rig.providers.put(store, { held: true, removalOn: DAY });
    await sweep('listings');
    expect(await kept(store)).toMatchObject([{ removalOn: DAY, origin: 'THIS_API' }]);
    expect(await kept(store, before)).toMatchObject([{ removalOn: null, origin: 'THIS_API' }]);
    rig.advance(MINUTE);
    expect(await changedSince(before, store)).toEqual({ events: ['EXTERNAL'], ours: 0, theirs: 1 });
    expect(await rig.outcomeOf('CANCEL_REMOVAL', store)).toBe('VERIFIED');
    rig.advance(MINUTE);
    expect(await changedSince(before, store)).toMatchObject({ events: ['EXTERNAL', 'THIS_API'] });
    expect(await kept(store, nowText())).toMatchObject([{ removalOn: null, origin: 'THIS_API' }]);
  });
});

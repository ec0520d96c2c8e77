// Seats day by day: the last numbers of each day on which licenses were read, and the fewest that were to be had.
import { describe, expect, it } from '@jest/globals';
import { DATABASES } from '../../support/databases.ts';
import { sweepMade, type MadeAccount } from '../../support/made-sweeps.ts';
import { useStore } from '../../support/store.ts';

const HELD = { status: 'ACTIVE', removalOn: null } as const;
const DAY_MS = 86_400_000;
const DAYS = { from: '2031-04-01', to: '2031-06-01' };

function account(total: number, ...holders: readonly string[]): MadeAccount {
  const users = Object.fromEntries(holders.map((user) => [user, { l1: HELD }]));
  return { key: 'acme', licenses: { l1: total, l2: 5 }, users };
}

describe.each(DATABASES)('seats day by day on %s', (database) => {
  const rig = useStore(database);
  const l1 = { accountKey: 'acme', externalId: 'l1' };

  it('are the last of a day, with the fewest of it; days without a read are left out', async () => {
    const { store, clock } = rig;
    await store.keepAccounts([{ key: 'acme', provider: 'WEBEX' }]);
    await sweepMade(rig, account(10, 'u1'));
    await sweepMade(rig, account(4, 'u1', 'u2'));
    await sweepMade(rig, account(8, 'u1', 'u2'));
    clock.now += 2 * DAY_MS;
    await sweepMade(rig, account(9, 'u1', 'u2', 'u3'));
    const other = { accountKey: 'acme', externalId: 'l2' };
    const unknown = { accountKey: 'branch', externalId: 'l1' };
    const [first, second, third] = await store.seatDays([unknown, l1, other], DAYS);
    expect(first).toEqual([]);
    // Licenses are read before their holders: a day that is over has those of the read before, and today those of now.
    const more = { ownChange: 0, countable: true };
    expect(second).toEqual([
      { day: '2031-05-01', total: 8, assigned: 0, available: 8, lowestAvailable: 4, held: 2, ...more },
      { day: '2031-05-03', total: 9, assigned: 0, available: 9, lowestAvailable: 9, held: 3, ...more },
    ]);
    expect(third?.map(({ day, total, held }) => ({ day, total, held }))).toEqual([
      { day: '2031-05-01', total: 5, held: 0 },
      { day: '2031-05-03', total: 5, held: 0 },
    ]);
  });

  it('tell what our own changes added and took on a day, and whether there is anything to count', async () => {
    const { store, clock } = rig;
    await store.keepAccounts([{ key: 'acme', provider: 'WEBEX' }]);
    await sweepMade(rig, account(10, 'u1'));
    await rig.query('update seat_counts set own_change = -3');
    await rig.query('update licenses set countable = false');
    clock.now += DAY_MS;
    await sweepMade(rig, account(10, 'u1'));
    const [found] = await store.seatDays([l1], DAYS);
    expect(found?.map(({ ownChange, countable }) => [ownChange, countable])).toEqual([
      [-3, false],
      [0, false],
    ]);
  });

  it('are those from one day to another, both included', async () => {
    const { store, clock } = rig;
    await store.keepAccounts([{ key: 'acme', provider: 'WEBEX' }]);
    for (let day = 0; day < 4; day += 1) {
      await sweepMade(rig, account(10 + day, 'u1'));
      clock.now += DAY_MS;
    }
    const [found] = await store.seatDays([l1], { from: '2031-05-02', to: '2031-05-03' });
    expect(found?.map(({ day, total }) => [day, total])).toEqual([
      ['2031-05-02', 11],
      ['2031-05-03', 12],
    ]);
  });
});

// Scheduled removals: one for each target, due at its time, and fired once.
import { describe, expect, it } from '@jest/globals';
import type { NewSchedule } from '../../../src/store/schedules/api.ts';
import { only } from '../../support/assertions.ts';
import { HELD, aChange, aSet, pending } from '../../support/builders.ts';
import { DATABASES } from '../../support/databases.ts';
import { useStore } from '../../support/store.ts';

const DUE = '2031-06-01T04:00:00.000Z';

function aSchedule(number: number, rest: Partial<NewSchedule> = {}): NewSchedule {
  return {
    accountKey: 'a',
    licenseId: 'license-1',
    assignee: { kind: 'USER', externalId: `user-${number}` },
    removalOn: '2031-06-01',
    zone: 'America/New_York',
    dueAt: DUE,
    setId: 'set-1',
    ...rest,
  };
}

describe.each(DATABASES)('scheduled removals on %s', (database) => {
  const { store, clock, query } = useStore(database);

  const removal = (number: number) => [pending(aChange('a', number, { action: 'REMOVE' }), { before: HELD })];

  it('are kept, found and audited', async () => {
    const created = only(await store.createSchedules([aSchedule(1)], 'robot'));
    expect(created).toEqual({
      ...aSchedule(1),
      id: expect.stringMatching(/^[0-9a-f-]{36}$/),
      status: 'WAITING',
      firedSetId: null,
      createdAt: '2031-05-01T10:00:00.000Z',
    });
    expect(await store.schedules({}, null, 9)).toEqual([created]);
    const user = (number: number) => ({ kind: 'USER' as const, externalId: `user-${number}` });
    expect(await store.schedulesOf('a', [user(2), user(1)])).toEqual([created]);
    expect(await store.schedulesOf('b', [user(1)])).toEqual([]);
    expect(await store.schedulesOf('a', [{ kind: 'DEVICE', externalId: 'user-1' }])).toEqual([]);
    expect(await store.auditEvents({}, null, 9)).toMatchObject([
      {
        action: 'CREATE_SCHEDULE',
        principal: 'robot',
        setId: 'set-1',
        licenseId: 'license-1',
        after: { removalOn: '2031-06-01' },
      },
    ]);
  });

  it('take a new date instead of waiting twice for one target', async () => {
    const first = only(await store.createSchedules([aSchedule(1)], 'robot'));
    const moved = aSchedule(1, {
      removalOn: '2031-07-01',
      dueAt: '2031-07-01T04:00:00.000Z',
      setId: 'set-2',
    });
    const second = only(await store.createSchedules([moved, moved], 'robot'));
    expect(second).toEqual({ ...first, ...moved });
    expect(await store.schedules({}, null, 9)).toEqual([second]);
  });

  it('are made once when many ask at once', async () => {
    const together = Array.from({ length: 10 }, () =>
      store.createSchedules([aSchedule(2), aSchedule(1), aSchedule(3)], 'robot'),
    );
    await Promise.all(together);
    expect(await store.schedules({}, null, 99)).toHaveLength(3);
  });

  it('can be cancelled, and asked for again', async () => {
    const [one] = await store.createSchedules([aSchedule(1), aSchedule(2)], 'robot');
    expect(await store.cancelSchedules([aSchedule(1)], 'ann', 'set-3')).toEqual([
      { ...one, status: 'CANCELLED' },
    ]);
    expect(await store.cancelSchedules([aSchedule(1), aSchedule(9)], 'ann', null)).toEqual([]);
    const again = only(await store.createSchedules([aSchedule(1)], 'robot'));
    expect(again.id).not.toBe(one?.id);
    expect(await store.schedules({ statuses: ['CANCELLED'] }, null, 9)).toMatchObject([{ id: one?.id }]);
    expect(await store.auditEvents({ actions: ['CANCEL_SCHEDULE'] }, null, 9)).toMatchObject([
      { principal: 'ann', setId: 'set-3', assignee: { externalId: 'user-1' } },
    ]);
  });

  it('are due at their moment, the oldest first', async () => {
    const earlier = aSchedule(2, { dueAt: '2031-05-31T22:00:00.000Z', zone: 'Europe/Paris' });
    await store.createSchedules([aSchedule(1), earlier, aSchedule(3)], 'robot');
    await store.cancelSchedules([aSchedule(3)], 'robot', null);
    const due = async (limit = 9) =>
      (await store.dueSchedules(limit)).map(({ assignee }) => assignee.externalId);
    clock.now = Date.parse(DUE) - 1;
    expect(await due()).toEqual(['user-2']);
    clock.now += 1;
    expect(await due()).toEqual(['user-2', 'user-1']);
    expect(await due(1)).toEqual(['user-2']);
  });

  it('become one set, once, whoever fires them', async () => {
    const waiting = await store.createSchedules([aSchedule(1), aSchedule(2)], 'robot');
    const ids = waiting.map(({ id }) => id);
    const changes = [...removal(1), ...removal(2)];
    const sets = await Promise.all(
      Array.from({ length: 8 }, () =>
        store.fireSchedules(
          ids,
          aSet({ principal: 'schedule' }),
          changes.map((one, index) =>
            pending(aChange('a', index, { ...one.change, id: `${Math.random()}` })),
          ),
          true,
        ),
      ),
    );
    const set = only(sets.filter((one) => one !== null));
    expect(set).toMatchObject({ status: 'RUNNING', principal: 'schedule' });
    expect(await store.sets({}, null, 9)).toHaveLength(1);
    expect(await query('select * from pgboss.job')).toHaveLength(1);
    expect(await store.schedules({}, null, 9)).toMatchObject([
      { status: 'FIRED', firedSetId: set.id },
      { status: 'FIRED', firedSetId: set.id },
    ]);
    expect(await store.auditEvents({ actions: ['FIRE_SCHEDULE'] }, null, 9)).toHaveLength(2);
    expect(await store.verifyChain()).toMatchObject({ ok: true });
  });

  it('are not fired after they were cancelled, not even together with others', async () => {
    const waiting = await store.createSchedules([aSchedule(1), aSchedule(2)], 'robot');
    await store.cancelSchedules([aSchedule(2)], 'robot', null);
    const ids = waiting.map(({ id }) => id);
    expect(await store.fireSchedules(ids, aSet(), removal(1), false)).toBeNull();
    expect(await store.sets({}, null, 9)).toEqual([]);
    expect(await store.schedules({ statuses: ['WAITING'] }, null, 9)).toHaveLength(1);
  });

  it('are listed by day, page by page, of the accounts asked for', async () => {
    await store.createSchedules(
      [4, 2, 3, 1].map((day) => aSchedule(day, { dueAt: `2031-06-0${day}T00:00:00.000Z` })),
      'robot',
    );
    await store.createSchedules([aSchedule(9, { accountKey: 'b' })], 'robot');
    const first = await store.schedules({ accountKeys: ['a'] }, null, 3);
    const second = await store.schedules({ accountKeys: ['a'] }, first.at(-1) ?? null, 3);
    expect([...first, ...second].map(({ assignee }) => assignee.externalId)).toEqual([
      'user-1',
      'user-2',
      'user-3',
      'user-4',
    ]);
    expect(await store.schedules({ accountKeys: ['b'] }, null, 9)).toHaveLength(1);
  });
});

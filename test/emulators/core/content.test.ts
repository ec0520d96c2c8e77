// Changes past the API, lists that lag behind single reads, and other tenants: what the frame adds to any emulator.
import { describe, expect, it } from '@jest/globals';
import { known, type OutsideChange } from '../../../emulators/core/content/outside.ts';
import { useEmulator } from '../../support/emulator.ts';
import { told, toy, useToy } from './toy.ts';

/** The toy with lists that can lag; others may delete a thing, and bring it back. */
const emulator = useEmulator({
  ...toy,
  switches: { ...toy.switches, listLagMs: 0 },
  seed: (options) => {
    const state = toy.seed(options);
    if (options.tenant === 2) state.things.clear();
    return state;
  },
  lists: { isList: ({ path }) => path === '/things', snapshot: (state) => state.snapshot() },
  outside({ change, assignee }, { things }) {
    if (change === 'delete')
      things.delete(known(things.has(assignee) ? assignee : undefined, 'thing', assignee));
    else things.set(assignee, 'red');
  },
});

const list = async (): Promise<unknown> => (await told(await fetch(`${emulator.url}/things`))).body;
const alone = async (id: string): Promise<number> => (await fetch(`${emulator.url}/things/${id}`)).status;
const put = (id: string) => fetch(`${emulator.url}/things/${id}`, { method: 'PUT', body: 'blue' });

async function control(path: string, body: unknown) {
  return told(await fetch(emulator.controlUrl + path, { method: 'POST', body: JSON.stringify(body) }));
}

const ids = (...there: string[]) => ({ page: '1', ids: there });

describe('a change past the API', () => {
  it('is made by the control port, and is in no journal', async () => {
    const answer = await control('/outside', { change: 'delete', assignee: 't1' });
    expect([answer.status, emulator.journal.entries()]).toEqual([204, []]);
    expect(await list()).toEqual(ids('t0', 't2'));
    emulator.outside({ change: 'restore', assignee: 't1' });
    expect(await list()).toEqual(ids('t0', 't2', 't1'));
  });

  it.each([
    [{ change: 'delete', assignee: 'nobody' }, 'no thing nobody'],
    [{ change: 'explode', assignee: 't1' }, 'Invalid'],
    [{ change: 'take' }, 'Invalid'],
  ])('%j is refused, and says why', async (change, why) => {
    expect(await control('/outside', change)).toEqual({
      status: 400,
      body: { error: expect.stringContaining(why) },
    });
  });

  it('comes just before the answer that a fault names', async () => {
    const change: OutsideChange = { change: 'delete', assignee: 't0' };
    emulator.fault({ path: '^/things$', after: 1, times: 1, fault: { kind: 'outside', change } });
    expect(await list()).toEqual(ids('t0', 't1', 't2'));
    expect(await list()).toEqual(ids('t1', 't2'));
    expect(emulator.journal.entries()).toMatchObject([{ status: 200 }, { status: 200, fault: 'outside' }]);
  });
});

describe('an emulator that nobody changes past its API', () => {
  const plain = useToy();
  it('says so', () => {
    expect(() => plain.emulator.outside({ change: 'delete', assignee: 't1' })).toThrow(
      'nothing changes past the API of toy',
    );
  });
});

describe('lists that lag', () => {
  it('show each change after the lag, by the clock of the emulator', async () => {
    emulator.setSwitch('listLagMs', 1_000);
    await put('a');
    emulator.clock.advance(600);
    await put('b');
    expect(await list()).toEqual(ids('t0', 't1', 't2'));
    expect([await alone('a'), await alone('b')]).toEqual([200, 200]);
    emulator.clock.advance(400);
    expect(await list()).toEqual(ids('t0', 't1', 't2', 'a'));
    emulator.clock.advance(600);
    expect(await list()).toEqual(ids('t0', 't1', 't2', 'a', 'b'));
  });

  it('go on from the present after each answer', async () => {
    emulator.setSwitch('listLagMs', 1_000);
    await put('a');
    await list();
    await put('b');
    expect([await alone('a'), await alone('b')]).toEqual([200, 200]);
    expect(await list()).toEqual(ids('t0', 't1', 't2'));
  });

  it('show what was changed before they lagged', async () => {
    await put('a');
    emulator.setSwitch('listLagMs', 1_000);
    expect(await list()).toEqual(ids('t0', 't1', 't2', 'a'));
  });

  it('know nothing of the time before a reset', async () => {
    emulator.setSwitch('listLagMs', 1_000);
    await put('a');
    emulator.reset(2);
    emulator.setSwitch('listLagMs', 1_000);
    expect(await list()).toEqual(ids('t0', 't1', 't2', 't3', 't4', 't5'));
    emulator.reset(1);
  });
});

describe('another tenant', () => {
  it('is swapped in by the control port, and out by a reset', async () => {
    expect(await control('/tenant', { tenant: 2 })).toEqual({ status: 204, body: undefined });
    expect(await list()).toEqual(ids());
    emulator.reset();
    expect(await list()).toEqual(ids('t0', 't1', 't2'));
  });

  it.each([-1, 10, 1.5, 'two'])('%j is none', async (tenant) => {
    expect((await control('/tenant', { tenant })).status).toBe(400);
  });
});

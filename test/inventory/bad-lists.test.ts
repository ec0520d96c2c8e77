// Lists that break off, lie or come twice: nothing is closed by them, and the next good sweep is complete.
import { afterEach, describe, expect, it } from '@jest/globals';
import type { FaultRule } from '../../emulators/core/faults.ts';
import { useSweeps } from '../support/sweeps.ts';

const ON_PAGE_3: readonly (readonly [what: string, fault: FaultRule['fault'], code: string | null])[] = [
  ['is refused', { kind: 'error', status: 403 }, 'UPSTREAM_FORBIDDEN'],
  ['is empty', { kind: 'first-rows', keep: 0 }, null],
  ['has three rows', { kind: 'first-rows', keep: 3 }, null],
  ['has the rows of the one before', { kind: 'repeat-rows' }, 'UPSTREAM_BAD_RESPONSE'],
  ['is the one before', { kind: 'repeat-page' }, 'UPSTREAM_BAD_RESPONSE'],
  ['is half of its JSON', { kind: 'half-json' }, 'UPSTREAM_BAD_RESPONSE'],
  ['is HTML', { kind: 'html' }, 'UPSTREAM_BAD_RESPONSE'],
  ['is cut off', { kind: 'truncate' }, 'UPSTREAM_UNAVAILABLE'],
  ['does not come', { kind: 'cut' }, 'UPSTREAM_UNAVAILABLE'],
];

const VENDOR_LISTS = [
  ['yext', 1, '/entities$', 'entities'],
  ['yext', 1, '/assigned-entities$', 'assigned-entities'],
  ['genesys', 4, '/license/users$', 'holdings'],
] as const;

describe.each(VENDOR_LISTS)('a list of %s (%d times the company, %s)', (name, scale, path, section) => {
  const { bench, sweep, tables, events } = useSweeps('PostgreSQL', name, { scale });
  const { emulator } = bench;
  afterEach(() => emulator.clearFaults());

  it.each(ON_PAGE_3)('whose third page %s', async (_what, fault, code) => {
    expect(await sweep()).toMatchObject({ status: 'COMPLETE' });
    const before = await tables();
    // A page that is of no use is asked for again; one that has too few rows is not.
    emulator.fault({ path, after: 2, ...(fault.kind === 'first-rows' && { times: 1 }), fault });
    emulator.journal.clear();
    const bad = await sweep();
    expect(bad).toMatchObject({ status: 'INCOMPLETE', closed: 0, heldBack: 0 });
    expect(bad.calls).toBe(emulator.journal.entries().length);
    expect(bad.sections[section]).toBe('INCOMPLETE');
    // A list that is not whole is as little an answer as one that cannot be read.
    expect(bad.problems).toEqual({ [section]: code ?? 'UPSTREAM_BAD_RESPONSE' });
    expect(await tables()).toEqual(before);
    emulator.clearFaults();
    const good = await sweep();
    expect(good).toMatchObject({ status: 'COMPLETE', closed: 0, added: 0 });
    expect(await tables()).toEqual(before);
    expect(await events()).toEqual([]);
  });

  it.each<readonly [what: string, fault: FaultRule['fault']]>([
    ['a list of nothing', { kind: 'answer', status: 200, body: [] }],
    ['no rows', { kind: 'first-rows', keep: 0 }],
  ])('whose pages are %s, twice', async (_what, fault) => {
    await sweep();
    const before = await tables();
    emulator.fault({ path, fault });
    for (const time of [1, 2]) {
      const bad = await sweep();
      expect(bad).toMatchObject({ status: 'INCOMPLETE', closed: 0 });
      expect([time, bad.sections[section]]).toEqual([time, 'INCOMPLETE']);
      expect(bad.problems).toHaveProperty(section);
    }
    emulator.clearFaults();
    expect(await sweep()).toMatchObject({ status: 'COMPLETE', closed: 0 });
    expect(await tables()).toEqual(before);
    expect(await events()).toEqual([]);
  });
});

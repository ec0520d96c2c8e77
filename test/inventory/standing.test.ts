// How an account stands in the inventory: by what is recorded of it, and by how its entry says it is swept.
import { describe, expect, it } from '@jest/globals';
import type { RecordedAccount, Sweep } from '../../src/domain/inventory/accounts.ts';
import { standingOf } from '../../src/inventory/standing.ts';

const MINUTE_MS = 60_000;
const START = Date.parse('2031-05-01T10:00:00.000Z');
const at = (minutes: number): string => new Date(START + minutes * MINUTE_MS).toISOString();

const SWEEP: Sweep = {
  id: 1,
  status: 'COMPLETE',
  why: 'DUE',
  startedAt: at(0),
  finishedAt: at(1),
  sections: [],
  calls: 4,
  rows: 300,
  added: 0,
  changed: 0,
  closed: 0,
  heldBack: 0,
  waitsUntil: null,
  problem: null,
};
/** Swept in a minute. */
const SWEPT: RecordedAccount = {
  accountKey: 'listings',
  observedAt: at(0),
  since: at(-60),
  findingsAt: at(2),
  sweep: SWEEP,
  lastSweep: { startedAt: at(0), finishedAt: at(1) },
  heldBack: 0,
  incompleteInARow: 0,
};
const NEW: RecordedAccount = {
  ...SWEPT,
  observedAt: null,
  since: null,
  findingsAt: null,
  sweep: null,
  lastSweep: null,
};
const ON = { everyMinutes: null, off: false };

/** So many minutes after the start of the last sweep. */
function standing(recorded: RecordedAccount, minutes: number, settings: Partial<typeof ON> | object = {}) {
  const { status, nextSweepAt } = standingOf(recorded, { ...ON, ...settings }, START + minutes * MINUTE_MS);
  return [status, nextSweepAt];
}

describe('an account that was swept whole', () => {
  it('is READY for twice the time between sweeps, and STALE after that', () => {
    expect(standing(SWEPT, 5)).toEqual(['READY', at(20)]);
    expect(standing(SWEPT, 40)).toEqual(['READY', at(40)]);
    expect(standing(SWEPT, 41)).toEqual(['STALE', at(41)]);
  });

  it('follows what its entry says', () => {
    expect(standing(SWEPT, 41, { everyMinutes: 60 })).toEqual(['READY', at(60)]);
    expect(standing(SWEPT, 121, { everyMinutes: 60 })).toEqual(['STALE', at(121)]);
    expect(standing(SWEPT, 5, { off: true })).toEqual(['OFF', null]);
  });

  it('has no next sweep while one is under way', () => {
    const running = { ...SWEPT, sweep: { ...SWEEP, status: 'RUNNING' as const, finishedAt: null } };
    expect(standing(running, 25)).toEqual(['READY', null]);
  });

  it('is HELD as long as rows wait for a decision, while the next sweep runs as well', () => {
    const held = { ...SWEPT, heldBack: 31 };
    expect(standing(held, 5)).toEqual(['HELD', at(20)]);
    expect(standing({ ...held, sweep: { ...SWEEP, status: 'RUNNING', finishedAt: null } }, 25)).toEqual([
      'HELD',
      null,
    ]);
  });
});

it('an account that was never swept whole is due at once, or OFF', () => {
  expect(standing(NEW, 3)).toEqual(['FIRST_SWEEP', at(3)]);
  expect(standing(NEW, 3, { off: true })).toEqual(['OFF', null]);
});

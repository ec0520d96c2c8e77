// How complete the inventory is for one account, by its sweeps.
import { describe, expect, it } from '@jest/globals';
import { isIncomplete } from '../../../src/domain/coverage.ts';
import type { InventoryAccount, InventoryStatus, Sweep } from '../../../src/domain/inventory/accounts.ts';
import { findingsCoverage, inventoryCoverage } from '../../../src/domain/inventory/coverage.ts';
import { problem } from '../../../src/domain/problem.ts';

const SINCE = '2031-03-01T00:00:00.000Z';
const OBSERVED = '2031-05-01T00:00:00.000Z';

function swept(status: InventoryStatus, times: Partial<InventoryAccount> = {}): InventoryAccount {
  return {
    accountKey: 'a',
    status,
    since: SINCE,
    observedAt: OBSERVED,
    findingsAt: OBSERVED,
    nextSweepAt: null,
    sweep: null,
    ...times,
  };
}

const NEVER = { since: null, observedAt: null, findingsAt: null };
const BEFORE = '2031-02-28T23:59:59.999Z';
const BETWEEN = '2031-04-01T00:00:00Z';
const AFTER = '2031-05-01T00:00:00.001Z';

describe('an account in the inventory', () => {
  it.each<[string, InventoryAccount, string | null, unknown[], boolean]>([
    ['is whole and recent', swept('READY'), null, ['COMPLETE', null, undefined], false],
    [
      'is read for the first time',
      swept('FIRST_SWEEP', NEVER),
      null,
      ['PARTIAL', 'FIRST_SWEEP', 'INVENTORY_NOT_READY'],
      true,
    ],
    ['is old', swept('STALE'), null, ['STALE', 'SWEEP_OVERDUE', 'INVENTORY_STALE'], false],
    ['is held', swept('HELD'), null, ['STALE', 'SWEEP_HELD', 'SWEEP_HELD'], false],
    ['is swept no more', swept('OFF'), null, ['STALE', 'SWEEPS_OFF', 'INVENTORY_STALE'], false],
    ['was never swept', swept('OFF', NEVER), null, ['SKIPPED', 'SWEEPS_OFF', 'INVENTORY_NOT_READY'], true],
    ['before its history', swept('READY'), BEFORE, ['SKIPPED', 'BEFORE_HISTORY', 'BEFORE_HISTORY'], true],
    [
      'without a history',
      swept('FIRST_SWEEP', NEVER),
      BETWEEN,
      ['SKIPPED', 'BEFORE_HISTORY', 'BEFORE_HISTORY'],
      true,
    ],
    ['from its first moment on', swept('READY'), SINCE, ['COMPLETE', null, undefined], false],
    ['as it was before it was held', swept('HELD'), BETWEEN, ['COMPLETE', null, undefined], false],
    [
      'as it was since it is old',
      swept('STALE'),
      AFTER,
      ['STALE', 'SWEEP_OVERDUE', 'INVENTORY_STALE'],
      false,
    ],
  ])('%s', (_what, account, asOf, expected, incomplete) => {
    const line = inventoryCoverage(account, asOf);
    expect([line.status, line.reason, line.problem?.code]).toEqual(expected);
    expect(line.observedAt).toBe(account.observedAt);
    expect(isIncomplete([line])).toBe(incomplete);
  });

  const credentials = problem('UPSTREAM_CREDENTIALS', 'PLATFORM', 'The provider takes no such secret.');
  const failed: Sweep = {
    id: 1,
    status: 'INCOMPLETE',
    why: 'DUE',
    startedAt: OBSERVED,
    finishedAt: OBSERVED,
    sections: [],
    calls: 1,
    rows: 0,
    added: 0,
    changed: 0,
    closed: 0,
    heldBack: 0,
    waitsUntil: null,
    problem: credentials,
  };

  it('is what its first sweep failed with, once it has', () => {
    const line = inventoryCoverage(swept('FIRST_SWEEP', { ...NEVER, sweep: failed }), null);
    expect([line.reason, line.problem]).toEqual(['FIRST_SWEEP', credentials]);
  });

  it('that is old tells what the later sweep failed with', () => {
    const line = inventoryCoverage(swept('STALE', { sweep: failed }), null);
    expect(line.problem).toMatchObject({
      code: 'INVENTORY_STALE',
      hint: expect.stringContaining('UPSTREAM_CREDENTIALS. The provider takes no such secret.'),
    });
  });
});

describe('findings of an account', () => {
  const NOT_YET = { findingsAt: null };

  it.each<[string, InventoryAccount, unknown[], string | null]>([
    ['that were worked out', swept('READY'), ['COMPLETE', null], null],
    ['of an old copy', swept('STALE'), ['STALE', 'SWEEP_OVERDUE'], 'is long over'],
    [
      'that is read for the first time',
      swept('FIRST_SWEEP', NEVER),
      ['PARTIAL', 'FIRST_SWEEP'],
      'not been swept',
    ],
    [
      'that were not worked out yet',
      swept('READY', NOT_YET),
      ['PARTIAL', 'FIRST_SWEEP'],
      'not been worked out',
    ],
    [
      'that were not worked out while it is held',
      swept('HELD', NOT_YET),
      ['PARTIAL', 'FIRST_SWEEP'],
      'worked out',
    ],
    [
      'that were not worked out before it was off',
      swept('OFF', NOT_YET),
      ['SKIPPED', 'SWEEPS_OFF'],
      'from being swept',
    ],
    ['that were worked out before it was off', swept('OFF'), ['STALE', 'SWEEPS_OFF'], 'from being swept'],
  ])('%s', (_what, account, expected, message) => {
    const { status, reason, problem: why } = findingsCoverage(account);
    expect([status, reason]).toEqual(expected);
    expect(why?.message ?? '').toContain(message ?? '');
    expect(why === null).toBe(message === null);
  });
});

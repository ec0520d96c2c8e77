// Which findings become removals, out of rows of the test: what the app's tests cannot show one by one.
import { describe, expect, it } from '@jest/globals';
import type { Assignment } from '../../../src/domain/assignment.ts';
import type { FindingCode } from '../../../src/domain/insight/finding.ts';
import type { Exemptions } from '../../../src/domain/insight/reclaim.ts';
import {
  choose,
  holderKey,
  licenseKey,
  type ChoiceRules,
  type HolderFinding,
} from '../../../src/insight/reclaim/choose.ts';
import { isStillSo, type ReadLive } from '../../../src/insight/reclaim/evidence.ts';

const NOW = Date.parse('2031-05-01T10:00:00.000Z');
const daysAgo = (days: number): string => new Date(NOW - days * 86_400_000).toISOString();
const NOBODY: Exemptions = {
  emails: new Set(),
  departments: new Set(),
  holders: new Set(),
  licenses: new Set(),
};

function finding(id: number, rest: Partial<HolderFinding> = {}): HolderFinding {
  return {
    id,
    code: 'IDLE_HOLDER',
    accountKey: 'acme',
    licenseId: 'pro',
    assignee: { kind: 'USER', externalId: `u${id}` },
    key: null,
    severity: 'MEDIUM',
    confidence: 'LIKELY',
    seats: 1,
    evidence: [],
    firstAt: daysAgo(30),
    lastAt: daysAgo(0),
    closedAt: null,
    dismissal: null,
    ...rest,
  };
}

const RULES: ChoiceRules = {
  now: NOW,
  graceDays: 14,
  minConfidence: 'LIKELY',
  cap: { percent: 10, count: 500 },
  most: 10_000,
  exempt: [NOBODY],
  factsOf: () => null,
  heldOf: () => 1_000,
};

const chosen = (findings: readonly HolderFinding[], rules: Partial<ChoiceRules> = {}) => {
  const { candidates, leftOut } = choose(findings, { ...RULES, ...rules });
  return [candidates.map(({ holder }) => holder.externalId), Object.fromEntries(leftOut)];
};

describe('the choice', () => {
  it.each([
    [9, 10, 1],
    [0, 10, 1],
    [25, 10, 2],
    [1_000, 1, 10],
    [100_000, 10, 500],
  ])('of a license of %i holders at %i percent takes %i at most', (held, percent, most) => {
    const findings = Array.from({ length: 600 }, (_, index) => finding(index + 1));
    const [taken, leftOut] = chosen(findings, { heldOf: () => held, cap: { percent, count: 500 } });
    expect([(taken as string[]).length, leftOut]).toEqual([most, { CAPPED: 600 - most }]);
  });

  it('counts each license by itself, and all of them together', () => {
    const findings = ['a', 'b', 'c'].flatMap((licenseId, index) => [
      finding(index * 2 + 1, { licenseId }),
      finding(index * 2 + 2, { licenseId }),
    ]);
    const cap = { percent: 100, count: 1 };
    expect(chosen(findings, { cap })).toEqual([['u1', 'u3', 'u5'], { CAPPED: 3 }]);
    expect(chosen(findings, { cap, most: 2 })).toEqual([['u1', 'u3'], { CAPPED: 4 }]);
  });

  it('takes the certain first, then the longest, then the first that was found', () => {
    const findings = [
      finding(4),
      finding(3),
      finding(2, { firstAt: daysAgo(40) }),
      finding(1, { confidence: 'CERTAIN', firstAt: daysAgo(15) }),
    ];
    expect(chosen(findings)[0]).toEqual(['u1', 'u2', 'u3', 'u4']);
  });

  it('counts a finding once, by the first reason', () => {
    const dismissal = { by: 'ann', at: daysAgo(1), reason: null, until: null };
    const all = { dismissal, firstAt: daysAgo(1), confidence: 'HINT' } as const;
    const exempt = [
      NOBODY,
      { ...NOBODY, holders: new Set([holderKey({ accountKey: 'acme', kind: 'USER', externalId: 'u1' })]) },
    ];
    const findings = [
      finding(1, all),
      finding(2, all),
      finding(3, { ...all, dismissal: null }),
      finding(4, { confidence: 'HINT' }),
      finding(5),
      finding(6, { assignee: { kind: 'USER', externalId: 'u5' }, code: 'ORPHAN', firstAt: daysAgo(2) }),
    ];
    expect(chosen(findings, { exempt })).toEqual([
      ['u5'],
      { EXEMPT: 1, DISMISSED: 1, TOO_YOUNG: 2, TOO_UNSURE: 1 },
    ]);
  });

  it('begins at the day that the grace is over', () => {
    const on = finding(1, { firstAt: daysAgo(14) });
    const after = finding(2, { firstAt: new Date(NOW - 14 * 86_400_000 + 1).toISOString() });
    expect(chosen([on, after])).toEqual([['u1'], { TOO_YOUNG: 1 }]);
  });

  it('knows addresses however they are written, departments as they are, and licenses of their account', () => {
    const factsOf: ChoiceRules['factsOf'] = ({ kind, accountKey, externalId }) => ({
      kind,
      accountKey,
      externalId,
      email: `${externalId}@ACME.test`,
      department: 'Legal',
    });
    const by = (exempt: Partial<Exemptions>) =>
      chosen([finding(1), finding(2)], { factsOf, exempt: [{ ...NOBODY, ...exempt }] })[0];
    expect(by({ emails: new Set(['u1@acme.test']) })).toEqual(['u2']);
    expect(by({ departments: new Set(['legal']) })).toEqual(['u1', 'u2']);
    expect(by({ departments: new Set(['Legal']) })).toEqual([]);
    expect(by({ licenses: new Set([licenseKey({ accountKey: 'other', externalId: 'pro' })]) })).toEqual([
      'u1',
      'u2',
    ]);
    expect(by({ licenses: new Set([licenseKey({ accountKey: 'acme', externalId: 'pro' })]) })).toEqual([]);
  });
});

describe('evidence', () => {
  const holding = {
    accountKey: 'acme',
    licenseId: 'pro',
    status: 'ACTIVE',
    assignedAt: null,
    removalOn: null,
  };
  const read = (holder: object | null, status = 'ACTIVE'): ReadLive => ({
    holder: holder && { kind: 'USER', accountKey: 'acme', externalId: 'u1', ...holder },
    holdings: [{ ...holding, status } as Assignment],
  });
  const rule = { idleDays: 90, now: NOW };

  it.each<[FindingCode, ReadLive, string]>([
    ['IDLE_HOLDER', read({ lastActiveAt: daysAgo(91) }), 'SO'],
    ['IDLE_HOLDER', read({ lastActiveAt: daysAgo(89) }), 'NOT_SO'],
    ['IDLE_HOLDER', read({ lastActiveAt: daysAgo(-5) }), 'NOT_SO'],
    ['IDLE_HOLDER', read({ lastActiveAt: null }), 'UNTOLD'],
    ['IDLE_HOLDER', read({ lastActiveAt: null, state: 'PENDING' }), 'UNTOLD'],
    ['IDLE_HOLDER', read({ kind: 'DEVICE', lastConnectedAt: daysAgo(100) }), 'SO'],
    ['IDLE_HOLDER', read({ kind: 'WORKSPACE' }), 'UNTOLD'],
    ['IDLE_HOLDER', read(null), 'NOT_SO'],
    ['HOLDER_INACTIVE', read({ state: 'INACTIVE' }), 'SO'],
    ['HOLDER_INACTIVE', read({ state: 'ACTIVE' }), 'NOT_SO'],
    ['HOLDER_INACTIVE', read({ state: 'UNKNOWN' }), 'UNTOLD'],
    ['HOLDER_DELETED', read({ state: 'DELETED' }), 'SO'],
    ['HOLDER_DELETED', read(null), 'SO'],
    ['HOLDER_DELETED', read({ state: 'INACTIVE' }), 'NOT_SO'],
    ['ORPHAN', read(null), 'SO'],
    ['ORPHAN', read({}), 'NOT_SO'],
    ['PENDING_TOO_LONG', read({ state: 'ACTIVE' }, 'PENDING'), 'SO'],
    ['PENDING_TOO_LONG', read({ state: 'PENDING' }), 'SO'],
    ['PENDING_TOO_LONG', read({ state: 'ACTIVE' }), 'NOT_SO'],
    ['HOLDER_NOT_ELIGIBLE', read({ kind: 'DEVICE', fotaEligible: false }), 'SO'],
    ['HOLDER_NOT_ELIGIBLE', read({ kind: 'DEVICE', fotaEligible: true }), 'NOT_SO'],
    ['HOLDER_NOT_ELIGIBLE', read({ kind: 'DEVICE', fotaEligible: null }), 'UNTOLD'],
    ['OVERBOOKED', read({ state: 'DELETED' }), 'NOT_SO'],
  ])('of %s: %j is %s', (code, live, expected) => {
    expect(isStillSo(code, 'pro', live, rule)).toBe(expected);
  });

  it('is of no account without the license', () => {
    expect(isStillSo('HOLDER_DELETED', 'other', read({ state: 'DELETED' }), rule)).toBe('NOT_SO');
  });
});

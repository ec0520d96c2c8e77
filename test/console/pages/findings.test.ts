// Findings in words, out of an address, and as changes and reclaims.
import { describe, expect, it } from '@jest/globals';
import type { FindingCode, FindingRowFragment } from '../../../src/console/generated/documents.ts';
import { createFormat } from '../../../src/console/kit/format.ts';
import { findingsAddressOf } from '../../../src/console/pages/findings/filters.ts';
import {
  evidenceSentence,
  leftOutSentences,
  subjectName,
} from '../../../src/console/pages/findings/finding-words.ts';
import { ruleName } from '../../../src/console/parts/words/rule-names.ts';
import { startOf } from '../../../src/console/pages/findings/plan-findings.ts';
import { reclaimInput } from '../../../src/console/pages/findings/reclaim-input.ts';

const format = createFormat({ languages: ['en-GB'], now: () => Date.parse('2031-05-01T00:00:00Z') });
const evidence = (values: Readonly<Record<string, string>>) =>
  Object.entries(values).map(([name, value]) => ({ name, value }));

describe('evidence', () => {
  it.each<[FindingCode, Readonly<Record<string, string>>, string]>([
    [
      'IDLE_HOLDER',
      { lastActiveAt: '2031-01-01T08:00:00Z', heldSince: '2030-02-03T00:00:00Z' },
      'Last active 3 months ago, on 1 Jan 2031; held since 3 Feb 2030.',
    ],
    ['OVERBOOKED', { total: '13', assigned: '16', available: '-3' }, '16 taken of 13 bought.'],
    [
      'UNUSED_SEATS',
      { total: '1000', lowestAvailable: '40', days: '30' },
      'For 30 days at least 40 of 1,000 seats were free.',
    ],
    [
      'PENDING_TOO_LONG',
      { holderPendingSince: '2031-04-01T00:00:00Z' },
      'The holder is pending since 1 Apr 2031.',
    ],
    [
      'RENEWAL_DUE',
      { decideBy: '2031-05-05', endsOn: '2031-05-19', renews: 'true' },
      'To be decided by 5 May 2031; ends on 19 May 2031, and goes on when nobody ends it.',
    ],
    ['SEATS_DISAGREE', { assigned: '5', seen: '4' }, 'The vendor counts 5, and 4 holders were seen.'],
    ['RUNS_OUT', { other: '1' }, 'other: 1'],
  ])('of %s', (code, values, sentence) => {
    expect(evidenceSentence(code, evidence(values), format)).toBe(sentence);
  });

  it('of a rule that is new here is shown as it is', () => {
    // A rule of a later release.
    const code = 'SOMETHING_NEW' as FindingCode;
    expect(ruleName(code)).toBe('Something new');
    expect(evidenceSentence(code, evidence({ a: '1', b: '2' }), format)).toBe('a: 1, b: 2');
  });
});

describe('the address', () => {
  it('is the filter; what nobody knows in it is left out', () => {
    const asked = findingsAddressOf(
      new URLSearchParams(
        'code=ORPHAN&code=NONSENSE&account=webex&confidence=CERTAIN&department=Legal&dismissed=yes&sort=SINCE.ASC',
      ),
    );
    expect(asked.filter).toEqual({
      codes: ['ORPHAN'],
      accountKeys: ['webex'],
      departments: ['Legal'],
      minConfidence: 'CERTAIN',
      dismissed: true,
    });
    expect(asked.withoutRules).not.toHaveProperty('codes');
    expect(asked.orderBy).toEqual({ field: 'SINCE', direction: 'ASC' });
    expect(findingsAddressOf(new URLSearchParams('sort=NAME.ASC'))).toMatchObject({
      filter: {},
      isFiltered: false,
      orderBy: { field: 'SEVERITY' },
    });
  });
});

const account = { key: 'acme', name: 'Acme', provider: 'WEBEX' } as const;
const license = { id: 'l', name: null, externalId: 'L-1' };

function finding(id: string, rest: Partial<FindingRowFragment> = {}): FindingRowFragment {
  const assignee = { __typename: 'User', id: `u${id}`, externalId: `U-${id}`, displayName: null } as const;
  return {
    id,
    code: 'HOLDER_INACTIVE',
    severity: 'MEDIUM',
    confidence: 'CERTAIN',
    since: '2031-04-01T00:00:00Z',
    lastSeenAt: '2031-05-01T00:00:00Z',
    seats: 1,
    evidence: [],
    saving: null,
    subject: { account, license, assignee, key: null },
    suggestedChanges: [
      {
        action: 'REMOVE',
        warning: 'It may come back.',
        license: { ...license, account },
        assignee: { ...assignee, account: { key: 'acme' } },
      },
    ],
    dismissed: null,
    ...rest,
  };
}

describe('what findings suggest', () => {
  it('is one change, each pair once, with its warnings and why', () => {
    const start = startOf([finding('1'), finding('2'), finding('1', { code: 'IDLE_HOLDER' })]);
    expect(start).toMatchObject({
      action: 'REMOVE',
      reason: 'Inactive holders, Idle holders',
      notes: ['It may come back.'],
    });
    expect(start?.holdings?.map((one) => [one.license.name, one.assignee.id])).toEqual([
      ['L-1', 'u1'],
      ['L-1', 'u2'],
    ]);
  });

  it('may be nothing', () => {
    expect(startOf([finding('1', { suggestedChanges: [] })])).toBeNull();
  });

  it('is about a holder, else a license, else what distinguishes it', () => {
    expect(subjectName(finding('1'))).toBe('U-1');
    expect(subjectName(finding('1', { subject: { account, license, assignee: null, key: null } }))).toBe(
      'L-1',
    );
    expect(
      subjectName(
        finding('1', { subject: { account, license: null, assignee: null, key: 'ada@acme.example' } }),
      ),
    ).toBe('ada@acme.example');
  });
});

describe('what is reclaimed', () => {
  const typed = {
    graceDays: '0',
    confidence: 'CERTAIN',
    keep: '',
    departments: '',
    percent: '5',
    count: 'x',
    removalOn: '',
    reason: ' left ',
    ticket: '',
  } as const;

  it('is the filter of the list, with grace, cap and exemptions as they were typed', () => {
    expect(reclaimInput(typed, { codes: ['ORPHAN'] })).toEqual({
      filter: { codes: ['ORPHAN'] },
      graceDays: 0,
      minConfidence: 'CERTAIN',
      cap: { percent: 5, count: 500 },
      reason: 'left',
      ticket: null,
    });
    expect(
      reclaimInput(
        { ...typed, keep: 'a@x\nb@x', departments: 'Legal, Board ,', removalOn: '2031-06-01' },
        {},
      ),
    ).toMatchObject({
      exempt: { emails: ['a@x', 'b@x'], departments: ['Legal', 'Board'] },
      removalOn: '2031-06-01',
    });
  });

  it('says who is left out, and why', () => {
    expect(
      leftOutSentences(
        [
          { reason: 'TOO_YOUNG', count: 1_200 },
          { reason: 'CAPPED', count: 7 },
        ],
        format,
      ),
    ).toEqual([
      '1,200 left out, because it has not been so for long enough.',
      '7 left out, because of the cap: plan again after this one.',
    ]);
  });
});

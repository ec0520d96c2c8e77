// What a failed write leaves known of its changes: one table for every provider.
import { describe, expect, it } from '@jest/globals';
import { PROBLEM_CODES, ProblemError, problem, type ProblemCode } from '../../src/domain/problem.ts';
import { abortedBefore, forEachChange, notSent, sentAfter } from '../../src/providers/outcomes.ts';
import { testCall } from '../support/runtime.ts';

function failure(code: ProblemCode, retryable = false): ProblemError {
  return new ProblemError(problem(code, 'PROVIDER', 'No.', { retryable, upstreamRequestId: 'r-1' }));
}

describe('after a write failed', () => {
  const KNOWN: Readonly<Partial<Record<ProblemCode, string>>> = {
    UPSTREAM_THROTTLED: 'NOT_SENT',
    UPSTREAM_CIRCUIT_OPEN: 'NOT_SENT',
    UPSTREAM_OVERLOADED: 'NOT_SENT',
    UPSTREAM_REJECTED: 'REJECTED',
    UPSTREAM_FORBIDDEN: 'REJECTED',
    UPSTREAM_CREDENTIALS: 'REJECTED',
    BAD_ID: 'REJECTED',
    BAD_INPUT: 'REJECTED',
  };

  it.each(PROBLEM_CODES)('%s leaves known what the table says', (code) => {
    expect(sentAfter(failure(code))).toMatchObject({
      status: KNOWN[code] ?? 'UNKNOWN',
      problem: { code },
      upstreamRequestIds: ['r-1'],
    });
  });

  it('a code may mean something else of one call', () => {
    expect(sentAfter(failure('UPSTREAM_REJECTED'), { UPSTREAM_REJECTED: 'UNKNOWN' }).status).toBe('UNKNOWN');
  });

  it('nothing is known where the failure is no problem', () => {
    expect(sentAfter(new TypeError('x'))).toMatchObject({
      status: 'UNKNOWN',
      problem: { code: 'INTERNAL' },
      upstreamRequestIds: [],
    });
  });
});

describe('before a write left', () => {
  it('what may pass can be sent later, and anything else is refused', () => {
    expect(notSent(failure('UPSTREAM_TIMEOUT', true)).status).toBe('NOT_SENT');
    expect(notSent(failure('UPSTREAM_TIMEOUT')).status).toBe('REJECTED');
  });

  it('a call that was given up has sent nothing', () => {
    const given = new AbortController();
    const call = { ...testCall(), signal: given.signal };
    expect(abortedBefore(call)).toBeNull();
    given.abort(failure('CLIENT_GONE'));
    expect(abortedBefore(call)).toMatchObject({ status: 'NOT_SENT', problem: { code: 'CLIENT_GONE' } });
  });
});

it('every change has its own', () => {
  const change = { action: 'ASSIGN', accountKey: 'a', licenseId: 'l', removalOn: null } as const;
  const assignee = { kind: 'USER', externalId: 'u' } as const;
  const target = { kind: 'LICENSE', details: null } as const;
  const changes = ['c1', 'c2'].map((id) => ({ ...change, id, assignee, target }));
  const sent = forEachChange(changes, ({ id }) => ({
    ...sentAfter(failure('BAD_ID')),
    upstreamRequestIds: [id],
  }));
  expect([...sent].map(([id, { upstreamRequestIds }]) => [id, ...upstreamRequestIds])).toEqual([
    ['c1', 'c1'],
    ['c2', 'c2'],
  ]);
});

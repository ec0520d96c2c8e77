import { describe, expect, it } from '@jest/globals';
import { problem } from '../../src/domain/problem.ts';
import type { FailedCall } from '../../src/domain/telemetry/upstream-events.ts';
import { createUpstreamLog } from '../../src/telemetry/upstream-log.ts';

const FAILED: FailedCall = {
  accountKey: 'acme',
  operation: 'readThings',
  status: 503,
  problem: problem('UPSTREAM_UNAVAILABLE', 'PROVIDER', 'The provider failed.', {
    providerCode: 'busy',
    upstreamRequestId: 'r-1',
  }),
  attempts: 3,
  ms: 412,
  trace: {
    requestId: 'ours',
    traceId: 'a'.repeat(32),
    spanId: 'b'.repeat(16),
    isSampled: false,
    state: null,
  },
};

function createRig() {
  const lines: (readonly [level: string, details: object])[] = [];
  const write =
    (level: string) =>
    (details: object): void =>
      void lines.push([level, details]);
  const log = { info: write('info'), warn: write('warn'), error: write('error') };
  let now = 0;
  const { failed } = createUpstreamLog(log, () => now);
  return { lines, failed, pass: (ms: number) => (now += ms) };
}

describe('a failed upstream call', () => {
  it('is written with what tells it apart', () => {
    const { lines, failed } = createRig();
    failed(FAILED);
    expect(lines).toEqual([
      [
        'warn',
        {
          account: 'acme',
          operation: 'readThings',
          status: 503,
          code: 'UPSTREAM_UNAVAILABLE',
          providerCode: 'busy',
          upstreamRequestId: 'r-1',
          attempts: 3,
          ms: 412,
          why: 'The provider failed.',
          hint: null,
          requestId: 'ours',
          traceId: 'a'.repeat(32),
        },
      ],
    ]);
  });

  it('is an error when credentials are refused: it does not pass by itself', () => {
    const { lines, failed } = createRig();
    failed({ ...FAILED, problem: problem('UPSTREAM_CREDENTIALS', 'PLATFORM', 'Refused.') });
    expect(lines).toMatchObject([['error', { code: 'UPSTREAM_CREDENTIALS' }]]);
  });

  it('is written once in ten seconds, then with how many were left out', () => {
    const { lines, failed, pass } = createRig();
    failed(FAILED);
    failed(FAILED);
    pass(9_999);
    failed(FAILED);
    pass(1);
    failed(FAILED);
    pass(10_000);
    failed(FAILED);
    expect(lines).toHaveLength(3);
    expect(lines[1]).toMatchObject(['warn', { repeated: 2 }]);
    expect(lines[2]?.[1]).not.toHaveProperty('repeated');
  });

  it.each<[string, Partial<FailedCall>]>([
    ['another account', { accountKey: 'other' }],
    ['another operation', { operation: 'readPeople' }],
    ['another code', { problem: problem('UPSTREAM_TIMEOUT', 'PROVIDER', 'Too late.') }],
  ])('does not hide that of %s', (_, other) => {
    const { lines, failed } = createRig();
    failed(FAILED);
    failed({ ...FAILED, ...other });
    expect(lines).toHaveLength(2);
  });
});

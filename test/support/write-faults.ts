// Faults of writes, and the result that every provider must report for each.
import type { FaultRule } from '../../emulators/core/faults.ts';
import type { Sent } from '../../src/domain/change.ts';

/** A fault, the reported result of a write that meets it, and whether the write is carried out all the same. */
export type WriteFault = readonly [
  name: string,
  fault: FaultRule['fault'],
  status: Sent['status'],
  code: string | null,
  isDone: boolean,
];

/** The faults all providers have in common. When the answer is lost or unusable, the result is UNKNOWN. */
export const WRITE_FAULTS: readonly WriteFault[] = [
  ['latency', { kind: 'latency', ms: 50 }, 'ACCEPTED', null, true],
  ['throttle', { kind: 'throttle' }, 'NOT_SENT', 'UPSTREAM_THROTTLED', false],
  ['throttle 9 s', { kind: 'throttle', retryAfter: 9 }, 'NOT_SENT', 'UPSTREAM_THROTTLED', false],
  ['error 403', { kind: 'error', status: 403 }, 'REJECTED', 'UPSTREAM_FORBIDDEN', false],
  ['error 500', { kind: 'error', status: 500 }, 'UNKNOWN', 'UPSTREAM_UNAVAILABLE', false],
  ['error 503', { kind: 'error', status: 503 }, 'UNKNOWN', 'UPSTREAM_UNAVAILABLE', false],
  ['error 504', { kind: 'error', status: 504 }, 'UNKNOWN', 'UPSTREAM_UNAVAILABLE', false],
  ['stall', { kind: 'stall' }, 'UNKNOWN', 'UPSTREAM_TIMEOUT', false],
  ['cut', { kind: 'cut' }, 'UNKNOWN', 'UPSTREAM_UNAVAILABLE', false],
  ['apply-then-cut', { kind: 'apply-then-cut' }, 'UNKNOWN', 'UPSTREAM_UNAVAILABLE', true],
  ['truncate', { kind: 'truncate' }, 'UNKNOWN', 'UPSTREAM_UNAVAILABLE', true],
  ['half-json', { kind: 'half-json' }, 'UNKNOWN', 'UPSTREAM_BAD_RESPONSE', true],
  ['html', { kind: 'html' }, 'UNKNOWN', 'UPSTREAM_BAD_RESPONSE', false],
  ['an empty 200', { kind: 'answer', status: 200 }, 'UNKNOWN', 'UPSTREAM_BAD_RESPONSE', false],
  ['a 204', { kind: 'answer', status: 204 }, 'UNKNOWN', 'UPSTREAM_BAD_RESPONSE', false],
];

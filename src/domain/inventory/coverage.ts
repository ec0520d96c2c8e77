// How complete the inventory is for one account: it never fails, but it may be young, old, or unsure.
import { complete, type AccountCoverage, type CoverageReason, type CoverageStatus } from '../coverage.ts';
import { problem, type Problem, type ProblemCode } from '../problem.ts';
import type { InventoryAccount } from './accounts.ts';

/** What is said of an account whose copy is not whole and recent. */
interface Flaw {
  readonly status: CoverageStatus;
  readonly reason: CoverageReason;
  readonly code: ProblemCode;
  readonly message: string;
  readonly hint?: string;
}

const FIRST_SWEEP: Flaw = {
  status: 'PARTIAL',
  reason: 'FIRST_SWEEP',
  code: 'INVENTORY_NOT_READY',
  message: 'The account has not been swept whole yet.',
  hint: '`inventory { accounts { sweep { sections { name rows expected } } } }` tells how far it is.',
};
const BEFORE_HISTORY: Flaw = {
  status: 'SKIPPED',
  reason: 'BEFORE_HISTORY',
  code: 'BEFORE_HISTORY',
  message: 'The past of the account is known only from a later moment on than the one that is asked for.',
  hint: '`inventory { accounts { since } }` tells from when on: since its first sweep, or as far back as history is kept.',
};
const OVERDUE: Flaw = {
  status: 'STALE',
  reason: 'SWEEP_OVERDUE',
  code: 'INVENTORY_STALE',
  message: 'The last complete sweep of the account is long over.',
  hint: '`inventory { accounts { sweep { problem { code message } waitsUntil } } }` tells why there is no later one.',
};
const HELD: Flaw = {
  status: 'STALE',
  reason: 'SWEEP_HELD',
  code: 'SWEEP_HELD',
  message: 'The last sweep would have closed so many rows of a list that it closed none of them.',
  hint: 'See whether the credentials are those of the right account. `resolveHeldSweep` lets the sweep close them; `inventory { accounts { sweep { id heldBack } } }` names it.',
};
const OFF: Flaw = {
  status: 'STALE',
  reason: 'SWEEPS_OFF',
  code: 'INVENTORY_STALE',
  message: 'The configuration keeps the account from being swept.',
  hint: 'Ask for it live: `licenses`, `users` and the other lists do not need the inventory.',
};
const NOT_LOOKED_AT: Flaw = {
  status: 'PARTIAL',
  reason: 'FIRST_SWEEP',
  code: 'INVENTORY_NOT_READY',
  message: 'The findings of the account have not been worked out yet.',
  hint: 'They are worked out within moments after the first sweep: ask again.',
};
const NEVER_ON: Flaw = { ...OFF, status: 'SKIPPED', code: 'INVENTORY_NOT_READY' };

/** How complete the rows of an account are, as they are now, or were at a moment (RFC 3339 UTC). */
export function inventoryCoverage(account: InventoryAccount, asOf: string | null): AccountCoverage {
  return coverageOf(account, asOf === null ? flawNow(account) : flawThen(account, Date.parse(asOf)));
}

/** How complete the findings of an account are: before they were worked out for the first time there may be any. */
export function findingsCoverage(account: InventoryAccount): AccountCoverage {
  const flaw = flawNow(account);
  const isKnown = account.findingsAt !== null || account.since === null;
  return coverageOf(account, isKnown ? flaw : account.status === 'OFF' ? NEVER_ON : NOT_LOOKED_AT);
}

function coverageOf(account: InventoryAccount, flaw: Flaw | null): AccountCoverage {
  const { accountKey, observedAt, sweep } = account;
  if (flaw === null) return { ...complete(accountKey), observedAt };
  const { status, reason } = flaw;
  // A sweep that fails tells more than that it is not done.
  const cause = flaw === FIRST_SWEEP ? (sweep?.problem ?? null) : null;
  return { accountKey, status, reason, problem: cause ?? problemOf(flaw, account), observedAt };
}

function problemOf(flaw: Flaw, { accountKey, sweep }: InventoryAccount): Problem {
  const { code, message, hint = null, reason } = flaw;
  const cause = reason === 'SWEEP_OVERDUE' ? (sweep?.problem ?? null) : null;
  const why = cause === null ? hint : `The later one came to this: ${cause.code}. ${cause.message}`;
  return problem(code, 'PLATFORM', message, { accountKey, hint: why, retryable: true });
}

function flawNow({ status, since }: InventoryAccount): Flaw | null {
  switch (status) {
    case 'READY':
      return null;
    case 'FIRST_SWEEP':
      return FIRST_SWEEP;
    case 'STALE':
      return OVERDUE;
    case 'HELD':
      return HELD;
    case 'OFF':
      return since === null ? NEVER_ON : OFF;
  }
}

/** What a complete sweep has confirmed since is known, whatever became of the account later. */
function flawThen(account: InventoryAccount, moment: number): Flaw | null {
  const { since, observedAt } = account;
  if (since === null || moment < Date.parse(since)) return BEFORE_HISTORY;
  return observedAt !== null && moment <= Date.parse(observedAt) ? null : flawNow(account);
}

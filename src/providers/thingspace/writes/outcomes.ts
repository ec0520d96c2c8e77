// What an answer to a write says of each device in it (thingspace contract 4.3, 9.1, 9.2).
import type { Change, ChangeTiming, Sent } from '../../../domain/change.ts';
import { problem, type Problem } from '../../../domain/problem.ts';
import { badResponse } from '../../../upstream/parse.ts';
import { forEachChange, type Outcomes } from '../../outcomes.ts';
import type { LicenseWrite } from '../client.ts';
import { saysNoSuchDevice } from '../failures.ts';
import type { ResultRow } from '../wire/wire.ts';

type Verdict = 'ACCEPTED' | 'REJECTED' | 'UNKNOWN';

/** What differs between the two writes. */
interface Words {
  /** A status that belongs to the other write: the answer is about something else then. */
  readonly foreign: RegExp;
  /** Reason of a device that is as it was asked to become: no failure, whatever its status (contract 4.3). */
  readonly already: RegExp;
  /** The documented reason for refusals that are not explained otherwise (contract 4.6). */
  readonly hint: string;
}

const WORDS: Readonly<Record<LicenseWrite, Words>> = {
  assign: {
    foreign: /^LicenseRemove/i,
    already: /\bpreexisting\b/i,
    hint: 'Assigning needs a free license: compare the seats of the license.',
  },
  remove: {
    foreign: /^LicenseAssign/i,
    already: /^no license attached\b/i,
    hint: 'ThingSpace takes back a license only while no upgrade ran since it was assigned.',
  },
};

/**
 * What became of each change, matched by device and never by position. Throws UPSTREAM_BAD_RESPONSE when the answer has
 * devices nobody named: it belongs to another request, and what it says of ours may be old.
 */
export function outcomesOf(
  accountKey: string,
  write: LicenseWrite,
  changes: readonly Change[],
  result: readonly ResultRow[],
): Outcomes {
  const rows = new Map<string, ResultRow[]>(changes.map(({ assignee }) => [assignee.externalId, []]));
  for (const row of result) {
    const known = rows.get(row.imei);
    if (known === undefined) {
      throw badResponse(accountKey, 'The provider answered about others than those it was told of.');
    }
    known.push(row);
  }
  return forEachChange(changes, ({ assignee }) =>
    sentOf(accountKey, write, rows.get(assignee.externalId) ?? []),
  );
}

/** One device has one row, or one each time it was named (contract 9.11). */
function sentOf(accountKey: string, write: LicenseWrite, rows: readonly ResultRow[]): Sent {
  const [first] = rows;
  const verdict = first === undefined ? 'UNKNOWN' : verdictOf(write, first);
  const status = rows.every((row) => verdictOf(write, row) === verdict) ? verdict : 'UNKNOWN';
  const timing = timingOf(rows);
  const outcome = problemOf(accountKey, write, status, first);
  // The contract knows of no id that a request has.
  return { status, problem: outcome, upstreamRequestIds: [], ...(timing && { timing }) };
}

/** The times of the first row that tells any of them. */
function timingOf(rows: readonly ResultRow[]): ChangeTiming | null {
  const told = rows.find(({ timing }) => Object.values(timing).some((time) => time !== null));
  return told?.timing ?? null;
}

/** A status that says neither success nor failure tells nothing: the provider's own sample has one that is about campaigns (contract 4.3). */
function verdictOf(write: LicenseWrite, { status, reason }: ResultRow): Verdict {
  const { foreign, already } = WORDS[write];
  if (status === null || foreign.test(status)) return 'UNKNOWN';
  if (/success$/i.test(status)) return 'ACCEPTED';
  if (!/fail(?:ed|ure)$/i.test(status)) return 'UNKNOWN';
  return already.test(reason ?? '') ? 'ACCEPTED' : 'REJECTED';
}

function problemOf(
  accountKey: string,
  write: LicenseWrite,
  status: Verdict,
  row: ResultRow | undefined,
): Problem | null {
  if (status === 'ACCEPTED') return null;
  const providerCode = codeOf(row?.status ?? null);
  if (status === 'UNKNOWN') {
    const message = 'The provider did not say clearly what became of this device.';
    return { ...badResponse(accountKey, message).problem, providerCode };
  }
  const hint = saysNoSuchDevice(row?.reason) ? 'The account has no such device.' : WORDS[write].hint;
  return problem('UPSTREAM_REJECTED', 'PROVIDER', 'The provider refused the change of this device.', {
    accountKey,
    providerCode,
    hint,
  });
}

/** Statuses are words; anything longer is not handed on. */
function codeOf(status: string | null): string | null {
  return status !== null && /^[a-z]{1,60}$/i.test(status) ? status : null;
}

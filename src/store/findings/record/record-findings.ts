// Works out the rules of an account, one after the other, and writes what differs from what is known.
import { sql } from 'kysely';
import type { FindingCode } from '../../../domain/insight/finding.ts';
import type { StoreContext } from '../../context.ts';
import { reading } from '../../database/transactions.ts';
import { heldSlices, type IdSlice } from '../../inventory/reads/statements/id-slices.ts';
import type { LookedWith, RecordedFindings } from '../api.ts';
import { activityUnknown } from '../rules/activity-unknown.ts';
import { duplicatePerson } from '../rules/duplicate-person.ts';
import { externalChange } from '../rules/external-change.ts';
import { holderDeleted } from '../rules/holder-deleted.ts';
import { holderInactive } from '../rules/holder-inactive.ts';
import { holderNotEligible } from '../rules/holder-not-eligible.ts';
import { idleHolder } from '../rules/idle-holder.ts';
import { licenseNotListed } from '../rules/license-not-listed.ts';
import { nearlyExhausted } from '../rules/nearly-exhausted.ts';
import { orphan } from '../rules/orphan.ts';
import { overbooked } from '../rules/overbooked.ts';
import { pendingTooLong } from '../rules/pending-too-long.ts';
import { seatsDisagree } from '../rules/seats-disagree.ts';
import { sweepHeld } from '../rules/sweep-held.ts';
import { unusedSeats } from '../rules/unused-seats.ts';
import { added, comparePiece } from './compare.ts';
import { knownAccount, type KnownAccount } from './context.ts';
import { givenPiece } from './given.ts';
import { addHolders, countPiece, type CountRule, type HolderCounts } from './holder-counts.ts';
import { holderPiece } from './holder-piece.ts';
import type { AccountRule, HolderRule, Piece } from './rule.ts';

/** Those that a look at licenses alone works out as well. */
const OF_LICENSES: readonly AccountRule[] = [
  overbooked,
  nearlyExhausted,
  unusedSeats,
  licenseNotListed,
  sweepHeld,
];
const OF_ACCOUNTS: readonly AccountRule[] = [duplicatePerson, externalChange];
const OF_HOLDERS: readonly HolderRule[] = [
  idleHolder,
  holderInactive,
  holderDeleted,
  orphan,
  pendingTooLong,
  holderNotEligible,
];
const OF_COUNTS: readonly CountRule[] = [activityUnknown, seatsDisagree];

/** Holdings of a statement: where all of them have a finding, an embedded database is held up for less than a tenth of a second. */
const SLICE = 1_000;

const NOTHING: RecordedFindings = { opened: 0, changed: 0, closed: 0 };

interface Worked {
  readonly code: FindingCode;
  readonly pieces: readonly Piece[];
}

/** Each statement is a transaction: what was written stays when the signal aborts, and the next look goes on from there. */
export async function recordFindings(
  context: StoreContext,
  accountKey: string,
  how: LookedWith,
  signal: AbortSignal,
): Promise<RecordedFindings> {
  const now = new Date(context.now());
  const known = await reading(context, (db) => knownAccount(db, accountKey, how.settings, now));
  if (known === null) return NOTHING;
  let sum = NOTHING;
  for await (const { code, pieces } of workedOut(context, known, how, signal)) {
    for (const piece of pieces) {
      sum = added(sum, await comparePiece(context, { accountNo: known.accountNo, code, piece }, signal));
    }
    // Where a list was not read whole, some of them were not seen.
    if (known.isWhole) await looked(context, known, code);
  }
  if (how.look === 'WHOLE') await lookedWhole(context, known);
  return sum;
}

async function* workedOut(
  context: StoreContext,
  known: KnownAccount,
  { look, given }: LookedWith,
  signal: AbortSignal,
): AsyncGenerator<Worked> {
  for (const { code, pieces } of OF_LICENSES) yield { code, pieces: pieces(known) };
  if (look === 'LICENSES') return;
  for (const { code, pieces } of OF_ACCOUNTS) yield { code, pieces: pieces(known) };
  const slices = await reading(context, (db) => heldSlices(db, known.accountNo, SLICE));
  for (const rule of OF_HOLDERS) {
    yield { code: rule.code, pieces: slices.map((slice) => holderPiece(rule, known, slice)) };
  }
  const counts = await countHolders(context, known, slices, signal);
  for (const rule of OF_COUNTS) {
    yield { code: rule.code, pieces: [countPiece(rule, known, counts)] };
  }
  for (const [code, found] of given) yield { code, pieces: [givenPiece(known.accountNo, found)] };
}

async function countHolders(
  context: StoreContext,
  known: KnownAccount,
  slices: readonly IdSlice[],
  signal: AbortSignal,
): Promise<HolderCounts> {
  let counts: HolderCounts = new Map();
  for (const slice of slices) {
    signal.throwIfAborted();
    const before = counts;
    counts = await reading(context, (db) => addHolders(db, known, slice, before));
  }
  return counts;
}

/** All open findings of the rule were seen by now. */
async function looked(
  context: StoreContext,
  { accountNo, now }: KnownAccount,
  code: FindingCode,
): Promise<void> {
  await reading(context, (db) =>
    sql`insert into finding_looks (account_no, code, at) values (${accountNo}, ${code}, ${now})
      on conflict (account_no, code) do update set at = excluded.at`.execute(db),
  );
}

/** All rules were worked out, from what was known then. */
async function lookedWhole(context: StoreContext, { accountNo, now }: KnownAccount): Promise<void> {
  await reading(context, (db) =>
    sql`update inventory_accounts set findings_known_at = ${now} where no = ${accountNo}`.execute(db),
  );
}

// What a license costs a month, what of it is wasted, and what a finding would save.
import type { ContractTerm, Money } from '../../domain/insight/contract.ts';
import { HOLDER_CODES, type Finding, type FindingCode } from '../../domain/insight/finding.ts';
import type { WastedSeats } from '../../store/findings/api.ts';
import { nextMonth } from '../../domain/insight/days.ts';
import { dayAfter, termToDecide } from '../contracts/terms.ts';
import { times } from './amounts.ts';

/** Seats of a license. */
export interface SeatNumbers {
  /** By the provider; null where it tells none. */
  readonly total: number | null;
  /** null where nobody knows. */
  readonly held: number | null;
}

export interface LicenseCost {
  readonly monthly: Money;
  readonly wasted: Money;
  readonly wastedSeats: number;
}

/** Seats that are paid for; null where neither contract nor provider tells how many there are. */
function paidSeats({ contract }: ContractTerm, { total, held }: SeatNumbers): number | null {
  return contract.pays === 'ASSIGNED' ? held : (contract.seats ?? total);
}

/** null where nobody knows how many seats are paid for. Throws AMOUNT_TOO_LARGE. */
export function licenseCost(
  term: ContractTerm,
  seats: SeatNumbers,
  { unused, idle }: WastedSeats,
): LicenseCost | null {
  const paid = paidSeats(term, seats);
  if (paid === null) return null;
  const { pays, pricePerSeatMonth: price } = term.contract;
  // Nobody pays for a seat that is not held, where those that are held are paid for; and nothing is wasted that is not paid for.
  const wastedSeats = Math.min(paid, pays === 'ASSIGNED' ? idle : unused + idle);
  return { monthly: times(price, paid), wasted: times(price, wastedSeats), wastedSeats };
}

export interface Saving {
  readonly amount: Money;
  /** `YYYY-MM-DD` */
  readonly from: string;
}

const OF_HOLDERS: ReadonlySet<FindingCode> = new Set(HOLDER_CODES);

/** Whether fewer holders, or a smaller purchase, would end a finding and save what its seats cost. */
export function canSave(code: FindingCode, pays: ContractTerm['contract']['pays']): boolean {
  return OF_HOLDERS.has(code) || (code === 'UNUSED_SEATS' && pays === 'PURCHASED');
}

/**
 * What an open finding about a license would save, by the contract that holds for it today; null where nothing would. Seats that were bought
 * are paid until the end of the first term that can still be ended. Throws AMOUNT_TOO_LARGE.
 */
export function savingOf(
  { code, seats, closedAt }: Pick<Finding, 'code' | 'seats' | 'closedAt'>,
  { contract }: ContractTerm,
  today: string,
): Saving | null {
  if (closedAt !== null || seats === 0 || !canSave(code, contract.pays)) return null;
  const amount = times(contract.pricePerSeatMonth, seats);
  if (contract.pays === 'ASSIGNED') return { amount, from: nextMonth(today) };
  const term = termToDecide(contract, today);
  return term && { amount, from: dayAfter(term) };
}

// What coverage says, in words: which accounts are missing or old, and why. Pure.
import type { CoverageFragment } from '../../generated/documents.ts';
import { inWords } from '../words/words.ts';

export type Coverage = readonly CoverageFragment[] | undefined;

/** Accounts of which something is missing. More pages to come, and what a vendor has none of, are nothing that is missing. */
export function missingIn(coverage: Coverage): CoverageFragment[] {
  return (coverage ?? []).filter(
    ({ status, reason }) =>
      status === 'FAILED' ||
      (status === 'SKIPPED' && reason !== 'NOT_SUPPORTED' && reason !== 'NOT_REACHED') ||
      (status === 'PARTIAL' && reason !== 'MORE_TO_COME' && reason !== 'NOT_REACHED'),
  );
}

/** Accounts whose rows are older than they should be. */
export function staleIn(coverage: Coverage): CoverageFragment[] {
  return (coverage ?? []).filter(({ status }) => status === 'STALE');
}

/** Whether the account is in its first sweep and nothing is wrong with that, so that more of it comes by itself. */
export function isBeingRead({ reason, problem }: CoverageFragment): boolean {
  return reason === 'FIRST_SWEEP' && (problem === null || problem.code === 'INVENTORY_NOT_READY');
}

/** Whether an account is known only from a later moment on than the one that is asked for: nothing that trying again would bring. */
export function beginsLater({ reason }: CoverageFragment): boolean {
  return reason === 'BEFORE_HISTORY';
}

/** What stands where no finding does: while accounts are read for the first time there may be some. Of these accounts alone, if given. */
export function nothingStandsOut(coverage: Coverage, accountKeys?: readonly string[]): string {
  const lines = (coverage ?? []).filter(
    ({ account }) => accountKeys === undefined || accountKeys.includes(account.key),
  );
  const isToCome = lines.filter(isBeingRead);
  if (isToCome.length > 0) {
    return isToCome.length === lines.length
      ? 'Findings are worked out once the first sweep is done.'
      : 'Nothing stands out so far. Findings of an account are worked out once its first sweep is done.';
  }
  return missingIn(lines).length > 0 ? 'Nothing stands out in what was read.' : 'Nothing stands out.';
}

/** One sentence over all of it. */
export function titleOf(
  coverage: readonly CoverageFragment[],
  say: { number(value: number): string },
): string {
  const missing = missingIn(coverage);
  const of = say.number(coverage.length);
  const count = (all: readonly unknown[], one: string, more: string): string =>
    `${say.number(all.length)} of ${of} accounts ${all.length === 1 ? one : more}`;
  if (missing.length === 0) return `${count(staleIn(coverage), 'was', 'were')} last read a while ago.`;
  if (missing.every(beginsLater)) {
    return `${count(missing, 'is', 'are')} known only from later on. What was before is not known.`;
  }
  return missing.every(isBeingRead)
    ? `${count(missing, 'is', 'are')} being read for the first time. What you see grows.`
    : `${count(missing, 'is', 'are')} not all here. What you see leaves something out.`;
}

/** Why several accounts are missing or old. */
export interface Reason {
  readonly accounts: readonly string[];
  readonly text: string;
  readonly hint: string | null;
  readonly problemCode: string | null;
  readonly observedAt: string | null;
}

/** The reasons, each with all accounts it holds for. */
export function reasonsIn(all: readonly CoverageFragment[]): Reason[] {
  const reasons = new Map<string, Reason>();
  for (const one of all) {
    const reason = reasonOf(one);
    const key = JSON.stringify({ ...reason, accounts: [] });
    const known = reasons.get(key);
    reasons.set(key, known ? { ...known, accounts: [...known.accounts, ...reason.accounts] } : reason);
  }
  return [...reasons.values()];
}

function reasonOf(one: CoverageFragment): Reason {
  const accounts = [one.account.name];
  if (isBeingRead(one)) {
    const text = one.problem?.message ?? 'not read whole yet.';
    return { accounts, text, hint: null, problemCode: null, observedAt: null };
  }
  if (beginsLater(one)) {
    const text = 'known only from a later moment on.';
    return { accounts, text, hint: null, problemCode: null, observedAt: null };
  }
  const { problem, reason, observedAt } = one;
  return {
    accounts,
    text: problem?.message ?? `${inWords(reason ?? 'UNKNOWN')}.`,
    // A hint with a query in it is for programs.
    hint: problem?.hint?.includes('`') === true ? null : (problem?.hint ?? null),
    problemCode: problem?.code ?? null,
    observedAt,
  };
}

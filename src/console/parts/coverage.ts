// What an answer leaves out, and how old it is. Every figure that is not whole says "in part".
import { h, type JSX } from 'preact';
import type { CoverageFragment } from '../generated/documents.ts';
import { code, li, span, strong, ul } from '../kit/elements.ts';
import { Notice, TryAgain } from '../kit/notice.ts';
import { format } from '../kit/reader.ts';
import { inWords } from './words.ts';

/** Accounts of which something is missing. More pages to come, and what a vendor has none of, are nothing that is missing. */
export function missingIn(coverage: readonly CoverageFragment[] | undefined): CoverageFragment[] {
  return (coverage ?? []).filter(
    ({ status, reason }) =>
      status === 'FAILED' ||
      (status === 'SKIPPED' && reason !== 'NOT_SUPPORTED' && reason !== 'NOT_REACHED') ||
      (status === 'PARTIAL' && reason !== 'MORE_TO_COME' && reason !== 'NOT_REACHED'),
  );
}

/** Accounts whose rows are older than they should be. */
export function staleIn(coverage: readonly CoverageFragment[] | undefined): CoverageFragment[] {
  return (coverage ?? []).filter(({ status }) => status === 'STALE');
}

export function InPart(): JSX.Element {
  return span({ class: 'badge warning', title: 'An account is left out of it' }, 'in part');
}

export interface CoverageNoticeProps {
  readonly coverage: readonly CoverageFragment[] | undefined;
  again(): void;
}

/** Which accounts are missing or old, why, and when to try again. Nothing when all is whole. */
export function CoverageNotice({ coverage, again }: CoverageNoticeProps): JSX.Element | null {
  const missing = missingIn(coverage);
  const stale = staleIn(coverage);
  const all = [...missing, ...stale];
  if (all.length === 0) return null;
  const of = format.number(coverage?.length ?? 0);
  const title =
    missing.length > 0
      ? `${format.number(missing.length)} of ${of} accounts ${missing.length === 1 ? 'is' : 'are'} not all here. What you see leaves something out.`
      : `${format.number(stale.length)} of ${of} accounts ${stale.length === 1 ? 'was' : 'were'} last read a while ago.`;
  const retryAt = all.map((one) => one.retryAt).find((one) => one !== null) ?? null;
  return h(
    Notice,
    { tone: 'warning', title, action: h(TryAgain, { retryAt, again }) },
    ul(
      { class: 'plain' },
      ...all.map(({ account, problem, reason, observedAt }) =>
        li(
          {},
          strong({}, account.name),
          ': ',
          problem ? [problem.message, problem.hint === null ? null : ` ${problem.hint}`, ' ', code({}, problem.code)] : `${inWords(reason ?? 'UNKNOWN')}.`,
          observedAt === null ? null : ` Last read ${format.distance(observedAt)}.`,
        ),
      ),
    ),
  );
}

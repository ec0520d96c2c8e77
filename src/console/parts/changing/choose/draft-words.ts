// What is about to be changed, in a few words. Pure, but for how the reader writes numbers.
import { format } from '../../../kit/reader.ts';
import { holderCount } from './change-requests.ts';
import type { Draft } from './draft.ts';
import { KIND_WORDS } from '../plan/plan-words.ts';

export function draftTitle({ kind }: Draft): string {
  if (kind === null) return 'Change licenses';
  const titles = {
    ASSIGN: 'Assign a license',
    REMOVE: 'Take a license away',
    MOVE: 'Move a license',
    END: 'End a license on a day',
    KEEP: 'Keep a license',
  } as const;
  return titles[kind];
}

/** "Analytics Starter · Acme listings", "3 licenses · 12 holders". */
export function draftSubtitle(draft: Draft): string | undefined {
  const licenses = [
    ...new Map(
      [...draft.licenses, ...draft.holdings.map(({ license }) => license)].map((one) => [one.id, one]),
    ).values(),
  ];
  const [only, ...others] = licenses;
  if (!only) return draft.kind === null ? undefined : KIND_WORDS[draft.kind].says;
  const what =
    others.length === 0 ? `${only.name} · ${only.accountName}` : `${format.number(licenses.length)} licenses`;
  const to = draft.to ? ` → ${draft.to.name} · ${draft.to.accountName}` : '';
  const holders = holderCount(draft);
  if (holders === 0) return what + to;
  return `${what}${to} · ${holders === 1 ? '1 holder' : `${format.number(holders)} holders`}`;
}

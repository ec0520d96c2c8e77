// What an answer leaves out, and how old it is. Every figure that is not whole says "in part".
import { h, type JSX } from 'preact';
import { useEffect, useRef } from 'preact/hooks';
import type { CoverageFragment } from '../../generated/documents.ts';
import { code, li, span, strong, ul } from '../../kit/elements.ts';
import { Notice, TryAgain } from '../../kit/notice.ts';
import { format } from '../../kit/reader.ts';
import { Told } from '../../kit/told/told.ts';
import { beginsLater, isBeingRead, missingIn, reasonsIn, staleIn, titleOf, type Reason } from './missing.ts';

export function InPart(): JSX.Element {
  return span({ class: 'badge warning', title: 'An account is left out of it' }, 'in part');
}

export interface CoverageNoticeProps {
  readonly coverage: readonly CoverageFragment[] | undefined;
  again(): void;
}

/** How often a page looks whether the first sweep is done. */
const LOOK_MS = 2_000;

/** How often it looks once more after that: findings are worked out of what was swept, and are there some seconds later. */
const LOOKS_AFTER = 3;

/** Which accounts are missing or old, why, and when to try again. Nothing when all is whole. */
export function CoverageNotice({ coverage, again }: CoverageNoticeProps): JSX.Element | null {
  const all = [...missingIn(coverage), ...staleIn(coverage)];
  const isGrowing = all.some(isBeingRead);
  const looksLeft = useRef(0);
  useEffect(() => {
    if (isGrowing) looksLeft.current = LOOKS_AFTER;
    else if (coverage === undefined || looksLeft.current === 0) return;
    else looksLeft.current -= 1;
    const looking = setTimeout(again, LOOK_MS);
    return () => clearTimeout(looking);
  }, [coverage]);
  if (all.length === 0) return null;
  const retryAt = all.map((one) => one.retryAt).find((one) => one !== null) ?? null;
  // Nothing to try again for: more comes by itself, or never.
  const isAsItIs = all.every((one) => isBeingRead(one) || beginsLater(one));
  return h(
    Notice,
    {
      tone: isAsItIs ? 'info' : 'warning',
      title: titleOf(coverage ?? [], { number: format.number }),
      action: isAsItIs ? null : h(TryAgain, { retryAt, again }),
    },
    ul({ class: 'plain' }, ...reasonsIn(all).map(reasonLine)),
  );
}

function reasonLine({ accounts, text, hint, problemCode, observedAt }: Reason): JSX.Element {
  return li(
    {},
    strong({}, accounts.join(', ')),
    ': ',
    h(Told, { text }),
    hint === null ? null : [' ', h(Told, { text: hint })],
    problemCode === null ? null : [' ', code({}, problemCode)],
    observedAt === null ? null : ` Last read ${format.distance(observedAt)}.`,
  );
}

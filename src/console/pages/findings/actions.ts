// What can be done with findings: plan what would resolve them, say that they are no matter, or take that back.
import { h, type JSX } from 'preact';
import { useState } from 'preact/hooks';
import type { FindingRowFragment } from '../../generated/documents.ts';
import { button, div, span, strong } from '../../kit/elements.ts';
import { format } from '../../kit/reader.ts';
import { ChangeFlow } from '../../parts/changing/open.ts';
import { useMay } from '../../parts/viewer.ts';
import { DismissDialog } from './dismiss.ts';
import { startOf } from './plan-findings.ts';

export interface FindingsActionsProps {
  readonly findings: readonly FindingRowFragment[];
  onClear(): void;
}

/** The bar of what was chosen in the list. */
export function FindingsActions({ findings, onClear }: FindingsActionsProps): JSX.Element {
  return div(
    { class: 'selection-bar', role: 'region', 'aria-label': 'What was chosen' },
    span({ role: 'status' }, strong({}, `${format.number(findings.length)} chosen`)),
    h(FindingButtons, { findings, onDone: onClear }),
    button({ type: 'button', class: 'link', onClick: onClear }, 'Choose none'),
  );
}

export interface FindingButtonsProps {
  readonly findings: readonly FindingRowFragment[];
  onDone(): void;
}

export function FindingButtons({ findings, onDone }: FindingButtonsProps): JSX.Element {
  const [doing, setDoing] = useState<'PLAN' | 'DISMISS' | 'RESTORE' | null>(null);
  const mayChange = useMay('licenses:change');
  if (!mayChange)
    return span({ class: 'muted' }, 'Doing something about it takes the scope licenses:change.');
  const start = startOf(findings);
  const dismissed = findings.filter((one) => one.dismissed !== null);
  const others = findings.filter((one) => one.dismissed === null);
  const close = (): void => setDoing(null);
  return div(
    { class: 'actions' },
    start === null
      ? null
      : button(
          { type: 'button', class: 'button main', onClick: () => setDoing('PLAN') },
          `Plan ${start.holdings?.length === 1 ? 'this change' : `these ${format.number(start.holdings?.length ?? 0)} changes`}`,
        ),
    others.length === 0
      ? null
      : button({ type: 'button', class: 'button', onClick: () => setDoing('DISMISS') }, 'Dismiss'),
    dismissed.length === 0
      ? null
      : button({ type: 'button', class: 'button', onClick: () => setDoing('RESTORE') }, 'Restore'),
    doing === 'PLAN' && start ? h(ChangeFlow, { start, onClose: close }) : null,
    doing === 'DISMISS'
      ? h(DismissDialog, { findings: others, isRestoring: false, onDone, onClose: close })
      : null,
    doing === 'RESTORE'
      ? h(DismissDialog, { findings: dismissed, isRestoring: true, onDone, onClose: close })
      : null,
  );
}

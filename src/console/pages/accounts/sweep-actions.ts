// What can be done about the copy of an account: read it again now, and decide on a sweep that was held back.
import { h, type JSX } from 'preact';
import { useState } from 'preact/hooks';
import { ReleaseSweepDocument, SweepNowDocument, type SweepStatus } from '../../generated/documents.ts';
import { ask } from '../../graph/ask.ts';
import { button, div, input, label, p, span } from '../../kit/elements.ts';
import { icon } from '../../kit/icons.ts';
import { Notice } from '../../kit/notice.ts';
import { Overlay } from '../../kit/overlay.ts';
import { format } from '../../kit/reader.ts';
import { Told } from '../../kit/told/told.ts';
import { useMay } from '../../parts/viewer.ts';

export interface SweepNowProps {
  readonly accountKey: string;
  readonly isSweeping: boolean;
  again(): void;
}

/** Asks for a sweep. Whoever may change licenses may do so. */
export function SweepNow({ accountKey, isSweeping, again }: SweepNowProps): JSX.Element | null {
  const may = [useMay('inventory:refresh'), useMay('licenses:change')].includes(true);
  const [said, say] = useState<string | null>(null);
  if (!may) return null;
  const sweep = async (): Promise<void> => {
    const { data, failures } = await ask(SweepNowDocument, { key: accountKey });
    const problem = data?.refreshInventory.problems[0] ?? failures[0];
    say(problem ? [problem.message, problem.hint].filter(Boolean).join(' ') : null);
    again();
  };
  return div(
    { class: 'actions' },
    said === null ? null : span({ class: 'muted', role: 'status' }, h(Told, { text: said })),
    button(
      { type: 'button', class: 'button', disabled: isSweeping, onClick: () => void sweep() },
      icon('again'),
      isSweeping ? 'Being read' : 'Read all of it now',
    ),
  );
}

export interface ReleaseSweepProps {
  readonly sweep: { readonly id: string; readonly status: SweepStatus; readonly heldBack: number } | null;
  again(): void;
}

/** A sweep that would close more rows than it may asks whether they are gone indeed. */
export function ReleaseSweep({ sweep, again }: ReleaseSweepProps): JSX.Element | null {
  const mayRelease = useMay('admin');
  const [isOpen, setOpen] = useState(false);
  if (sweep?.status !== 'HELD') return null;
  const title = `${format.number(sweep.heldBack)} rows were not there, more than one sweep may close. They stand as they were.`;
  const action = mayRelease
    ? button({ type: 'button', class: 'button', onClick: () => setOpen(true) }, 'They are gone…')
    : null;
  return div(
    { class: 'padded' },
    h(
      Notice,
      { tone: 'warning', title, action },
      p(
        {},
        mayRelease
          ? 'A later complete sweep that sees them again needs no decision.'
          : 'To decide on it takes the scope admin.',
      ),
    ),
    isOpen
      ? h(ReleaseDialog, { sweepId: sweep.id, rows: sweep.heldBack, onClose: () => setOpen(false), again })
      : null,
  );
}

interface ReleaseDialogProps {
  readonly sweepId: string;
  readonly rows: number;
  onClose(): void;
  again(): void;
}

function ReleaseDialog({ sweepId, rows, onClose, again }: ReleaseDialogProps): JSX.Element {
  const [reason, setReason] = useState('');
  const [said, say] = useState<string | null>(null);
  const release = async (): Promise<void> => {
    const { data, failures } = await ask(ReleaseSweepDocument, {
      sweepId,
      reason: reason === '' ? null : reason,
    });
    const problem = data?.resolveHeldSweep.problems[0] ?? failures[0];
    if (problem) return say(problem.message);
    again();
    onClose();
  };
  return h(
    Overlay,
    {
      kind: 'dialog',
      title: `Close ${format.number(rows)} rows`,
      subtitle: 'They are taken for gone from the vendor. It is recorded in the audit log.',
      onClose,
      footer: [
        button({ type: 'button', class: 'button', onClick: onClose }, 'Leave them'),
        button(
          { type: 'button', class: 'button danger', onClick: () => void release() },
          `Close ${format.number(rows)} rows`,
        ),
      ],
    },
    label(
      { class: 'field' },
      span({}, 'Reason'),
      input({ value: reason, onInput: ({ currentTarget: { value } }) => setReason(value) }),
    ),
    said === null ? null : p({ class: 'over', role: 'alert' }, h(Told, { text: said })),
  );
}

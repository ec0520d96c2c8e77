// Gives somebody, or something, a license. Whether they could get it is what the plan tells: nothing is sent before it was looked at.
import { Fragment, h, type JSX } from 'preact';
import { useState } from 'preact/hooks';
import { button, span } from '../../kit/elements.ts';
import { icon } from '../../kit/icons.ts';
import type { ChangeStart } from '../changing/change-flow.ts';
import { ChangeFlow } from '../changing/open.ts';
import { useMay } from '../viewer.ts';

export function AssignButton({
  licenses,
  assignees,
}: Pick<ChangeStart, 'licenses' | 'assignees'>): JSX.Element {
  const [isOpen, setOpen] = useState(false);
  if (!useMay('licenses:change'))
    return span({ class: 'muted' }, 'Assigning takes the scope licenses:change.');
  return h(
    Fragment,
    {},
    button(
      {
        type: 'button',
        class: 'button main',
        title: 'Could they get it? The plan tells, and nothing is sent before.',
        onClick: () => setOpen(true),
      },
      icon('plus'),
      'Assign',
    ),
    isOpen
      ? h(ChangeFlow, { start: { action: 'ASSIGN', licenses, assignees }, onClose: () => setOpen(false) })
      : null,
  );
}

// The way to take back what findings about holders name.
import { h, type JSX } from 'preact';
import { useState } from 'preact/hooks';
import type { FindingFilter } from '../../generated/documents.ts';
import { button, code, div, p } from '../../kit/elements.ts';
import { later } from '../../kit/later.ts';
import { useMay } from '../../parts/viewer.ts';
import { HOLDER_RULES } from './finding-words.ts';
import type { ReclaimDialogProps } from './reclaim-dialog.ts';

const ReclaimDialog = later<ReclaimDialogProps>(
  async () => (await import('./reclaim-dialog.ts')).ReclaimDialog,
);

export interface ReclaimButtonProps {
  /** By which the list is filtered: the same findings are taken back. */
  readonly filter: FindingFilter;
}

export function ReclaimButton({ filter }: ReclaimButtonProps): JSX.Element | null {
  const mayChange = useMay('licenses:change');
  const [isOpen, setOpen] = useState(false);
  const codes = codesOf(filter);
  if (!mayChange)
    return p(
      { class: 'muted' },
      'Dismissing and reclaiming take the scope ',
      code({}, 'licenses:change'),
      '.',
    );
  if (codes.length === 0 || filter.dismissed === true) return null;
  return div(
    {},
    button({ type: 'button', class: 'button', onClick: () => setOpen(true) }, 'Reclaim…'),
    isOpen
      ? h(ReclaimDialog, { filter: { ...filter, codes: [...codes] }, onClose: () => setOpen(false) })
      : null,
  );
}

/** Of those that were asked for, the rules whose findings can be taken back. */
function codesOf({ codes }: FindingFilter): typeof HOLDER_RULES {
  const asked = [codes ?? []].flat();
  return asked.length === 0 ? HOLDER_RULES : HOLDER_RULES.filter((one) => asked.includes(one));
}

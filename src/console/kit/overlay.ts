// What lies over the page: a drawer at its side, a dialog in its middle. The native element keeps focus inside and closes with Escape, one layer
// at a time; the focus goes back to where it was.
import { h, type ComponentChildren, type JSX } from 'preact';
import { useEffect, useId, useRef } from 'preact/hooks';
import { button, dialog, div, h2, header, p } from './elements.ts';
import { icon } from './icons.ts';

export interface OverlayProps {
  readonly kind: 'drawer' | 'dialog';
  readonly title: ComponentChildren;
  readonly subtitle?: ComponentChildren;
  /** Beside the title. */
  readonly actions?: ComponentChildren;
  /** Below the content, always in sight. */
  readonly footer?: ComponentChildren;
  readonly children?: ComponentChildren;
  onClose(): void;
}

/** Stands open as long as it is rendered. */
export function Overlay({
  kind,
  title,
  subtitle,
  actions,
  footer,
  children,
  onClose,
}: OverlayProps): JSX.Element {
  const element = useRef<HTMLDialogElement>(null);
  const titleId = useId();
  useEffect(() => {
    const before = document.activeElement;
    element.current?.showModal();
    return () => {
      // A dialog that has left the page gives the focus back to nobody.
      if (before instanceof HTMLElement && before.isConnected) before.focus();
    };
  }, []);
  return dialog(
    {
      ref: element,
      class: kind,
      'aria-labelledby': titleId,
      onCancel: (event) => {
        event.preventDefault();
        // A dialog inside of this one closes by itself, and its event comes by here.
        if (event.target === element.current) onClose();
      },
      onClick: (event) => {
        if (event.target === element.current) onClose();
      },
    },
    div(
      { class: 'overlay-frame' },
      header(
        { class: 'overlay-head' },
        div(
          { class: 'overlay-title' },
          h2({ id: titleId }, title),
          subtitle ? p({ class: 'muted' }, subtitle) : null,
        ),
        div({ class: 'overlay-actions' }, actions, h(CloseButton, { onClose })),
      ),
      div({ class: 'overlay-body' }, children),
      footer ? div({ class: 'overlay-foot' }, footer) : null,
    ),
  );
}

function CloseButton({ onClose }: { onClose(): void }): JSX.Element {
  return button(
    { type: 'button', class: 'icon-button', 'aria-label': 'Close', onClick: onClose },
    icon('close'),
  );
}

// One step of changing something, inside of its dialog: what it shows, and below, always in sight, what leads on.
import type { ComponentChildren, JSX } from 'preact';
import { useEffect, useRef } from 'preact/hooks';
import { div } from '../../kit/elements.ts';

export interface StepProps {
  readonly footer: ComponentChildren;
  readonly children?: ComponentChildren;
}

/** Takes the focus when it comes up, so that the keyboard goes on where the eyes do. */
export function Step({ footer, children }: StepProps): JSX.Element {
  const element = useRef<HTMLDivElement>(null);
  useEffect(() => {
    // The dialog around it is opened after this: what opens takes the focus first.
    const opened = requestAnimationFrame(() => {
      const first = element.current?.querySelector<HTMLElement>('[data-first]');
      (first ?? element.current)?.focus({ preventScroll: true });
    });
    return () => cancelAnimationFrame(opened);
  }, []);
  return div(
    { class: 'step', ref: element, tabIndex: -1 },
    div({ class: 'step-body' }, children),
    div({ class: 'step-foot' }, footer),
  );
}

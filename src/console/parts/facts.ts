// Facts in two columns.
import type { ComponentChildren, JSX } from 'preact';
import { dd, dl, dt } from '../kit/elements.ts';

/** A title and what is told; null leaves the line out. */
export type Fact = readonly [title: string, value: ComponentChildren];

export function Facts({ facts }: { readonly facts: readonly Fact[] }): JSX.Element {
  return dl(
    { class: 'facts' },
    ...facts
      .filter(([, value]) => value !== null)
      .flatMap(([title, value]) => [dt({ key: title }, title), dd({ key: `${title} value` }, value)]),
  );
}

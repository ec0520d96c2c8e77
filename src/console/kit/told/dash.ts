// What is not told: a dash, and why.
import type { JSX } from 'preact';
import { span } from '../elements.ts';
import { NOT_TOLD } from '../format.ts';

/** The reason is its title, and is what readers of the screen hear in its place. */
export function Dash({ why }: { readonly why: string }): JSX.Element {
  return span(
    { class: 'muted', title: why },
    span({ 'aria-hidden': 'true' }, NOT_TOLD),
    span({ class: 'unseen' }, why),
  );
}

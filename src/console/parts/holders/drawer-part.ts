// A part of a drawer: heading, a word at its end, content.
import type { ComponentChildren, JSX } from 'preact';
import { div, h3, section, span } from '../../kit/elements.ts';

export interface DrawerPartProps {
  readonly title: string;
  readonly end?: ComponentChildren;
  readonly children?: ComponentChildren;
}

export function DrawerPart({ title, end, children }: DrawerPartProps): JSX.Element {
  return section(
    { class: 'drawer-part', 'aria-label': title },
    div({ class: 'drawer-part-head' }, h3({}, title), end ? span({ class: 'muted' }, end) : null),
    children,
  );
}

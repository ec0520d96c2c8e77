// What every page begins with: its heading, what it says of itself, and what can be done.
import { h, type ComponentChildren, type JSX } from 'preact';
import { useEffect } from 'preact/hooks';
import { div, h1, header, p } from '../kit/elements.ts';
import { Skeleton } from './answers/panel.ts';

export interface PageProps {
  readonly title: string;
  readonly subtitle?: ComponentChildren;
  readonly actions?: ComponentChildren;
  readonly children?: ComponentChildren;
}

export function Page({ title, subtitle, actions, children }: PageProps): JSX.Element {
  useEffect(() => {
    document.title = `${title} · License Graph`;
  }, [title]);
  return div(
    { class: 'page' },
    header(
      { class: 'page-head' },
      div({}, h1({ tabIndex: -1 }, title), p({ class: 'muted' }, subtitle)),
      div({ class: 'page-actions' }, actions),
    ),
    children,
  );
}

/** A page whose code is on its way. */
export function PageToCome({ title }: { readonly title: string }): JSX.Element {
  return h(Page, { title }, h(Skeleton, { lines: 8 }));
}

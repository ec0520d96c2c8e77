// Change sets: the list of them, or one.
import { h, type JSX } from 'preact';
import { ChangesList } from './list.ts';
import { SetPage } from './set-page.ts';

export function ChangesPage({ id }: { readonly id: string | null }): JSX.Element {
  return id === null ? h(ChangesList, {}) : h(SetPage, { id, key: id });
}

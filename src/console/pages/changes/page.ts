// Change sets: the list of them, or one.
import { h, type JSX } from 'preact';
import { later } from '../../kit/later.ts';
import { PageToCome } from '../../parts/page.ts';
import { ChangesList } from './list.ts';

const SetPage = later<{ readonly id: string }>(
  async () => (await import('./set-page.ts')).SetPage,
  () => h(PageToCome, { title: 'Change set' }),
);

export function ChangesPage({ id }: { readonly id: string | null }): JSX.Element {
  return id === null ? h(ChangesList, {}) : h(SetPage, { id, key: id });
}

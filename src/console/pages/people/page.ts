// The people: their logins, the humans behind them, or a list from somewhere else; one human in the drawer.
import { Fragment, h, type JSX } from 'preact';
import { later } from '../../kit/later.ts';
import { address, go, withQuery } from '../../kit/router.ts';
import type { PersonDrawerProps } from './drawer.ts';
import { peopleFilters, type Each } from './filters.ts';
import type { HumansProps } from './humans.ts';
import { PageToCome } from '../../parts/page.ts';
import { Logins } from './logins.ts';

const PersonDrawer = later<PersonDrawerProps>(async () => (await import('./drawer.ts')).PersonDrawer);

const toCome = (): JSX.Element => h(PageToCome, { title: 'People' });
const Humans = later<HumansProps>(async () => (await import('./humans.ts')).Humans, toCome);
const Pasted = later<object>(async () => (await import('./pasted.ts')).Pasted, toCome);

const LINES = { login: Logins, human: Humans, list: Pasted } as const satisfies Readonly<
  Record<Each, unknown>
>;

export function PeoplePage(): JSX.Element {
  const { query, typed } = address.value;
  const filters = peopleFilters({ query, typed: typed.get('q') ?? '' });
  const open = query.get('open');
  return h(
    Fragment,
    {},
    h(LINES[filters.each], { key: filters.each, filters }),
    open === null
      ? null
      : h(PersonDrawer, { key: open, id: open, onClose: () => go(withQuery({ open: null })) }),
  );
}

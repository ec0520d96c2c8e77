// What a line of the people stands for.
import type { JSX } from 'preact';
import { a, div, span } from '../../kit/elements.ts';
import { withQuery } from '../../kit/router.ts';
import { queryFor, type Each } from './filters.ts';

const TITLES: Readonly<Record<Each, string>> = {
  login: 'A login with a vendor',
  human: 'A human, over all accounts',
  list: 'A list of addresses',
};

export function LinesSwitch({ each }: { readonly each: Each }): JSX.Element {
  return div(
    { class: 'facet', role: 'group', 'aria-label': 'A line stands for' },
    span({ class: 'facet-title' }, 'Lines'),
    // TypeScript does not tell the keys of an object.
    ...(Object.keys(TITLES) as Each[]).map((one) =>
      a(
        { class: 'switch', href: withQuery(queryFor(one)), ...(one === each && { 'aria-current': 'true' }) },
        TITLES[one],
      ),
    ),
  );
}

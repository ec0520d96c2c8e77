// A list as it was on a day that is over.
import type { JSX } from 'preact';
import { input, label, span } from '../../kit/elements.ts';
import { format } from '../../kit/reader.ts';
import { address, go, withQuery } from '../../kit/router.ts';

export function AsOfField(): JSX.Element {
  const on = address.value.query.get('asOf') ?? '';
  return label(
    { class: 'picker' },
    span({ class: 'facet-title' }, 'As it was on'),
    input({
      type: 'date',
      value: on,
      max: new Date(format.now()).toISOString().slice(0, 10),
      onChange: ({ currentTarget: { value } }) => go(withQuery({ asOf: value === '' ? null : value })),
    }),
  );
}

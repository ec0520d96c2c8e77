// Which findings: by account, how sure they are, by department, dismissed ones.
import { h, type JSX } from 'preact';
import { useContext } from 'preact/hooks';
import { DepartmentsDocument } from '../../generated/documents.ts';
import { useQuestion } from '../../graph/live.ts';
import { a, button, div } from '../../kit/elements.ts';
import { Picker } from '../../kit/facet.ts';
import { address, go, withQuery } from '../../kit/router.ts';
import { ViewerContext } from '../../parts/viewer.ts';

const CONFIDENCE_OPTIONS = [
  { value: '', title: 'Any' },
  { value: 'LIKELY', title: 'Likely and certain' },
  { value: 'CERTAIN', title: 'Certain' },
];

export function FindingFilters(): JSX.Element {
  const accounts = useContext(ViewerContext)?.accounts ?? [];
  const { query } = address.value;
  const isDismissed = query.get('dismissed') === 'yes';
  return div(
    { class: 'filters' },
    h(Picker, {
      title: 'Account',
      name: 'account',
      options: [
        { value: '', title: 'All' },
        ...accounts.map(({ key, name }) => ({ value: key, title: name })),
      ],
    }),
    h(Picker, { title: 'How sure', name: 'confidence', options: CONFIDENCE_OPTIONS }),
    h(DepartmentPicker, {}),
    query.has('license')
      ? button(
          {
            type: 'button',
            class: 'switch',
            'aria-pressed': true,
            onClick: () => go(withQuery({ license: null })),
          },
          'One license',
        )
      : null,
    button(
      {
        type: 'button',
        class: 'switch',
        'aria-pressed': isDismissed,
        onClick: () => go(withQuery({ dismissed: isDismissed ? null : 'yes' })),
      },
      'Dismissed ones',
    ),
    query.size > 0 ? a({ href: '/findings' }, 'Show all findings') : null,
  );
}

function DepartmentPicker(): JSX.Element | null {
  const { data } = useQuestion(DepartmentsDocument, {});
  const on = address.value.query.get('department');
  const known = (data?.inventory?.groups?.nodes ?? []).flatMap(({ keys }) => keys[0]?.value ?? []);
  const all = [...new Set([...known, ...(on === null ? [] : [on])])].sort((one, other) =>
    one.localeCompare(other),
  );
  if (all.length === 0) return null;
  return h(Picker, {
    title: 'Department',
    name: 'department',
    options: [{ value: '', title: 'All' }, ...all.map((value) => ({ value, title: value }))],
  });
}

// A choice of one department.
import { h, type JSX } from 'preact';
import { DepartmentsDocument } from '../../generated/documents.ts';
import { useQuestion } from '../../graph/live.ts';
import { Picker } from '../../kit/facet.ts';
import { address } from '../../kit/router.ts';

/** Departments of those who hold something: the graph keeps no list of its own. */
export function DepartmentPicker(): JSX.Element | null {
  const { data } = useQuestion(DepartmentsDocument, {});
  const names = (data?.inventory?.groups?.nodes ?? []).flatMap(({ keys }) => keys[0]?.value ?? []).sort();
  const on = address.value.query.get('department');
  const all = on !== null && !names.includes(on) ? [...names, on] : names;
  if (all.length === 0) return null;
  return h(Picker, {
    title: 'Department',
    name: 'department',
    options: [{ value: '', title: 'Any' }, ...all.map((name) => ({ value: name, title: name }))],
  });
}

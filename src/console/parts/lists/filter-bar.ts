// The filters of a list: the search always in sight, the others as well where there is room for them.
import type { ComponentChildren, JSX } from 'preact';
import { useId, useState } from 'preact/hooks';
import { button, div } from '../../kit/elements.ts';
import { icon } from '../../kit/icons.ts';
import { filtersOn } from './is-filtered.ts';

export interface FilterBarProps {
  readonly search: ComponentChildren;
  readonly children?: ComponentChildren;
}

export function FilterBar({ search, children }: FilterBarProps): JSX.Element {
  const [isOpen, setOpen] = useState(false);
  const id = useId();
  const on = filtersOn();
  return div(
    { class: 'filters' },
    search,
    button(
      {
        type: 'button',
        class: 'button filters-toggle',
        'aria-expanded': isOpen,
        'aria-controls': id,
        onClick: () => setOpen(!isOpen),
      },
      on === 0 ? 'Filters' : `Filters (${on})`,
      icon(isOpen ? 'up' : 'down'),
    ),
    div({ id, class: isOpen ? 'filters-body open' : 'filters-body' }, children),
  );
}

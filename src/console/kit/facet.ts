// Filters beside a list: a row of switches, each with how many it would leave; a search field; a choice of one.
import type { JSX } from 'preact';
import { useEffect, useRef } from 'preact/hooks';
import { button, div, input, label, option, select, span } from './elements.ts';
import { icon } from './icons.ts';
import { format } from './reader.ts';
import { address, go, withQuery, withTyped } from './router.ts';

export interface FacetProps {
  readonly title: string;
  /** Its name in the address. */
  readonly name: string;
  readonly options: readonly {
    readonly value: string;
    readonly title: string;
    readonly count?: number | null;
  }[];
}

/** Switches of which any number may be on. What the address names and nobody offers is shown as well, so that it can be switched off. */
export function Facet({ title, name, options }: FacetProps): JSX.Element {
  const on = address.value.query.getAll(name);
  const strange = on.filter((value) => !options.some((one) => one.value === value));
  const all = [...options, ...strange.map((value) => ({ value, title: value, count: undefined }))];
  return div(
    { class: 'facet', role: 'group', 'aria-label': title },
    span({ class: 'facet-title' }, title),
    ...all.map(({ value, title: text, count }) =>
      button(
        {
          type: 'button',
          class: 'switch',
          'aria-pressed': on.includes(value),
          onClick: () =>
            go(
              withQuery({ [name]: on.includes(value) ? on.filter((one) => one !== value) : [...on, value] }),
            ),
        },
        text,
        typeof count === 'number' ? span({ class: 'count' }, format.number(count)) : null,
      ),
    ),
  );
}

/** What was typed stands after `#`, replacing the entry in the history with every letter. */
export function SearchField({ label: name }: { readonly label: string }): JSX.Element {
  const typed = address.value.typed.get('q') ?? '';
  const waiting = useRef(0);
  const field = useRef<HTMLInputElement>(null);
  useEffect(() => {
    // Back and Forward change the address beneath the field.
    if (field.current && document.activeElement !== field.current) field.current.value = typed;
  }, [typed]);
  return label(
    { class: 'search' },
    icon('search'),
    span({ class: 'unseen' }, name),
    input({
      ref: field,
      type: 'search',
      placeholder: name,
      defaultValue: typed,
      'data-search': '',
      onInput: ({ currentTarget: { value } }) => {
        clearTimeout(waiting.current);
        waiting.current = setTimeout(() => go(withTyped(value.trim()), { replace: true }), 200);
      },
    }),
  );
}

export interface PickerProps {
  readonly title: string;
  readonly name: string;
  readonly options: readonly { readonly value: string; readonly title: string }[];
}

/** One of several, or none: the first option takes the filter away. */
export function Picker({ title, name, options }: PickerProps): JSX.Element {
  const on = address.value.query.get(name) ?? '';
  return label(
    { class: 'picker' },
    span({ class: 'facet-title' }, title),
    select(
      {
        value: on,
        onChange: ({ currentTarget: { value } }) => go(withQuery({ [name]: value === '' ? null : value })),
      },
      ...options.map(({ value, title: text }) => option({ value, selected: value === on }, text)),
    ),
  );
}

export interface DayFieldProps {
  readonly title: string;
  readonly name: string;
  /** What stands there; the day of the address when absent. */
  readonly value?: string;
  /** The last day that can be chosen. */
  readonly max?: string;
}

/** A calendar day; emptied, it takes the filter away. */
export function DayField({ title, name, value, max }: DayFieldProps): JSX.Element {
  const take = (day: string): void => go(withQuery({ [name]: day === '' ? null : day }));
  const shown = value ?? address.value.query.get(name) ?? '';
  return label(
    { class: 'picker' },
    span({ class: 'facet-title' }, title),
    input({
      type: 'date',
      value: shown,
      ...(max !== undefined && { max }),
      // On the way to a day it may be another one, too late, as each of its parts is typed.
      onChange: ({ currentTarget: { value: day, validity } }) => {
        if (!validity.rangeOverflow) take(day);
      },
      onBlur: ({ currentTarget: { value: day, validity } }) => {
        if (validity.rangeOverflow && day !== shown) take(day);
      },
    }),
  );
}

// The field of the day that a list is asked for.
import { h, type JSX } from 'preact';
import { dayIn } from '../../kit/days.ts';
import { DayField } from '../../kit/facet.ts';
import { format } from '../../kit/reader.ts';

export function AsOfField(): JSX.Element {
  return h(DayField, { title: 'As it was on', name: 'asOf', max: dayIn(0, format.now()) });
}

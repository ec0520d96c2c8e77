// One line, or several, that somebody types, with its name above.
import type { JSX } from 'preact';
import { input, label, span, textarea } from './elements.ts';

export interface TextFieldProps {
  readonly title: string;
  readonly value: string;
  readonly type?: 'text' | 'date' | 'number' | 'tel';
  readonly maxLength?: number;
  readonly min?: number;
  readonly max?: number;
  readonly placeholder?: string;
  /** Lines, where there may be more than one. */
  readonly rows?: number;
  /** Whether it takes the focus when its step comes up. */
  readonly isFirst?: boolean;
  onText(value: string): void;
}

export function TextField(props: TextFieldProps): JSX.Element {
  const { title, rows, isFirst = false, onText, type = 'text', ...rest } = props;
  const first = isFirst ? { 'data-first': '' } : {};
  return label(
    { class: 'field' },
    span({}, title),
    rows === undefined
      ? input({
          ...rest,
          ...first,
          // The types that are offered take the same attributes, which the union of all types does not tell.
          type: type as 'text',
          autocomplete: 'off',
          onInput: ({ currentTarget: { value } }) => onText(value),
        })
      : textarea({
          ...rest,
          ...first,
          rows,
          spellcheck: false,
          autocomplete: 'off',
          onInput: ({ currentTarget: { value } }) => onText(value),
        }),
  );
}

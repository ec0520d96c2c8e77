// Names that are typed, pasted or read from a file, one a line. They stay in the browser until the plan is made.
import type { JSX } from 'preact';
import { useState } from 'preact/hooks';
import { firstFields, withoutRepeats } from '../../../kit/csv.ts';
import { div, input, label, p, span, textarea } from '../../../kit/elements.ts';
import { format } from '../../../kit/reader.ts';
import { MOST_CHANGES } from '../../selecting/selection.ts';

export interface NamesFieldProps {
  readonly title: string;
  readonly names: readonly string[];
  onNames(names: readonly string[]): void;
}

export function NamesField({ title, names, onNames }: NamesFieldProps): JSX.Element {
  const [text, setText] = useState(() => names.join('\n'));
  const take = (next: string): void => {
    setText(next);
    onNames(withoutRepeats(firstFields(next)));
  };
  const repeated = firstFields(text).length - names.length;
  const isTooMany = names.length > MOST_CHANGES;
  return div(
    { class: 'names-field' },
    label(
      { class: 'field' },
      span({}, title),
      textarea({
        rows: 5,
        value: text,
        spellcheck: false,
        autocomplete: 'off',
        placeholder: 'One a line: e-mail address, IMEI or id',
        onInput: ({ currentTarget: { value } }) => take(value),
      }),
    ),
    div(
      { class: 'names-foot' },
      label(
        { class: 'file' },
        span({ class: 'muted' }, 'Or a CSV file, its first column: '),
        input({
          type: 'file',
          accept: '.csv,.txt,text/csv,text/plain',
          'aria-label': `${title}, from a CSV file`,
          onChange: ({ currentTarget: { files } }) => void files?.[0]?.text().then(take),
        }),
      ),
      p(
        { class: isTooMany ? 'over' : 'muted', role: 'status' },
        names.length === 0
          ? ''
          : [
              `${format.number(names.length)} named`,
              repeated === 0 ? null : `${format.number(repeated)} repeated`,
              isTooMany ? 'one set takes 10,000' : null,
            ]
              .filter((one) => one !== null)
              .join('; '),
      ),
    ),
  );
}

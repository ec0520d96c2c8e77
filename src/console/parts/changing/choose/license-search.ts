// Licenses that were chosen, and the search for more by name.
import { h, type JSX } from 'preact';
import { useEffect, useId, useRef, useState } from 'preact/hooks';
import { FindLicensesDocument, type LicenseToChangeFragment } from '../../../generated/documents.ts';
import { useQuestion } from '../../../graph/live.ts';
import { button, div, input, label, li, p, span, ul } from '../../../kit/elements.ts';
import { icon } from '../../../kit/icons.ts';
import { Failures } from '../../../kit/notice.ts';
import { format } from '../../../kit/reader.ts';
import { isCounted } from '../../seats/seats.ts';
import type { ChosenLicense } from './draft.ts';
import { freeSeats } from '../plan/plan-words.ts';
import { chosenOf } from './known-licenses.ts';

export interface LicenseSearchProps {
  readonly title: string;
  readonly chosen: readonly ChosenLicense[];
  /** Whether more than one may be chosen. */
  readonly isMany: boolean;
  onChoose(licenses: readonly ChosenLicense[]): void;
}

export function LicenseSearch({ title, chosen, isMany, onChoose }: LicenseSearchProps): JSX.Element {
  const field = useRef<HTMLInputElement>(null);
  const [text, setText] = useState('');
  const isFull = !isMany && chosen.length > 0;
  const add = (license: ChosenLicense): void => {
    onChoose(isMany ? [...chosen.filter(({ id }) => id !== license.id), license] : [license]);
    setText('');
    field.current?.focus();
  };
  return div(
    { class: 'chooser' },
    chosen.length === 0
      ? null
      : ul(
          { class: 'chosen', 'aria-label': `${title}, chosen` },
          ...chosen.map((license) =>
            li(
              { key: license.id },
              span({}, license.name, span({ class: 'muted' }, ` ${license.accountName}`)),
              button(
                {
                  type: 'button',
                  class: 'icon-button',
                  'aria-label': `Leave out ${license.name}`,
                  onClick: () => onChoose(chosen.filter(({ id }) => id !== license.id)),
                },
                icon('close'),
              ),
            ),
          ),
        ),
    isFull
      ? null
      : label(
          { class: 'field' },
          span({}, chosen.length === 0 ? title : 'One more license'),
          input({
            ref: field,
            type: 'search',
            value: text,
            placeholder: 'A part of its name',
            autocomplete: 'off',
            onInput: ({ currentTarget: { value } }) => setText(value),
          }),
        ),
    isFull || text.trim() === ''
      ? null
      : h(Found, { text: text.trim(), without: new Set(chosen.map(({ id }) => id)), onFound: add }),
  );
}

interface FoundProps {
  readonly text: string;
  readonly without: ReadonlySet<string>;
  onFound(license: ChosenLicense): void;
}

function Found({ text, without, onFound }: FoundProps): JSX.Element {
  const search = useSettled(text);
  const { data, failures, again } = useQuestion(FindLicensesDocument, { search });
  const id = useId();
  const list = data?.inventory?.licenses;
  const rows = (list?.nodes ?? []).filter((one) => !without.has(one.id));
  const total = list?.totalCount ?? null;
  if (failures.length > 0 && data === null) return h(Failures, { failures, what: 'The licenses', again });
  return div(
    {},
    p({ id, class: 'muted', role: 'status' }, list ? countOf(rows.length, total) : 'Being looked for …'),
    ul(
      { class: 'found', 'aria-labelledby': id },
      ...rows.map((one) => h(Line, { key: one.id, license: one, onFound })),
    ),
  );
}

function countOf(shown: number, total: number | null): string {
  if (shown === 0) return 'No license of that name.';
  return total !== null && total > shown
    ? `${format.number(shown)} of ${format.number(total)} found: type more of the name.`
    : `${format.number(shown)} found`;
}

function Line({
  license,
  onFound,
}: {
  readonly license: LicenseToChangeFragment;
  onFound(license: ChosenLicense): void;
}): JSX.Element {
  const { seats, account, name } = license;
  const left = isCounted(seats) ? freeSeats(seats.total - seats.assigned, format) : 'seats not counted';
  return li(
    {},
    button(
      { type: 'button', class: 'found-line', onClick: () => onFound(chosenOf(license)) },
      span({}, name ?? 'Without a name', span({ class: 'second' }, account.name)),
      span({ class: 'muted' }, left),
    ),
  );
}

/** What was typed, once the typing pauses. */
function useSettled(text: string): string {
  const [settled, setSettled] = useState(text);
  useEffect(() => {
    const waiting = setTimeout(() => setSettled(text), 200);
    return () => clearTimeout(waiting);
  }, [text]);
  return settled;
}

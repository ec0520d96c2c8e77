// A list of addresses, as it comes from HR: who they are, what each of them holds, and whom no account knows. The list stays in this page: it is in no
// address and no storage.
import { h, type JSX } from 'preact';
import { useState } from 'preact/hooks';
import { HumansDocument, type HumansQuery, type PersonSearch } from '../../generated/documents.ts';
import { usePages, walk } from '../../graph/pages.ts';
import {
  button,
  div,
  form,
  input,
  label,
  li,
  option,
  p,
  select,
  span,
  textarea,
  ul,
} from '../../kit/elements.ts';
import { firstFields, withoutRepeats } from '../../kit/csv.ts';
import { Failures, Notice } from '../../kit/notice.ts';
import { format } from '../../kit/reader.ts';
import { CoverageNotice } from '../../parts/answers/coverage.ts';
import { missingIn } from '../../parts/answers/missing.ts';
import { ExportButton } from '../../parts/lists/export-button.ts';
import { useLicenseNames } from '../../parts/lists/license-picker.ts';
import { ListRows } from '../../parts/lists/list-rows.ts';
import { Page } from '../../parts/page.ts';
import { QueryButton } from '../../parts/answers/query-view.ts';
import { humanActions } from './human-actions.ts';
import { HUMAN_COLUMNS, HUMAN_CSV, nameOfHuman, type HumanRow } from './human-rows.ts';
import { LinesSwitch } from './lines-switch.ts';

/** The most that the graph takes at once. */
const MOST = 1_000;

const pick = ({ inventory }: HumansQuery) => inventory?.people;

export function Pasted(): JSX.Element {
  const [text, setText] = useState('');
  const [emails, setEmails] = useState<readonly string[] | null>(null);
  const [lacking, setLacking] = useState('');
  const given = firstFields(text);
  const isTooMany = given.length > MOST;
  const submit = (event: Event): void => {
    event.preventDefault();
    if (given.length > 0 && !isTooMany) setEmails(withoutRepeats(given));
  };
  return h(
    Page,
    {
      title: 'People',
      subtitle: `Up to ${format.number(MOST)} addresses: who holds what, and who is not known`,
    },
    div({ class: 'filters' }, h(LinesSwitch, { each: 'list' })),
    form(
      { class: 'panel padded pasting', onSubmit: submit },
      label(
        { class: 'field' },
        span({}, 'Addresses, a line each; of a CSV the first column counts'),
        textarea({
          rows: 6,
          value: text,
          spellcheck: false,
          autocomplete: 'off',
          onInput: ({ currentTarget: { value } }) => setText(value),
        }),
      ),
      div(
        { class: 'actions' },
        button(
          { type: 'submit', class: 'button main', disabled: given.length === 0 || isTooMany },
          'Look them up',
        ),
        label(
          { class: 'button' },
          'From a file',
          input({
            type: 'file',
            class: 'unseen',
            accept: '.csv,.txt,text/csv,text/plain',
            onChange: ({ currentTarget }) => void readInto(currentTarget, setText),
          }),
        ),
        h(Lacking, { value: lacking, choose: setLacking }),
        span({ class: isTooMany ? 'over' : 'muted', role: 'status' }, countOf(given.length)),
      ),
    ),
    emails === null ? null : h(Found, { emails, lacking }),
  );
}

function countOf(count: number): string {
  if (count > MOST) return `${format.number(count)} lines: ${format.number(MOST)} at once are the most.`;
  return count === 0 ? 'Nothing is asked before you press the button.' : `${format.number(count)} lines`;
}

async function readInto({ files }: HTMLInputElement, take: (text: string) => void): Promise<void> {
  const file = files?.[0];
  if (file) take(await file.text());
}

/** Of those on the list, who does not hold a license. */
function Lacking({ value, choose }: { readonly value: string; choose(license: string): void }): JSX.Element {
  const licenses = useLicenseNames();
  return label(
    { class: 'picker' },
    span({ class: 'facet-title' }, 'Show'),
    select(
      { value, onChange: ({ currentTarget }) => choose(currentTarget.value) },
      option({ value: '', selected: value === '' }, 'All of them'),
      ...licenses.map((one) =>
        option({ value: one.value, selected: one.value === value }, `Who lacks ${one.title}`),
      ),
    ),
  );
}

interface FoundProps {
  readonly emails: readonly string[];
  readonly lacking: string;
}

function Found({ emails, lacking }: FoundProps): JSX.Element {
  const filter: PersonSearch = { emails: [...emails], ...(lacking !== '' && { holds: { none: [lacking] } }) };
  const variables = { filter, first: 200, after: null };
  const pages = usePages(HumansDocument, variables, pick);
  const list = pages.data?.inventory?.people;
  const missing = missingIn(list?.coverage).map(({ account }) => account.name);
  const asRead = asFarAsRead(missing);
  // Those who hold the license are not in the list then, and yet known.
  const unknown = lacking === '' ? (list?.unknownEmails ?? []) : [];
  const all = (signal: AbortSignal) => walk(HumansDocument, variables, pick, signal);
  return div(
    { class: 'list' },
    div(
      { class: 'page-head' },
      p(
        { role: 'status' },
        list
          ? sentenceOf({ found: list.totalCount, given: emails.length, unknown: unknown.length, lacking })
          : 'They are being looked up.',
      ),
      div(
        { class: 'page-actions' },
        h(QueryButton, { of: 'the list', asked: pages }),
        h(ExportButton<HumanRow>, {
          name: 'people of a list',
          columns: HUMAN_CSV,
          totalCount: pages.totalCount,
          missing,
          notes: unknown.map((email) => `Not known: ${email}`),
          all,
        }),
      ),
    ),
    h(CoverageNotice, { coverage: list?.coverage, again: pages.again }),
    h(Failures, { failures: pages.failures, what: 'The list', again: pages.again }),
    h(UnknownOnes, { emails: unknown, asRead }),
    pages.rows.length === 0 && pages.failures.length > 0
      ? null
      : h(ListRows<HumansQuery, HumanRow>, {
          title: 'People of the list',
          noun: { one: 'human', many: 'humans' },
          pages,
          coverage: list?.coverage,
          columns: HUMAN_COLUMNS,
          actions: humanActions(),
          all,
          nothing:
            lacking === ''
              ? `No account knows anybody of the list${asRead}.`
              : 'All of them hold it, as far as they are known.',
          keyOf: ({ email }) => email,
          nameOf: nameOfHuman,
        }),
  );
}

/** Whom an account that was not read knows, nobody can tell. */
function asFarAsRead(missing: readonly string[]): string {
  return missing.length === 0 ? '' : ', as far as the accounts were read';
}

interface UnknownOnesProps {
  readonly emails: readonly string[];
  readonly asRead: string;
}

function UnknownOnes({ emails, asRead }: UnknownOnesProps): JSX.Element | null {
  if (emails.length === 0) return null;
  return h(
    Notice,
    { tone: 'info', title: `${format.number(emails.length)} that no account knows${asRead}` },
    ul({ class: 'plain unknown' }, ...emails.map((email) => li({ key: email }, email))),
  );
}

interface Counts {
  readonly found: number | null;
  readonly given: number;
  readonly unknown: number;
  readonly lacking: string;
}

function sentenceOf({ found, given, unknown, lacking }: Counts): string {
  const of = `${found === null ? 'Some' : format.number(found)} of ${format.number(given)} addresses`;
  if (lacking !== '') return `${of} are people who do not hold it`;
  return unknown === 0
    ? `${of} are known`
    : `${of} are known, ${format.number(unknown)} ${unknown === 1 ? 'is' : 'are'} not`;
}

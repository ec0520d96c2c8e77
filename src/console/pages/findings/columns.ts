// The columns of the findings, on the page and in a file.
import { h } from 'preact';
import type { FindingRowFragment } from '../../generated/documents.ts';
import { Dash } from '../../kit/told/dash.ts';
import { a, span } from '../../kit/elements.ts';
import { format } from '../../kit/reader.ts';
import { withQuery } from '../../kit/router.ts';
import type { Column } from '../../kit/table/table.ts';
import type { CsvColumn } from '../../parts/lists/csv-export.ts';
import { SeverityBadge } from '../../parts/words/severity.ts';
import { CONFIDENCE_WORDS, evidenceSentence, subjectName } from './finding-words.ts';
import { ruleName } from '../../parts/words/rule-names.ts';

export const COLUMNS: readonly Column<FindingRowFragment>[] = [
  {
    title: 'About',
    cell: (row) => [
      a({ href: withQuery({ open: row.id }) }, subjectName(row)),
      span(
        { class: 'second' },
        [row.subject.assignee ? (row.subject.license?.name ?? null) : null, row.subject.account.name]
          .filter((one) => one !== null)
          .join(' · '),
      ),
    ],
  },
  {
    title: 'Rule',
    sort: 'CODE',
    cell: ({ code, evidence }) => {
      const sentence = evidenceSentence(code, evidence, format);
      return [ruleName(code), span({ class: 'second', title: sentence }, sentence)];
    },
  },
  {
    title: 'Weight',
    sort: 'SEVERITY',
    isMinor: true,
    cell: ({ severity, confidence, dismissed }) => [
      h(SeverityBadge, { severity }),
      span({ class: 'second' }, dismissed ? `Dismissed by ${dismissed.by}` : CONFIDENCE_WORDS[confidence]),
    ],
  },
  {
    title: 'Seats',
    isNumber: true,
    isMinor: true,
    cell: ({ seats }) => (seats === 0 ? h(Dash, { why: 'It is about no seat.' }) : format.number(seats)),
  },
  {
    title: 'A month',
    isNumber: true,
    isMinor: true,
    cell: ({ saving }) =>
      saving
        ? [format.money(saving.amount), span({ class: 'second' }, `from ${format.day(saving.from)}`)]
        : h(Dash, { why: 'No contract says, or no removal would save it.' }),
  },
  {
    title: 'Since',
    sort: 'SINCE',
    isMinor: true,
    cell: ({ since }) => span({ title: format.moment(since) }, format.distance(since)),
  },
];

export const CSV: readonly CsvColumn<FindingRowFragment>[] = [
  { title: 'Rule', value: ({ code }) => ruleName(code) },
  { title: 'About', value: subjectName },
  { title: 'License', value: ({ subject }) => subject.license?.name ?? null },
  { title: 'Account', value: ({ subject }) => subject.account.name },
  { title: 'Evidence', value: ({ code, evidence }) => evidenceSentence(code, evidence, format) },
  { title: 'Severity', value: ({ severity }) => severity },
  { title: 'Confidence', value: ({ confidence }) => CONFIDENCE_WORDS[confidence] },
  { title: 'Seats', value: ({ seats }) => seats },
  {
    title: 'Saving a month',
    value: ({ saving }) => (saving ? format.money(saving.amount) : null),
  },
  { title: 'Saving from', value: ({ saving }) => saving?.from ?? null },
  { title: 'Since', value: ({ since }) => since },
  { title: 'Dismissed by', value: ({ dismissed }) => dismissed?.by ?? null },
];

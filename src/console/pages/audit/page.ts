// The audit log: who asked for what, when, and what came of it. Entries are only ever added; each holds the hash of the one before.
import { h, type JSX } from 'preact';
import { useRef } from 'preact/hooks';
import {
  AuditEventsDocument,
  type AuditEventFilter,
  type AuditEventsQueryVariables,
  type AuditRowFragment,
  type OrderDirection,
} from '../../generated/documents.ts';
import { usePages, walk } from '../../graph/pages.ts';
import { a, button, code, div, form, input, label, p, span } from '../../kit/elements.ts';
import { Failures, Notice } from '../../kit/notice.ts';
import { addressOf, address, go, withQuery } from '../../kit/router.ts';
import { AuditTable } from '../../parts/audit-table.ts';
import type { CsvColumn } from '../../parts/lists/csv-export.ts';
import { ExportButton } from '../../parts/lists/export-button.ts';
import { Page } from '../../parts/page.ts';
import { QueryButton } from '../../parts/answers/query-view.ts';
import { useMay } from '../../parts/viewer.ts';
import { outcomeWords } from '../../parts/changing/plan/plan-words.ts';
import { inWords } from '../../parts/words/words.ts';

export function AuditPage(): JSX.Element {
  const mayRead = useMay('audit:read');
  return mayRead
    ? h(Entries, {})
    : h(
        Page,
        { title: 'Audit log' },
        h(
          Notice,
          { tone: 'info', title: 'The audit log is not for this token.' },
          p({}, 'Reading it takes the scope ', code({}, 'audit:read'), '.'),
        ),
      );
}

function Entries(): JSX.Element {
  const filter = filterOf(address.value.query);
  const direction: OrderDirection = address.value.query.get('sort') === 'SEQ.ASC' ? 'ASC' : 'DESC';
  const variables: AuditEventsQueryVariables = { filter, orderBy: { field: 'SEQ', direction }, first: 100 };
  const pages = usePages(AuditEventsDocument, variables, (data) => data.auditEvents);
  const isFiltered = Object.keys(filter).length > 0;
  return h(
    Page,
    {
      title: 'Audit log',
      subtitle: 'Nothing in it is ever altered: each entry holds the hash of the one before.',
      actions: [
        h(QueryButton, { of: 'the audit log', asked: pages }),
        h(ExportButton<AuditRowFragment>, {
          name: 'audit',
          columns: CSV,
          totalCount: null,
          missing: [],
          all: (signal) => walk(AuditEventsDocument, variables, (data) => data.auditEvents, signal),
        }),
      ],
    },
    h(Filters, { filter }),
    h(Failures, { failures: pages.failures, what: 'The audit log', again: pages.again }),
    pages.failures.length > 0 && pages.data === null
      ? null
      : h(AuditTable, {
          pages,
          order: { field: 'SEQ', direction },
          onOrder: (order) => go(withQuery({ sort: `${order.field}.${order.direction}` })),
          nothing: isFiltered
            ? ['No entry is like that. ', a({ href: '/audit' }, 'Show all entries')]
            : ['Nothing was recorded yet. ', a({ href: '/changes' }, 'Go to the changes')],
        }),
  );
}

function filterOf(query: URLSearchParams): AuditEventFilter {
  const principal = query.get('principal');
  const licenseId = query.get('license');
  const changeSetId = query.get('set');
  return {
    ...(principal !== null && { principal }),
    ...(licenseId !== null && { licenseId }),
    ...(changeSetId !== null && { changeSetId }),
  };
}

function Filters({ filter }: { readonly filter: AuditEventFilter }): JSX.Element {
  const field = useRef<HTMLInputElement>(null);
  const submit = (event: Event): void => {
    event.preventDefault();
    const text = field.current?.value.trim() ?? '';
    go(withQuery({ principal: text === '' ? null : text }));
  };
  const only = [
    filter.licenseId === undefined ? null : { title: 'One license', name: 'license' },
    filter.changeSetId === undefined ? null : { title: 'One change set', name: 'set' },
  ].filter((one) => one !== null);
  return div(
    { class: 'filters' },
    form(
      { class: 'picker', onSubmit: submit },
      label(
        { class: 'picker' },
        span({ class: 'facet-title' }, 'By'),
        input({
          type: 'text',
          name: 'principal',
          ref: field,
          class: 'short',
          'data-search': '',
          key: filter.principal ?? '',
          defaultValue: filter.principal ?? '',
          placeholder: 'Name of the caller',
        }),
      ),
      button({ type: 'submit', class: 'button' }, 'Show'),
    ),
    ...only.map(({ title, name }) =>
      button(
        {
          type: 'button',
          class: 'switch',
          'aria-pressed': true,
          onClick: () => go(withQuery({ [name]: null })),
        },
        title,
      ),
    ),
    Object.keys(filter).length > 0
      ? a({ href: addressOf('/audit', new URLSearchParams()) }, 'Show all entries')
      : null,
  );
}

const CSV: readonly CsvColumn<AuditRowFragment>[] = [
  { title: 'Entry', value: ({ seq }) => seq },
  { title: 'At', value: ({ at }) => at },
  { title: 'By', value: ({ principal }) => principal },
  { title: 'What', value: ({ action }) => inWords(action) },
  { title: 'Outcome', value: ({ outcome }) => (outcome === null ? null : outcomeWords(outcome).text) },
  { title: 'Account', value: ({ account }) => account?.name ?? null },
  { title: 'License', value: ({ license }) => license?.name ?? null },
  { title: 'Holder', value: ({ assignee }) => assignee?.displayName ?? assignee?.externalId ?? null },
  { title: 'Reason', value: ({ reason }) => reason },
  { title: 'Ticket', value: ({ ticket }) => ticket },
  { title: 'Change set', value: ({ changeSet }) => changeSet?.id ?? null },
  { title: 'Hash', value: ({ hash }) => hash },
  { title: 'Hash before', value: ({ prevHash }) => prevHash },
];

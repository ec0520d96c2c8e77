// What changed, between which two moments, and whether it was done here or elsewhere.
import { h, type JSX } from 'preact';
import { useContext, useMemo } from 'preact/hooks';
import {
  EventCountsDocument,
  EventsDocument,
  type EventCountsQuery,
  type EventOrigin,
  type EventsQuery,
  type LicenseEventKind,
} from '../../generated/documents.ts';
import { usePages } from '../../graph/pages.ts';
import { useQuestion } from '../../graph/live.ts';
import { Dash } from '../../kit/told/dash.ts';
import { a, p, span } from '../../kit/elements.ts';
import { dayIn, momentIn } from '../../kit/days.ts';
import { DayField, Facet } from '../../kit/facet.ts';
import { Failures } from '../../kit/notice.ts';
import { format } from '../../kit/reader.ts';
import { address, withQuery } from '../../kit/router.ts';
import { LongTable, type Column } from '../../kit/table/table.ts';
import { licenseAddress } from '../../parts/words/addresses.ts';
import { CoverageNotice } from '../../parts/answers/coverage.ts';
import { FilterBar } from '../../parts/lists/filter-bar.ts';
import { Page } from '../../parts/page.ts';
import { QueryButton } from '../../parts/answers/query-view.ts';
import { useMay, ViewerContext } from '../../parts/viewer.ts';
import { inWords } from '../../parts/words/words.ts';
import { KINDS, ORIGINS, originInWords, sentenceOf } from '../../parts/words/event-words.ts';

export function EventsPage(): JSX.Element {
  const { query } = address.value;
  const asked = useMemo(() => filterOf(query), [query]);
  const seesPeople = useMay('audit:read');
  const events = usePages(
    EventsDocument,
    { filter: asked.filter, seesPeople, after: null },
    ({ licenseEvents }) => licenseEvents,
  );
  const counts = useQuestion(EventCountsDocument, asked.counted);
  return h(
    Page,
    {
      title: 'Events',
      subtitle: `Since ${format.moment(asked.counted.from)}, oldest first`,
      actions: h(QueryButton, { of: 'Events', asked: events }),
    },
    h(CoverageNotice, { coverage: counts.data?.licenseDiff?.coverage, again: counts.again }),
    h(Filters, {}),
    h(Difference, { counts: counts.data }),
    h(Failures, { failures: events.failures, what: 'The events', again: events.again }),
    events.data === null && events.failures.length > 0
      ? null
      : h(LongTable<Row>, {
          caption: 'Events',
          columns: seesPeople ? [...COLUMNS, WHO] : COLUMNS,
          rows: events.rows,
          totalCount: null,
          isAsking: events.isAsking,
          hasMore: events.hasMore,
          keyOf: ({ id }) => id,
          nameOf: sentenceOf,
          more: events.more,
          nothing: nothingSince(asked.counted.from),
        }),
  );
}

/** Before a moment that is still to come nothing can have been seen. */
function nothingSince(from: string): JSX.Element {
  const isToCome = Date.parse(from) > format.now();
  const start = isToCome ? format.now() : Date.parse(from);
  const without = { from: dayIn(-30, start), origin: null, kind: null };
  return p(
    {},
    isToCome ? `${format.moment(from)} is still to come. ` : 'Nothing was seen to happen since then. ',
    a({ href: withQuery(without) }, isToCome ? 'Look 30 days back' : 'Look 30 days further back'),
    '.',
  );
}

/** What the address asks for: events of the last day when it says nothing. Words that nobody knows are passed over. */
function filterOf(query: URLSearchParams) {
  const day = query.get('from');
  const from =
    day !== null && !Number.isNaN(Date.parse(day)) ? new Date(day) : new Date(momentIn(-1, format.now()));
  const origins = query.getAll('origin').filter((one): one is EventOrigin => Object.hasOwn(ORIGINS, one));
  const kinds = query.getAll('kind').filter((one): one is LicenseEventKind => Object.hasOwn(KINDS, one));
  const accountKeys = query.getAll('account');
  const both = {
    ...(accountKeys.length > 0 && { accountKeys }),
    ...(origins.length > 0 && { origins }),
    ...(query.has('license') && { licenseIds: query.getAll('license') }),
    ...(query.has('assignee') && { assigneeIds: query.getAll('assignee') }),
  };
  return {
    filter: {
      from: from.toISOString(),
      ...both,
      ...(kinds.length > 0 && { kinds }),
    },
    counted: {
      from: from.toISOString(),
      to: new Date(Math.max(format.now(), from.getTime())).toISOString(),
      filter: both,
    },
  };
}

function Filters(): JSX.Element {
  const accounts = useContext(ViewerContext)?.accounts ?? [];
  const { query } = address.value;
  return h(
    FilterBar,
    {
      search: h(DayField, {
        title: 'Since',
        name: 'from',
        value: query.get('from')?.slice(0, 10) ?? dayIn(-1, format.now()),
        max: dayIn(0, format.now()),
      }),
    },
    h(Facet, {
      title: 'Done',
      name: 'origin',
      options: Object.entries(ORIGINS).map(([value, title]) => ({ value, title })),
    }),
    h(Facet, {
      title: 'What',
      name: 'kind',
      options: Object.entries(KINDS).map(([value, title]) => ({ value, title })),
    }),
    h(Facet, {
      title: 'Account',
      name: 'account',
      options: accounts.map(({ key, name }) => ({ value: key, title: name })),
    }),
    query.has('license') ? a({ href: withQuery({ license: null }) }, 'Of all licenses') : null,
    query.has('assignee') ? a({ href: withQuery({ assignee: null }) }, 'Of all holders') : null,
  );
}

/** What came of it all, however often something changed to and fro. */
function Difference({ counts }: { readonly counts: EventCountsQuery | null }): JSX.Element | null {
  const all = counts?.licenseDiff?.counts;
  // Below it stands that nothing happened.
  if (!all || all.assigned + all.removed + all.changed === 0) return null;
  return p(
    {},
    `All in all ${format.number(all.assigned)} assignments more, ${format.number(all.removed)} fewer, and ${format.number(all.changed)} otherwise changed.`,
  );
}

type Row = NonNullable<NonNullable<EventsQuery['licenseEvents']>['nodes']>[number];

const COLUMNS: readonly Column<Row>[] = [
  {
    title: 'What',
    cell: (row) => [
      sentenceOf(row),
      row.license ? span({ class: 'narrow-only second' }, row.license.name ?? 'Without a name') : null,
    ],
  },
  {
    title: 'License',
    isMinor: true,
    cell: ({ license, account }) => [
      license ? a({ href: licenseAddress(license.id) }, license.name ?? 'Without a name') : '',
      span({ class: 'second' }, account.name),
    ],
  },
  {
    title: 'When',
    cell: ({ at, notBefore }) => [
      format.moment(at),
      notBefore === null || notBefore === at
        ? null
        : span({ class: 'second' }, `or since ${format.moment(notBefore)}`),
    ],
  },
  { title: 'Done', isMinor: true, cell: ({ origin }) => originInWords(origin) },
];

const WHO: Column<Row> = {
  title: 'By',
  isMinor: true,
  cell: ({ principal, origin }) => principal ?? h(Dash, { why: inWords(origin) }),
};

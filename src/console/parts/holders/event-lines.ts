// What happened to a thing in the last days, the newest first.
import { h, type JSX } from 'preact';
import { useMemo } from 'preact/hooks';
import { EventsOfDocument, type EventsOfQuery } from '../../generated/documents.ts';
import { useQuestion } from '../../graph/live.ts';
import { momentIn } from '../../kit/days.ts';
import { a, div, li, p, span, time, ul } from '../../kit/elements.ts';
import { Failures } from '../../kit/notice.ts';
import { format } from '../../kit/reader.ts';
import { eventsAddress } from '../words/addresses.ts';
import { DrawerPart } from './drawer-part.ts';
import { originInWords, sentenceOf } from '../words/event-words.ts';
import { Skeleton } from '../answers/panel.ts';
import { QueryButton } from '../answers/query-view.ts';
import { useMay } from '../viewer.ts';

/** How far back a drawer looks; older ones are on the page of the events. */
const DAYS = 90;
const SHOWN = 8;

export interface EventLinesProps {
  readonly licenseIds: readonly string[] | null;
  readonly assigneeIds: readonly string[] | null;
  /** The filter of the page of the events that leaves just these. */
  readonly of: Readonly<Record<string, string>>;
}

export function EventLines({ licenseIds, assigneeIds, of }: EventLinesProps): JSX.Element {
  const from = useMemo(() => momentIn(-DAYS, format.now()), []);
  const question = useQuestion(EventsOfDocument, {
    licenseIds: licenseIds && [...licenseIds],
    assigneeIds: assigneeIds && [...assigneeIds],
    from,
    seesPeople: useMay('audit:read'),
  });
  const { data, failures, again } = question;
  const events = data?.licenseEvents;
  const rows = (events?.nodes ?? []).toReversed();
  // They come oldest first: of more than one page the newest are not among them.
  const isAll = events?.pageInfo.hasNextPage !== true;
  return h(
    DrawerPart,
    {
      title: `The last ${DAYS} days`,
      end: [
        a({ href: eventsAddress({ ...of, from: from.slice(0, 10) }) }, 'All events'),
        h(QueryButton, { of: 'the events', asked: question }),
      ],
    },
    h(Failures, { failures, what: 'The events', again }),
    data === null && failures.length === 0 ? h(Skeleton, { lines: 2 }) : null,
    events && rows.length === 0 ? p({ class: 'muted' }, 'Nothing was seen to change.') : null,
    isAll
      ? null
      : p(
          { class: 'muted' },
          'Over 100 events: these are the first of the time. The newest are on the page of the events.',
        ),
    rows.length > 0
      ? ul(
          { class: 'lines framed' },
          ...rows.slice(0, SHOWN).map((one) => eventLine(one, licenseIds === null)),
        )
      : null,
  );
}

type Event = NonNullable<NonNullable<EventsOfQuery['licenseEvents']>['nodes']>[number];

function eventLine(event: Event, isOfHolder: boolean): JSX.Element {
  const { id, at, origin, principal, license } = event;
  const by = principal == null ? originInWords(origin) : `by ${principal}`;
  return li(
    { key: id },
    div(
      { class: 'line-text' },
      sentenceOf(event),
      span(
        { class: 'second' },
        isOfHolder && license !== null ? `${license.name ?? 'Without a name'} · ${by}` : by,
      ),
    ),
    span({ class: 'line-end muted' }, time({ dateTime: at, title: format.moment(at) }, format.distance(at))),
  );
}

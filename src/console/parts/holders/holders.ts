// Holders in words: how they are called, in which state they are, when they were last active. What is not told is a dash that says why.
import { h, type JSX } from 'preact';
import type {
  Activity,
  AssigneeKind,
  AssignmentStatus,
  HolderRowFragment,
  UserState,
} from '../../generated/documents.ts';
import { Dash } from '../../kit/told/dash.ts';
import { a, span, time } from '../../kit/elements.ts';
import { format } from '../../kit/reader.ts';
import { holderAddress } from '../words/addresses.ts';
import { nameOfAssignee } from '../selecting/chosen.ts';
import { Badge, type Tone } from '../words/state-badge.ts';
import { inWords } from '../words/words.ts';

export const USER_STATES: Readonly<Record<UserState, readonly [Tone, string]>> = {
  ACTIVE: ['good', 'In use'],
  INACTIVE: ['warning', 'Switched off'],
  PENDING: ['info', 'Invited'],
  DELETED: ['over', 'Deleted'],
  UNKNOWN: ['plain', 'Unknown'],
};

export const STATUSES: Readonly<Record<AssignmentStatus, readonly [Tone, string]>> = {
  ACTIVE: ['good', 'Held'],
  PENDING: ['info', 'Offered'],
  REMOVAL_SCHEDULED: ['warning', 'Ends'],
  UNKNOWN: ['plain', 'Unknown'],
};

export const KINDS: Readonly<Record<AssigneeKind, string>> = {
  USER: 'People',
  DEVICE: 'Devices',
  WORKSPACE: 'Workspaces',
  ENTITY: 'Entities',
};

export function StateOfUser({
  state,
  rawState,
}: {
  readonly state: UserState | null;
  readonly rawState: string | null;
}): JSX.Element {
  if (state === null) return h(Dash, { why: 'The vendor does not tell the state.' });
  const [tone, text] = USER_STATES[state];
  return h(Badge, { tone, text: state === 'UNKNOWN' && rawState !== null ? rawState : text });
}

export function StatusOfHolding({
  status,
  removalOn,
}: {
  readonly status: AssignmentStatus;
  readonly removalOn: string | null;
}): JSX.Element {
  const [tone, text] =
    removalOn !== null && status === 'ACTIVE' ? STATUSES.REMOVAL_SCHEDULED : STATUSES[status];
  return h(Badge, { tone, text });
}

/** A vendor that is silent about activity does not say "never". */
export function LastActive({
  at,
  activity,
}: {
  readonly at: string | null;
  readonly activity: Activity | null;
}): JSX.Element {
  if (at !== null) return time({ dateTime: at, title: format.moment(at) }, format.distance(at));
  if (activity === 'NEVER')
    return span({ title: 'The vendor says that there was no activity yet.' }, 'Never');
  return h(Dash, { why: 'The vendor does not tell when it was last active.' });
}

/** A moment, or a dash that says why there is none. */
export function Moment({ at, why }: { readonly at: string | null; readonly why: string }): JSX.Element {
  return at === null
    ? h(Dash, { why })
    : time({ dateTime: at, title: format.moment(at) }, format.distance(at));
}

/** A day, or a dash that says why there is none. */
export function Day({ on, why }: { readonly on: string | null; readonly why: string }): JSX.Element {
  return on === null ? h(Dash, { why }) : time({ dateTime: on }, format.day(on));
}

/** What tells it apart beside its name. */
export function holderDetail(holder: HolderRowFragment): string {
  const name = nameOfAssignee(holder);
  if (holder.__typename === 'User') return holder.email ?? holder.externalId;
  if (holder.__typename === 'Device') {
    const model = [holder.make, holder.model].filter(Boolean).join(' ');
    return [holder.imei === name ? null : holder.imei, model].filter(Boolean).join(' · ') || 'Device';
  }
  const kind = holder.__typename === 'Workspace' ? 'Workspace' : inWords(holder.entityType ?? 'Entity');
  return holder.externalId === name ? kind : `${kind} · ${holder.externalId}`;
}

export function HolderCell({ holder }: { readonly holder: HolderRowFragment }): JSX.Element {
  return span(
    {},
    a({ href: holderAddress(holder) }, nameOfAssignee(holder)),
    span({ class: 'second' }, holderDetail(holder)),
  );
}

interface Held {
  readonly totalCount: number | null;
  readonly nodes:
    readonly { readonly license: { readonly id: string; readonly name: string | null } }[] | null;
}

/** How many licenses somebody holds, and which: those that were read along. */
export function HeldCell({ held }: { readonly held: Held | null }): JSX.Element {
  const names = heldNames(held);
  if (!held?.nodes || names === null) return h(Dash, { why: 'It could not be read.' });
  const { totalCount, nodes } = held;
  if (nodes.length === 0) {
    return totalCount === null
      ? span(
          { class: 'muted', title: 'The account was not read whole, or does not tell all of it.' },
          'Not known',
        )
      : span({ class: 'muted' }, 'None');
  }
  const count = totalCount === null ? orMore(nodes.length) : format.number(totalCount);
  return span({ title: names.join(', ') }, count, span({ class: 'second' }, names.join(', ')));
}

/** Of what is not read whole there may be more than is there. */
export function orMore(count: number): string {
  return `${format.number(count)} or more`;
}

/** Names of licenses, with how many more there are, or that there may be; null when they could not be read. */
export function heldNames(held: Held | null): string[] | null {
  if (!held?.nodes) return null;
  const names = held.nodes.map(({ license }) => license.name ?? 'Without a name');
  if (held.totalCount === null) return [...names, names.length === 0 ? 'not known' : 'perhaps more'];
  const more = held.totalCount - names.length;
  return more > 0 ? [...names, `${more} more`] : names;
}

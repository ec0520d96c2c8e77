// License events: a list to poll, and a subscription.
import { z } from 'zod';
import type { AssignmentState } from '../../domain/change-set.ts';
import type { EventState, LicenseEvent } from '../../domain/inventory/events.ts';
import type { EventFilter } from '../../domain/inventory/history.ts';
import type { HiddenNumbers } from '../../domain/inventory/hidden-number.ts';
import { ProblemError, callerError } from '../../domain/problem.ts';
import type { FollowedEvent } from '../../inventory/reading/follow-events.ts';
import type { AccountDirectory } from '../../loaders/accounts.ts';
import type {
  LicenseEventConnectionResolvers,
  LicenseEventFilter,
  LicenseEventResolvers,
  QueryResolvers,
  SubscriptionResolvers,
} from '../generated/resolvers.ts';
import { selectAccounts } from '../inputs/select-accounts.ts';
import { checkSpan } from '../inputs/span.ts';
import { assignmentSearch } from '../inventory/filters.ts';
import { accountModel, keptAssignee, readAlong } from '../inventory/sources.ts';
import { checkFirst } from '../lists/connection.ts';
import { badCursor, scopeOf, seal, unseal, type Scope } from '../lists/cursors.ts';
import { encodeParts } from '../nodes/ids.ts';
import { keptConnection } from '../resolvers/list.ts';
import type { EventModel } from './models.ts';

export const licenseEvents: NonNullable<QueryResolvers['licenseEvents']> = async (
  _root,
  { filter, fromNow, ...page },
  { accounts, history, inventory, numbers },
) => {
  const first = checkFirst(page.first);
  const wanted = readFilter(accounts, filter);
  const scope = scopeOf(['licenseEvents', wanted]);
  await inventory.ready();
  const sealed = (place: number): string => sealPlace(place, scope, numbers);
  if (fromNow) {
    if (page.after != null)
      throw callerError('BAD_INPUT', '`fromNow` and `after` name two places to begin at.');
    return { ...NOTHING, end: sealed(await history.lastEvent()) };
  }
  const after = page.after == null ? null : placeIn(page.after, scope, numbers);
  const { events, hasNext, readTo, isAgeing } = await history.events({ filter: wanted, after, first });
  const rows = events.map((event, index) => ({
    value: { event, before: events[index - 1]?.seq ?? after, scope },
    cursor: () => sealed(event.seq),
  }));
  const end = events.at(-1)?.seq ?? (after === null || isAgeing ? readTo : after);
  return {
    ...NOTHING,
    rows,
    next: hasNext ? (rows.at(-1)?.cursor ?? null) : null,
    end: sealed(end),
  };
};

const NOTHING = { rows: [], next: null, coverage: [], total: null, failure: null };

type Seen = EventModel | ProblemError;

export const followedEvents: NonNullable<SubscriptionResolvers['licenseEvents']> = {
  async subscribe(_root, { filter, after }, { accounts, history, inventory, numbers }) {
    const wanted = readFilter(accounts, filter);
    const scope = scopeOf(['licenseEvents', wanted]);
    await inventory.ready();
    const place = after == null ? null : placeIn(after, scope, numbers);
    return inList(await history.follow(wanted, place), scope);
  },
  // A problem that is given back becomes the error of its event.
  resolve: (seen: Seen) => seen as EventModel,
};

async function* inList(
  followed: AsyncGenerator<FollowedEvent, void, void>,
  scope: Scope,
): AsyncGenerator<Seen, void, void> {
  for await (const seen of followed) yield seen instanceof ProblemError ? seen : { ...seen, scope };
}

/** Throws UNKNOWN_ACCOUNT for a key that is none, BAD_ID for an id that is none. */
function readFilter(directory: AccountDirectory, filter: LicenseEventFilter | null | undefined): EventFilter {
  if (filter == null) return {};
  const { kinds, origins, from, to, ...named } = filter;
  checkSpan({ from, to });
  const accountKeys = selectAccounts(directory, named).map(({ key }) => key);
  return {
    ...assignmentSearch(directory, named),
    ...(named.accountKeys != null && { accountKeys }),
    ...(kinds != null && { kinds }),
    ...(origins != null && { origins }),
    ...(from != null && { from }),
    ...(to != null && { to }),
  };
}

const Place = z.tuple([z.string()]);

function sealPlace(place: number, scope: Scope, numbers: HiddenNumbers): string {
  return seal(scope, [numbers.hide('EVENT', place)]);
}

function placeIn(cursor: string, scope: Scope, numbers: HiddenNumbers): number {
  const parsed = Place.safeParse(unseal(cursor, scope));
  const place = parsed.success ? numbers.reveal('EVENT', parsed.data[0]) : null;
  if (place === null) throw badCursor();
  return place;
}

/** Names in events are those of the inventory. */
const source = readAlong(null);

export const licenseEvent: LicenseEventResolvers = {
  id: ({ event }, _args, { numbers }) => encodeParts(['LicenseEvent', numbers.hide('EVENT', event.seq)]),
  cursor: ({ event, scope }, _args, { numbers }) => sealPlace(event.seq, scope, numbers),
  previousCursor: ({ before, scope }, _args, { numbers }) =>
    before === null ? null : sealPlace(before, scope, numbers),
  at: ({ event }) => event.at,
  notBefore: ({ event }) => event.notBefore,
  what: ({ event }) => event.what,
  origin: ({ event }) => event.origin,
  account: ({ event }, _args, { accounts }) => accountModel(accounts.get(event.accountKey), { source }),
  license: ({ event: { accountKey, licenseId } }) =>
    licenseId === null ? null : { accountKey, externalId: licenseId, source },
  assignee: ({ event: { accountKey, assignee } }, _args, context) =>
    assignee && keptAssignee({ ...assignee, accountKey }, context),
  before: ({ event }) => assignmentIn(event, event.was),
  after: ({ event }) => assignmentIn(event, event.became),
  seatsBefore: ({ event }) => seatsIn(event.was),
  seatsAfter: ({ event }) => seatsIn(event.became),
  holderStateBefore: ({ event }) => holderStateIn(event.was),
  holderStateAfter: ({ event }) => holderStateIn(event.became),
  change: ({ event: { changeId } }, _args, { changes }) =>
    changeId === null ? null : changes.change(changeId),
  principal: ({ event }) => event.principal,
};

const OF_ASSIGNMENTS: ReadonlySet<LicenseEvent['what']> = new Set([
  'ASSIGNED',
  'REMOVED',
  'ASSIGNMENT_CHANGED',
]);
const NOT_HELD: AssignmentState = { held: false, status: null, assignedAt: null, removalOn: null };

function assignmentIn({ what }: LicenseEvent, state: EventState | null): AssignmentState | null {
  if (!OF_ASSIGNMENTS.has(what)) return null;
  return state !== null && 'assignment' in state
    ? { held: true, assignedAt: null, ...state.assignment }
    : NOT_HELD;
}

function seatsIn(state: EventState | null) {
  return state !== null && 'seats' in state ? state.seats : null;
}

function holderStateIn(state: EventState | null): string | null {
  return state !== null && 'state' in state ? state.state : null;
}

const kept = keptConnection<EventModel>();

export const licenseEventConnection: LicenseEventConnectionResolvers = {
  ...kept,
  pageInfo: (model) => ({ ...kept.pageInfo(model), endCursor: model.end }),
};

// An event in words. Pure.
import type { EventLineFragment, EventOrigin, LicenseEventKind } from '../../generated/documents.ts';
import { inWords } from './words.ts';

/** Where something was done, in words. */
export const ORIGINS: Readonly<Record<EventOrigin, string>> = {
  THIS_API: 'Here',
  SCHEDULE: 'On its day',
  EXTERNAL: 'Elsewhere',
};

/** What can happen, in words. */
export const KINDS: Readonly<Record<LicenseEventKind, string>> = {
  ASSIGNED: 'Assigned',
  REMOVED: 'Taken away',
  ASSIGNMENT_CHANGED: 'Assignment changed',
  LICENSE_LISTED: 'License listed',
  LICENSE_GONE: 'License gone',
  SEATS_CHANGED: 'Seats changed',
  HOLDER_STATE_CHANGED: 'Holder changed',
  HOLDER_GONE: 'Holder gone',
};

export function originInWords(origin: EventOrigin): string {
  return ORIGINS[origin] ?? inWords(origin);
}

/** One event as a sentence without the license, which stands beside it. */
export function sentenceOf(event: EventLineFragment): string {
  const who = event.assignee?.displayName ?? event.assignee?.externalId ?? 'Somebody without a name';
  switch (event.what) {
    case 'ASSIGNED':
      return `${who}: assigned`;
    case 'REMOVED':
      return `${who}: taken away`;
    case 'ASSIGNMENT_CHANGED':
      return `${who}: ${assignmentChange(event)}`;
    case 'HOLDER_STATE_CHANGED':
      return `${who}: ${stateOf(event.holderStateBefore)} → ${stateOf(event.holderStateAfter)}`;
    case 'HOLDER_GONE':
      return `${who}: gone`;
    case 'SEATS_CHANGED':
      return `Seats: ${seatsOf(event.seatsBefore)} → ${seatsOf(event.seatsAfter)}`;
    case 'LICENSE_LISTED':
      return 'Offered by the vendor';
    case 'LICENSE_GONE':
      return 'No longer offered by the vendor';
    default:
      return inWords(event.what satisfies never);
  }
}

function assignmentChange({ before, after }: EventLineFragment): string {
  if (before?.removalOn !== after?.removalOn) {
    return after?.removalOn ? `ends on ${after.removalOn}` : 'no longer ends';
  }
  return `${stateOf(before?.status ?? null)} → ${stateOf(after?.status ?? null)}`;
}

function stateOf(state: string | null): string {
  return state === null ? 'not told' : inWords(state).toLowerCase();
}

function seatsOf(seats: EventLineFragment['seatsBefore']): string {
  if (!seats || seats.total === null) return 'not told';
  return `${seats.assigned ?? '?'} of ${seats.total}`;
}

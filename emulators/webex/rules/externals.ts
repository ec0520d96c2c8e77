// What an operation does to a user of another organisation: meeting licenses only, pending until they accept (webex contract 5.4).
import { sites, type License } from '../seed/catalogue.ts';
import type { ExternalHoldings } from '../state/external.ts';
import type { WebexState } from '../state/state.ts';
import { takenGroup } from './licenses.ts';
import type { Applier } from './members.ts';
import { refusedAttendee, unknownSite } from './site-roles.ts';
import { Failure, swapOf, unknownLicense, type Operation } from './operations.ts';
import { hasSeat, NO_SEATS } from './seats.ts';

type Holdings = Pick<ExternalHoldings, 'accepted' | 'pending'>;

/** How the operations of one request apply to an external user. */
export function externalApplier(
  before: Holdings,
  closed: boolean,
  operations: readonly Operation[],
  state: WebexState,
): Applier<Holdings> {
  // A pending license cannot be swapped: it is deleted by one request and another added by the next.
  const swapsPending = (swapOf(operations).removed & before.pending.licenses) !== 0;
  return (held, operation) => {
    switch (operation.kind) {
      case 'unknown-license':
        return unknownLicense(operation.id);
      case 'remove-license':
        return removeLicense(held, operation.license.bit);
      case 'remove-attendee':
        return sites.has(operation.site) ? removeAttendee(held, operation.site) : unknownSite(operation.site);
      case 'add-license':
        return closed || swapsPending ? refusal(closed) : addLicense(held, operation.license, state);
      case 'add-attendee':
        return closed || swapsPending ? refusal(closed) : addAttendee(held, operation.site);
    }
  };
}

function refusal(closed: boolean): Failure {
  return new Failure(
    400,
    closed ? 'The organization of the user forbids it.' : 'A pending license cannot be swapped.',
  );
}

function addLicense(held: Holdings, license: License, state: WebexState): Holdings | Failure {
  const all = held.accepted.licenses | held.pending.licenses;
  if ((all & license.bit) !== 0) return held;
  if (license.site === undefined)
    return new Failure(400, `External users take meeting licenses only. License: ${license.id}.`);
  if (takenGroup(license, all))
    return new Failure(
      400_413,
      `Only one license of this group is possible per user. License: ${license.id}.`,
    );
  if ([...held.accepted.attendee, ...held.pending.attendee].includes(license.site)) {
    return new Failure(400, `An attendee of ${license.site} cannot be its host.`);
  }
  if (!hasSeat(license, state))
    return new Failure(NO_SEATS, `No seats left (a code of this emulator). License: ${license.id}.`);
  return { ...held, pending: { ...held.pending, licenses: held.pending.licenses | license.bit } };
}

function addAttendee(held: Holdings, site: string): Holdings | Failure {
  if ([...held.accepted.attendee, ...held.pending.attendee].includes(site)) return held;
  const refused = refusedAttendee(site, held.accepted.licenses | held.pending.licenses);
  return refused ?? { ...held, pending: { ...held.pending, attendee: [...held.pending.attendee, site] } };
}

function removeLicense({ accepted, pending }: Holdings, bit: number): Holdings {
  return {
    accepted: { ...accepted, licenses: accepted.licenses & ~bit },
    pending: { ...pending, licenses: pending.licenses & ~bit },
  };
}

function removeAttendee({ accepted, pending }: Holdings, site: string): Holdings {
  const others = (names: readonly string[]): string[] => names.filter((name) => name !== site);
  return {
    accepted: { ...accepted, attendee: others(accepted.attendee) },
    pending: { ...pending, attendee: others(pending.attendee) },
  };
}

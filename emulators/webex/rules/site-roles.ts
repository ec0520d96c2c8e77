// Host or attendee: who may be what on a meeting site (webex contract 5.4).
import { licensesAtSite, sites } from '../seed/catalogue.ts';
import { rolesOf } from '../seed/people.ts';
import type { Member } from '../state/member.ts';
import { Failure } from './operations.ts';

export function addAttendee(held: Member, site: string, position: number): Member | Failure {
  const refused = refusedAttendee(site, held.licenses);
  if (refused) return refused;
  if (held.attendee.includes(site)) return held;
  if (rolesOf(position).length > 0)
    return new Failure(400, `A site administrator cannot be an attendee of ${site}.`);
  return { ...held, attendee: [...held.attendee, site], sites: held.sites.filter((name) => name !== site) };
}

export function removeAttendee(held: Member, site: string): Member | Failure {
  if (!sites.has(site)) return unknownSite(site);
  return { ...held, attendee: held.attendee.filter((name) => name !== site) };
}

/** Why a holder of these licenses cannot be an attendee of the site. */
export function refusedAttendee(site: string, licenses: number): Failure | undefined {
  if (!sites.get(site)?.attendees) return unknownSite(site);
  const host = licensesAtSite(site) & licenses;
  return host === 0 ? undefined : new Failure(400, `A host of ${site} cannot be its attendee.`);
}

/** The failure for a site that does not exist or takes no attendees. */
export function unknownSite(site: string): Failure {
  return new Failure(400_216, `Attendee site ${site} is not valid.`);
}

// Location, number and extension that a calling license brings with it (webex contract 5.4).
import type { CallingProperties } from '../requests/user-licenses.ts';
import type { Change } from './licenses.ts';
import { e164, locationById, locationOfNumber } from '../seed/locations.ts';
import type { CallingData } from '../state/member.ts';
import { Failure } from './operations.ts';

const LOCATION_NOT_FOUND = 400;

/** The calling data of a person after one more calling license. */
export function newCalling(
  change: Change,
  position: number,
  properties: CallingProperties,
): CallingData | Failure {
  const { extension } = properties;
  const phoneNumber = properties.phoneNumber === undefined ? undefined : e164(properties.phoneNumber);
  const refuse = (why: string): Failure => new Failure(400, `${why} License: ${change.license.id}.`);

  if (phoneNumber === undefined && extension === undefined)
    return refuse('phoneNumber or extension is required.');
  if (phoneNumber === undefined && properties.locationId === undefined)
    return refuse('locationId is required without phoneNumber.');
  const location =
    properties.locationId === undefined
      ? locationOfNumber(phoneNumber ?? '')
      : locationById(properties.locationId);
  if (!location) return new Failure(LOCATION_NOT_FOUND, `Location not found. License: ${change.license.id}.`);
  if (phoneNumber !== undefined && !location.numbers.includes(phoneNumber)) {
    return refuse(`${phoneNumber} is not in the inventory of the location.`);
  }
  const owner = phoneNumber === undefined ? undefined : change.state.members.byNumber(phoneNumber);
  if (owner !== undefined && owner !== position)
    return refuse(`${phoneNumber} is assigned to somebody else.`);

  const wanted: CallingData = {
    locationId: location.id,
    ...(extension !== undefined && { extension }),
    ...(phoneNumber !== undefined && { phoneNumber }),
  };
  return joined(change, wanted) ?? refuse('The properties differ from those of the user.');
}

/** With what the user has already: the location is write-once, and CX Essentials must repeat all of it. */
function joined(change: Change, wanted: CallingData): CallingData | undefined {
  const present = change.held.calling;
  if (!present) return wanted;
  if (present.locationId !== wanted.locationId) return undefined;
  if (change.license.key !== 'cxEssentials') return { ...present, ...wanted };
  const same = present.extension === wanted.extension && present.phoneNumber === wanted.phoneNumber;
  return same ? present : undefined;
}

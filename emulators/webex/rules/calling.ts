// Location, number and extension that a calling license brings with it (webex contract 5.4).
import type { CallingProperties } from '../requests/user-licenses.ts';
import { e164, locationById, locationOfNumber, type Location } from '../seed/locations.ts';
import type { CallingData } from '../state/member.ts';
import type { Change } from './licenses.ts';
import { Failure } from './operations.ts';

/** The calling data of a person after one more calling license. */
export function newCalling(
  change: Change,
  position: number,
  properties: CallingProperties,
): CallingData | Failure {
  const refuse = (why: string): Failure => new Failure(400, `${why} License: ${change.license.id}.`);
  const missing = missingProperty(properties);
  if (missing !== undefined) return refuse(missing);
  const { extension } = properties;
  const phoneNumber = properties.phoneNumber === undefined ? undefined : e164(properties.phoneNumber);
  const location =
    properties.locationId === undefined
      ? locationOfNumber(phoneNumber ?? '')
      : locationById(properties.locationId);
  if (!location) return refuse('Location not found.');
  const taken = phoneNumber === undefined ? undefined : takenNumber(phoneNumber, location, position, change);
  if (taken !== undefined) return refuse(taken);

  const wanted: CallingData = {
    locationId: location.id,
    ...(extension !== undefined && { extension }),
    ...(phoneNumber !== undefined && { phoneNumber }),
  };
  return joined(change, wanted) ?? refuse('The properties differ from those of the user.');
}

function missingProperty({ phoneNumber, extension, locationId }: CallingProperties): string | undefined {
  if (phoneNumber !== undefined) return undefined;
  if (extension === undefined) return 'phoneNumber or extension is required.';
  return locationId === undefined ? 'locationId is required without phoneNumber.' : undefined;
}

/** Why the person at a position cannot have a number. */
function takenNumber(
  phoneNumber: string,
  location: Location,
  position: number,
  { state }: Change,
): string | undefined {
  if (!location.numbers.includes(phoneNumber)) {
    return `${phoneNumber} is not in the inventory of the location.`;
  }
  const owner = state.members.byNumber(phoneNumber);
  return owner === undefined || owner === position
    ? undefined
    : `${phoneNumber} is assigned to somebody else.`;
}

/** What the user has already, with the new properties: the location cannot change, and CX Essentials must repeat all of it. */
function joined(change: Change, wanted: CallingData): CallingData | undefined {
  const present = change.held.calling;
  if (!present) return wanted;
  if (present.locationId !== wanted.locationId) return undefined;
  if (change.license.key !== 'cxEssentials') return { ...present, ...wanted };
  const same = present.extension === wanted.extension && present.phoneNumber === wanted.phoneNumber;
  return same ? present : undefined;
}

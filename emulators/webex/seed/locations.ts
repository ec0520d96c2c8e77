// Locations with calling, and the numbers of each: only a number of the location can be assigned (webex contract 5.4). All numbers are
// in the range kept free for fiction.
import { uuid } from '../../seed/organisation.ts';
import { encodeId } from '../ids.ts';

/** A location with calling. */
export interface Location {
  readonly id: string;
  readonly name: string;
  readonly routingPrefix: string;
  /** E.164 with the plus. */
  readonly numbers: readonly string[];
}

const NUMBERS_PER_LOCATION = 30;

/** All locations. */
export const locations: readonly Location[] = ['Headquarters', 'Zürich', 'São Paulo'].map((name, index) => ({
  id: encodeId('LOCATION', uuid('webex-location', index)),
  name,
  routingPrefix: `8${index + 1}0`,
  numbers: Array.from(
    { length: NUMBERS_PER_LOCATION },
    (_, at) => `+1202555${String(100 + index * NUMBERS_PER_LOCATION + at).padStart(4, '0')}`,
  ),
}));

/** The location with this public id. */
export function locationById(id: string): Location | undefined {
  return locations.find((location) => location.id === id);
}

/** The location with this index, counted round. */
export function locationAt(index: number): Location {
  const location = locations[index % locations.length];
  if (!location) throw new RangeError('no locations');
  return location;
}

/** The owner of a number, which the samples write with and without the plus. */
export function locationOfNumber(number: string): Location | undefined {
  return locations.find((location) => location.numbers.includes(e164(number)));
}

/** A number with its plus. */
export function e164(number: string): string {
  return number.startsWith('+') ? number : `+${number}`;
}

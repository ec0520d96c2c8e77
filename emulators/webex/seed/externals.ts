// The users of other organisations that the seed has, and what they hold or are offered.
import { uuid } from '../../seed/organisation.ts';
import type { External, Grant } from '../state/external.ts';
import { setOf, SITE } from './catalogue.ts';

/** No license and no site. */
export const nothing: Grant = { licenses: 0, attendee: [] };
const suite: Grant = { licenses: setOf('meetingsSuite'), attendee: [] };
const PARTNER = uuid('webex-foreign-org', 0);
const CLOSED = uuid('webex-foreign-org', 1);

const seeds: readonly {
  readonly name: string;
  readonly accepted?: Grant;
  readonly pending?: Grant;
  readonly closed?: true;
}[] = [
  { name: 'Ota Brandt', accepted: suite },
  { name: 'Pia Mill', accepted: suite },
  { name: 'Renée Harbor', accepted: suite },
  { name: 'Sami Vega', accepted: suite },
  { name: 'Tove Quist', accepted: suite },
  { name: 'Uli Ortega', accepted: suite },
  { name: 'Viljo Sato', accepted: suite },
  { name: 'Wanda Rossi', accepted: { licenses: 0, attendee: [SITE] } },
  { name: 'Xenia Tanaka', pending: suite },
  { name: 'Yves Okafor', pending: suite },
  { name: 'Zoe Ueda', pending: { licenses: 0, attendee: [SITE] } },
  { name: 'Arvid Pereira', accepted: suite, pending: { licenses: setOf('meetingCenter'), attendee: [] } },
  { name: 'Nils Blank' },
  { name: 'Cora Closed', closed: true },
];

/** The external users, in the order of the seed. */
export const externals: readonly External[] = seeds.map(({ name, closed }, index) => ({
  uuid: uuid('webex-external', index),
  displayName: name,
  email: `${name
    .normalize('NFD')
    .replaceAll(/[^A-Za-z ]/g, '')
    .replace(' ', '.')}@Partner.example`,
  orgUuid: closed ? CLOSED : PARTNER,
  closed: closed === true,
}));

/** What the external user at an index holds and is offered at the start. */
export function seededGrants(index: number): { readonly accepted: Grant; readonly pending: Grant } {
  return { accepted: seeds[index]?.accepted ?? nothing, pending: seeds[index]?.pending ?? nothing };
}

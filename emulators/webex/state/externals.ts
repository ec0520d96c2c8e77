// Users of other organisations who hold, or are offered, something of this one (webex contract 5.4). What is offered
// stays pending until they accept, which here happens by the clock (switch externalAcceptAfterMs).
import type { Clock } from '../../core/clock.ts';
import { uuid } from '../../seed/organisation.ts';
import { setOf, SITE } from '../seed/catalogue.ts';
import { sameEmail } from './members.ts';
import { createOverlay } from './overlay.ts';
import { amount, flag, type LiveSwitches } from '../switches.ts';

/** Licenses and attendee roles, held or offered. */
export interface Grant {
  /** Set of license bits. */
  readonly licenses: number;
  readonly attendee: readonly string[];
}

/** A user of another organisation. */
export interface External {
  readonly uuid: string;
  readonly displayName: string;
  readonly email: string;
  readonly orgUuid: string;
  /** Their organisation forbids licenses from outside. */
  readonly closed: boolean;
}

/** What an external user holds and is offered. */
export interface ExternalHoldings {
  readonly accepted: Grant;
  readonly pending: Grant;
  readonly offeredAt: number;
}

/** The external users by their place in the seed. */
export interface Externals {
  readonly all: readonly External[];
  visible(index: number): ExternalHoldings;
  latest(index: number): ExternalHoldings;
  byUuid(personUuid: string): number | undefined;
  byEmail(email: string): number | undefined;
  write(index: number, accepted: Grant, pending: Grant): void;
  held(bit: number, view: 'visible' | 'latest'): number;
  snapshot(): () => void;
}

const nothing: Grant = { licenses: 0, attendee: [] };
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

/** The external users of the seed. */
export function createExternals(clock: Clock, live: LiveSwitches): Externals {
  const seededAt = clock.now();
  const overlay = createOverlay<ExternalHoldings>(clock, live);
  const all = seeds.map(({ name, closed }, index) => ({
    uuid: uuid('webex-external', index),
    displayName: name,
    email: `${name
      .normalize('NFD')
      .replaceAll(/[^A-Za-z ]/g, '')
      .replace(' ', '.')}@Partner.example`,
    orgUuid: closed ? CLOSED : PARTNER,
    closed: closed === true,
  }));

  const seeded = (index: number): ExternalHoldings => ({
    accepted: seeds[index]?.accepted ?? nothing,
    pending: seeds[index]?.pending ?? nothing,
    offeredAt: seededAt,
  });
  const settle = (holdings: ExternalHoldings): ExternalHoldings => {
    const delay = amount(live, 'externalAcceptAfterMs');
    if (delay === 0 || clock.now() < holdings.offeredAt + delay) return holdings;
    const { accepted, pending } = holdings;
    const attendee = [...new Set([...accepted.attendee, ...pending.attendee])];
    return {
      ...holdings,
      accepted: { licenses: accepted.licenses | pending.licenses, attendee },
      pending: nothing,
    };
  };
  const visible = (index: number): ExternalHoldings => settle(overlay.visible(index) ?? seeded(index));
  const latest = (index: number): ExternalHoldings => settle(overlay.latest(index) ?? seeded(index));
  const find = (matches: (external: External) => boolean): number | undefined => {
    const index = all.findIndex(matches);
    return index < 0 ? undefined : index;
  };

  return {
    all,
    visible,
    latest,
    byUuid: (wanted) => find((external) => external.uuid === wanted.toLowerCase()),
    byEmail: (email) => find((external) => sameEmail(external.email, email, live)),
    write: (index, accepted, pending) => overlay.write(index, { accepted, pending, offeredAt: clock.now() }),
    held(bit, view) {
      const look = view === 'visible' ? visible : latest;
      const counted = flag(live, 'countPending');
      return all.filter((_, index) => {
        const { accepted, pending } = look(index);
        return ((accepted.licenses | (counted ? pending.licenses : 0)) & bit) !== 0;
      }).length;
    },
    snapshot: () => overlay.snapshot(),
  };
}

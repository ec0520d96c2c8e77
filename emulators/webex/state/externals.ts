// Users of other organisations who hold, or are offered, licenses of this one (webex contract 5.4). An offer stays pending until
// they accept it: here after a time (switch `externalAcceptAfterMs`).
import type { Clock } from '../../core/clock.ts';
import type { LiveSwitches } from '../../core/switches.ts';
import { externals, nothing, seededGrants } from '../seed/externals.ts';
import { amount, flag } from '../switches.ts';
import type { External, ExternalHoldings, Grant } from './external.ts';
import { sameEmail } from './members.ts';
import { createOverlay } from './overlay.ts';

/** The external users by their index in the seed. */
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

/** The external users of the seed. */
export function createExternals(clock: Clock, live: LiveSwitches): Externals {
  const seededAt = clock.now();
  const overlay = createOverlay<ExternalHoldings>(clock, live, (index) => ({
    ...seededGrants(index),
    offeredAt: seededAt,
  }));
  const accepting = (holdings: ExternalHoldings): ExternalHoldings => {
    const delay = amount(live, 'externalAcceptAfterMs');
    return delay === 0 || clock.now() < holdings.offeredAt + delay ? holdings : accepted(holdings);
  };
  const visible = (index: number): ExternalHoldings => accepting(overlay.visible(index));
  const latest = (index: number): ExternalHoldings => accepting(overlay.latest(index));
  const find = (matches: (external: External) => boolean): number | undefined => {
    const index = externals.findIndex(matches);
    return index < 0 ? undefined : index;
  };

  return {
    all: externals,
    visible,
    latest,
    byUuid: (wanted) => find((external) => external.uuid === wanted.toLowerCase()),
    byEmail: (email) => find((external) => sameEmail(external.email, email, live)),
    write: (index, held, offered) =>
      overlay.write(index, { accepted: held, pending: offered, offeredAt: clock.now() }),
    held(bit, view) {
      const holdingsOf = view === 'visible' ? visible : latest;
      const counted = flag(live, 'countPending');
      return externals.filter((_, index) => {
        const holdings = holdingsOf(index);
        return ((holdings.accepted.licenses | (counted ? holdings.pending.licenses : 0)) & bit) !== 0;
      }).length;
    },
    snapshot: () => overlay.snapshot(),
  };
}

/** The holdings after everything offered was accepted. */
function accepted(holdings: ExternalHoldings): ExternalHoldings {
  const { accepted: held, pending } = holdings;
  return {
    ...holdings,
    accepted: {
      licenses: held.licenses | pending.licenses,
      attendee: [...new Set([...held.attendee, ...pending.attendee])],
    },
    pending: nothing,
  };
}

// What a page changes in the holdings that are known.
import { describe, expect, it } from '@jest/globals';
import {
  diffHoldings,
  type HoldingsDiff,
  type HoldingsSeen,
  type KnownHolding,
  type ToldHolding,
} from '../../../src/store/inventory/observing/holdings-diff.ts';
import { createRandom, seeds, type Random } from '../../support/random.ts';

const READ = Date.parse('2031-05-01T10:00:00.000Z');
const MINUTE = 60_000;
const at = (minutes: number): Date => new Date(READ + minutes * MINUTE);

function known(changes: Partial<KnownHolding> = {}): KnownHolding {
  const plain = { status: 'ACTIVE', assignedAt: null, removalOn: null, missedIn: null } as const;
  return { id: 1, licenseId: 1, assigneeId: 1, observedAt: at(-60), ...plain, ...changes };
}

function told(changes: Partial<ToldHolding> = {}): ToldHolding {
  return { licenseId: 1, assigneeId: 1, status: 'ACTIVE', assignedAt: null, removalOn: null, ...changes };
}

function diff(seen: Partial<HoldingsSeen>): HoldingsDiff {
  return diffHoldings({ known: [], told: [], whole: new Set(), ownWrites: [], readAt: at(0), ...seen });
}

const NOTHING: HoldingsDiff = {
  opened: [],
  changed: [],
  refreshed: [],
  seen: [],
  lacking: [],
  accepted: [],
  contradicted: [],
  denied: [],
};
const WHOLE = new Set([1]);
const WRITE = { licenseId: 1, assigneeId: 1, isOffer: false };
const OFFER = { ...WRITE, isOffer: true };

describe('the holdings of a page', () => {
  it.each<[string, Partial<HoldingsSeen>, Partial<HoldingsDiff>]>([
    ['one that is new', { told: [told()] }, { opened: [told()] }],
    ['one that is as it was', { known: [known()], told: [told()] }, { seen: [1] }],
    [
      'one with another status',
      { known: [known()], told: [told({ status: 'PENDING' })] },
      { seen: [1], changed: [{ was: known(), told: told({ status: 'PENDING' }) }] },
    ],
    [
      'one that has a date of removal now',
      { known: [known()], told: [told({ removalOn: '2031-06-01' })] },
      { seen: [1], changed: [{ was: known(), told: told({ removalOn: '2031-06-01' }) }] },
    ],
    [
      'one that was missed',
      { known: [known({ missedIn: 4 })], told: [told()] },
      { seen: [1], refreshed: [{ was: known({ missedIn: 4 }), told: told() }] },
    ],
    [
      'one with a time of assignment now',
      { known: [known()], told: [told({ assignedAt: '2031-01-01T00:00:00Z' })] },
      { seen: [1], refreshed: [{ was: known(), told: told({ assignedAt: '2031-01-01T00:00:00Z' }) }] },
    ],
    [
      'one whose time of assignment is written otherwise',
      { known: [known({ assignedAt: at(0) })], told: [told({ assignedAt: '2031-05-01T12:00:00+02:00' })] },
      { seen: [1] },
    ],
    [
      'one whose time of assignment is not told',
      { known: [known({ assignedAt: at(0) })], told: [told()] },
      { seen: [1] },
    ],
    ['one of somebody told in part', { known: [known()] }, {}],
    ['one that somebody told whole lacks', { known: [known()], whole: WHOLE }, { lacking: [known()] }],
    [
      'one recorded since the read was sent',
      { known: [known({ observedAt: at(0) })], told: [told({ status: 'PENDING' })] },
      { seen: [1] },
    ],
    ['a lack of one recorded since', { known: [known({ observedAt: at(0) })], whole: WHOLE }, { seen: [1] }],
    ['one that we have just removed', { told: [told()], ownWrites: [WRITE] }, { contradicted: [told()] }],
    [
      'a lack of one that we have just assigned',
      { known: [known()], whole: WHOLE, ownWrites: [WRITE] },
      { seen: [1], denied: [1] },
    ],
    [
      'a lack of one that we have just assigned, and no list had yet',
      { known: [known({ missedIn: 0 })], whole: WHOLE, ownWrites: [WRITE] },
      { seen: [1] },
    ],
    [
      'another status of one that we have just changed',
      { known: [known()], told: [told({ status: 'PENDING' })], ownWrites: [WRITE] },
      { seen: [1], denied: [1] },
    ],
    [
      'a lack of one that is offered',
      { known: [known({ status: 'PENDING' })], whole: WHOLE, ownWrites: [OFFER] },
      { seen: [1] },
    ],
    [
      'one that was offered and is accepted',
      { known: [known({ status: 'PENDING' })], told: [told()], ownWrites: [OFFER] },
      {
        seen: [1],
        changed: [{ was: known({ status: 'PENDING' }), told: told() }],
        accepted: [told()],
      },
    ],
    [
      'one that was offered since the read was sent',
      { known: [known({ status: 'PENDING', observedAt: at(0) })], told: [told()], ownWrites: [OFFER] },
      { seen: [1] },
    ],
  ])('%s', (_what, seen, expected) => {
    expect(diff(seen)).toEqual({ ...NOTHING, ...expected });
  });

  it.each(seeds(200))('come to what was told when the diff is applied, seed %d', (seed) => {
    const seen = randomPage(createRandom(seed));
    const changes = diffHoldings(seen);
    const pair = (one: Pick<ToldHolding, 'assigneeId' | 'licenseId'>) => `${one.assigneeId} ${one.licenseId}`;
    const fixed = new Set([
      ...seen.known.filter(({ observedAt }) => observedAt >= seen.readAt).map(pair),
      ...seen.ownWrites.filter(({ isOffer }) => !isOffer).map(pair),
    ]);
    const offered = new Set(seen.ownWrites.filter(({ isOffer }) => isOffer).map(pair));
    const after = new Map<string, Pick<ToldHolding, 'status' | 'removalOn'>>(
      seen.known.map((one) => [pair(one), one]),
    );
    for (const one of changes.lacking) after.delete(pair(one));
    for (const one of changes.opened) after.set(pair(one), one);
    for (const one of changes.changed) after.set(pair(one.told), one.told);

    const expected = new Map<string, Pick<ToldHolding, 'status' | 'removalOn'>>();
    for (const one of seen.known) {
      const stays = fixed.has(pair(one)) || offered.has(pair(one)) || !seen.whole.has(one.assigneeId);
      if (stays) expected.set(pair(one), one);
    }
    for (const one of seen.told) if (!fixed.has(pair(one))) expected.set(pair(one), one);
    const plain = (all: typeof after) =>
      [...all].map(([key, { status, removalOn }]) => `${key} ${status} ${removalOn}`).sort();
    expect(plain(after)).toEqual(plain(expected));
    // Each known row is seen, lacking, or of somebody of whom the page does not tell all.
    const ids = [...changes.seen, ...changes.lacking.map(({ id }) => id)];
    expect(new Set(ids).size).toBe(ids.length);
  });
});

function randomPage(random: Random): HoldingsSeen {
  const statuses = ['ACTIVE', 'PENDING', 'REMOVAL_SCHEDULED'] as const;
  const pairs = Array.from({ length: 30 }, (_, index) => ({
    assigneeId: index % 6,
    licenseId: Math.floor(index / 6),
  }));
  const some = (share: number) => pairs.filter(() => random.chance(share));
  const state = () => ({
    status: random.pick(statuses),
    removalOn: random.chance(0.3) ? '2031-07-01' : null,
  });
  return {
    known: some(0.5).map((one, id) => known({ ...one, ...state(), id, observedAt: at(random.whole(-3, 1)) })),
    told: some(0.5).map((one) => told({ ...one, ...state() })),
    whole: new Set([0, 1, 2, 3, 4, 5].filter(() => random.chance(0.5))),
    ownWrites: some(0.2).map((one) => ({ ...one, isOffer: random.chance(0.5) })),
    readAt: at(0),
  };
}

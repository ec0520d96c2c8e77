// Providers that tell less, or elsewhere, than those of the seed: what is looked at on every way to it once more.
import { beforeAll, describe, expect, it } from '@jest/globals';
import type { AccountEntry } from '../../../emulators/fleet.ts';
import { useApp } from '../../support/app.ts';
import { differencesIn, type Sighting } from './sightings.ts';
import { walkEveryWay } from './walk.ts';

type Switched = Readonly<Record<string, string | number | boolean>>;

interface Variant {
  readonly accounts?: (seeded: readonly AccountEntry[]) => readonly AccountEntry[];
  readonly switches?: Readonly<Partial<Record<'genesys' | 'webex' | 'thingspace' | 'yext', Switched>>>;
}

/** The accounts of ThingSpace alone, with other settings. */
const onlyThingSpace =
  (rest: object) =>
  (seeded: readonly AccountEntry[]): readonly AccountEntry[] =>
    seeded.flatMap((one) => (one['provider'] === 'THINGSPACE' ? [{ ...one, ...rest }] : []));

/** What providers may tell on one way and not on another, as far as their documents leave it open. */
const VARIANTS = {
  'where answers are lean': {
    switches: {
      thingspace: { lookupSoftware: 'absent' },
      webex: { holdersTellSubscription: false, workspaceListCalling: false },
      yext: { notesInGroups: false, fieldsKeepMeta: false },
    },
  },
  'where devices are looked up in connectivity management': {
    accounts: onlyThingSpace({ deviceLookup: 'm2m' }),
  },
  'where devices are listed by v1, and looked up in connectivity management': {
    accounts: onlyThingSpace({ deviceLookup: 'm2m', apiVersion: 'v1' }),
  },
} satisfies Readonly<Record<string, Variant>>;

const server = { limits: { maxCost: 1_000_000, maxTokens: 10_000, maxAliases: 10_000 } };
const PATIENCE_MS = 600_000;

/** Everything there is, on every way to it; with `changes` also on those that only changes open. */
export function useSightings({ accounts, switches = {} }: Variant, changes: boolean) {
  const app = useApp({ server, ...(accounts && { accounts }) });
  let sightings: readonly Sighting[] = [];
  beforeAll(async () => {
    for (const [name, values] of Object.entries(switches)) {
      for (const [key, value] of Object.entries(values)) {
        app.fleet[name as keyof typeof switches].setSwitch(key, value); // its keys are those of the fleet
      }
    }
    sightings = await walkEveryWay(app, { changes });
  }, PATIENCE_MS);
  return { app, sightings: () => sightings };
}

/** The tests of one of them. */
export function describeVariant(name: keyof typeof VARIANTS): void {
  describe(`the same thing, ${name}`, () => {
    const { sightings } = useSightings(VARIANTS[name], false);

    it('has one value, whatever the way', () => {
      expect(differencesIn(sightings())).toEqual([]);
      expect(sightings().length).toBeGreaterThan(1_000);
    });
  });
}

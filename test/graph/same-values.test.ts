// One id, one value, whatever the path: every way that the schema has to a thing, of every provider, asked for every field of it.
import { beforeAll, describe, expect, it } from '@jest/globals';
import type { SeededAccount } from '../../emulators/fleet.ts';
import { useApp } from '../support/app.ts';
import { MUTATIONS } from './every-path/changes.ts';
import { choicesOf, fieldsTo, takenBy, typesBehind } from './every-path/leads.ts';
import { WAYS } from './every-path/queries.ts';
import { differencesIn, type Sighting } from './every-path/sightings.ts';
import { schemaOf, walkEveryWay } from './every-path/walk.ts';

type Switched = Readonly<Record<string, string | number | boolean>>;

interface Variant {
  readonly accounts?: (seeded: readonly SeededAccount[]) => readonly SeededAccount[];
  readonly switches?: Readonly<Partial<Record<'genesys' | 'webex' | 'thingspace' | 'yext', Switched>>>;
}

/** The accounts of ThingSpace alone, with other settings. */
const onlyThingSpace =
  (rest: object) =>
  (seeded: readonly SeededAccount[]): readonly SeededAccount[] =>
    seeded.flatMap((one) => (one['provider'] === 'THINGSPACE' ? [{ ...one, ...rest }] : []));

/** What providers may tell on one way and not on another, as far as their documents leave it open. */
const VARIANTS: readonly (readonly [string, Variant])[] = [
  [
    'where answers are lean',
    {
      switches: {
        thingspace: { lookupSoftware: 'absent' },
        webex: { holdersTellSubscription: false, workspaceListCalling: false },
        yext: { notesInGroups: false, fieldsKeepMeta: false },
      },
    },
  ],
  [
    'where devices are looked up in connectivity management',
    { accounts: onlyThingSpace({ deviceLookup: 'm2m' }) },
  ],
  [
    'where devices are listed by v1, and looked up in connectivity management',
    { accounts: onlyThingSpace({ deviceLookup: 'm2m', apiVersion: 'v1' }) },
  ],
];

const server = { maxCost: 1_000_000, maxTokens: 10_000, deadlineMs: 60_000 };
const PATIENCE_MS = 600_000;

/** What is offered and not accepted stands in answers to writes alone (webex contract 5.2): no read tells it, and it is null everywhere. */
const TOLD_BY_NOBODY = ['User.pendingLicenses'];

/** Ways that lead to things of every account which has such things. */
const FOR_ALL = /^(?:Query\.(?!inferLicenses)|(?:Account|License|LicenseAssignment)\.)/;

function useSightings({ accounts, switches = {} }: Variant, changes: boolean) {
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

describe('the same thing', () => {
  const { app, sightings } = useSightings({}, true);

  it('is looked at on every way the schema has', async () => {
    const schema = await schemaOf(app);
    const taken = [...WAYS.map(({ query }) => query), ...Object.values(MUTATIONS)].map((query) =>
      takenBy(schema, query),
    );
    const leads = new Set(taken.flatMap((one) => one.leads.map(({ field }) => field)));
    const choices = new Set(taken.flatMap((one) => one.choices));
    const forgotten = {
      fields: fieldsTo(schema).filter((field) => !leads.has(field)),
      arguments: choicesOf(schema).filter((choice) => !choices.has(choice)),
    };
    expect(forgotten).toEqual({ fields: [], arguments: [] });
  });

  it('has one value, whatever the way', () => {
    expect(differencesIn(sightings())).toEqual([]);
  });

  it('is seen on every way, and of every account on those that are for all', async () => {
    const schema = await schemaOf(app);
    const seen = Map.groupBy(sightings(), ({ field }) => field);
    expect(fieldsTo(schema).filter((field) => !seen.has(field))).toEqual(TOLD_BY_NOBODY);
    const accountsWith = (type: string, those: readonly Sighting[]): Set<string | null> =>
      new Set(those.filter((one) => one.type === type).map(({ accountKey }) => accountKey));
    for (const field of fieldsTo(schema).filter((name) => FOR_ALL.test(name))) {
      for (const type of typesBehind(schema, field)) {
        const told = accountsWith(type, seen.get(field) ?? []);
        expect([field, type, told]).toEqual([field, type, accountsWith(type, sightings())]);
      }
    }
  });
});

describe.each(VARIANTS)('the same thing, %s', (_, variant) => {
  const { sightings } = useSightings(variant, false);

  it('has one value, whatever the way', () => {
    expect(differencesIn(sightings())).toEqual([]);
    expect(sightings().length).toBeGreaterThan(1_000);
  });
});

// One id, one value, whatever the path: every way that the schema has to a thing, of every provider, asked for every field of it. Providers
// that tell less, or elsewhere, are in test/soak.
import { describe, expect, it } from '@jest/globals';
import { MUTATIONS } from './every-path/changes.ts';
import { choicesOf, fieldsTo, takenBy, typesBehind } from './every-path/leads.ts';
import { WAYS } from './every-path/queries.ts';
import { differencesIn, type Sighting } from './every-path/sightings.ts';
import { useSightings } from './every-path/variants.ts';
import { schemaOf } from './every-path/walk.ts';

/** What is offered and not accepted stands in answers to writes alone (webex contract 5.2): no read tells it, and it is null everywhere. */
const TOLD_BY_NOBODY = ['User.pendingLicenses'];

/** Ways that lead to things of every account which has such things. */
const FOR_ALL = /^(?:Query\.(?!inferLicenses)|(?:Account|License|LicenseAssignment)\.)/;

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

// Several mutations in one document: each sees the world after the one before, in what it decides and in what it answers.
import { expect, it } from '@jest/globals';
import { imei } from '../../emulators/seed/organisation.ts';
import { useApp, type Nodes } from '../support/app.ts';
import { device, pack } from '../support/inputs.ts';

const app = useApp({ limits: { breakerFailures: 1_000 } });

interface Done {
  readonly changeSet: {
    readonly changes: Nodes<{
      readonly outcome: string;
      readonly license: { readonly externalId: string; readonly seats: { readonly available: number } };
      readonly assignee: {
        readonly assignments: Nodes<{
          readonly removalOn: string | null;
          readonly license: { readonly externalId: string };
        }>;
      };
    }>;
  };
}

const SEEN = `{ changeSet { changes(first: 1) { nodes { outcome license { externalId seats { available } }
  assignee {
    ... on Entity { assignments(first: 100) { nodes { removalOn license { externalId } } } }
    ... on Device { assignments(first: 100) { nodes { removalOn license { externalId } } } }
  } } } } }`;

/** What each of the mutations says of its change, of the license's seats after it, and of its removal where it is held. */
function told(answer: Readonly<Record<string, Done>>) {
  return Object.values(answer).map(({ changeSet }) => {
    const [change] = changeSet.changes.nodes;
    return [
      change?.outcome,
      change?.license.seats.available,
      change?.assignee.assignments.nodes
        .filter(({ license }) => license.externalId === change.license.externalId)
        .map(({ removalOn }) => removalOn),
    ];
  });
}

const ASSIGN_AND_REMOVE = `mutation($a: AssignLicenseInput!, $b: RemoveLicenseInput!) {
  a: assignLicense(input: $a) ${SEEN} b: removeLicense(input: $b) ${SEEN} c: assignLicense(input: $a) ${SEEN}
}`;

it('each answers with what is so after it', async () => {
  const variables = { a: pack('store-5'), b: pack('store-5') };
  const [first, second, third] = told(await app.data<Record<string, Done>>(ASSIGN_AND_REMOVE, { variables }));
  const left = Number(first?.[1]);
  expect([first, second, third]).toEqual([
    ['VERIFIED', left, [null]],
    ['VERIFIED', left + 1, []],
    ['VERIFIED', left, [null]],
  ]);
});

it('a date that is kept here is seen, and so is that it is cancelled', async () => {
  const input = device(imei(1_000));
  const query = `mutation($a: ScheduleLicenseRemovalInput!, $b: ScheduleLicenseRemovalInput!) {
    a: scheduleLicenseRemoval(input: $a) ${SEEN} b: scheduleLicenseRemoval(input: $b) ${SEEN} }`;
  const variables = { a: { ...input, removalOn: '2099-01-31' }, b: input };
  const seen = told(await app.data<Record<string, Done>>(query, { variables }));
  expect(seen.map(([outcome, , held]) => [outcome, held])).toEqual([
    ['VERIFIED', ['2099-01-31']],
    ['VERIFIED', [null]],
  ]);
});

it('a read that failed for one is made again for the next', async () => {
  // Twice for planning, and then for the answer.
  const reads = { method: 'GET', path: '/license-packs$' };
  const variables = { a: pack('store-7'), b: pack('store-7') };
  app.fleet.yext.fault({ ...reads, after: 1, times: 3, fault: { kind: 'error', status: 500 } });
  const query = `mutation($a: AssignLicenseInput!, $b: RemoveLicenseInput!) {
    a: assignLicense(input: $a) { changeSet { changes(first: 1) { nodes { outcome license { name } } } } }
    b: removeLicense(input: $b) { changeSet { changes(first: 1) { nodes { outcome license { name } } } } } }`;
  const { data, errors } = await app.ask(query, { variables });
  expect(errors?.map(({ path }) => path?.[0])).toEqual(['a']);
  expect(data).toMatchObject({
    b: {
      changeSet: { changes: { nodes: [{ outcome: 'VERIFIED', license: { name: expect.any(String) } }] } },
    },
  });
});

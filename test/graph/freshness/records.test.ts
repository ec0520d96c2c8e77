// A page of 100 changes of a set, and one of 100 removals that are kept: what they are about is named without a call, whether or not the
// vendor is there; what is no name is asked of the vendor.
import { beforeAll, describe, expect, it } from '@jest/globals';
import { imei } from '../../../emulators/seed/organisation.ts';
import { present } from '../../support/assertions.ts';
import { device } from '../../support/inputs.ts';
import { useSweptApp } from '../../support/inventory.ts';
import { at, listAt } from '../../support/json.ts';
import { finished, mutate } from '../../support/mutations.ts';

const app = useSweptApp({
  limits: { retries: 0, breakerFailures: 1_000 },
  accounts: (seeded) => seeded.filter(({ key }) => key === 'fleet'),
});

const FEW = 100;
/** All of them hold the license. */
const IMEIS = Array.from({ length: FEW }, (_none, index) => imei(index));
const NAMES = `license { externalId name description source { mode } }
  assignee { id externalId displayName source { mode } ... on Device { imei mdn } }`;

let set: string;
beforeAll(async () => {
  const changes = IMEIS.map((own) => ({
    action: 'SCHEDULE_REMOVAL',
    removalOn: '2099-01-31',
    ...device(own),
  }));
  const made = await mutate(app, 'applyLicenseChanges', { changes, waitSeconds: 0 });
  const { id, progress } = await finished(app, present(made.changeSet).id);
  if (progress.verified !== FEW) throw new Error(`${progress.verified} of ${FEW} changes were made`);
  set = id;
});

const LISTS = [
  [
    'the changes of a set',
    ['changeSet', 'changes', 'nodes'],
    (fields: string) =>
      `query ($set: ID!) { changeSet(id: $set) { changes(first: ${FEW}) { nodes { ${fields} } } } }`,
  ],
  [
    'the removals that are kept',
    ['scheduledRemovals', 'nodes'],
    (fields: string) => `{ scheduledRemovals(first: ${FEW}) { nodes { ${fields} } } }`,
  ],
] as const;

describe.each(LISTS)('%s', (_what, place, queryOf) => {
  const rowsWith = async (fields: string): Promise<readonly unknown[]> => {
    const rows = listAt(await app.data(queryOf(fields), { variables: { set } }), ...place);
    const found = rows.map((row) => String(at(row, 'assignee', 'externalId')));
    expect(new Set(found)).toEqual(new Set(IMEIS));
    return rows;
  };

  it.each([
    ['there', false],
    ['dead', true],
  ])('are named with no call while the vendor is %s', async (_how, isDead) => {
    if (isDead) app.fleet.thingspace.fault({ path: '', fault: { kind: 'error', status: 503 } });
    const rows = await rowsWith(NAMES);
    expect(app.calls()).toEqual([]);
    for (const row of rows) {
      const own = at(row, 'assignee', 'externalId');
      expect(row).toEqual({
        license: {
          externalId: 'fota',
          name: expect.any(String),
          description: null,
          source: { mode: 'INVENTORY' },
        },
        assignee: {
          id: expect.any(String),
          externalId: own,
          displayName: null,
          source: { mode: 'INVENTORY' },
          imei: own,
          mdn: expect.stringMatching(/^\d+$/),
        },
      });
    }
  });

  it('have the names that the vendor tells', async () => {
    const rows = await rowsWith(NAMES);
    const ids = rows.map((row) => at(row, 'assignee', 'id'));
    const { nodes } = await app.data<{ nodes: readonly unknown[] }>(
      'query ($ids: [ID!]!) { nodes(ids: $ids) { ... on Device { imei mdn displayName } } }',
      { variables: { ids } },
    );
    expect(app.calls().length).toBeGreaterThan(0);
    const named = rows.map((row) => {
      const [own, mdn, displayName] = ['imei', 'mdn', 'displayName'].map((name) => at(row, 'assignee', name));
      return { imei: own, mdn, displayName };
    });
    expect(named).toEqual(nodes);
  });

  it('and what is no name is asked of the vendor', async () => {
    await rowsWith('assignee { externalId ... on Device { model } }');
    expect(app.calls().length).toBeGreaterThan(0);
  });
});

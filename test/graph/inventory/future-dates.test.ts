// Vendors whose clocks are ahead: every date they tell is in the future here. Nobody is idle by it, orders are those of the dates as told, and
// no sweep takes them for changes.
import { describe, expect, it } from '@jest/globals';
import { everyPage, type NodesOfMany } from '../../support/app.ts';
import { present, until } from '../../support/assertions.ts';
import { useSweptApp } from '../../support/inventory.ts';

const AHEAD_MS = 2 * 365 * 86_400_000;
const KEYS = ['genesys-us', 'webex', 'fleet'];
const NOW = new Date(Date.now() - AHEAD_MS).toISOString();

const app = useSweptApp({
  at: NOW,
  accounts: (seeded) => seeded.filter(({ key }) => KEYS.includes(key)),
});

/** The lists whose rows have such a date. */
const LISTS = [
  ['users', 'lastActiveAt'],
  ['devices', 'lastConnectedAt'],
] as const;

type Row = { readonly id: string } & Readonly<Record<string, string | null>>;

async function rowsOf(list: string, more: string, fields: string): Promise<readonly Row[]> {
  const query = `query ($after: String) { inventory { ${list}(first: 200, after: $after, ${more}) {
    nodes { id ${fields} } pageInfo { hasNextPage endCursor } } } }`;
  const pages = await everyPage<NodesOfMany<Row>>(app, query, ['inventory', list]);
  return pages.flatMap(({ nodes }) => nodes);
}

describe.each(LISTS)('%s by %s', (list, field) => {
  const told = async (more: string): Promise<readonly string[]> =>
    (await rowsOf(list, more, field)).map((row) => row[field]).filter((date) => date != null);

  it('are never idle', async () => {
    const dates = await told('filter: { activity: [TOLD] }');
    expect(dates.length).toBeGreaterThan(100);
    expect(dates.filter((date) => date <= new Date(Date.parse(NOW) + 86_400_000).toISOString())).toEqual([]);
    for (const filter of ['idleDays: 0', 'idleDays: 1', 'idleDays: 400', `inactiveSince: "${NOW}"`]) {
      expect(await rowsOf(list, `filter: { ${filter} }`, field)).toEqual([]);
    }
    // What is asked for by a moment that has not come is answered by the dates as they are.
    const middle = present(dates.toSorted()[Math.floor(dates.length / 2)]);
    const before = await told(`filter: { inactiveSince: "${middle}" }`);
    expect(before.toSorted()).toEqual(dates.filter((date) => date < middle).toSorted());
  });

  it.each(['ASC', 'DESC'])('are ordered by the dates as they are, %s', async (direction) => {
    const dates = await told(`orderBy: { field: LAST_ACTIVE, direction: ${direction} }`);
    expect(new Set(dates).size).toBeGreaterThan(50);
    const sorted = dates.toSorted();
    expect(dates).toEqual(direction === 'ASC' ? sorted : sorted.toReversed());
  });
});

it('assignments have the date that the vendor tells, and no other', async () => {
  const holders = await app.data<{ inventory: { assignments: { nodes: readonly Held[] } } }>(
    '{ inventory { assignments(first: 100, filter: { accountKeys: ["fleet"] }) { nodes { assignedAt heldSince } } } }',
  );
  const { nodes } = holders.inventory.assignments;
  expect(nodes).toHaveLength(100);
  for (const { assignedAt, heldSince } of nodes) {
    expect(Date.parse(assignedAt)).toBeGreaterThan(Date.parse(NOW) + AHEAD_MS / 4);
    // They were there at the first look.
    expect(heldSince).toBeNull();
  }
});

interface Held {
  readonly assignedAt: string;
  readonly heldSince: string | null;
}

const SWEEPS =
  '{ inventory { accounts { status sweep { id status added changed closed heldBack finishedAt } } } }';

interface Swept {
  readonly status: string;
  readonly sweep: Readonly<Record<string, unknown>>;
}

it('sweep after sweep finds nothing that has changed', async () => {
  for (let sweep = 0; sweep < 2; sweep += 1) {
    const accounts = async () =>
      (await app.data<{ inventory: { accounts: readonly Swept[] } }>(SWEEPS)).inventory.accounts;
    const before = (await accounts()).map((one) => one.sweep['id']);
    const asked = `mutation { refreshInventory(input: { accountKeys: ${JSON.stringify(KEYS)} }) { problems { code } } }`;
    expect(await app.data(asked)).toEqual({ refreshInventory: { problems: [] } });
    await until(async () =>
      (await accounts()).every(
        (one) => one.sweep['finishedAt'] !== null && !before.includes(one.sweep['id']),
      ),
    );
    for (const one of await accounts()) {
      expect(one).toMatchObject({
        status: 'READY',
        sweep: { status: 'COMPLETE', added: 0, changed: 0, closed: 0, heldBack: 0 },
      });
    }
    // Dates that were cut off at the present would be others by now.
    app.later(60_000);
  }
  expect(await app.data('{ licenseEvents(first: 1) { nodes { what } } }')).toEqual({
    licenseEvents: { nodes: [] },
  });
});

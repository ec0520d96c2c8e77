// Every order of the inventory, in both directions: pages of a walk are the whole list, without a row twice or missed.
import { describe, expect, it } from '@jest/globals';
import { isEnumType } from 'graphql';
import { buildSchema } from '../../../src/graph/schema.ts';
import { everyPage, type NodesOfMany } from '../../support/app.ts';
import { useSweptApp } from '../../support/inventory.ts';
import { at } from '../../support/json.ts';

const app = useSweptApp();

/** What each list is ordered by, and what its rows show of that; null where a row does not show it. */
const SHOWN: Readonly<Record<string, Readonly<Record<string, string | null>>>> = {
  licenses: { NAME: null, AVAILABLE: 'seats.available', TOTAL: 'seats.total', HELD: null, UTILISATION: null },
  users: {
    NAME: null,
    LAST_ACTIVE: 'lastActiveAt',
    STATE: 'state',
    KIND: 'kind',
    DEPARTMENT: 'department',
    LICENSES_HELD: null,
  },
  devices: {
    NAME: null,
    LAST_ACTIVE: 'lastConnectedAt',
    STATUS: 'status',
    PROTOCOL: null,
    MODEL: 'model',
    LICENSES_HELD: null,
  },
  workspaces: { NAME: null, LICENSES_HELD: null },
  entities: { NAME: null, ENTITY_TYPE: 'entityType', LICENSES_HELD: null },
  assignments: { LICENSE: null, ASSIGNEE: null, HELD_SINCE: 'heldSince', REMOVAL_ON: null },
};
const SORT_OF: Readonly<Record<string, string>> = {
  licenses: 'LicenseSort',
  users: 'UserSort',
  devices: 'DeviceSort',
  workspaces: 'WorkspaceSort',
  entities: 'EntitySort',
  assignments: 'AssignmentSort',
};
const ORDERS = Object.entries(SHOWN).flatMap(([list, fields]) =>
  Object.entries(fields).flatMap(([field, shown]) =>
    (['ASC', 'DESC'] as const).map((direction) => ({ list, field, shown, direction })),
  ),
);

type Row = { readonly id: string } & Readonly<Record<string, unknown>>;

describe('an order of the inventory', () => {
  it.each(ORDERS)('$list by $field, $direction', async ({ list, field, shown, direction }) => {
    const [outer = '', inner] = shown?.split('.') ?? [];
    const value = shown === null ? '' : inner === undefined ? outer : `${outer} { ${inner} }`;
    const pages = (first: number) =>
      everyPage<NodesOfMany<Row>>(
        app,
        `query ($after: String, $orderBy: ${SORT_OF[list]}) { inventory { ${list}(first: ${first}, after: $after, orderBy: $orderBy) {
          nodes { id ${value} } pageInfo { hasNextPage endCursor } } } }`,
        ['inventory', list],
        { orderBy: { field, direction } },
      );
    const whole = (await pages(1_000)).flatMap(({ nodes }) => nodes);
    const walked = (await pages(Math.max(7, Math.ceil(whole.length / 12)))).flatMap(({ nodes }) => nodes);
    expect(walked).toEqual(whole);
    expect(new Set(whole.map(({ id }) => id)).size).toBe(whole.length);
    if (shown === null) return;
    const place = shown.split('.');
    const values = whole.map((row) => at(row, ...place) ?? null);
    const told = values.filter((one) => one !== null);
    // Those without a value come last, whichever the direction.
    expect(values.slice(0, told.length)).toEqual(told);
    const sorted = told.toSorted((one, other) => compare(one, other) * (direction === 'ASC' ? 1 : -1));
    expect(told).toEqual(sorted);
  });

  it('is tried by every field that there is', () => {
    const schema = buildSchema();
    for (const [list, fields] of Object.entries(SHOWN)) {
      const type = schema.getType(`${SORT_OF[list]}Field`);
      expect([list, isEnumType(type) && type.getValues().map(({ name }) => name)]).toEqual([
        list,
        Object.keys(fields),
      ]);
    }
  });
});

function compare(one: unknown, other: unknown): number {
  if (typeof one === 'number' && typeof other === 'number') return one - other;
  return Buffer.compare(Buffer.from(String(one)), Buffer.from(String(other)));
}

// Rows parsed one by one: an odd one is left out and counted, and the others are there.
import { describe, expect, it } from '@jest/globals';
import { z } from 'zod';
import { createDriftCounter } from '../../src/upstream/drift.ts';
import { leftOutOf, parseRows } from '../../src/upstream/parse.ts';

const Row = z.object({ id: z.string(), seats: z.int().nullish() });

function read(...rows: readonly unknown[]) {
  const drift = createDriftCounter(() => Date.UTC(2026, 0, 31));
  return { ...parseRows(Row, rows, 'licenses', { accountKey: 'acme', drift }), drift };
}

describe('rows', () => {
  it('are all there when all have the form', () => {
    const { rows, leftOut, drift } = read({ id: 'a' }, { id: 'b', seats: 3 });
    expect(rows).toEqual([{ id: 'a' }, { id: 'b', seats: 3 }]);
    expect(leftOut).toBe(0);
    expect(drift.seen()).toEqual([]);
  });

  it('without the form are left out, and counted by field and kind, without what was sent', () => {
    const { rows, leftOut, drift } = read({ id: 'a' }, { seats: 1 }, { id: 7 }, null, {
      id: 'b',
      seats: 'sec-ret',
    });
    expect(rows).toEqual([{ id: 'a' }]);
    expect(leftOut).toBe(4);
    const lastSeenAt = '2026-01-31T00:00:00.000Z';
    expect(drift.seen()).toEqual([
      { field: 'licenses.id', kind: 'not a string', times: 2, lastSeenAt },
      { field: 'licenses', kind: 'not a object', times: 1, lastSeenAt },
      { field: 'licenses.seats', kind: 'not a number', times: 1, lastSeenAt },
    ]);
    expect(JSON.stringify(drift.seen())).not.toContain('sec-ret');
  });

  it('that are left out keep their ids where the list says how to read them, in their one spelling', () => {
    const drift = createDriftCounter(() => 0);
    const id = z.object({ id: z.string().toLowerCase() }).transform((row) => row.id);
    const rows = [{ id: 'a' }, { id: 'B', seats: 'odd' }, { id: 7 }, null];
    const parsed = parseRows(Row, rows, { name: 'licenses', id }, { accountKey: 'acme', drift });

    expect(parsed).toEqual({ rows: [{ id: 'a' }], leftOut: 3, leftOutIds: ['b'] });
    expect(drift.seen().map(({ field }) => field)).toEqual(['licenses.seats', 'licenses.id', 'licenses']);
    // Two of the three may be any row.
    expect(leftOutOf('LICENSE', parsed)).toEqual({
      leftOut: [{ kind: 'LICENSE', externalId: 'b' }],
      gap: 'ROWS_LEFT_OUT',
    });
    expect(leftOutOf('LICENSE', { leftOut: 1, leftOutIds: ['b'] }).gap).toBeUndefined();
    expect(leftOutOf('LICENSE', { leftOut: 0 })).toEqual({ leftOut: [], gap: undefined });
  });

  it('are counted under one name whatever the place in a list inside them', () => {
    const WithList = z.object({ id: z.string(), parts: z.array(z.object({ name: z.string() })) });
    const drift = createDriftCounter(() => 0);
    const rows = Array.from({ length: 200 }, (_, odd) => ({
      id: 'a',
      parts: Array.from({ length: odd + 1 }, (_part, place) => ({ name: place === odd ? 7 : 'fine' })),
    }));
    const { leftOut } = parseRows(WithList, rows, 'licenses', { accountKey: 'acme', drift });
    expect(leftOut).toBe(200);
    expect(drift.seen()).toMatchObject([
      { field: 'licenses.parts[].name', kind: 'not a string', times: 200 },
    ]);
  });

  it('cannot be altered by whoever reads them', () => {
    const [row] = read({ id: 'a' }).rows;
    expect(Object.isFrozen(row)).toBe(true);
  });
});

describe('what is counted', () => {
  it('is of fifty kinds at most: a vendor cannot fill the memory', () => {
    const drift = createDriftCounter(() => 0);
    for (let kind = 0; kind < 100; kind += 1) drift.note(`users.field${kind}`, 'not a string');
    drift.note('users.field0', 'not a string');
    expect(drift.seen()).toHaveLength(50);
    expect(drift.seen()[0]).toMatchObject({ field: 'users.field0', times: 2 });
  });
});

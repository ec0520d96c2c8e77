// A store with an inventory from a seed, which no test of its file changes, and the loops over its rows.
import type { FoundRow, Place } from '../../../src/domain/inventory/search.ts';
import type { Store } from '../../../src/store/api.ts';
import type { DatabaseKind } from '../../support/databases.ts';
import {
  seedInventory,
  someInventory,
  type HoldingRow,
  type InventoryRows,
} from '../../support/inventory-rows.ts';
import { opened } from '../../support/lifecycle.ts';
import { openRig, type Rig } from '../../support/store.ts';
import { loopsOver, type Loops } from './loops.ts';

export interface ReadRig extends Pick<Rig, 'store' | 'query'> {
  readonly rows: InventoryRows;
  /** What a caller of these accounts is to be told. */
  loops(visible: readonly string[], held?: readonly HoldingRow[]): Loops;
}

/** All accounts of the seeded inventory. */
export const EVERYTHING = ['acme', 'fleet', 'branch'];

/** The rig of the `describe` this is called in. */
export function useInventory(kind: DatabaseKind, seed = 14): ReadRig {
  const rows = someInventory(seed);
  const rig = opened(
    async () => {
      const it = await openRig(kind);
      await seedInventory(it, rows);
      return it;
    },
    (it) => it.close(),
  );
  return {
    get store(): Store {
      return rig.store;
    },
    query: (statement) => rig.query(statement),
    rows,
    loops: (visible, held = heldAt(rows, null)) => loopsOver(rows, held, { visible, now: rig.clock.now }),
  };
}

/** All rows of a list, page after page. */
export async function throughPages<Row extends FoundRow<unknown>>(
  find: (after: Place | null) => Promise<{ readonly rows: readonly Row[]; readonly hasNext: boolean }>,
): Promise<readonly Row[]> {
  const rows: Row[] = [];
  let after: Place | null = null;
  for (;;) {
    const found = await find(after);
    rows.push(...found.rows);
    const last = found.rows.at(-1);
    if (!found.hasNext || last === undefined) return rows;
    // As a cursor would have it.
    after = JSON.parse(JSON.stringify(last.place)) as Place;
  }
}

/** What was held at a moment; null: now. */
export function heldAt({ holdings }: InventoryRows, asOf: string | null): readonly HoldingRow[] {
  return holdings.filter(({ validFrom, validTo }) =>
    asOf === null ? validTo === null : validFrom <= asOf && (validTo === null || validTo > asOf),
  );
}

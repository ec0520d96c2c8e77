// License packs and the entities assigned to them: those of the seed, with every change since.
import { byCodeUnit } from './order.ts';

/** A pack as it is at the start. */
export interface PackSeed {
  readonly id: string;
  readonly name: string;
  readonly total: number;
  readonly notes?: string;
  readonly active: boolean;
  /** Ids of the entities assigned at the start; called once, when first needed. */
  readonly holders: () => readonly string[];
  /** The removal dates some of them have from the start, by entity id. */
  readonly dates: Readonly<Record<string, string>>;
}

/** One assignment of a pack. */
export interface Row {
  readonly entityId: string;
  readonly expirationDate: string | undefined;
}

/** A license pack, with its assignments as they are now. */
export interface Pack {
  readonly id: string;
  readonly name: string;
  readonly total: number;
  readonly notes: string | undefined;
  readonly active: boolean;
  assigned(): number;
  /** Ids of the assigned entities in order. */
  entityIds(): readonly string[];
  row(entityId: string): Row | undefined;
}

/** All packs. */
export interface Licenses {
  /** Every pack, active or not, in order of id. */
  readonly packs: readonly Pack[];
  find(packId: string): Pack | undefined;
  put(packId: string, row: Row): void;
  remove(packId: string, entityId: string): void;
  /** Removes each assignment whose date is `today` or earlier. */
  sweep(today: string): void;
  snapshot(): () => void;
}

/** `undefined` marks a row of the seed as removed. */
type Changes = Map<string, Row | undefined>;

/** A pack, the changes of its assignments, and its sorted ids while they are known. */
interface PackRecord {
  readonly pack: Pack;
  changes: Changes;
  sorted: readonly string[] | undefined;
}

function createPack(seed: PackSeed): PackRecord {
  let holders: ReadonlySet<string> | undefined;
  const base = (): ReadonlySet<string> => (holders ??= new Set(seed.holders()));
  const dated = Object.entries(seed.dates);

  const record: PackRecord = {
    changes: new Map(dated.map(([entityId, expirationDate]) => [entityId, { entityId, expirationDate }])),
    sorted: undefined,
    pack: {
      id: seed.id,
      name: seed.name,
      total: seed.total,
      notes: seed.notes,
      active: seed.active,
      assigned() {
        let count = base().size;
        for (const [entityId, row] of record.changes)
          count += Number(row !== undefined) - Number(base().has(entityId));
        return count;
      },
      entityIds() {
        record.sorted ??= merged(base(), record.changes);
        return record.sorted;
      },
      row(entityId) {
        if (record.changes.has(entityId)) return record.changes.get(entityId);
        return base().has(entityId) ? { entityId, expirationDate: undefined } : undefined;
      },
    },
  };
  return record;
}

function merged(base: ReadonlySet<string>, changes: Changes): readonly string[] {
  const kept = [...base].filter((entityId) => !changes.has(entityId));
  for (const row of changes.values()) if (row) kept.push(row.entityId);
  return kept.sort(byCodeUnit);
}

/** The packs of the seed. */
export function createLicenses(seeds: readonly PackSeed[]): Licenses {
  const records = new Map(seeds.map((seed) => [seed.id, createPack(seed)]));
  const packs = [...records.values()].map((record) => record.pack).sort((a, b) => byCodeUnit(a.id, b.id));
  /** The day last swept for; a change of any row makes it unknown. */
  let swept: string | undefined;

  function change(packId: string, entityId: string, row: Row | undefined): void {
    const record = records.get(packId);
    if (!record) return;
    record.changes.set(entityId, row);
    record.sorted = undefined;
    swept = undefined;
  }

  return {
    packs,
    find: (packId) => records.get(packId)?.pack,
    put: (packId, row) => change(packId, row.entityId, row),
    remove: (packId, entityId) => change(packId, entityId, undefined),
    sweep(today) {
      if (swept === today) return;
      for (const [packId, record] of records) {
        for (const row of record.changes.values()) {
          if (row?.expirationDate !== undefined && row.expirationDate <= today)
            change(packId, row.entityId, undefined);
        }
      }
      swept = today;
    },
    snapshot() {
      const before = [...records.values()].map((record) => ({
        record,
        changes: new Map(record.changes),
        sorted: record.sorted,
      }));
      return () => {
        for (const { record, changes, sorted } of before) Object.assign(record, { changes, sorted });
        swept = undefined;
      };
    },
  };
}

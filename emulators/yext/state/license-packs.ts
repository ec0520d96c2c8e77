// Packs and who is assigned to them: what the seed says, with every change since laid over it.

export interface PackSeed {
  readonly id: string;
  readonly name: string;
  readonly total: number;
  readonly notes?: string;
  readonly active: boolean;
  /** Ids of the entities assigned at seed time; asked once, when first needed. */
  readonly holders: () => readonly string[];
  /** The dates some of them have from the start. */
  readonly dates: Readonly<Record<string, string>>;
}

/** One assignment of a pack. */
export interface Row {
  readonly entityId: string;
  readonly expirationDate: string | undefined;
}

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

interface Shelf {
  readonly pack: Pack;
  changes: Changes;
  sorted: readonly string[] | undefined;
}

function createShelf(seed: PackSeed): Shelf {
  let holders: ReadonlySet<string> | undefined;
  const base = (): ReadonlySet<string> => (holders ??= new Set(seed.holders()));
  const dated = Object.entries(seed.dates);

  const shelf: Shelf = {
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
        for (const [entityId, row] of shelf.changes)
          count += Number(row !== undefined) - Number(base().has(entityId));
        return count;
      },
      entityIds() {
        shelf.sorted ??= merged(base(), shelf.changes);
        return shelf.sorted;
      },
      row(entityId) {
        if (shelf.changes.has(entityId)) return shelf.changes.get(entityId);
        return base().has(entityId) ? { entityId, expirationDate: undefined } : undefined;
      },
    },
  };
  return shelf;
}

function merged(base: ReadonlySet<string>, changes: Changes): readonly string[] {
  const kept = [...base].filter((entityId) => !changes.has(entityId));
  for (const row of changes.values()) if (row) kept.push(row.entityId);
  return kept.sort(byCodeUnit);
}

/** Order of ids in every list. */
export function byCodeUnit(a: string, b: string): number {
  if (a === b) return 0;
  return a < b ? -1 : 1;
}

export function createLicenses(seeds: readonly PackSeed[]): Licenses {
  const shelves = new Map(seeds.map((seed) => [seed.id, createShelf(seed)]));
  const packs = [...shelves.values()].map((shelf) => shelf.pack).sort((a, b) => byCodeUnit(a.id, b.id));
  /** The day last swept for; a change of any row makes it unknown. */
  let swept: string | undefined;

  function change(packId: string, entityId: string, row: Row | undefined): void {
    const shelf = shelves.get(packId);
    if (!shelf) return;
    shelf.changes.set(entityId, row);
    shelf.sorted = undefined;
    swept = undefined;
  }

  return {
    packs,
    find: (packId) => shelves.get(packId)?.pack,
    put: (packId, row) => change(packId, row.entityId, row),
    remove: (packId, entityId) => change(packId, entityId, undefined),
    sweep(today) {
      if (swept === today) return;
      for (const [packId, shelf] of shelves) {
        for (const row of shelf.changes.values()) {
          if (row?.expirationDate !== undefined && row.expirationDate <= today)
            change(packId, row.entityId, undefined);
        }
      }
      swept = today;
    },
    snapshot() {
      const before = [...shelves.values()].map((shelf) => ({
        shelf,
        changes: new Map(shelf.changes),
        sorted: shelf.sorted,
      }));
      return () => {
        for (const { shelf, changes, sorted } of before) Object.assign(shelf, { changes, sorted });
        swept = undefined;
      };
    },
  };
}

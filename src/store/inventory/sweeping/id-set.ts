// Surrogate keys in a bit each: a million of them take 125 kB.

export interface IdSet {
  add(ids: readonly number[]): void;
  has(id: number): boolean;
  /** How many different ones there are. */
  readonly size: number;
}

/** An empty set of whole numbers from 0. */
export function createIdSet(): IdSet {
  let bits = new Uint8Array(1_024);
  let size = 0;
  const addOne = (id: number): void => {
    const at = id >> 3;
    if (at >= bits.length) {
      const larger = new Uint8Array(Math.max(at + 1, bits.length * 2));
      larger.set(bits);
      bits = larger;
    }
    const bit = 1 << (id & 7);
    if (((bits[at] ?? 0) & bit) !== 0) return;
    bits[at] = (bits[at] ?? 0) | bit;
    size += 1;
  };
  return {
    add(ids) {
      for (const id of ids) addOne(id);
    },
    has: (id) => ((bits[id >> 3] ?? 0) & (1 << (id & 7))) !== 0,
    get size() {
      return size;
    },
  };
}

// Documents kept by their hashes: those used last, within a number and a total size.

export interface Kept<Value> {
  get(hash: string): Value | undefined;
  set(hash: string, value: Value, bytes: number): void;
  clear(): void;
}

/** Keeps at most so many values, which take so many bytes together; the ones not used for longest go. */
export function keepLast<Value>(limits: { readonly count: number; readonly bytes: number }): Kept<Value> {
  const kept = new Map<string, { readonly value: Value; readonly bytes: number }>();
  let total = 0;
  const drop = (hash: string): void => {
    total -= kept.get(hash)?.bytes ?? 0;
    kept.delete(hash);
  };
  return {
    clear() {
      kept.clear();
      total = 0;
    },
    get(hash) {
      const found = kept.get(hash);
      if (!found) return undefined;
      kept.delete(hash);
      kept.set(hash, found); // a Map keeps the order of insertion
      return found.value;
    },
    set(hash, value, bytes) {
      drop(hash);
      kept.set(hash, { value, bytes });
      total += bytes;
      for (const oldest of kept.keys()) {
        if (kept.size <= limits.count && total <= limits.bytes) break;
        drop(oldest);
      }
    },
  };
}

// What is opened before the tests and closed after them, in one line where it is used.
import { afterAll, beforeAll } from '@jest/globals';

/** Opening databases and starting servers takes its time on a machine that has much else to do. */
const PATIENCE_MS = 120_000;

/**
 * What is open now, the last one opened at the end. Blocks lie within one another, so that one list serves them all: each
 * `afterAll` of a block takes what the block itself has put there.
 */
const open: (() => Promise<void> | void)[] = [];

/**
 * Opens something before all tests of the file or `describe` this is called in, and closes it after them. What was opened last
 * is closed first, as it may use the others. What is given stands for it, and can be used once it is open: in hooks and tests.
 */
export function opened<T extends object>(
  make: () => Promise<T> | T,
  close: (it: T) => Promise<void> | void,
): T {
  let it: T | undefined;
  beforeAll(async () => {
    // Before it is made, which may fail: there is an `afterAll` for it all the same.
    open.push(async () => {
      const made = it;
      it = undefined;
      if (made !== undefined) await close(made);
    });
    it = await make();
  }, PATIENCE_MS);
  // Jest runs these in the order they are defined in.
  afterAll(() => open.pop()?.(), PATIENCE_MS);
  return standIn(() => it);
}

/** An object that is whatever `current` gives at the moment. */
export function standIn<T extends object>(current: () => T | undefined): T {
  const target = {} as T; // never looked at: every access goes to the current one
  return new Proxy(target, {
    get(_target, name) {
      const it = current();
      if (it === undefined) throw new Error(`not open: ${String(name)} is for tests and hooks`);
      return Reflect.get(it, name);
    },
  });
}

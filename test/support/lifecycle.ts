// Opens things before the tests and closes them after, with one line where they are used.
import { afterAll, beforeAll } from '@jest/globals';

/**
 * Everything open now, in the order of opening. Blocks are nested, so one list is enough for all of them: the
 * `afterAll` of a block takes off what the block itself has added.
 */
const open: (() => Promise<void> | void)[] = [];

/**
 * Opens something before all tests of the file or `describe` this is called in, and closes it after them. What was opened last
 * is closed first, as it may use the others. The returned object stands for it; hooks and tests can use it once it is open.
 */
export function opened<T extends object>(
  make: () => Promise<T> | T,
  close: (it: T) => Promise<void> | void,
): T {
  let it: T | undefined;
  beforeAll(async () => {
    // Added before `open` runs, which may fail: `afterAll` runs all the same.
    open.push(async () => {
      const made = it;
      it = undefined;
      if (made !== undefined) await close(made);
    });
    it = await make();
  });
  // Jest runs these in the order of their definition.
  afterAll(() => open.pop()?.());
  return standIn(() => it);
}

/** An object that stands for the present value of `current`. */
export function standIn<T extends object>(current: () => T | undefined): T {
  const target = {} as T; // never used: every access goes to the present value
  return new Proxy(target, {
    get(_target, name) {
      const it = current();
      if (it === undefined) throw new Error(`not open: ${String(name)} is for tests and hooks`);
      return Reflect.get(it, name);
    },
  });
}

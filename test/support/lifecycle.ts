// What is opened before the tests and closed after them, in one line where it is used.
import { afterAll, beforeAll } from '@jest/globals';

/** Opening databases and starting servers takes its time on a machine that has much else to do. */
const PATIENCE_MS = 120_000;

/**
 * Opens something before all tests of the file or `describe` this is called in, and closes it after them. What is given
 * stands for it, and can be used once it is open: in hooks and tests.
 */
export function opened<T extends object>(
  open: () => Promise<T> | T,
  close: (it: T) => Promise<void> | void,
): T {
  let it: T | undefined;
  beforeAll(async () => {
    it = await open();
  }, PATIENCE_MS);
  afterAll(async () => {
    if (it !== undefined) await close(it);
    it = undefined;
  }, PATIENCE_MS);
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

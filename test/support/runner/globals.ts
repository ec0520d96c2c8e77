// What `@jest/globals` stands for where test files run in plain Node: the package itself can be loaded by Jest's own runner only.
import { ModuleMocker } from 'jest-mock';

export { jestExpect as expect } from '@jest/expect';
export { afterAll, afterEach, beforeAll, beforeEach, describe, it } from 'jest-circus';

/** Only what the tests use of it: `spyOn`, `restoreAllMocks`. */
export const jest = new ModuleMocker(globalThis);

// Runs the test files in plain Node processes, each of which loads the libraries and `src` once for all of its files.
// Jest's own runner gives every file a virtual machine, in which all of it is loaded anew: more than half of the time of this
// suite. What that guards against is not here: modules have no state, and tests replace none.
import { relative, sep } from 'node:path';
import type { SerializableError } from '@jest/test-result';
import {
  CallbackTestRunner,
  type OnTestFailure,
  type OnTestStart,
  type OnTestSuccess,
  type Test,
  type TestRunnerOptions,
  type TestWatcher,
} from 'jest-runner';
import { Worker } from 'jest-worker';
import type * as runFile from './run-file.ts';

/** Folders of test/ whose files wait for processes and many changes: begun first, so that none is left alone at the end. */
const LONG: readonly (string | undefined)[] = ['changes', 'contract', 'main', 'bench', 'docs'];

/** Workers wait for processes, deadlines, answers held back: with one a core, a third of the time. Jest itself takes no more. */
const WORKERS_A_CORE = 2;

/** In the form Jest loads: a class that is the default export. */
export default class PlainRunner extends CallbackTestRunner {
  /** With `--runInBand` one file after the other; in processes of their own also then, so that watching sees what was changed. */
  override async runTests(
    tests: Test[],
    watcher: TestWatcher,
    onStart: OnTestStart,
    onResult: OnTestSuccess,
    onFailure: OnTestFailure,
    { serial }: TestRunnerOptions,
  ): Promise<void> {
    const numWorkers = serial ? 1 : Math.ceil(this._globalConfig.maxWorkers * WORKERS_A_CORE);
    const workers = new Worker(new URL('run-file.ts', import.meta.url), {
      exposedMethods: ['runFile'],
      numWorkers,
      forkOptions: { stdio: 'inherit' },
    }) as Worker & typeof runFile;
    const waiting = tests.toSorted((a, b) => Number(isLong(b)) - Number(isLong(a))).values();
    const takeOneByOne = async (): Promise<void> => {
      for (const test of waiting) {
        if (watcher.isInterrupted()) return;
        await onStart(test);
        await workers.runFile(test.path, test.context.config, this._globalConfig).then(
          (result) => onResult(test, result),
          // What a worker rejects with has crossed from another process: an error's fields.
          (error: unknown) => onFailure(test, error as SerializableError),
        );
      }
    };
    try {
      await Promise.all(Array.from({ length: numWorkers }, takeOneByOne));
    } finally {
      await workers.end();
    }
  }
}

function isLong({ path, context }: Test): boolean {
  return LONG.includes(relative(context.config.rootDir, path).split(sep)[1]);
}

// Runs one test file in this process through Jest's circus, so that hooks, time limits, `each`, `only` and `-t` are as everywhere.
import { registerHooks } from 'node:module';
import { pathToFileURL } from 'node:url';
import { jestExpect } from '@jest/expect';
import { createEmptyTestResult, type AssertionResult, type TestResult } from '@jest/test-result';
import type { Circus, Config } from '@jest/types';
import { getState, resetState, run } from 'jest-circus';
import { formatExecError, formatResultsErrors } from 'jest-message-util';

// This is what a worker loads first, and once.
registerHooks({
  resolve: (specifier, context, next) =>
    specifier === '@jest/globals'
      ? { url: new URL('globals.ts', import.meta.url).href, shortCircuit: true }
      : next(specifier, context),
});
process.on('uncaughtException', blameCurrentTest);
process.on('unhandledRejection', blameCurrentTest);

/** What nobody caught fails the test that runs, or the file. */
function blameCurrentTest(error: unknown): void {
  const { currentlyRunningTest, unhandledErrors } = getState();
  (currentlyRunningTest?.errors ?? unhandledErrors).push(error);
}

/** The result of all tests of the file at `path`. Rejects when it cannot be loaded. */
export async function runFile(
  path: string,
  config: Config.ProjectConfig,
  globalConfig: Config.GlobalConfig,
): Promise<TestResult> {
  const start = Date.now();
  resetState();
  const state = getState();
  state.testTimeout = globalConfig.testTimeout ?? config.testTimeout ?? state.testTimeout;
  if (globalConfig.testNamePattern) state.testNamePattern = new RegExp(globalConfig.testNamePattern, 'i');
  jestExpect.setState({ testPath: path, expand: globalConfig.expand });
  await import(pathToFileURL(path).href);
  const { testResults, unhandledErrors, unhandledErrorsDetailed } = await run();
  const results = testResults.map(assertionResult);
  const count = (wanted: AssertionResult['status']): number =>
    results.filter(({ status }) => status === wanted).length;
  const failures = [
    formatResultsErrors(results, config, globalConfig, path),
    ...unhandledErrorsDetailed.map((error) => formatExecError(error, config, globalConfig, path)),
  ];
  const end = Date.now();
  const empty = createEmptyTestResult();
  return {
    ...empty,
    testFilePath: path,
    testResults: results,
    failureMessage: failures.filter((failure) => failure !== null).join('\n') || null,
    ...(unhandledErrors.length > 0 && { testExecError: { message: '', stack: unhandledErrors.join('\n') } }),
    numFailingTests: count('failed'),
    numPassingTests: count('passed'),
    numPendingTests: count('pending'),
    numTodoTests: count('todo'),
    perfStats: { ...empty.perfStats, start, end, runtime: end - start },
  };
}

/** What Jest's reporters read, of what its circus gives. */
function assertionResult(test: Circus.TestResult): AssertionResult {
  // The first name is that of the file's own block.
  const names = test.testPath.slice(1).map(String);
  return {
    ancestorTitles: names.slice(0, -1),
    title: names.at(-1) ?? '',
    fullName: names.join(' '),
    status: statusOf(test),
    duration: test.duration ?? null,
    failureMessages: test.errors,
    failureDetails: [],
    numPassingAsserts: test.numPassingAsserts,
  };
}

function statusOf({ status, errors }: Circus.TestResult): AssertionResult['status'] {
  if (errors.length > 0) return 'failed';
  return status === 'skip' ? 'pending' : status === 'todo' ? 'todo' : 'passed';
}

// The last lines of a test run, for people and for CI: the slowest files, and `N passed, N failed`.
import { relative } from 'node:path';

interface FileResult {
  readonly testFilePath: string;
  readonly perfStats: { readonly start: number; readonly end: number };
}

interface Results {
  readonly numPassedTests: number;
  readonly numFailedTests: number;
  /** Files that could not be run. */
  readonly numRuntimeErrorTestSuites: number;
  readonly testResults: readonly FileResult[];
}

const SLOWEST = 10;

/** A Jest reporter: a class as the default export. A file that could not be run counts as one failed test. */
export default class ClosingLines {
  onRunComplete(_contexts: unknown, results: Results): void {
    const failed = results.numFailedTests + results.numRuntimeErrorTestSuites;
    const lines = [...slowest(results.testResults), '', `${results.numPassedTests} passed, ${failed} failed`];
    // Jest writes its own summary after every other reporter.
    process.once('exit', () => process.stdout.write(`\n${lines.join('\n')}\n`));
  }
}

/** `  12.3 s  test/a.test.ts`, the slowest first. */
function slowest(files: readonly FileResult[]): string[] {
  const timed = files.map(({ testFilePath, perfStats: { start, end } }) => ({
    file: relative(process.cwd(), testFilePath),
    seconds: (end - start) / 1000,
  }));
  const longest = timed.toSorted((a, b) => b.seconds - a.seconds).slice(0, SLOWEST);
  return [
    `The ${longest.length} slowest of ${files.length} files:`,
    ...longest.map(({ file, seconds }) => `${seconds.toFixed(1).padStart(7)} s  ${file}`),
  ];
}

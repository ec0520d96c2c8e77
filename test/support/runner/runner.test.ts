// What a run says of test files that fail, each in another way: that it was green has to mean something.
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { beforeAll, describe, expect, it } from '@jest/globals';
import { z } from 'zod';
import { useChildren } from '../child-process.ts';
import { useFolder } from '../folder.ts';

const FILES: Readonly<Record<string, string>> = {
  right: `it('is right', () => expect(1).toBe(1));`,
  // Left out on purpose, in a text that only the run under test sees: it has to be counted as such.
  partly: `it('is right', () => expect(1).toBe(1)); it.skip('is left out', () => expect(1).toBe(2));`,
  wrong: `it('is wrong', () => expect(1).toBe(2)); it('is right', () => expect(1).toBe(1));`,
  endless: `it('is endless', () => new Promise(() => {}), 50); it('comes after', () => undefined);`,
  thrown: `it('throws beside', async () => { setTimeout(() => { throw new Error('beside'); }); await delay(50); });`,
  rejected: `it('rejects beside', async () => { void Promise.reject(new Error('beside')); await delay(50); });`,
  unopened: `describe('all', () => { beforeAll(() => { throw new Error('not opened'); }); it('waits', () => undefined); });`,
  unclosed: `afterAll(() => { throw new Error('not closed'); }); it('is right', () => undefined);`,
  unreadable: `it('has no end', () => {`,
  gone: `it('ends the process', () => process.exit(1));`,
  empty: `describe('nothing', () => undefined);`,
};
const IMPORTS = `import { setTimeout as delay } from 'node:timers/promises';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';\n`;

const reportSchema = z.object({
  numPassedTests: z.number(),
  numFailedTests: z.number(),
  numPendingTests: z.number(),
  testResults: z.array(z.object({ name: z.string(), status: z.string(), message: z.string() })),
});

const folder = useFolder();
const children = useChildren();

describe('a run of the tests', () => {
  let exitCode: number | null;
  let report: z.output<typeof reportSchema>;

  beforeAll(async () => {
    for (const [name, text] of Object.entries(FILES)) await folder.write(`${name}.test.mts`, IMPORTS + text);
    const runner = join(import.meta.dirname, 'runner.ts');
    const config = await folder.write(
      'jest.config.json',
      JSON.stringify({
        runner,
        transform: {},
        testMatch: ['**/*.test.mts'],
        moduleFileExtensions: ['mts', 'js'],
      }),
    );
    const output = folder.at('report.json');
    const run = children.node([
      'node_modules/jest/bin/jest.js',
      `--config=${config}`,
      '--json',
      `--outputFile=${output}`,
    ]);
    exitCode = await run.exited;
    report = reportSchema.parse(JSON.parse(await readFile(output, 'utf8')));
  });

  const resultOf = (name: string): { status: string; message: string } | undefined =>
    report.testResults.find((file) => file.name === folder.at(`${name}.test.mts`));

  it('fails as a whole, and counts', () => {
    expect(exitCode).toBe(1);
    expect(report).toMatchObject({ numPassedTests: 5, numFailedTests: 5, numPendingTests: 1 });
  });

  it('passes what is right', () => {
    expect(resultOf('right')).toMatchObject({ status: 'passed', message: '' });
  });

  it.each([
    ['wrong', /is wrong[^]*Expected: 2/],
    ['endless', /Exceeded timeout of 50 ms/],
    ['thrown', /throws beside\s+beside/],
    ['rejected', /rejects beside\s+beside/],
    ['unopened', /waits\s+not opened/],
    ['unclosed', /failed to run\s+not closed/],
    ['unreadable', /Unexpected eof|Unexpected end|Expected/],
    ['gone', /process/],
    ['empty', /must contain at least one test/],
  ])('fails the file that is %s, and says why', (name, why) => {
    expect(resultOf(name)).toMatchObject({ status: 'failed', message: expect.stringMatching(why) });
  });
});

// `npm run bench -- --quick`, as a process: it compares what it says it compares. How fast anything is, is no test's business.
import { describe, expect, it } from '@jest/globals';
import { useChildren } from '../support/child-process.ts';

const children = useChildren();

async function bench(...options: readonly string[]) {
  const child = children.node(['bench/run.ts', ...options]);
  return { code: await child.exited, out: child.stdout(), errors: child.stderr() };
}

describe('the bench', () => {
  it('finds all answers and upstream calls equal, and prints both ratios', async () => {
    const { code, out, errors } = await bench('--quick');

    expect({ code, errors }).toEqual({ code: 0, errors: '' });
    expect(out).toContain('answers are equal: 100 users in each\n');
    expect(out).toMatch(/upstream calls are equal:\n( {2}(GET|POST) \/api\/v2\/\S+\n){3}\n/);
    expect(out).toMatch(/^graph \/ afternoon +\d+\.\d\d \(\d+\.\d\d\.\.\d+\.\d\d\) +aim 2\.5$/m);
    expect(out).toMatch(/^graph \/ raw +\d+\.\d\d \(\d+\.\d\d\.\.\d+\.\d\d\) +aim 0\.6$/m);
  });

  it('caches no answer: what is not shared costs three upstream calls an answer', async () => {
    const { out } = await bench('--quick', '--clients', '1');

    for (const server of ['graph', 'graph unshared', 'afternoon', 'raw']) {
      expect(out).toMatch(new RegExp(`^${server} +\\d.* 3\\.00 \\(3\\.00\\.\\.3\\.00\\)$`, 'm'));
    }
  });

  it('tells how it is used when a number of clients is none', async () => {
    const { code, out } = await bench('--clients', 'many');

    expect(code).toBe(2);
    expect(out).toMatch(/^usage: npm run bench/);
  });

  it('measures how soon npm start answers, and its memory', async () => {
    const { code, out, errors } = await bench('--start');

    expect({ code, errors }).toEqual({ code: 0, errors: '' });
    expect(out).toMatch(/^start to first answer +\d+ ms$/m);
    expect(out).toMatch(/^memory after start +\d+ MB$/m);
    expect(out).toMatch(/^memory after 200 answers of 100 users with licenses +\d+ MB$/m);
  });
});

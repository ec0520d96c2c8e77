// Lists with links, read to their end.
import { describe, expect, it } from '@jest/globals';
import { ProblemError } from '../../src/domain/problem.ts';
import { readToEnd, type LinkedPage } from '../../src/upstream/walk.ts';

/** A list of these pages; each link is the number of the page it leads to. */
function listOf(pages: readonly LinkedPage<string>[]) {
  const asked: (string | null)[] = [];
  return {
    asked,
    read(link: string | null) {
      asked.push(link);
      return Promise.resolve(pages[Number(link ?? 0)] ?? null);
    },
  };
}

const page = (rows: readonly string[], next: string | null, leftOut = 0) => ({ rows, next, leftOut });
const LIMITS = { accountKey: 'made-up', most: 10 };

async function failureOf(promise: Promise<unknown>) {
  const error: unknown = await promise.catch((thrown: unknown) => thrown);
  return error instanceof ProblemError ? [error.problem.code, error.problem.accountKey] : error;
}

describe('readToEnd', () => {
  it('gives the rows of all pages in order, and how many were left out of them', async () => {
    const { read, asked } = listOf([page(['a', 'b'], '1', 1), page([], '2'), page(['c'], null, 2)]);
    expect(await readToEnd(read, LIMITS)).toEqual({ rows: ['a', 'b', 'c'], leftOut: 3 });
    expect(asked).toEqual([null, '1', '2']);
  });

  it('gives null for a list that does not exist', async () => {
    expect(await readToEnd(() => Promise.resolve(null), LIMITS)).toBeNull();
  });

  it('does not go round in circles', async () => {
    const { read, asked } = listOf([page(['a'], '1'), page(['b'], '2'), page(['c'], '1')]);
    expect(await failureOf(readToEnd(read, LIMITS))).toEqual(['UPSTREAM_BAD_RESPONSE', 'made-up']);
    expect(asked).toEqual([null, '1', '2']);
  });

  it('stops after so many pages', async () => {
    let reads = 0;
    const endless = (link: string | null) => {
      reads += 1;
      return Promise.resolve(page(['a'], String(Number(link ?? 0) + 1)));
    };
    expect(await failureOf(readToEnd(endless, { ...LIMITS, most: 3 }))).toEqual([
      'UPSTREAM_TOO_MANY_PAGES',
      'made-up',
    ]);
    expect(reads).toBe(3);
    const { read } = listOf([page(['a'], '1'), page(['b'], '2'), page(['c'], null)]);
    expect(await readToEnd(read, { ...LIMITS, most: 3 })).toEqual({ rows: ['a', 'b', 'c'], leftOut: 0 });
  });
});

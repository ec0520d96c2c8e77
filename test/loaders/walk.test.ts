// A walk over the lists of many accounts: every row once and in order, also where some of them fail.
import { describe, expect, it } from '@jest/globals';
import type { AccountCoverage } from '../../src/domain/coverage.ts';
import type { Page } from '../../src/domain/page.ts';
import { ProblemError, callerError, problem } from '../../src/domain/problem.ts';
import { startOf, type Position, type Source } from '../../src/loaders/position.ts';
import { walk, type Walked } from '../../src/loaders/walk.ts';
import { createRandom, seeds, type Random } from '../support/random.ts';

/** Rows cut into pages, the way one provider might. */
interface Stretch {
  readonly key: string;
  readonly accountKey: string;
  readonly pages: readonly (readonly string[])[];
  /** The page that cannot be read; -1 for none. */
  readonly broken: number;
}

const down = new ProblemError(problem('UPSTREAM_UNAVAILABLE', 'PROVIDER', 'down', { retryable: true }));

function sourceOf(stretch: Stretch, reads: string[] = []): Source<string> {
  const { key, accountKey, pages, broken } = stretch;
  const total = pages.flat().length;
  return {
    key,
    accountKey,
    keyOf: (row) => row,
    read(cursor) {
      const at = cursor === null ? 0 : Number(cursor.slice(1));
      reads.push(`${key} ${at}`);
      if (at === broken) return Promise.reject(down);
      const next = at + 1 < pages.length ? `p${at + 1}` : null;
      return Promise.resolve({ items: pages[at] ?? [], next, total });
    },
  };
}

/** Up to six stretches over up to four accounts; pages of every size, empty ones among them. */
function randomStretches(random: Random, brokenShare: number): Stretch[] {
  return Array.from({ length: random.whole(1, 6) }, (_, index) => {
    const count = random.whole(1, 8);
    let rows = 0;
    const pages = Array.from({ length: count }, () =>
      Array.from(
        { length: random.chance(0.25) ? 0 : random.whole(0, 30) },
        () => `s${index} r${(rows += 1)}`,
      ),
    );
    return {
      key: `s${index}`,
      accountKey: `account-${Math.floor(index / random.pick([1, 2]))}`,
      pages,
      broken: random.chance(brokenShare) ? random.whole(0, count - 1) : -1,
    };
  });
}

/** What a walk can reach: a stretch ends where it breaks. */
function reachable({ pages, broken }: Stretch): readonly string[] {
  return pages.slice(0, broken < 0 ? pages.length : broken).flat();
}

const overTheWire = (position: Position): Position => JSON.parse(JSON.stringify(position)) as Position; // what was written is a position

/** Walks to the end, answer by answer. */
async function walkOn(
  sources: readonly Source<string>[],
  options: {
    readonly first: () => number;
    readonly maxPages: () => number;
    readonly stopEarly?: () => boolean;
  },
): Promise<{ readonly rows: string[]; readonly answers: Walked<string>[] }> {
  const rows: string[] = [];
  const answers: Walked<string>[] = [];
  let after: Position | null = null;
  for (let steps = 0; steps < 2000; steps += 1) {
    const answer: Walked<string> = await walk(sources, {
      first: options.first(),
      after,
      maxPages: options.maxPages(),
    });
    answers.push(answer);
    const cut = options.stopEarly?.() ? answer.rows.slice(0, Math.ceil(answer.rows.length / 2)) : answer.rows;
    rows.push(...cut.map((row) => row.value));
    const next: Position | null =
      cut.length < answer.rows.length ? (cut.at(-1)?.position ?? null) : answer.next;
    if (next === null) return { rows, answers };
    after = overTheWire(next);
  }
  throw new Error('the walk has no end');
}

describe('a walk', () => {
  it.each(seeds(150))('meets every row once and in order, with any page sizes (seed %i)', async (seed) => {
    const random = createRandom(seed);
    const stretches = randomStretches(random, 0);
    const { rows, answers } = await walkOn(
      stretches.map((stretch) => sourceOf(stretch)),
      { first: () => random.whole(1, 100), maxPages: () => random.whole(1, 20) },
    );
    expect(rows).toEqual(stretches.flatMap(({ pages }) => pages.flat()));
    expect(answers.at(-1)?.coverage.every(({ status }) => status === 'COMPLETE')).toBe(true);
    for (const { total, failure } of answers) {
      expect([null, rows.length]).toContain(total);
      expect(failure).toBeNull();
    }
  });

  it.each(seeds(100))('goes on behind any row (seed %i)', async (seed) => {
    const random = createRandom(1000 + seed);
    const stretches = randomStretches(random, 0);
    const { rows } = await walkOn(
      stretches.map((stretch) => sourceOf(stretch)),
      { first: () => random.whole(1, 40), maxPages: () => 20, stopEarly: () => random.chance(0.5) },
    );
    expect(rows).toEqual(stretches.flatMap(({ pages }) => pages.flat()));
  });

  it.each(seeds(150))('leaves out what cannot be read, and nothing else (seed %i)', async (seed) => {
    const random = createRandom(2000 + seed);
    const stretches = randomStretches(random, 0.4);
    const { rows, answers } = await walkOn(
      stretches.map((stretch) => sourceOf(stretch)),
      { first: () => random.whole(1, 100), maxPages: () => random.whole(1, 20) },
    );
    expect(rows).toEqual(stretches.flatMap(reachable));
    const failing = new Set(
      stretches.filter(({ broken }) => broken >= 0).map(({ accountKey }) => accountKey),
    );
    const last = answers.at(-1)?.coverage ?? [];
    expect(last.map(({ accountKey, status }) => [accountKey, status])).toEqual(
      [...new Set(stretches.map(({ accountKey }) => accountKey))].map((key) => [
        key,
        failing.has(key) ? 'FAILED' : 'COMPLETE',
      ]),
    );
    const everything = stretches.flatMap(({ pages }) => pages.flat()).length;
    for (const { total } of answers) {
      const honest = failing.size === 0 ? [null, rows.length] : [null, everything];
      expect(honest).toContain(total);
    }
  });

  it.each(seeds(100))('says of each account how much of it there is (seed %i)', async (seed) => {
    const random = createRandom(3000 + seed);
    const stretches = randomStretches(random, 0.3);
    const { answers } = await walkOn(
      stretches.map((stretch) => sourceOf(stretch)),
      { first: () => random.whole(1, 60), maxPages: () => random.whole(1, 10) },
    );
    for (const { coverage, next } of answers) {
      const here = next === null ? stretches.length : stretches.findIndex(({ key }) => key === next.source);
      for (const line of coverage) {
        expect(possible(line.accountKey, stretches, here)).toContain(line.status);
        const isNews = line.status === 'FAILED' && line.reason !== 'FAILED_EARLIER';
        expect(line.problem !== null).toBe(isNews);
      }
    }
  });
});

/** Accounts before the place where the walk goes on are done or failed; those behind it cannot be complete. */
function possible(
  key: string,
  stretches: readonly Stretch[],
  here: number,
): readonly AccountCoverage['status'][] {
  const own = [...stretches.entries()].filter(([, { accountKey }]) => accountKey === key);
  const done = own.filter(([index]) => index < here);
  const allowed = new Set<AccountCoverage['status']>();
  if (own.some(([index, { broken }]) => broken >= 0 && index <= here)) allowed.add('FAILED');
  if (done.length === own.length && !done.some(([, stretch]) => stretch.broken >= 0)) allowed.add('COMPLETE');
  if (done.length === 0) allowed.add('SKIPPED');
  if (done.length < own.length) allowed.add('PARTIAL');
  return [...allowed];
}

const PAGES = [
  ['a', 'b', 'c'],
  ['d', 'e'],
];

function stretch(key: string, changes: Partial<Stretch> = {}): Stretch {
  return {
    key,
    accountKey: key,
    pages: PAGES.map((rows) => rows.map((row) => key + row)),
    broken: -1,
    ...changes,
  };
}

const values = ({ rows }: Walked<string>): string[] => rows.map((row) => row.value);
const lines = ({ coverage }: Walked<string>): string[] =>
  coverage.map(({ accountKey, status, reason }) => [accountKey, status, reason].filter(Boolean).join(' '));

describe('one page of a walk', () => {
  it('reads no more of the provider than it needs', async () => {
    const reads: string[] = [];
    const sources = [sourceOf(stretch('x'), reads), sourceOf(stretch('y'), reads)];
    const page = await walk(sources, { first: 3, after: null, maxPages: 20 });
    expect(values(page)).toEqual(['xa', 'xb', 'xc']);
    expect(reads).toEqual(['x 0']);
    expect(lines(page)).toEqual(['x PARTIAL MORE_TO_COME', 'y SKIPPED NOT_REACHED']);
  });

  it('stops after so many pages of the provider, with whatever it has', async () => {
    const empty = stretch('x', { pages: [[], [], [], ['row']] });
    const page = await walk([sourceOf(empty)], { first: 10, after: null, maxPages: 3 });
    expect([values(page), page.next, page.failure]).toEqual([
      [],
      { source: 'x', cursor: 'p3', offset: 0, given: [], before: null, failed: [], gaps: {}, instead: [] },
      null,
    ]);
    const rest = await walk([sourceOf(empty)], { first: 10, after: page.next, maxPages: 3 });
    expect([values(rest), rest.next]).toEqual([['row'], null]);
  });

  it('of nothing is complete and empty', async () => {
    expect(await walk([], { first: 10, after: null, maxPages: 3 })).toEqual({
      rows: [],
      next: null,
      coverage: [],
      total: 0,
      failure: null,
    });
    expect(startOf([])).toBeNull();
  });

  it('goes on with the next account where one fails, and remembers it to the end', async () => {
    const sources = [sourceOf(stretch('x', { broken: 1 })), sourceOf(stretch('y'))];
    const first = await walk(sources, { first: 5, after: null, maxPages: 20 });
    expect([values(first), first.total, first.failure]).toEqual([['xa', 'xb', 'xc', 'ya', 'yb'], null, null]);
    expect(lines(first)).toEqual(['x FAILED UPSTREAM_FAILURE', 'y PARTIAL MORE_TO_COME']);
    expect(first.coverage[0]?.problem).toBe(down.problem);
    const second = await walk(sources, { first: 5, after: first.next, maxPages: 20 });
    expect(values(second)).toEqual(['yc', 'yd', 'ye']);
    expect(lines(second)).toEqual(['x FAILED FAILED_EARLIER', 'y COMPLETE']);
    expect([second.next, second.total]).toEqual([null, null]);
  });

  it('can be taken up again where the last account failed', async () => {
    const first = await walk([sourceOf(stretch('x', { broken: 1 }))], {
      first: 10,
      after: null,
      maxPages: 20,
    });
    expect([values(first), lines(first)]).toEqual([['xa', 'xb', 'xc'], ['x FAILED UPSTREAM_FAILURE']]);
    const again = await walk([sourceOf(stretch('x'))], { first: 10, after: first.next, maxPages: 20 });
    expect([values(again), lines(again), again.next]).toEqual([['xd', 'xe'], ['x COMPLETE'], null]);
  });

  it('ends, and says why, when the last account fails with nothing given', async () => {
    const page = await walk([sourceOf(stretch('x', { broken: 0 }))], {
      first: 10,
      after: null,
      maxPages: 20,
    });
    expect([page.rows, page.next, page.total]).toEqual([[], null, null]);
    expect(page.failure).toBe(down);
  });

  it('has the worst of the parts of an account', async () => {
    const parts = (brokenPart: number): Source<string>[] =>
      [0, 1].map((part) =>
        sourceOf(stretch(`x${part}`, { accountKey: 'x', broken: part === brokenPart ? 0 : -1 })),
      );
    const all = { first: 100, after: null, maxPages: 20 };
    expect(lines(await walk(parts(0), all))).toEqual(['x FAILED UPSTREAM_FAILURE']);
    expect(lines(await walk(parts(1), all))).toEqual(['x FAILED UPSTREAM_FAILURE']);
    expect(lines(await walk(parts(-1), all))).toEqual(['x COMPLETE']);
    expect(lines(await walk(parts(-1), { ...all, first: 5 }))).toEqual(['x PARTIAL MORE_TO_COME']);
  });

  it('says of what was read with a gap that it is not whole, on this page and on all that follow', async () => {
    const gappy: Source<string> = {
      ...sourceOf(stretch('x')),
      read: async (cursor, resumes) => ({
        ...(await sourceOf(stretch('x')).read(cursor, resumes)),
        ...(cursor === null && { gap: 'ROWS_LEFT_OUT' as const }),
      }),
    };
    const sources = [gappy, sourceOf(stretch('y'))];
    const all = await walk(sources, { first: 100, after: null, maxPages: 20 });
    expect([lines(all), all.total]).toEqual([['x PARTIAL ROWS_LEFT_OUT', 'y COMPLETE'], null]);
    const first = await walk(sources, { first: 6, after: null, maxPages: 20 });
    expect(lines(first)).toEqual(['x PARTIAL ROWS_LEFT_OUT', 'y PARTIAL MORE_TO_COME']);
    const second = await walk(sources, { first: 100, after: first.next, maxPages: 20 });
    expect([lines(second), second.total]).toEqual([['x PARTIAL ROWS_LEFT_OUT', 'y COMPLETE'], null]);
  });

  it('counts the rows of all accounts only when all of them were counted', async () => {
    const silent = {
      ...sourceOf(stretch('y')),
      read: () => Promise.resolve({ items: ['y'], next: 'more', total: null }),
    };
    const counted = [sourceOf(stretch('x')), sourceOf(stretch('y'))];
    const some = { first: 6, after: null, maxPages: 20 };
    expect((await walk([sourceOf(stretch('x'))], { ...some, first: 2 })).total).toBe(5);
    expect((await walk(counted, some)).total).toBe(10);
    expect((await walk(counted, { ...some, first: 2 })).total).toBeNull();
    expect((await walk([sourceOf(stretch('x')), silent], some)).total).toBeNull();
  });

  it('does not swallow a cursor that is no good', async () => {
    const bad = callerError('BAD_CURSOR', 'not yours');
    const source: Source<string> = { ...sourceOf(stretch('x')), read: () => Promise.reject(bad) };
    await expect(walk([source], { first: 5, after: null, maxPages: 5 })).rejects.toBe(bad);
  });

  it('makes INTERNAL of a bug in an adapter, without losing the others', async () => {
    const bug = new TypeError('x is undefined');
    const broken: Source<string> = { ...sourceOf(stretch('x')), read: () => Promise.reject(bug) };
    const page = await walk([broken, sourceOf(stretch('y'))], { first: 10, after: null, maxPages: 20 });
    expect(values(page)).toHaveLength(5);
    expect(page.coverage[0]?.problem?.code).toBe('INTERNAL');
  });
});

describe('a page that comes again', () => {
  const repeat = (pages: readonly Page<string>[]): Source<string> => ({
    ...sourceOf(stretch('x')),
    read: (cursor) => {
      const page = pages[cursor === null ? 0 : 1];
      return page ? Promise.resolve(page) : Promise.reject(down);
    },
  });

  it.each([
    [
      'the same rows under another cursor',
      [
        { items: ['a', 'b'], next: '1', total: null },
        { items: ['a', 'b'], next: '2', total: null },
      ],
    ],
    [
      'a cursor that leads to itself',
      [
        { items: ['a', 'b'], next: '1', total: null },
        { items: ['c'], next: '1', total: null },
      ],
    ],
  ])('is a failure of the account: %s', async (_, pages) => {
    const page = await walk([repeat(pages)], { first: 100, after: null, maxPages: 20 });
    expect(values(page)).toEqual(['a', 'b']);
    expect(page.coverage).toMatchObject([
      { status: 'FAILED', problem: { code: 'UPSTREAM_BAD_RESPONSE', accountKey: 'x', retryable: true } },
    ]);
  });

  it('is noticed after an empty page, and by another process', async () => {
    const source: Source<string> = {
      ...sourceOf(stretch('x')),
      read: (cursor) =>
        Promise.resolve(
          cursor === '1'
            ? { items: [], next: '2', total: null }
            : { items: ['a'], next: cursor === null ? '1' : '3', total: null },
        ),
    };
    const first = await walk([source], { first: 1, after: null, maxPages: 20 });
    expect(first.next).not.toBeNull();
    const after = first.next && overTheWire(first.next);
    const second = await walk([source], { first: 1, after, maxPages: 20 });
    expect(second.rows).toEqual([]);
    expect(second.failure?.problem.code).toBe('UPSTREAM_BAD_RESPONSE');
  });
});

describe('a walk that nobody goes on with', () => {
  /** A source of pages as large as is wanted, and what it was asked. */
  function elastic(key: string, count: number, asked: string[]): Source<string> {
    return {
      key,
      accountKey: key,
      keyOf: (row) => row,
      read(cursor, _resumes, wanted = 10) {
        asked.push(`${key} ${cursor ?? 'start'} ${wanted}`);
        const from = Number(cursor ?? 0);
        const items = Array.from(
          { length: Math.min(wanted, count - from) },
          (_, index) => `${key}${from + index}`,
        );
        const next = from + items.length < count ? String(from + items.length) : null;
        return Promise.resolve({ items, next, total: null });
      },
      left: (cursor) => asked.push(`${key} left at ${cursor ?? 'start'}`),
    };
  }
  const walked = (sources: readonly Source<string>[], isFinal: boolean) =>
    walk(sources, { first: 3, after: null, maxPages: 20, isFinal });

  it('wants one row more than it gives, and less of each later list', async () => {
    const asked: string[] = [];
    const sources = ['a', 'b'].map((key) => elastic(key, 2, asked));
    const { rows, next, coverage } = await walked(sources, true);
    expect(rows.map(({ value }) => value)).toEqual(['a0', 'a1', 'b0']);
    expect([next?.source, coverage.map(({ status }) => status)]).toEqual(['b', ['COMPLETE', 'PARTIAL']]);
    expect(asked).toEqual(['a start 4', 'b start 2']);
  });

  it('knows of a list of just as many rows that it is whole', async () => {
    const { next, coverage, total } = await walked([elastic('a', 3, [])], true);
    expect([next, coverage.map(({ status }) => status), total]).toEqual([null, ['COMPLETE'], 3]);
  });

  it('wants whole pages where somebody may go on, or has begun', async () => {
    const asked: string[] = [];
    const source = elastic('a', 9, asked);
    const { next } = await walked([source], false);
    await walk([source], { first: 3, after: next, maxPages: 20, isFinal: true });
    expect(asked).toEqual(['a start 10', 'a left at start', 'a start 10', 'a left at start']);
  });
});

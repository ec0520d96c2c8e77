// Promises about answers that are well-formed and wrong: pages sent again, words nobody has heard of.
import { describe, expect, it } from '@jest/globals';
import { ProblemError } from '../../src/domain/problem.ts';
import type { Page } from '../../src/domain/page.ts';
import type { Position } from '../../src/loaders/position.ts';
import { walk } from '../../src/loaders/walk.ts';
import type { ProviderAccount } from '../../src/providers/provider.ts';
import { rowsOf } from '../support/pages.ts';
import { testCall } from '../support/runtime.ts';
import { collectionOf, factsOf, kindsOf, outcomeOf, readsOf } from './reading.ts';
import { foreignAnswerChecks } from './foreign-answers.ts';
import { readChecks } from './read-checks.ts';
import type { Rig } from './rig.ts';
import type { Word } from './subject.ts';

type ReadKeys = (account: ProviderAccount, cursor: string | null) => Promise<Page<string>>;

/** Tries what becomes of answers that look good. */
export function describeOddities(rig: Rig, idle: ProviderAccount): void {
  describeRepeatedPages(rig, idle);
  describeRepeatedCatalogue(rig);
  describeStrangeWords(rig, idle);
  it.each([...readChecks(rig.subject), ...foreignAnswerChecks(rig.subject)])(
    '$name',
    async ({ violations }) => {
      expect(await violations(rig)).toEqual([]);
    },
  );
}

/** Keys of the rows of every list there is. */
function listsToWalk(rig: Rig, idle: ProviderAccount): readonly (readonly [string, ReadKeys])[] {
  const assignees = kindsOf(idle).map((kind): readonly [string, ReadKeys] => [
    kind,
    async (account, cursor) => {
      const page = await collectionOf(account, kind).page(cursor, testCall());
      return { ...page, items: page.items.map((row) => row.externalId) };
    },
  ]);
  const { license } = rig.subject;
  const ofAccount: ReadKeys = async ({ assignments }, cursor) => {
    const page = await assignments.page(cursor, testCall());
    return { ...page, items: page.items.map(factsOf) };
  };
  const ofLicense: ReadKeys = async ({ assignments }, cursor) => {
    const page = await assignments.ofLicense(license, cursor, testCall());
    return { ...page, items: page.items.map(factsOf) };
  };
  return [...assignees, ['assignments', ofAccount], ['assignments of a license', ofLicense]];
}

/** The list as the graph walks it, page after page; a failure ends it. */
async function walked(account: ProviderAccount, read: ReadKeys): Promise<string[]> {
  const accountKey = account.account.key;
  const source = {
    key: accountKey,
    accountKey,
    read: (cursor: string | null) => read(account, cursor),
    keyOf: (key: string) => key,
  };
  async function from(after: Position | null): Promise<string[]> {
    const { rows, next, coverage, failure } = await walk([source], { first: 1000, after, maxPages: 20 });
    if (failure !== null) throw failure;
    const [problem] = coverage.flatMap((line) => line.problem ?? []);
    if (problem !== undefined) throw new ProblemError(problem);
    const keys = rows.map((row) => row.value);
    return next === null ? keys : [...keys, ...(await from(next))];
  }
  return from(null);
}

function describeRepeatedPages(rig: Rig, idle: ProviderAccount): void {
  describe.each(listsToWalk(rig, idle))('a page of %s sent again', (_, read) => {
    it.each(rig.subject.shapes)('is noticed, or does no harm: $name', async (shape) => {
      await rig.reshape(shape);
      const usual = await walked(rig.account, read);
      expect(new Set(usual).size).toBe(usual.length);
      // The emulator forgets what it answered: a list may begin with another read than its first page.
      await rig.reshape(shape);
      rig.strike({ kind: 'repeat-page' }, { after: 1 });
      const outcome = await outcomeOf(walked(rig.account, read));
      expectHarmless(outcome, usual);
    });
  });
}

function describeRepeatedCatalogue(rig: Rig): void {
  it.each(rig.subject.shapes)('a page of licenses sent again is noticed: $name', async (shape) => {
    await rig.reshape(shape);
    const read = async (): Promise<string[]> =>
      (await rig.account.catalogue(testCall())).items.map(({ externalId }) => externalId);
    const usual = await read();
    expect(new Set(usual).size).toBe(usual.length);
    rig.strike({ kind: 'repeat-page' }, { after: 1 });
    expectHarmless(await outcomeOf(read()), usual);
  });
}

/** The usual rows, or a problem. What is sent again may have been a refusal. */
function expectHarmless(outcome: readonly string[] | ProblemError, usual: readonly string[]): void {
  const seen = outcome instanceof ProblemError ? outcome.problem.code : outcome;
  expect(['UPSTREAM_BAD_RESPONSE', 'UPSTREAM_REJECTED', usual]).toContainEqual(seen);
}

function describeStrangeWords(rig: Rig, idle: ProviderAccount): void {
  it.each(readsOf(rig.subject, idle))('$name copes with words nobody has heard of', async ({ run }) => {
    const usual = namesIn(await run(rig.account, testCall()));
    rig.strike({ kind: 'unknown-enum' });
    expect(namesIn(await run(rig.account, testCall()))).toEqual(usual);
  });

  const words = async (): Promise<readonly Word[]> => rig.subject.words(rig.account);
  it('calls words nobody has heard of UNKNOWN, and keeps them', async () => {
    const usual = await words();
    expect(usual.some(({ ours }) => ours !== 'UNKNOWN')).toBe(true);
    rig.strike({ kind: 'unknown-enum' });
    const strange = await words();
    const known = new Set(usual.map(({ raw }) => raw));
    expect(strange).toHaveLength(usual.length);
    for (const { ours, raw } of strange) {
      expect([undefined, 'UNKNOWN']).toContain(ours);
      expect([...known, '', null, undefined]).not.toContain(raw);
    }
  });

  it('never gives a row of a list twice, whatever words it has', async () => {
    rig.strike({ kind: 'unknown-enum' });
    const rows = await rowsOf((cursor) => rig.account.assignments.page(cursor, testCall()));
    const held = new Set(rows.map(factsOf));
    expect([held.size, held.size]).toEqual([rows.length, rig.truth().held.length]);
  });
}

/** Ids in a value, in their order: what a strange word must not change. */
function namesIn(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(namesIn);
  if (typeof value !== 'object' || value === null) return value;
  if ('items' in value) return namesIn(value.items);
  if ('licenseId' in value && 'assignee' in value) return [value.licenseId, namesIn(value.assignee)];
  return 'externalId' in value ? value.externalId : Object.keys(value);
}

// Checks, before anything is measured, that all servers give the same answer and make the same upstream calls for it.
import { deepStrictEqual } from 'node:assert/strict';
import { z } from 'zod';
import type { Contender } from './contenders.ts';
import type { Journal } from './journal.ts';
import { ask } from './load.ts';

const Answer = z.strictObject({
  data: z.looseObject({
    account: z.looseObject({ users: z.looseObject({ nodes: z.array(z.unknown()) }) }),
  }),
  /** What an answer tells of its cost. */
  extensions: z.unknown().optional(),
});

export interface Agreement {
  readonly users: number;
  /** Upstream calls of one answer. */
  readonly calls: readonly string[];
  /** Length of each contender's answer, by its name: one may end it with a line break. */
  readonly bytes: ReadonlyMap<string, number>;
}

/** What all contenders agree on. Throws an AssertionError that shows the difference when two of them do not. */
export async function checkAgreement(
  contenders: readonly Contender[],
  expectedCalls: number,
  journal: Journal,
): Promise<Agreement> {
  const bytes = new Map<string, number>();
  let first: { name: string; data: z.output<typeof Answer>['data']; calls: readonly string[] } | undefined;
  for (const { name, url, bodyOf } of contenders) {
    await ask(url, bodyOf(0)); // logins happen now
    await journal.clear();
    const text = await ask(url, bodyOf(0));
    const calls = await journal.calls();
    const { data } = Answer.parse(JSON.parse(text.toString('utf8')));
    first ??= { name, data, calls };
    deepStrictEqual(data, first.data, `${name} and ${first.name} answer differently`);
    deepStrictEqual(calls, first.calls, `${name} and ${first.name} make different upstream calls`);
    bytes.set(name, text.length);
  }
  if (!first) throw new Error('no servers to compare');
  if (first.calls.length !== expectedCalls)
    throw new Error(`an answer takes ${first.calls.length} upstream calls, not ${expectedCalls}`);
  return { users: first.data.account.users.nodes.length, calls: first.calls, bytes };
}

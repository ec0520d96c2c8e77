// Checks, before anything is measured, that the inventory answers what the database itself does, and that no vendor was asked.
import { deepStrictEqual } from 'node:assert/strict';
import { sql, type Kysely } from 'kysely';
import { z } from 'zod';
import { encodeId } from '../../src/graph/nodes/ids.ts';
import type { Client } from './client.ts';
import type { Known, Question } from './questions.ts';

const DAY_MS = 86_400_000;

/** What queries name, as the database has it. */
export async function knownIn(db: Kysely<unknown>): Promise<Known> {
  const { rows } = await sql<{ key: string; externalId: string; at: Date }>`
    select a.key, l.external_id as "externalId", h.at from licenses l
    join inventory_accounts a on a.no = l.account_no cross join events_head h order by l.id`.execute(db);
  const licenses = rows.map(({ key: accountKey, externalId }) => ({
    id: encodeId({ type: 'License', accountKey, externalId }),
    externalId,
  }));
  const now = rows[0]?.at.getTime() ?? 0;
  const before = (days: number): string => new Date(now - days * DAY_MS).toISOString();
  return { licenses, now: before(0), monthAgo: before(30), yearAgo: before(365) };
}

/** What each question is to be answered in some of its turns. */
export type Expected = ReadonlyMap<string, readonly (readonly string[])[]>;

/** Turns that are compared: what a question asks differs from one to the next. */
const TURNS = 2;

/** Asks the database, which the app must not have open: the embedded one takes one process at a time. */
export async function expectedIn(
  db: Kysely<unknown>,
  questions: readonly Question[],
  names: Known,
): Promise<Expected> {
  const expected = new Map<string, string[][]>();
  for (const { name, expected: select } of questions) {
    const turns: string[][] = [];
    for (let turn = 0; turn < TURNS; turn += 1) {
      const { rows } = await sql.raw<Record<string, string>>(select(turn, names)).execute(db);
      turns.push(rows.map((row) => Object.values(row).join()));
    }
    expected.set(name, turns);
  }
  return expected;
}

/** Throws an AssertionError that shows the difference. Gives how many lines were compared. */
export async function checkAnswers(
  client: Client,
  questions: readonly Question[],
  { names, expected }: { readonly names: Known; readonly expected: Expected },
): Promise<number> {
  let lines = 0;
  for (const { name, query, told } of questions) {
    for (const [turn, wanted] of (expected.get(name) ?? []).entries()) {
      const { data } = await client.ask(query(turn, names));
      deepStrictEqual(told(data), wanted, `${name}: the inventory and the database disagree`);
      lines += wanted.length;
    }
  }
  return lines;
}

const Journal = z.object({ entries: z.array(z.object({ method: z.string(), path: z.string() })) });

/** Forgets what vendors were asked so far. */
export async function forgetCalls(controlUrls: readonly string[]): Promise<void> {
  for (const url of controlUrls) await fetch(`${url}/journal`, { method: 'DELETE' });
}

/** Throws when a vendor was asked anything. */
export async function checkNoCalls(controlUrls: readonly string[]): Promise<void> {
  for (const url of controlUrls) {
    const { entries } = Journal.parse(await (await fetch(`${url}/journal`)).json());
    deepStrictEqual(entries, [], 'answers from the inventory take no upstream call');
  }
}

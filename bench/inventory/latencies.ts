// How long answers of the inventory take: every question in turn, so that a busy moment of the machine does not hit one of them alone.
import { orderOf } from '../figures.ts';
import type { Client } from './client.ts';
import type { Known, Question } from './questions.ts';

/** Milliseconds, in ascending order. */
export type Times = readonly number[];

/** The time below which this share of the answers is. Throws when there are none. */
export function quantile(times: Times, share: number): number {
  const found = times[Math.min(times.length - 1, Math.floor(times.length * share))];
  if (found === undefined) throw new RangeError('no times');
  return found;
}

/** Asks all questions in rounds. The first answers count as well: what is not in memory yet is a part of it. */
export async function measured(
  client: Client,
  questions: readonly Question[],
  { names, rounds }: { readonly names: Known; readonly rounds: number },
): Promise<ReadonlyMap<string, Times>> {
  const times = new Map<string, number[]>(questions.map(({ name }) => [name, []]));
  for (let round = 0; round < rounds; round += 1) {
    const due = questions.filter(({ everyRounds = 1 }) => round % everyRounds === 0);
    for (const { name, query } of orderOf(due, round)) {
      const { ms } = await client.ask(query(round, names));
      times.get(name)?.push(ms);
    }
  }
  return new Map([...times].map(([name, taken]) => [name, taken.toSorted((a, b) => a - b)]));
}

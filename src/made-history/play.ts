// Plays a made-up past into the store of the seeded company, so that trends, moments in the past and forecasts can be looked at. Reached from
// `npm start` alone.
import { sql } from 'kysely';
import type { StoreContext } from '../store/context.ts';
import type { Tx } from '../store/database/tables.ts';
import { reading, writing } from '../store/database/transactions.ts';
import { lockAccount } from '../store/inventory/observing/observe.ts';
import { DAY_MS, sharesOf } from './calendar.ts';
import { countStory } from './counts.ts';
import { readKnown } from './known.ts';
import { storyOf, type Course, type Story } from './story.ts';
import { writeHistory } from './write.ts';

export interface HistoryOptions {
  /** How far back it goes. */
  readonly days: number;
  /** Of the emulators' accounts: all of them are to be swept first, and there may be no others. */
  readonly accountKeys: readonly string[];
  readonly seed: number;
  /** Resolves after so many milliseconds. */
  readonly sleep: (milliseconds: number) => Promise<void>;
}

/** What was played in. */
export interface PlayedHistory {
  readonly licenses: number;
  readonly events: number;
  readonly seatDays: number;
  /** Names of licenses with a course of their own. */
  readonly examples: readonly {
    readonly course: Exclude<Course, 'TOLD'>;
    readonly accountKey: string;
    readonly name: string;
  }[];
}

/** It is looked for the end of the first sweeps so often. */
const LOOK_MS = 250;

/**
 * Waits until every account is swept, and writes a past that ends with what was found. Throws, and writes nothing, where there is a past, or an
 * account that is none of the emulators'.
 */
export async function playHistory(
  context: StoreContext,
  { days, accountKeys, seed, sleep }: HistoryOptions,
): Promise<PlayedHistory> {
  await refuseOthers(context, accountKeys);
  while (!(await areSwept(context, accountKeys))) await sleep(LOOK_MS);
  const played = await writing(context, async (tx) => {
    for (const key of [...accountKeys].sort()) await lockAccount(tx, key);
    if (await hasPast(tx)) return null;
    const to = context.now();
    const period = { from: to - days * DAY_MS, to };
    const known = await readKnown(tx);
    const story = storyOf(known, period, sharesOf(seed));
    const counted = countStory(story, known.licenses, period);
    await writeHistory(tx, story.spans, counted, period);
    return {
      licenses: known.licenses.length,
      events: counted.events.length,
      seatDays: counted.days.length,
      examples: examplesOf(story, known.licenses),
    };
  });
  if (played !== null) return played;
  throw new Error('The store has a history already, and only one without any can be given one.');
}

async function refuseOthers(context: StoreContext, accountKeys: readonly string[]): Promise<void> {
  const { rows } = await reading(context, (db) =>
    sql<{ key: string }>`
      select key from inventory_accounts where not key = any(${accountKeys}::text[]) order by key`.execute(
      db,
    ),
  );
  if (rows.length === 0) return;
  const keys = rows.map(({ key }) => key).join(', ');
  throw new Error(`The store has accounts that are none of the emulators': ${keys}.`);
}

async function areSwept(context: StoreContext, accountKeys: readonly string[]): Promise<boolean> {
  const { rows } = await reading(context, (db) =>
    sql<{ swept: number }>`
      select count(*)::integer as swept from inventory_accounts
      where key = any(${accountKeys}::text[]) and baseline_at is not null`.execute(db),
  );
  return rows[0]?.swept === accountKeys.length;
}

/** Locks what gives events their numbers. */
async function hasPast(tx: Tx): Promise<boolean> {
  const { rows } = await sql<{ seq: string; hasEnded: boolean }>`
    select seq, exists (select from holding_history) as has_ended from events_head for update`.execute(tx);
  const [head] = rows;
  return head === undefined || Number(head.seq) > 0 || head.hasEnded;
}

function examplesOf({ courses }: Story, licenses: Awaited<ReturnType<typeof readKnown>>['licenses']) {
  return licenses.flatMap(({ id, accountKey, name, externalId }) => {
    const course = courses.get(id);
    if (course === undefined || course === 'TOLD') return [];
    return [{ course, accountKey, name: name ?? externalId }];
  });
}

// The inventory beside live reads: how many more answers it gives, and what its sweeps cost those who read live.
import { setTimeout as delay } from 'node:timers/promises';
import { z } from 'zod';
import { orderOf, spread } from '../figures.ts';
import { ask, load } from '../load.ts';
import type { Question } from '../question.ts';
import { clientOf } from './client.ts';
import { quantile } from './latencies.ts';
import { usersWithLicenses } from './questions.ts';

/** How long the clients ask, and how often. */
export interface LiveCourse {
  readonly rounds: number;
  readonly turnMs: number;
  readonly clients: number;
}

/** Calls that Genesys allows an org in a minute. */
const QUOTA = 300;
const UNLIMITED = 1_000_000_000;

async function allow(controlUrl: string, callsPerMinute: number): Promise<void> {
  await fetch(`${controlUrl}/switches`, { method: 'POST', body: JSON.stringify({ callsPerMinute }) });
}

/** Live answers until the vendor refuses: as many as the quota of a minute is for. */
export async function liveAnswersAMinute(
  url: string,
  controlUrl: string,
  question: Question,
): Promise<number> {
  const body = question.bodyFor(question.accountKey);
  await allow(controlUrl, QUOTA);
  try {
    for (let answers = 0; ; answers += 1) {
      const { errors } = z
        .object({ errors: z.unknown().optional() })
        .parse(JSON.parse((await ask(url, body)).toString('utf8')));
      if (errors !== undefined) return answers;
      if (answers > QUOTA) throw new Error('the vendor refused nothing');
    }
  } finally {
    await allow(controlUrl, UNLIMITED);
  }
}

interface Asked {
  readonly url: string;
  readonly body: string;
}

/** The question of the comparison to the inventory at this address. */
export function toInventory(url: string, accountKey: string): Asked {
  return { url, body: JSON.stringify({ query: usersWithLicenses(accountKey) }) };
}

/** Answers a second of two servers that take turns, and how many times as many the first gives, round by round. */
export async function compared(
  [one, other]: readonly [Asked, Asked],
  { rounds, turnMs, clients }: LiveCourse,
): Promise<{ readonly rate: number; readonly ratio: number }> {
  const rates = new Map<Asked, number[]>([
    [one, []],
    [other, []],
  ]);
  for (let round = -1; round < rounds; round += 1) {
    for (const asked of orderOf([one, other], Math.max(0, round))) {
      const bytes = (await ask(asked.url, asked.body)).length;
      const target = { url: asked.url, bodyOf: () => asked.body, bytes };
      const { answers, seconds } = await load(target, clients, { milliseconds: turnMs });
      // The first round warms both up.
      if (round >= 0) rates.get(asked)?.push(answers / seconds);
    }
  }
  const others = rates.get(other) ?? [];
  const ratios = (rates.get(one) ?? []).map((rate, round) => rate / (others[round] ?? Number.NaN));
  return { rate: spread(rates.get(one) ?? []).median, ratio: spread(ratios).median };
}

const Swept = z.object({
  inventory: z.object({
    accounts: z.array(
      z.object({
        status: z.string(),
        account: z.object({ key: z.string() }),
        sweep: z.object({ status: z.string(), rows: z.int() }).nullable(),
      }),
    ),
  }),
});

/** How far the sweep of an account is: rows read so far, whether it is under way, and whether there was a complete one. */
async function sweepOf(url: string, accountKey: string) {
  const client = clientOf(url);
  try {
    const { data } = await client.ask(
      '{ inventory { accounts { status account { key } sweep { status rows } } } }',
    );
    const found = Swept.parse(data).inventory.accounts.find(({ account }) => account.key === accountKey);
    return {
      rows: found?.sweep?.rows ?? 0,
      isRunning: found?.sweep?.status === 'RUNNING',
      isReady: found?.status === 'READY',
    };
  } finally {
    client.close();
  }
}

const POLL_MS = 100;

/** Waits until the first sweep of an account is over. */
export async function untilSwept(url: string, accountKey: string): Promise<void> {
  while (!(await sweepOf(url, accountKey)).isReady) await delay(POLL_MS);
}

/** How much longer the p95 of live answers is at an app that sweeps than at one that does not. Throws when the sweep was over before. */
export async function besideSweep(
  { quiet, sweeping, accountKey }: { quiet: string; sweeping: string; accountKey: string },
  body: string,
  answers: number,
): Promise<{ readonly more: number; readonly rows: number }> {
  while ((await sweepOf(sweeping, accountKey)).rows === 0) await delay(POLL_MS);
  const times = new Map<string, number[]>([
    [quiet, []],
    [sweeping, []],
  ]);
  for (let round = 0; round < answers; round += 1) {
    for (const url of orderOf([quiet, sweeping], round)) {
      const started = performance.now();
      await ask(url, body);
      times.get(url)?.push(performance.now() - started);
    }
  }
  const { rows, isRunning } = await sweepOf(sweeping, accountKey);
  if (!isRunning) throw new Error('the sweep was over before the answers were');
  const p95 = (url: string): number =>
    quantile(
      (times.get(url) ?? []).toSorted((a, b) => a - b),
      0.95,
    );
  return { more: p95(sweeping) - p95(quiet), rows };
}

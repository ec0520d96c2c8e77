// What sweeps cost the store, measured in a process of its own.
import { fork } from 'node:child_process';
import { once } from 'node:events';
import { fileURLToPath } from 'node:url';
import { spread } from '../figures.ts';
import { seed, type Databases } from './databases.ts';
import { SweepFigures } from './sweep-process.ts';
import type { Table } from './table.ts';

const ENTRY = fileURLToPath(new URL('sweep-process.ts', import.meta.url));
const AGAIN = 10;

/** Sweeps a synthetic account of so many devices eleven times into an empty database. */
export async function tellSweeps(databases: Databases, devices: number, table: Table): Promise<void> {
  const store = await databases.create();
  // Making a database takes memory that a process which opens one does not need.
  await seed(store, { users: 0, devices: 0 });
  const task = JSON.stringify({ store, devices, again: AGAIN });
  const child = fork(ENTRY, [task], { execArgv: ['--expose-gc'] });
  const ended = once(child, 'exit').then(() => {
    throw new Error('the process that sweeps ended without a word');
  });
  const [told] = (await Promise.race([once(child, 'message'), ended])) as [unknown];
  ended.catch(() => undefined);
  const { rows, seconds, cpuSeconds, ...figures } = SweepFigures.parse(told);
  const rate = (taken: readonly number[]): number => rows / spread(taken).median;
  const cpu = (taken: readonly number[]): string =>
    `${rate(taken).toFixed(0)} a second of its processor time`;
  table.tell('first sweep', rate(seconds.slice(0, 1)), cpu(cpuSeconds.slice(0, 1)));
  table.tell('unchanged sweep', rate(seconds.slice(1)), cpu(cpuSeconds.slice(1)));
  const megabytes = (bytes: number): number => bytes / 1e6;
  table.tell('memory above idle in a sweep', megabytes(Math.max(...figures.peaks) - figures.idle));
  const [second = 0, tenth = 0] = figures.kept;
  table.tell('memory growth, 2nd to 10th sweep', megabytes(tenth - second));
  table.tell('disk after 10 unchanged sweeps', (figures.diskAfter / figures.diskBefore - 1) * 100);
  if (figures.wal !== null) table.tell('pg_wal', megabytes(figures.wal));
}

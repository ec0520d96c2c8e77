// The table of bars, and what was measured against each.
import { loadavg } from 'node:os';
import type { DatabaseKind } from './databases.ts';

interface Bar {
  readonly unit: string;
  /** Whether less is better. */
  readonly atMost: boolean;
  readonly PostgreSQL: number;
  readonly PGlite: number;
}

const ms = (postgres: number, pglite: number): Bar => ({
  unit: 'ms',
  atMost: true,
  PostgreSQL: postgres,
  PGlite: pglite,
});
const most = (unit: string, postgres: number, pglite = postgres): Bar => ({ ...ms(postgres, pglite), unit });
const least = (unit: string, postgres: number, pglite = postgres): Bar => ({
  ...most(unit, postgres, pglite),
  atMost: false,
});

/** What is measured, in the order of the table. */
export const BARS = {
  'page of devices by activity, p50': ms(15, 30),
  'page of devices by name, p50': ms(15, 30),
  'search of 6 digits in devices, p50': ms(20, 40),
  'search of a name in users, p50': ms(20, 40),
  'p99 of the mix': ms(150, 300),
  'worst: all that pass come last by name, p50': ms(300, 600),
  'worst: a status and a make that go together, p50': ms(300, 600),
  'worst: conditions that exclude each other, p50': ms(300, 600),
  'count by one condition, p50': ms(60, 100),
  'count by two conditions, p50': ms(250, 500),
  'groups by license, p50': ms(10, 10),
  'groups by department and license, p50': ms(1_500, 3_000),
  'asOf page of assignments, p50': ms(15, 30),
  'diff of 30 days, counted, p50': ms(800, 1_500),
  'first sweep': least('rows/s', 20_000, 15_000),
  'unchanged sweep': least('rows/s', 60_000, 50_000),
  'memory above idle in a sweep': most('MB', 80, 300),
  'memory growth, 2nd to 10th sweep': most('MB', 10, 30),
  'disk after 10 unchanged sweeps': most('% more', 1),
  pg_wal: most('MB', 256),
  'live p95 beside a sweep': most('ms more', 20),
  'answers a minute, inventory / live at its quota': least('times', 100),
  '100 users with their licenses, inventory / afternoon': least('times', 3),
} as const satisfies Record<string, Bar>;
export type BarName = keyof typeof BARS;

/** Tells a figure with its bar, and how busy the machine is. */
export interface Table {
  tell(name: BarName, figure: number, remark?: string): void;
}

/** A table that is told line by line. */
export function tableOf(kind: DatabaseKind, say: (line: string) => void): Table {
  return {
    tell(name, figure, remark = '') {
      const bar: Bar = BARS[name];
      const isMet = bar.atMost ? figure <= bar[kind] : figure >= bar[kind];
      const text = `${figure.toFixed(figure < 100 ? 1 : 0)} ${bar.unit}`;
      const wanted = `${bar.atMost ? 'at most' : 'at least'} ${bar[kind]}`;
      const load = `load ${(loadavg()[0] ?? 0).toFixed(1)}`;
      say(
        `${name.padEnd(54)}${text.padEnd(18)}${wanted.padEnd(16)}${(isMet ? 'met' : 'missed').padEnd(8)}${load.padEnd(11)}${remark}`.trimEnd(),
      );
    },
  };
}

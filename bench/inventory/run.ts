// `npm run bench -- --inventory`: fills both databases, checks answers, and measures each against the bars of the inventory.
import { loadavg } from 'node:os';
import { z } from 'zod';
import { launch, type Served } from '../processes.ts';
import { readQuestion } from '../question.ts';
import { checkAnswers, checkNoCalls, forgetCalls, expectedIn, knownIn, type Expected } from './check.ts';
import { clientOf, untilReady, untilWorkedOut } from './client.ts';
import { databasesOf, openAt, seed, type DatabaseKind, type Databases, type StoreAt } from './databases.ts';
import { measured, quantile } from './latencies.ts';
import { besideSweep, compared, liveAnswersAMinute, toInventory, untilSwept } from './live.ts';
import { QUESTIONS, type Known } from './questions.ts';
import { ACCOUNTS, sizeAt } from './rows.ts';
import { tellSweeps } from './sweeps.ts';
import { BARS, tableOf, type BarName, type Table } from './table.ts';

/** What is to be measured. */
export interface InventoryBench {
  /** 1 is what the bars are of. */
  readonly scale: number;
  readonly kinds: readonly DatabaseKind[];
  /** Whether to check only. */
  readonly checkOnly: boolean;
  readonly say: (line: string) => void;
  /** Where every process that is started goes, so that the caller can end all of them. */
  readonly running: Served<unknown>[];
}

const Upstreams = z.object({
  controlUrl: z.string(),
  controlUrls: z.array(z.string()),
  accounts: z.array(z.looseObject({ key: z.string() })),
});
const Ready = z.object({ url: z.string() });

const ROUNDS = 40;
const COURSE = { rounds: 8, turnMs: 1_000, clients: 8 };
/** Live answers that are timed beside a sweep, and without one. */
const LIVE_ANSWERS = 150;
/** Devices of the account that is swept beside them: more than are read meanwhile. */
const LONG = { devices: 1_000_000, pauseMs: 400 };
/** Devices of the account that is swept again and again, at full scale. */
const SWEPT_DEVICES = 200_000;

/** The emulators, and the accounts that the databases have rows of. */
interface Vendors extends z.output<typeof Upstreams> {
  readonly mine: readonly unknown[];
}

/** Runs it. Throws when an answer is not what it should be. */
export async function runInventory(bench: InventoryBench): Promise<void> {
  const { say, running, kinds, scale } = bench;
  const { users, devices } = sizeAt(scale);
  const thousands = (rows: number): string => rows.toLocaleString('en-US');
  say(
    `${thousands(users)} users, ${thousands(devices)} devices, ${thousands(10 * users + 2 * devices)} holdings`,
  );
  const emulators = await launch('emulators', Upstreams);
  running.push(emulators);
  const keys: ReadonlySet<string> = new Set(ACCOUNTS.map(({ key }) => key));
  const mine = emulators.ready.accounts.filter(({ key }) => keys.has(key));
  for (const kind of kinds) {
    const databases = await databasesOf(kind);
    try {
      await measureOn(bench, databases, { ...emulators.ready, mine });
    } finally {
      await databases.close();
    }
  }
}

async function measureOn(bench: InventoryBench, databases: Databases, vendors: Vendors): Promise<void> {
  const { say, scale, checkOnly } = bench;
  const { kind } = databases;
  say(`\n${kind}`);
  const filled = await fillAndAsk(databases, bench);
  const app = await startApp(bench, vendors, filled.store);
  const client = clientOf(app.ready.url);
  const table = tableOf(kind, say);
  try {
    await forgetCalls(vendors.controlUrls);
    const lines = await checkAnswers(client, QUESTIONS, filled);
    await checkNoCalls(vendors.controlUrls);
    say(`answers are equal: ${lines} lines of ${QUESTIONS.length} questions; upstream calls: 0`);
    if (checkOnly) return;
    say(`findings worked out after ${(await untilWorkedOut(client)).toFixed(0)} s more`);
    const times = await measured(client, QUESTIONS, { names: filled.names, rounds: ROUNDS });
    tellTimes(times, table);
  } finally {
    client.close();
    await app.stop();
  }
  await tellRates(bench, vendors, { databases, table });
  await tellBesideSweep(bench, vendors, { databases, table });
  await tellSweeps(databases, Math.max(1_000, Math.round(SWEPT_DEVICES * scale)), table);
}

/** A filled database, and what it answers itself. */
async function fillAndAsk(
  databases: Databases,
  { scale, say }: InventoryBench,
): Promise<{ readonly store: StoreAt; readonly names: Known; readonly expected: Expected }> {
  const store = await databases.create();
  const started = performance.now();
  await seed(store, sizeAt(scale));
  const seconds = (performance.now() - started) / 1000;
  say(`filled in ${seconds.toFixed(1)} s, load ${(loadavg()[0] ?? 0).toFixed(1)}`);
  const { db, close } = await openAt(store);
  try {
    const names = await knownIn(db);
    return { store, names, expected: await expectedIn(db, QUESTIONS, names) };
  } finally {
    await close();
  }
}

async function startApp(
  { running }: InventoryBench,
  { mine }: Vendors,
  store: StoreAt,
  swept: object | 'COMPANY' | null = null,
): Promise<Served<z.output<typeof Ready>>> {
  const app = await launch('inventory', Ready, { accounts: mine, more: { store, swept } });
  running.push(app);
  await untilReady(app.ready.url);
  return app;
}

function tellTimes(times: Awaited<ReturnType<typeof measured>>, table: Table): void {
  for (const { name } of QUESTIONS) {
    const bar = `${name}, p50`;
    const taken = times.get(name) ?? [];
    if (isBar(bar)) table.tell(bar, quantile(taken, 0.5), `least ${quantile(taken, 0).toFixed(1)}`);
  }
  const mix = QUESTIONS.filter(({ isInMix }) => isInMix).flatMap(({ name }) => times.get(name) ?? []);
  table.tell(
    'p99 of the mix',
    quantile(
      mix.toSorted((a, b) => a - b),
      0.99,
    ),
  );
}

function isBar(name: string): name is BarName {
  return name in BARS;
}

/** How many answers the inventory gives, beside live ones and beside those of another server. */
async function tellRates(
  bench: InventoryBench,
  vendors: Vendors,
  { databases, table }: { readonly databases: Databases; readonly table: Table },
): Promise<void> {
  const question = readQuestion();
  const afternoon = await launch('afternoon', Ready, { accounts: vendors.mine });
  bench.running.push(afternoon);
  // The same company as the other server's, so that both answer as much.
  const app = await startApp(bench, vendors, await databases.create(), 'COMPANY');
  const { url } = app.ready;
  await untilSwept(url, question.accountKey);
  const inventory = toInventory(url, question.accountKey);
  const peer = { url: afternoon.ready.url, body: question.bodyFor(question.accountKey) };
  const { rate, ratio } = await compared([inventory, peer], COURSE);
  const remark = `${rate.toFixed(0)} answers/s`;
  table.tell('100 users with their licenses, inventory / afternoon', ratio, remark);
  const live = await liveAnswersAMinute(url, vendors.controlUrl, question);
  await afternoon.stop();
  await app.stop();
  table.tell(
    'answers a minute, inventory / live at its quota',
    (rate * 60) / live,
    `${(rate * 60).toFixed(0)} against ${live}`,
  );
}

async function tellBesideSweep(
  bench: InventoryBench,
  vendors: Vendors,
  { databases, table }: { readonly databases: Databases; readonly table: Table },
): Promise<void> {
  const question = readQuestion();
  const accountKey = ACCOUNTS[2].key;
  const quiet = await startApp(bench, vendors, await databases.create());
  const sweeping = await startApp(bench, vendors, await databases.create(), { accountKey, ...LONG });
  const urls = { quiet: quiet.ready.url, sweeping: sweeping.ready.url, accountKey };
  const { more, rows } = await besideSweep(urls, question.bodyFor(question.accountKey), LIVE_ANSWERS);
  table.tell('live p95 beside a sweep', more, `${rows} rows were swept meanwhile`);
  await quiet.stop();
  await sweeping.stop();
}

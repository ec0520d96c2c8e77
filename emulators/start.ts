// `npm start`: the emulators on loopback and the real app pointed at them, in one process.
import { randomUUID } from 'node:crypto';
import { setTimeout as delay } from 'node:timers/promises';
import { stringify } from 'yaml';
import { startApp } from '../src/app.ts';
import { readConfig } from '../src/config/read.ts';
import { registryWith } from '../src/providers/outside.ts';
import { playHistory } from '../src/made-history/play.ts';
import { createLog } from '../src/telemetry/log.ts';
import { steadyTime } from './core/clock.ts';
import { seededAccounts, seededContracts, startFleet } from './fleet.ts';
import { seededVendorsIn } from './outside.ts';
import { SCALE, portInUse, printedLines, readFlags, refuse, stopOnSignal } from './process.ts';

const USAGE = `usage: npm start -- [--scale N] [--history DAYS] [--with FOLDER]

  --scale N      1 is the seeded company; 400 has 100,000 people and 1,000,000 devices
  --history DAYS a past of up to 365 days, played into the inventory once every account is swept; with a scale of 10 at most
  --with FOLDER  a vendor from outside as well: its adapter/, emulator/ and schema.graphql; may be repeated
  PORT           environment variable: where the graph listens (4000)
  METRICS_PORT   the same of metrics (any that is free)
`;

const flags = readFlags({ scale: SCALE, history: { fallback: 0, min: 0, max: 365 } }, USAGE);
const { scale, history } = flags.numbers;
if (history > 0 && scale > 10) refuse('--history takes a scale of 10 at most.', USAGE);
const wrong = (error: unknown): never => refuse(error, USAGE);
const { accountSchemas, sdl } = await registryWith(flags.with).catch(wrong);
const others = await seededVendorsIn(flags.with).catch(wrong);
const fleet = await startFleet({ scale, others });
const accounts = seededAccounts(fleet);
const read = readConfig({
  text: stringify({
    // Emulators need not be spared as a vendor of whom no budget is known.
    accounts: accounts.map((entry) => ({ ...entry, inventory: { callsPerMinute: 600 } })),
    // The events of a past can be looked at for as long as it is.
    ...(history > 0 && { inventory: { eventDays: 400 } }),
    contracts: seededContracts(fleet, Date.now()),
    server: {
      logLevel: 'warn',
      // Front ends under development run on a port of their own.
      corsOrigins: ['http://localhost:*', 'http://127.0.0.1:*'],
    },
    // On a free port, so that several can run side by side.
    metrics: { port: 0 },
    store: { directory: null },
  }),
  environment: { PORT: process.env['PORT'], METRICS_PORT: process.env['METRICS_PORT'] },
  accountSchemas,
});
if (!read.ok) {
  for (const { path, message } of read.problems) process.stderr.write(`${path}: ${message}\n`);
  process.exit(1);
}

/** The same company has the same past. */
const SEED = 1;

type PlayedIn = Parameters<typeof playHistory>[0];

async function playIn(store: PlayedIn): Promise<void> {
  const started = performance.now();
  try {
    const played = await playHistory(store, {
      days: history,
      accountKeys: accounts.map(({ key }) => key),
      seed: SEED,
      sleep: (milliseconds) => delay(milliseconds),
    });
    const examples = played.examples.map(
      ({ course, accountKey, name }) => `  ${TOLD[course]}${name} (${accountKey})`,
    );
    const seconds = ((performance.now() - started) / 1000).toFixed(1);
    process.stdout.write(
      `\nA past of ${history} days is in the inventory, ${seconds} s after its store was opened: ${played.events} events, and ${played.seatDays} days of ${played.licenses} licenses.\n${examples.join('\n')}\n`,
    );
  } catch (error) {
    process.stderr.write(`There is no past: ${error instanceof Error ? error.message : String(error)}\n`);
  }
}

const TOLD = {
  RUNS_OUT: 'runs out   ',
  RECLAIMED: 'reclaimed  ',
  FLAT: 'flat       ',
  GROWS: 'grows      ',
} as const;

try {
  const log = createLog(read.config.server.logLevel);
  const app = await startApp(read.config, {
    log,
    now: steadyTime(),
    random: Math.random,
    newId: randomUUID,
    opened: history === 0 ? undefined : (store) => void playIn(store),
    sdl,
  });
  stopOnSignal(async () => {
    await app.close();
    await fleet.close();
  });
  // An installation without development packages has none.
  const playground = read.config.server.playground ? `  playground  ${app.url}/playground\n` : '';
  process.stdout.write(`License Graph is up, on a made-up company with emulated vendors.

  console     ${app.url}/
${playground}  graph       ${app.url}/graphql
  metrics     ${app.metricsUrl}

${printedLines(fleet.all())}

Try:

  curl -s ${app.url}/graphql -H 'content-type: application/json' \\
    -d '{"query":"{ licenses(first: 100) { totalCount nodes { provider name seats { total available } } } }"}'

Ctrl-C stops.\n`);
} catch (error) {
  portInUse(error, 'PORT=4001 npm start');
}

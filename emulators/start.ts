// `npm start`: the emulators on loopback and the real app pointed at them, in one process.
import { randomUUID } from 'node:crypto';
import { stringify } from 'yaml';
import { startApp } from '../src/app.ts';
import { readConfig } from '../src/config/read.ts';
import { registryWith } from '../src/providers/outside.ts';
import { createLog } from '../src/telemetry/log.ts';
import { seededAccounts, startFleet } from './fleet.ts';
import { seededVendorsIn } from './outside.ts';
import { SCALE, portInUse, printedLines, readFlags, refuse, stopOnSignal } from './process.ts';

const USAGE = `usage: npm start -- [--scale N] [--with FOLDER]

  --scale N      1 is the seeded company; 400 has 100,000 people and 1,000,000 devices
  --with FOLDER  a vendor from outside as well: its adapter/, emulator/ and schema.graphql; may be repeated
  PORT           environment variable: where the graph listens (4000)
  METRICS_PORT   the same of metrics (any that is free)
`;

const flags = readFlags({ scale: SCALE }, USAGE);
const wrong = (error: unknown): never => refuse(error, USAGE);
const { accountSchemas, sdl } = await registryWith(flags.with).catch(wrong);
const others = await seededVendorsIn(flags.with).catch(wrong);
const fleet = await startFleet({ scale: flags.numbers.scale, others });
const read = readConfig({
  text: stringify({
    // Emulators need not be spared as a vendor of whom no budget is known.
    accounts: seededAccounts(fleet).map((entry) => ({ ...entry, inventory: { callsPerMinute: 600 } })),
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

try {
  const log = createLog(read.config.server.logLevel);
  const app = await startApp(read.config, {
    log,
    now: Date.now,
    random: Math.random,
    newId: randomUUID,
    sdl,
  });
  stopOnSignal(async () => {
    await app.close();
    await fleet.close();
  });
  // An installation without development packages has none.
  const playground = read.config.server.playground ? `  playground  ${app.url}/playground\n` : '';
  process.stdout.write(`License Graph is up, on a made-up company with emulated vendors.

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

// The production process: reads environment and configuration, starts the app and stops it on signals. It cannot reach any emulator.
import { randomUUID } from 'node:crypto';
import { setTimeout as delay } from 'node:timers/promises';
import { startApp } from './app.ts';
import { checkLive, toldFindings } from './commands/check-live.ts';
import { readCommandLine, USAGE } from './commands/command-line.ts';
import { printedConfig } from './commands/print.ts';
import { linesOf, summaryOf, toldProblems } from './commands/told.ts';
import { configFiles } from './config/files/load.ts';
import { silentLog } from './domain/log.ts';
import { registryWith } from './providers/outside.ts';
import { whyNotListening } from './server/http/listen-problems.ts';
import { createStopper } from './stop-signals.ts';
import { createLog } from './telemetry/log.ts';

/** How often files are looked at: they are mounted, and no notice comes of what is exchanged there. */
const LOOK_MS = 10_000;

function end(code: number, text: string): never {
  (code === 0 ? process.stdout : process.stderr).write(text);
  process.exit(code);
}

function badUsage(error: unknown): never {
  return end(2, `${error instanceof Error ? error.message : String(error)}\n\n${USAGE}`);
}

function commandLine(): ReturnType<typeof readCommandLine> {
  try {
    return readCommandLine(process.argv.slice(2));
  } catch (error) {
    return badUsage(error);
  }
}

function cannotListen(error: unknown, host: string, port: number): never {
  const why = whyNotListening(error, { host: 'server.host', port: 'PORT or server.port' });
  if (why === undefined) throw error;
  process.stderr.write(`License Graph cannot listen on port ${port} of ${host}: ${why}.\n`);
  process.exit(1);
}

const asked = commandLine();
if (asked.task === 'HELP') end(0, USAGE);
const { accountSchemas, sdl } = await registryWith(asked.with).catch(badUsage);
const file = asked.config ?? process.env['LICENSE_GRAPH_CONFIG'];
const files = configFiles({ file, environment: process.env, accountSchemas, startedIn: process.cwd() });
const loaded = files.load();
// How it is called would bury a problem of a file.
const how = file === undefined ? `\n${USAGE}` : '';
if (!loaded.ok) end(1, toldProblems(loaded.problems, file) + how);
const { config, warnings, documents } = loaded;

if (asked.task !== 'SERVE') process.stderr.write(linesOf(warnings));
if (asked.task === 'PRINT') end(0, printedConfig(config, loaded.fromFiles));
if (asked.task === 'CHECK') end(0, summaryOf(config, file));
if (asked.task === 'CHECK_LIVE') {
  const sleep = (ms: number, signal: AbortSignal): Promise<void> => delay(ms, undefined, { signal });
  const around = { now: Date.now, random: Math.random, sleep, log: silentLog, accountMs: 30_000 };
  const { text, ok } = toldFindings(await checkLive(config, around));
  process.stdout.write(text);
  end(ok ? 0 : 1, ok ? summaryOf(config, file) : 'Not everything works.\n');
}

const log = createLog(config.server.logLevel);
for (const { path, message } of warnings) log.warn({ setting: path }, message);
const starting = startApp(config, {
  log,
  now: Date.now,
  random: Math.random,
  newId: randomUUID,
  sdl,
  documents,
  setLogLevel: (level) => (log.level = level),
}).catch((error: unknown) => cannotListen(error, config.server.host, config.server.port));
// From the first moment on: unheard, the signal would end the process.
process.on('SIGHUP', () => void starting.then((running) => running.reload(files.load())));
const app = await starting;
setInterval(() => {
  if (files.haveChanged()) app.reload(files.load());
}, LOOK_MS).unref();

const stop = createStopper({
  close: app.close,
  exit: (code) => process.exit(code),
  log,
  now: () => performance.now(),
});
process.on('SIGINT', stop);
process.on('SIGTERM', stop);
log.info(
  {
    url: app.url,
    metrics: app.metricsUrl,
    accounts: config.accounts.map((account) => account.key),
    playground: config.server.playground,
  },
  'License Graph is up',
);

// Runs what the command line asks for: reads environment and configuration, starts the app and stops it on signals. It cannot reach any
// emulator.
import { randomUUID } from 'node:crypto';
import { startApp } from './app.ts';
import { checkLive, toldFindings } from './commands/check-live.ts';
import { USAGE, type Asked } from './commands/command-line.ts';
import { badUsage, end } from './commands/ends.ts';
import { printedConfig } from './commands/print.ts';
import { linesOf, summaryOf, toldProblems } from './commands/told.ts';
import { configFiles, type ConfigFiles, type Loaded } from './config/files/load.ts';
import type { Config } from './config/read.ts';
import { silentLog } from './domain/log.ts';
import type { Signals } from './early-signals.ts';
import { registryWith } from './providers/outside.ts';
import type { ConfiguredAccount } from './providers/registry.ts';
import { logWarnings } from './reload/reload.ts';
import { whyNotListening } from './server/http/listen-problems.ts';
import { createStopper } from './stop-signals.ts';
import { createLog } from './telemetry/log.ts';
import { sleepUnlessAborted, steadyClock } from './timers.ts';

/** How often files are looked at: they are mounted, and no notice comes of what is exchanged there. */
const LOOK_MS = 10_000;

/** What is served, and where it is from. */
interface Served {
  readonly loaded: Loaded<ConfiguredAccount>;
  readonly file: string | undefined;
  readonly files: ConfigFiles<ConfiguredAccount>;
  /** What providers from outside add to the SDL. */
  readonly sdl: readonly string[];
}

/** Does what was asked for. Commands end the process, and so does a server that cannot start. */
export async function run(asked: Asked, signals: Signals | null): Promise<void> {
  if (asked.task === 'HELP') end(0, USAGE);
  const { accountSchemas, sdl } = await registryWith(asked.with).catch(badUsage);
  const file = asked.config ?? process.env['LICENSE_GRAPH_CONFIG'];
  const files = configFiles({ file, environment: process.env, accountSchemas, startedIn: process.cwd() });
  const loaded = files.load();
  // How it is called would bury a problem of a file.
  const how = file === undefined ? `\n${USAGE}` : '';
  if (!loaded.ok) end(1, toldProblems(loaded.problems, file) + how);
  const { config, warnings } = loaded;
  if (asked.task === 'SERVE') return serve({ loaded, file, files, sdl }, signals);
  process.stderr.write(linesOf(warnings));
  if (asked.task === 'PRINT') end(0, printedConfig(config, loaded.fromFiles));
  if (asked.task === 'CHECK_LIVE') await checkAll(config);
  end(0, summaryOf(config, file));
}

/** Ends the process when something does not work. */
async function checkAll(config: Config<ConfiguredAccount>): Promise<void> {
  const around = {
    now: Date.now,
    random: Math.random,
    sleep: sleepUnlessAborted,
    log: silentLog,
    accountMs: 30_000,
  };
  const { text, ok } = toldFindings(await checkLive(config, around));
  process.stdout.write(text);
  if (!ok) end(1, 'Not everything works.\n');
}

async function serve({ loaded, file, files, sdl }: Served, signals: Signals | null): Promise<void> {
  const { config, warnings, documents } = loaded;
  const log = createLog(config.server.logLevel);
  logWarnings(log, warnings, file);
  const elapsed = (): number => performance.now();
  const app = await startApp(config, {
    log,
    now: steadyClock(Date.now, elapsed),
    random: Math.random,
    newId: randomUUID,
    sdl,
    documents,
    file,
    setLogLevel: (level) => (log.level = level),
  }).catch((error: unknown) => cannotListen(error, config.server.host, config.server.port));
  setInterval(() => {
    if (files.haveChanged()) app.reload(files.load());
  }, LOOK_MS).unref();
  log.info(
    {
      url: app.url,
      metrics: app.metricsUrl,
      accounts: config.accounts.map((account) => account.key),
      playground: config.server.playground,
    },
    'License Graph is up',
  );
  const stop = createStopper({
    close: app.close,
    exit: (code) => process.exit(code),
    log,
    now: elapsed,
  });
  signals?.pass({ stop, reload: () => app.reload(files.load()) });
}

function cannotListen(error: unknown, host: string, port: number): never {
  const why = whyNotListening(error, { host: 'server.host', port: 'PORT or server.port' });
  if (why === undefined) throw error;
  return end(1, `License Graph cannot listen on port ${port} of ${host}: ${why}.\n`);
}

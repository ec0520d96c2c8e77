// The production process: reads environment and configuration, starts the app and stops it on signals. It cannot reach any emulator.
import { randomUUID } from 'node:crypto';
import { existsSync, readFileSync } from 'node:fs';
import { dirname, resolve } from 'node:path';
import { parseArgs } from 'node:util';
import { pino } from 'pino';
import { startApp } from './app.ts';
import { placeDirectory } from './config/directory.ts';
import { readManifest } from './config/manifest.ts';
import type { ConfigProblem } from './config/problem.ts';
import { readConfig } from './config/read.ts';
import { registryWith } from './providers/outside.ts';
import { whyNotListening } from './server/http/listen-problems.ts';
import { createStopper } from './stop-signals.ts';

const USAGE = `usage: node src/main.ts [--config FILE] [--with FOLDER]

  --config FILE   YAML file of accounts, limits and server settings; see config.example.yaml.
                  Without it, the file named by LICENSE_GRAPH_CONFIG.
  --with FOLDER   a provider from outside: its adapter/ and schema.graphql; may be repeated. Its code runs with all rights of this one.
  PORT            overrides server.port
  METRICS_PORT    overrides metrics.port
  DATABASE_URL    overrides store.url: a PostgreSQL server instead of the embedded database
`;

function fail(problems: readonly ConfigProblem[], file: string | undefined): never {
  const lines = problems.map(({ path, message }) => `  ${path === '' ? '(file)' : path}: ${message}\n`);
  const count = lines.length === 1 ? '1 problem' : `${lines.length} problems`;
  process.stderr.write(
    `License Graph cannot start: ${count} in ${file ?? 'the configuration'}\n${lines.join('')}\n${USAGE}`,
  );
  process.exit(1);
}

function readText(file: string | undefined): string {
  if (file === undefined) fail([{ path: '', message: 'no configuration file was named' }], file);
  try {
    return readFileSync(file, 'utf8');
  } catch (error) {
    const why = error instanceof Error && 'code' in error ? String(error.code) : 'unreadable';
    return fail([{ path: '', message: `cannot be read (${why})` }], file);
  }
}

/** Those of the manifest, whose path is relative to the configuration. */
function readDocuments(manifest: string | null, config: string | undefined): ReadonlyMap<string, string> {
  if (manifest === null) return new Map();
  const documents = readManifest(readText(resolve(dirname(resolve(config ?? '')), manifest)));
  return 'message' in documents ? fail([documents], config) : documents;
}

function commandLine() {
  try {
    return parseArgs({
      options: {
        config: { type: 'string' },
        with: { type: 'string', multiple: true, default: [] },
        help: { type: 'boolean' },
      },
    }).values;
  } catch (error) {
    return badUsage(error);
  }
}

function badUsage(error: unknown): never {
  process.stderr.write(`${error instanceof Error ? error.message : String(error)}\n\n${USAGE}`);
  process.exit(2);
}

function cannotListen(error: unknown, host: string, port: number): never {
  const why = whyNotListening(error, { host: 'server.host', port: 'PORT or server.port' });
  if (why === undefined) throw error;
  process.stderr.write(`License Graph cannot listen on port ${port} of ${host}: ${why}.\n`);
  process.exit(1);
}

const options = commandLine();
if (options.help) {
  process.stdout.write(USAGE);
  process.exit(0);
}
const file = options.config ?? process.env['LICENSE_GRAPH_CONFIG'];
const { accountSchemas, sdl } = await registryWith(options.with).catch(badUsage);
const read = readConfig({ text: readText(file), environment: process.env, accountSchemas });
if (!read.ok) fail(read.problems, file);
const store = placeDirectory(read.config.store, {
  folder: dirname(resolve(file ?? '')),
  startedIn: process.cwd(),
  exists: existsSync,
});
if ('message' in store) fail([store], file);

const documents = readDocuments(read.config.server.manifest, file);

const config = { ...read.config, store };
const log = pino({ level: config.server.logLevel });
for (const { path, message } of read.warnings) log.warn({ setting: path }, message);
const surroundings = { log, now: Date.now, random: Math.random, newId: randomUUID, sdl, documents };
const app = await startApp(config, surroundings).catch((error: unknown) =>
  cannotListen(error, config.server.host, config.server.port),
);

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

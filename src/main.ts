// The production process: reads environment and configuration, starts, obeys signals. No emulator is reachable from here.
import { readFileSync } from 'node:fs';
import { parseArgs } from 'node:util';
import { pino } from 'pino';
import { startApp } from './app.ts';
import { readConfig, type ConfigProblem } from './config/read.ts';
import { accountSchemas } from './providers/registry.ts';

const USAGE = `usage: node src/main.ts [--config FILE]

  --config FILE   YAML file of accounts, limits and server settings; see config.example.yaml.
                  Without it, the file named by LICENSE_GRAPH_CONFIG.
  PORT            overrides server.port
`;

function fail(problems: readonly ConfigProblem[], file: string | undefined): never {
  process.stderr.write(
    `License Graph cannot start: ${problems.length} problem(s) in ${file ?? 'the configuration'}\n`,
  );
  for (const { path, message } of problems)
    process.stderr.write(`  ${path === '' ? '(file)' : path}: ${message}\n`);
  process.stderr.write(`\n${USAGE}`);
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

function commandLine(): { config?: string | undefined; help?: boolean | undefined } {
  try {
    return parseArgs({ options: { config: { type: 'string' }, help: { type: 'boolean' } } }).values;
  } catch (error) {
    process.stderr.write(`${error instanceof Error ? error.message : String(error)}\n\n${USAGE}`);
    process.exit(2);
  }
}

const options = commandLine();
if (options.help) {
  process.stdout.write(USAGE);
  process.exit(0);
}
const file = options.config ?? process.env['LICENSE_GRAPH_CONFIG'];
const read = readConfig({ text: readText(file), environment: process.env, accountSchemas });
if (!read.ok) fail(read.problems, file);

const log = pino({ level: read.config.server.logLevel });
const app = await startApp(read.config, { log, now: Date.now, random: Math.random });
log.info(
  { url: app.url, accounts: read.config.accounts.map((account) => account.key) },
  'License Graph is up',
);

function stop(signal: string): void {
  log.info({ signal }, 'stopping');
  setTimeout(() => process.exit(1), read.ok ? read.config.server.drainMs : 0).unref();
  void app.close().then(() => process.exit(0));
}
process.once('SIGINT', stop);
process.once('SIGTERM', stop);

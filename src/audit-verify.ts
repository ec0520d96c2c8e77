// `npm run audit:verify`: recomputes the chain of the audit log, and says which entry was altered. Writes nothing.
import { existsSync, readFileSync } from 'node:fs';
import { dirname, resolve } from 'node:path';
import { parseArgs } from 'node:util';
import { placeDirectory } from './config/directory.ts';
import { referencedFrom } from './config/files/referenced.ts';
import type { ConfigProblem } from './config/problem.ts';
import { readStoreSettings } from './config/read.ts';
import type { StoreSettings } from './config/schema.ts';
import { silentLog } from './domain/log.ts';
import { asProblemError } from './domain/problem.ts';
import { storeOptions } from './store/options.ts';
import { verifyAudit } from './store/audit/verify-audit.ts';

const USAGE = `usage: npm run audit:verify -- [--config FILE | --directory DIR]

  --config FILE     the configuration of License Graph; its \`store\` is looked at
  --directory DIR   of the embedded database, which no process may be using
  DATABASE_URL      environment variable: a PostgreSQL server, instead of either

Ends with 0 when the chain is whole, 1 when an entry was altered, 2 when it could not be read.
`;

function end(code: number, text: string): never {
  (code === 0 ? process.stdout : process.stderr).write(text);
  process.exit(code);
}

function commandLine(): { config?: string | undefined; directory?: string | undefined } {
  try {
    const options = {
      config: { type: 'string' },
      directory: { type: 'string' },
      help: { type: 'boolean' },
    } as const;
    const { values } = parseArgs({ options });
    if (values.help) end(0, USAGE);
    return values;
  } catch (error) {
    return end(2, `${error instanceof Error ? error.message : String(error)}\n\n${USAGE}`);
  }
}

/** What the command line names. The file's own word comes first, and the environment's over it, as for the server. */
function settings(): StoreSettings {
  const { config, directory } = commandLine();
  let text = JSON.stringify(directory === undefined ? {} : { store: { directory } });
  try {
    if (config !== undefined) text = readFileSync(config, 'utf8');
  } catch {
    end(2, `${config ?? ''} cannot be read.\n\n${USAGE}`);
  }
  const folder = config === undefined ? process.cwd() : dirname(resolve(config));
  const read = readStoreSettings(text, { environment: process.env, readFile: referencedFrom(folder) });
  if (!read.ok) return refuse(read.problems);
  const store = placeDirectory(read.store, { folder, startedIn: process.cwd(), exists: existsSync });
  return 'message' in store ? refuse([store]) : store;
}

function refuse(problems: readonly ConfigProblem[]): never {
  return end(2, `${problems.map(({ path, message }) => `${path}: ${message}`).join('\n')}\n\n${USAGE}`);
}

const store = settings();
if (store.url === null && store.directory === null)
  end(2, `A database in memory has no log to read.\n\n${USAGE}`);
try {
  const { ok, checked, firstBad } = await verifyAudit(storeOptions(store), silentLog);
  if (ok) end(0, `The audit log is whole: ${checked} entries.\n`);
  end(
    1,
    `The audit log was altered: entry ${firstBad?.seq ?? '?'}, ${firstBad?.why ?? 'unknown'}. ${checked} entries were read.\n`,
  );
} catch (error) {
  const { problem } = asProblemError(error);
  end(2, `The audit log cannot be read: ${problem.message} ${problem.hint ?? ''}\n`);
}

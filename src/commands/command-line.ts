// What the command line asks for.
import { parseArgs } from 'node:util';

export const USAGE = `usage: node src/main.ts [--config FILE] [--with FOLDER] [--check | --check=live | --print]

  --config FILE   YAML file of accounts, limits and server settings; see config.example.yaml.
                  Without it, the file named by LICENSE_GRAPH_CONFIG.
  --with FOLDER   a provider from outside: its adapter/ and schema.graphql; may be repeated. Its code runs with all rights of this one.
  --check         says what is wrong with the configuration, or sums it up, and ends with 1 or 0
  --check=live    the same, and looks at the database, logs in to every account and reads its licenses; changes nothing
  --print         prints the configuration with its defaults, secrets as ***, and ends
  PORT            overrides server.port
  METRICS_PORT    overrides metrics.port
  DATABASE_URL    overrides store.url: a PostgreSQL server instead of the embedded database

A running process takes another configuration at SIGHUP, and by itself when the file or a file it refers to changes.
`;

export type Task = 'HELP' | 'SERVE' | 'CHECK' | 'CHECK_LIVE' | 'PRINT';

/** A command line that was understood. */
export interface Asked {
  readonly task: Task;
  /** The configuration; undefined when it is not named here. */
  readonly config: string | undefined;
  /** Folders of providers from outside. */
  readonly with: readonly string[];
}

const LIVE = '--check=live';

/** Throws an Error whose message says what is wrong with it. */
export function readCommandLine(args: readonly string[]): Asked {
  const { values } = parseArgs({
    // The parser knows no option that may do without its value.
    args: args.map((arg) => (arg === LIVE ? '--check' : arg)),
    options: {
      config: { type: 'string' },
      with: { type: 'string', multiple: true, default: [] },
      check: { type: 'boolean' },
      print: { type: 'boolean' },
      help: { type: 'boolean' },
    },
  });
  if (values.check && values.print) throw new Error('--check and --print do not go together.');
  const check: Task = args.includes(LIVE) ? 'CHECK_LIVE' : 'CHECK';
  const task = values.check ? check : values.print ? 'PRINT' : 'SERVE';
  return { task: values.help ? 'HELP' : task, config: values.config, with: values.with };
}

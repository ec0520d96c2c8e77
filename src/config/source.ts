// Reads the file's text and puts the environment's values in, before any schema checks the result.
import { parseDocument, type YAMLError } from 'yaml';
import { isMapping } from './mapping.ts';
import { writePath, type ConfigProblem } from './problem.ts';

/** Where references are looked up; `PORT` overrides `server.port`, `DATABASE_URL` overrides `store.url`. */
export type Environment = Readonly<Record<string, string | undefined>>;

interface SourceResult {
  readonly value: unknown;
  readonly problems: readonly ConfigProblem[];
  /** Whether the text is YAML at all; if not, there is no value to look at. */
  readonly readable: boolean;
}

const EMPTY =
  'is empty: it needs at least `accounts`, a list with an entry for each tenant of a vendor. config.example.yaml shows one of each';

/** The file as plain values, with every `${NAME}` replaced from the environment. */
export function readSource(text: string, environment: Environment): SourceResult {
  const document = parseDocument(text);
  const faults = [...document.errors, ...document.warnings];
  if (faults.length > 0) return unreadable(faults.map(describeFault));
  if (document.contents === null) return unreadable([{ path: '', message: EMPTY }]);
  const problems: ConfigProblem[] = [];
  try {
    const resolved = resolve(document.toJS() ?? {}, [], [], { environment, problems });
    const value = withDatabase(withPorts(resolved, environment, problems), environment);
    return { value, problems, readable: true };
  } catch (error) {
    if (error instanceof ReferenceError) {
      return unreadable([{ path: '', message: 'not valid YAML: an alias without its anchor, or too many' }]);
    }
    throw error;
  }
}

function unreadable(problems: readonly ConfigProblem[]): SourceResult {
  return { value: undefined, problems, readable: false };
}

/** By its code: the parser's own sentences quote the text. */
function describeFault(fault: YAMLError): ConfigProblem {
  const [start] = fault.linePos ?? [];
  const where = start ? `line ${start.line}, column ${start.col}: ` : '';
  return { path: '', message: `${where}not valid YAML (${fault.code.toLowerCase().replaceAll('_', ' ')})` };
}

interface Resolution {
  readonly environment: Environment;
  readonly problems: ConfigProblem[];
}

function resolve(
  value: unknown,
  path: readonly PropertyKey[],
  around: readonly object[],
  into: Resolution,
): unknown {
  if (typeof value === 'string') return substitute(value, path, into);
  if (typeof value !== 'object' || value === null) return value;
  if (around.includes(value)) {
    into.problems.push({ path: writePath(path), message: 'contains itself' });
    return null;
  }
  const inside = [...around, value];
  if (Array.isArray(value)) return value.map((item, index) => resolve(item, [...path, index], inside, into));
  return Object.fromEntries(
    Object.entries(value).map(([key, item]) => [key, resolve(item, [...path, key], inside, into)]),
  );
}

function substitute(
  text: string,
  path: readonly PropertyKey[],
  { environment, problems }: Resolution,
): string {
  return text.replaceAll(/\$\{([A-Za-z_][A-Za-z0-9_]*)\}/g, (reference, name: string) => {
    const found = environment[name];
    if (found !== undefined && found !== '') return found;
    problems.push({ path: writePath(path), message: `environment variable ${name} is not set` });
    return reference;
  });
}

/** Environment variables that stand above the file: ports, by the part they are of. */
const PORTS = { PORT: 'server', METRICS_PORT: 'metrics' } as const;

function withPorts(file: unknown, environment: Environment, problems: ConfigProblem[]): unknown {
  if (!isMapping(file)) return file;
  const parts: Record<string, unknown> = {};
  for (const [variable, part] of Object.entries(PORTS)) {
    const port = environment[variable];
    // A part without a word in it is as good as absent; metrics that are null are none.
    const isAbsent = file[part] === undefined || (file[part] === null && part === 'server');
    const settings = isAbsent ? {} : file[part];
    if (port === undefined || port === '') continue;
    if (!/^\d{1,5}$/.test(port) || Number(port) > 65_535) {
      problems.push({
        path: `${part}.port`,
        message: `environment variable ${variable} is not a port number`,
      });
    } else if (isMapping(settings)) parts[part] = { ...settings, port: Number(port) };
  }
  return { ...file, ...parts };
}

function withDatabase(file: unknown, environment: Environment): unknown {
  const url = environment['DATABASE_URL'];
  if (url === undefined || url === '' || !isMapping(file)) return file;
  const store = file['store'] ?? {};
  return isMapping(store) ? { ...file, store: { ...store, url } } : file;
}

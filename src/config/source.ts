// Reads the file's text and puts in the values of the environment and of the files it refers to, before any schema checks the result.
import { parseDocument, type YAMLError } from 'yaml';
import type { ReadReferenced } from './files/referenced.ts';
import { isMapping } from './mapping.ts';
import { writePath, type ConfigProblem } from './problem.ts';
import { withCollector } from './telemetry/collector.ts';

/** Where references are looked up; `PORT` overrides `server.port`, `DATABASE_URL` overrides `store.url`. */
export type Environment = Readonly<Record<string, string | undefined>>;

interface SourceResult {
  readonly value: unknown;
  readonly problems: readonly ConfigProblem[];
  /** Whether the text is YAML at all; if not, there is no value to look at. */
  readonly readable: boolean;
  /** The addresses of databases that are in files, by their path: each gives the text as the files have it then, null while one cannot be read. */
  readonly rereadable: ReadonlyMap<string, () => string | null>;
}

/** What the references of a file stand for. */
export interface References {
  readonly environment: Environment;
  readonly readFile: ReadReferenced;
}

/** Read again for every connection. */
const REREADABLE: readonly string[] = ['store.url', 'store.listenUrl'];

const EMPTY =
  'is empty: it needs at least `accounts`, a list with an entry for each tenant of a vendor. config.example.yaml shows one of each';

/** The file as plain values, with every `${NAME}` replaced from the environment, and every `${file:/path}` by what the file has. */
export function readSource(text: string, references: References): SourceResult {
  const { environment } = references;
  const document = parseDocument(text);
  const faults = [...document.errors, ...document.warnings];
  if (faults.length > 0) return unreadable(faults.map(describeFault));
  if (document.contents === null) return unreadable([{ path: '', message: EMPTY }]);
  const problems: ConfigProblem[] = [];
  const rereadable = new Map<string, () => string | null>();
  try {
    const resolved = resolve(document.toJS() ?? {}, [], [], { ...references, problems, rereadable });
    const listening = withPorts(resolved, environment, problems);
    const value = withCollector(withDatabase(listening, environment), environment);
    if (hasDatabase(environment)) rereadable.delete('store.url');
    return { value, problems, readable: true, rereadable };
  } catch (error) {
    if (error instanceof ReferenceError) {
      return unreadable([{ path: '', message: 'not valid YAML: an alias without its anchor, or too many' }]);
    }
    throw error;
  }
}

function unreadable(problems: readonly ConfigProblem[]): SourceResult {
  return { value: undefined, problems, readable: false, rereadable: new Map() };
}

/** By its code: the parser's own sentences quote the text. */
function describeFault(fault: YAMLError): ConfigProblem {
  const [start] = fault.linePos ?? [];
  const where = start ? `line ${start.line}, column ${start.col}: ` : '';
  return { path: '', message: `${where}not valid YAML (${fault.code.toLowerCase().replaceAll('_', ' ')})` };
}

interface Resolution extends References {
  readonly problems: ConfigProblem[];
  readonly rereadable: Map<string, () => string | null>;
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

const REFERENCE = /\$\{(?:file:([^}]*)|([A-Za-z_][A-Za-z0-9_]*))\}/g;

function substitute(text: string, path: readonly PropertyKey[], into: Resolution): string {
  const written = writePath(path);
  const isAddress = REREADABLE.includes(written);
  if (isAddress && text.includes('${file:')) {
    into.rereadable.set(written, () => {
      const again = replaced(text, isAddress, into);
      return again.problems.length === 0 ? again.text : null;
    });
  }
  const { text: resolved, problems } = replaced(text, isAddress, into);
  into.problems.push(...problems.map((message) => ({ path: written, message })));
  return resolved;
}

interface Replaced {
  readonly text: string;
  readonly problems: readonly string[];
}

/** `isAddress`: what a file has is put into an address, in which a password may need another spelling. */
function replaced(text: string, isAddress: boolean, { environment, readFile }: References): Replaced {
  const problems: string[] = [];
  const resolved = text.replaceAll(REFERENCE, (reference, path: string | undefined, name = '') => {
    if (path === undefined) {
      const found = environment[String(name)];
      if (found !== undefined && found !== '') return found;
      problems.push(`environment variable ${String(name)} is not set`);
      return reference;
    }
    const found = path === '' ? { why: 'names no file' } : readFile(path);
    if (typeof found !== 'string') {
      problems.push(found.why);
      return reference;
    }
    return isAddress && reference !== text ? encodeURIComponent(found) : found;
  });
  return { text: resolved, problems };
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

function hasDatabase(environment: Environment): boolean {
  return (environment['DATABASE_URL'] ?? '') !== '';
}

function withDatabase(file: unknown, environment: Environment): unknown {
  if (!hasDatabase(environment) || !isMapping(file)) return file;
  const store = file['store'] ?? {};
  return isMapping(store) ? { ...file, store: { ...store, url: environment['DATABASE_URL'] } } : file;
}

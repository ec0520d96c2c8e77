// Loads the configuration with every file that belongs to it, and notices when one of them has other content.
import { createHash } from 'node:crypto';
import { existsSync, readFileSync } from 'node:fs';
import { dirname, resolve } from 'node:path';
import type { z } from 'zod';
import { Secret } from '../../domain/secret.ts';
import { placeDirectory } from '../directory.ts';
import { readManifest } from './manifest.ts';
import type { ConfigProblem } from '../problem.ts';
import { readConfig, type Config, type Tenant } from '../read.ts';
import type { Environment } from '../source.ts';
import { errorCode, referencedFrom, type ReadReferenced } from './referenced.ts';

/** A configuration without problems, with all that belongs to it. */
export interface Loaded<Account> {
  readonly ok: true;
  readonly config: Config<Account>;
  readonly warnings: readonly ConfigProblem[];
  /** Of the manifest, by id; empty without one. */
  readonly documents: ReadonlyMap<string, string>;
  /** What the files have that it refers to: none of it is ever shown. */
  readonly fromFiles: readonly Secret[];
}

export type LoadResult<Account> =
  Loaded<Account> | { readonly ok: false; readonly problems: readonly ConfigProblem[] };

export interface ConfigFiles<Account> {
  /** Reads everything anew. */
  load(): LoadResult<Account>;
  /** Whether a file has other content than at the last `load`. By content: mounted secrets are exchanged by links, which tell no time. */
  haveChanged(): boolean;
}

export interface ConfigPlace<Account> {
  /** The YAML file; undefined when none was named. */
  readonly file: string | undefined;
  readonly environment: Environment;
  readonly accountSchemas: ReadonlyMap<string, z.ZodType<Account>>;
  /** The folder the process was started in. */
  readonly startedIn: string;
}

export function configFiles<Account extends Tenant>(place: ConfigPlace<Account>): ConfigFiles<Account> {
  const { file } = place;
  const folder = dirname(resolve(file ?? ''));
  const readFile = referencedFrom(folder);
  /** Digests of what the last load read, by path. Only for comparison, and never told. */
  let seen = new Map<string, string>();
  let seenText = '';

  /** The addresses of databases are read again later, which is no load. */
  function recording(): Recording {
    const read = new Map<string, string>();
    const contents: Secret[] = [];
    let isOver = false;
    seen = read;
    return {
      read(path) {
        const content = readFile(path);
        if (!isOver) read.set(path, digest(content));
        if (!isOver && typeof content === 'string') contents.push(new Secret(content));
        return content;
      },
      contents,
      end: () => (isOver = true),
    };
  }

  return {
    load() {
      const { read, contents, end } = recording();
      if (file === undefined) return refused('', 'no configuration file was named');
      const text = textOf(file);
      seenText = digest(text);
      if (typeof text !== 'string') return refused('', text.why);
      try {
        return loadText(text, { ...place, folder, readFile: read, contents });
      } finally {
        end();
      }
    },
    haveChanged: () =>
      file !== undefined &&
      (digest(textOf(file)) !== seenText || [...seen].some(([path, was]) => digest(readFile(path)) !== was)),
  };
}

interface Around<Account> extends ConfigPlace<Account> {
  readonly folder: string;
  readonly readFile: ReadReferenced;
  readonly contents: readonly Secret[];
}

interface Recording {
  readonly read: ReadReferenced;
  readonly contents: readonly Secret[];
  end(): void;
}

function loadText<Account extends Tenant>(text: string, around: Around<Account>): LoadResult<Account> {
  const { folder, startedIn } = around;
  const read = readConfig({ ...around, text });
  if (!read.ok) return read;
  const store = placeDirectory(read.config.store, { folder, startedIn, exists: existsSync });
  if ('message' in store) return { ok: false, problems: [store] };
  const documents = documentsOf(read.config.server.manifest, folder);
  if ('message' in documents) return { ok: false, problems: [documents] };
  return { ...read, config: { ...read.config, store }, documents, fromFiles: around.contents };
}

/** Those of the manifest, whose path is relative to the configuration. */
function documentsOf(manifest: string | null, folder: string): ReadonlyMap<string, string> | ConfigProblem {
  if (manifest === null) return new Map();
  const text = textOf(resolve(folder, manifest));
  if (typeof text === 'string') return readManifest(text);
  return { path: 'server.manifest', message: `names a file that ${text.why}` };
}

function textOf(file: string): string | { readonly why: string } {
  try {
    return readFileSync(file, 'utf8');
  } catch (error) {
    return { why: `cannot be read (${errorCode(error)})` };
  }
}

function refused(path: string, message: string): LoadResult<never> {
  return { ok: false, problems: [{ path, message }] };
}

function digest(content: string | { readonly why: string }): string {
  return createHash('sha256').update(JSON.stringify(content)).digest('base64');
}

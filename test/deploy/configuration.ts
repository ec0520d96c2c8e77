// A configuration of deploy/, read as the program reads it, with something in every file that it names.
import { readConfig, type Config } from '../../src/config/read.ts';
import { DRAIN_DELAY_MS } from '../../src/server/leaving/leave.ts';
import { accountSchemas, type ConfiguredAccount } from '../../src/providers/registry.ts';

/** The files that references in a configuration name, sorted. */
export function filesNamedIn(text: string): readonly string[] {
  return [...new Set([...text.matchAll(/\$\{file:([^}]+)\}/g)].map(([, path = '']) => path))].toSorted();
}

/** Throws with every problem. */
export function readWithFiles(text: string): Config<ConfiguredAccount> {
  const readFile = (path: string): string =>
    path.endsWith('-url')
      ? 'postgres://somebody:password@database/license_graph'
      : `in-the-file${path.replaceAll('/', '-')}`;
  const read = readConfig({ text, environment: {}, accountSchemas, readFile });
  if (!read.ok) throw new Error(read.problems.map(({ path, message }) => `${path}: ${message}`).join('\n'));
  return read.config;
}

/** What platforms are told to allow for what is left to do after the last answer. */
const CLOSING_MS = 5_000;

/** How long everything is served after a process was told to stop, and how long it may take to leave; on an address that others reach. */
export function leavingMs({ server: { drainDelayMs, drainMs } }: Config<ConfiguredAccount>) {
  const delayMs = drainDelayMs ?? DRAIN_DELAY_MS;
  return { delayMs, wholeMs: delayMs + drainMs + CLOSING_MS };
}

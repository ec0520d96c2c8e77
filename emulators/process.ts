// What both entry points share: flags, vendors from outside, signals, and the message for a port in use.
import { parseArgs } from 'node:util';
import type { RunningEmulator } from './core/emulator.ts';

interface NumberFlag {
  readonly fallback: number;
  readonly min: number;
  readonly max: number;
}

/** Growth of the seeded company; the largest one the control port takes too. */
export const SCALE: NumberFlag = { fallback: 1, min: 1, max: 1000 };

/** What the command line says. */
interface Flags<Name extends string> {
  readonly numbers: Readonly<Record<Name, number>>;
  /** Folders of vendors from outside, each given with a `--with` of its own. */
  readonly with: readonly string[];
}

/** The flags of the command line. Exits with the usage: 0 for `--help`, 2 and a message for an unknown flag or a number out of range. */
export function readFlags<Name extends string>(
  flags: Readonly<Record<Name, NumberFlag>>,
  usage: string,
): Flags<Name> {
  const { help, with: folders = [], ...values } = parsed(Object.keys(flags), usage);
  if (help === true) {
    process.stdout.write(usage);
    process.exit(0);
  }
  const numbers = Object.entries<NumberFlag>(flags).map(([name, { fallback, min, max }]) => {
    const text = values[name] ?? String(fallback);
    if (typeof text === 'string' && /^\d{1,9}$/.test(text) && Number(text) >= min && Number(text) <= max) {
      return [name, Number(text)];
    }
    return refuse(`--${name} must be a whole number from ${min} to ${max}.`, usage);
  });
  // One number for each of the names.
  return { numbers: Object.fromEntries(numbers) as Readonly<Record<Name, number>>, with: folders };
}

type Parsed = { readonly help?: boolean; readonly with?: string[] } & Readonly<Record<string, unknown>>;

function parsed(names: readonly string[], usage: string): Parsed {
  try {
    const options = Object.fromEntries(names.map((name) => [name, { type: 'string' } as const]));
    return parseArgs({
      options: { ...options, with: { type: 'string', multiple: true }, help: { type: 'boolean' } },
    }).values;
  } catch (error) {
    return refuse(error, usage);
  }
}

/** Exits with 2, the message and the usage. */
export function refuse(why: unknown, usage: string): never {
  process.stderr.write(`${why instanceof Error ? why.message : String(why)}\n\n${usage}`);
  process.exit(2);
}

/** A line for each emulator: where it is, and its control port. */
export function printedLines(emulators: readonly RunningEmulator[]): string {
  return emulators
    .map(({ name, url, controlUrl }) => `  ${name.padEnd(12)}${url}   control ${controlUrl}`)
    .join('\n');
}

/**
 * Runs `close` once on Ctrl-C or SIGTERM, and exits with 0; after five seconds it exits with 1.
 * A terminal's Ctrl-C reaches a child of npm twice, by itself and passed on by npm: the second one changes nothing.
 */
export function stopOnSignal(close: () => Promise<void>): void {
  let stopping = false;
  const stop = (): void => {
    if (stopping) return;
    stopping = true;
    process.stdout.write('\nStopping.\n');
    setTimeout(() => process.exit(1), 5_000).unref();
    void close().then(() => process.exit(0));
  };
  process.on('SIGINT', stop);
  process.on('SIGTERM', stop);
}

/** Exits with 1 and a message when a port is in use; throws any other error on. */
export function portInUse(error: unknown, how: string): never {
  if (error instanceof Error && 'code' in error && error.code === 'EADDRINUSE' && 'port' in error) {
    process.stderr.write(`Port ${String(error.port)} is in use. Choose another with ${how}.\n`);
    process.exit(1);
  }
  throw error;
}

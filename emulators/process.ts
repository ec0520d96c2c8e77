// What both entry points share: flags, signals, and the message for a port in use.
import { parseArgs } from 'node:util';

interface NumberFlag {
  readonly fallback: number;
  readonly min: number;
  readonly max: number;
}

/** Growth of the seeded company; the largest one the control port takes too. */
export const SCALE: NumberFlag = { fallback: 1, min: 1, max: 1000 };

/** The flags of the command line. Exits with the usage: 0 for `--help`, 2 and a message for an unknown flag or a number out of range. */
export function readFlags<Name extends string>(
  flags: Readonly<Record<Name, NumberFlag>>,
  usage: string,
): (name: Name) => number {
  const values = parsed(Object.keys(flags), usage);
  if ('help' in values) {
    process.stdout.write(usage);
    process.exit(0);
  }
  for (const name of Object.keys(values)) {
    // `parsed` takes no other names.
    const { min, max } = flags[name as Name];
    const text = values[name] ?? '';
    if (!/^\d{1,9}$/.test(text) || Number(text) < min || Number(text) > max) {
      refuse(`--${name} must be a whole number from ${min} to ${max}.`, usage);
    }
  }
  return (name) => (name in values ? Number(values[name]) : flags[name].fallback);
}

function parsed(names: readonly string[], usage: string): Readonly<Record<string, string>> {
  try {
    const options = Object.fromEntries(names.map((name) => [name, { type: 'string' } as const]));
    const { values } = parseArgs({ options: { ...options, help: { type: 'boolean' } } });
    return Object.fromEntries(Object.entries(values).map(([name, value]) => [name, String(value)]));
  } catch (error) {
    return refuse(error instanceof Error ? error.message : String(error), usage);
  }
}

function refuse(why: string, usage: string): never {
  process.stderr.write(`${why}\n\n${usage}`);
  process.exit(2);
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

// The processes of a comparison: each server has its own, so that none blocks another one's event loop.
import { fork, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { fileURLToPath } from 'node:url';
import { z } from 'zod';

const ENTRY = fileURLToPath(new URL('serve.ts', import.meta.url));
const START_LIMIT_MS = 60_000;

const Cpu = z.object({ kind: z.literal('cpu'), user: z.number(), system: z.number() });

export interface Served<Ready> {
  /** The message the server sent when it was up. */
  readonly ready: Ready;
  /** Processor time used so far, in milliseconds. */
  cpuMs(): Promise<number>;
  stop(): Promise<void>;
}

/** Starts a server of `serve.ts` and waits until it is up. Rejects when the server ends, or when its message does not match `form`. */
export async function launch<Ready>(
  name: string,
  form: z.ZodType<Ready>,
  options: {
    readonly accounts?: readonly unknown[];
    readonly nodeOptions?: readonly string[];
    /** For a server that takes more than accounts. */
    readonly more?: object;
  } = {},
): Promise<Served<Ready>> {
  const { accounts = [], more = null } = options;
  const child = fork(ENTRY, [name, JSON.stringify(accounts), JSON.stringify(more)], {
    stdio: ['ignore', 'ignore', 'inherit', 'ipc'],
    execArgv: [...(options.nodeOptions ?? [])],
    // As in production: libraries then leave out checks for developers, in every server alike.
    env: { ...process.env, NODE_ENV: 'production', NODE_OPTIONS: '' },
  });
  try {
    const ready = form.parse(await message(child, name));
    return {
      ready,
      async cpuMs() {
        child.send('cpu');
        const { user, system } = Cpu.parse(await message(child, name));
        return (user + system) / 1000;
      },
      stop: () => end(child),
    };
  } catch (error) {
    await end(child);
    throw error;
  }
}

async function message(child: ChildProcess, name: string): Promise<unknown> {
  const done = new AbortController();
  const signal = AbortSignal.any([done.signal, AbortSignal.timeout(START_LIMIT_MS)]);
  const ended = once(child, 'exit', { signal }).then(() => {
    throw new Error(`${name} ended with ${child.exitCode ?? child.signalCode}`);
  });
  try {
    const said = await Promise.race([once(child, 'message', { signal }), ended]);
    return said[0];
  } finally {
    done.abort();
  }
}

async function end(child: ChildProcess): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) return;
  const ended = once(child, 'exit');
  if (child.connected) child.disconnect();
  else child.kill();
  await ended;
}

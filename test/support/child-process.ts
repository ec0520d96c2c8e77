// A real process of the project, as a shell would start it, with an environment of its own.
import { spawn } from 'node:child_process';
import { createServer, type AddressInfo } from 'node:net';

const ROOT = new URL('../../', import.meta.url);

export interface Child {
  /** Everything it wrote so far. */
  readonly stdout: () => string;
  readonly stderr: () => string;
  /** Its exit code; null when a signal ended it. */
  readonly exited: Promise<number | null>;
  signal(name: NodeJS.Signals): void;
  /** Resolves as soon as stdout matches; rejects when it has not after so long, or the process ended. */
  says(pattern: RegExp, patienceMs?: number): Promise<RegExpExecArray>;
}

export interface Children {
  /** Starts `node <args>` in the project's folder. Nothing of this process's environment is handed on. */
  node(args: readonly string[], environment?: Readonly<Record<string, string>>): Child;
  /** Ends those still running. */
  end(): Promise<void>;
}

export function createChildren(): Children {
  const running = new Set<Child>();
  return {
    node(args, environment = {}) {
      const child = start(args, environment);
      running.add(child);
      void child.exited.then(() => running.delete(child));
      return child;
    },
    async end() {
      const all = [...running];
      for (const child of all) child.signal('SIGKILL');
      await Promise.all(all.map((child) => child.exited));
    },
  };
}

function start(args: readonly string[], environment: Readonly<Record<string, string>>): Child {
  const child = spawn(process.execPath, args, { cwd: ROOT, env: environment });
  const out = { stdout: '', stderr: '' };
  child.stdout.setEncoding('utf8').on('data', (text: string) => (out.stdout += text));
  child.stderr.setEncoding('utf8').on('data', (text: string) => (out.stderr += text));
  const exited = new Promise<number | null>((resolve, reject) => {
    child.on('error', reject);
    // `close`, not `exit`: by then all output has been read.
    child.on('close', resolve);
  });
  return {
    stdout: () => out.stdout,
    stderr: () => out.stderr,
    exited,
    signal: (name) => child.kill(name),
    says: (pattern, patienceMs = 15_000) =>
      new Promise((resolve, reject) => {
        const look = (): void => {
          const found = pattern.exec(out.stdout);
          if (found) resolve(found);
        };
        const giveUp = (): void =>
          reject(new Error(`did not say ${String(pattern)}, but: ${out.stdout}${out.stderr}`));
        child.stdout.on('data', look);
        setTimeout(giveUp, patienceMs).unref();
        void exited.then(giveUp);
        look();
      }),
  };
}

export interface Listener {
  readonly port: number;
  close(): Promise<void>;
}

/** Listens on a port of loopback, any that is free for 0. Rejects when it is taken. */
export async function listen(port: number): Promise<Listener> {
  const server = createServer();
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject);
    server.listen(port, '127.0.0.1', resolve);
  });
  return {
    port: (server.address() as AddressInfo).port, // listening on TCP: never a pipe name
    close: () => new Promise((resolve) => void server.close(() => resolve())),
  };
}

/** The first of so many ports in a row that nobody listened on a moment ago. */
export async function freePorts(count: number): Promise<number> {
  for (let base = 20_000 + (process.pid % 1_000) * 20; base < 60_000; base += count) {
    const taken: Listener[] = [];
    try {
      for (let place = 0; place < count; place += 1) taken.push(await listen(base + place));
      return base;
    } catch {
      // Somebody has one of them: on to the next row.
    } finally {
      await Promise.all(taken.map((one) => one.close()));
    }
  }
  throw new Error(`no ${count} free ports in a row`);
}

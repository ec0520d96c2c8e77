// A real process of the project, as a shell would start it, with an environment of its own.
import { spawn } from 'node:child_process';
import { join } from 'node:path';
import { opened } from './lifecycle.ts';
import { RUN_FOLDER } from './once-a-run.ts';

/** Longer than any start takes, on a machine that has much else to do. */
const PATIENCE_MS = 100_000;
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
  /** Starts `node <args>` in the project's folder. Of this process's environment nothing is handed on. */
  node(args: readonly string[], environment?: Readonly<Record<string, string>>): Child;
  /** Ends those still running. */
  end(): Promise<void>;
}

/** Processes of the file or `describe` this is called in, of which none outlives it. */
export function useChildren(): Children {
  return opened(createChildren, (children) => children.end());
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

/** V8 spends more on optimising the embedded database than processes as short as these ever get back. */
const BRIEF = ['--liftoff-only'];
/** What one process has compiled, all others of the run need not compile again. */
// eslint-disable-next-line node/no-process-env -- how Jest hands things on to its workers
const COMPILED = { NODE_COMPILE_CACHE: join(process.env[RUN_FOLDER] ?? '', 'compiled') };

function start(args: readonly string[], environment: Readonly<Record<string, string>>): Child {
  const child = spawn(process.execPath, [...BRIEF, ...args], {
    cwd: ROOT,
    env: { ...COMPILED, ...environment },
  });
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
    says: (pattern, patienceMs = PATIENCE_MS) =>
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

/** Where a process of License Graph serves, once it does. */
export async function urlOf(child: Child): Promise<string> {
  const [, url = ''] = await child.says(/"url":"([^"]+)"/);
  return url;
}

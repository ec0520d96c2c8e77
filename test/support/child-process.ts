// A real process of the project, started as a shell would, with its own environment.
import { spawn, type ChildProcessWithoutNullStreams } from 'node:child_process';
import { join } from 'node:path';
import { opened } from './lifecycle.ts';
import { RUN_FOLDER } from './once-a-run.ts';

/** Longer than any start takes, even on a busy machine. */
const PATIENCE_MS = 250_000;
const ROOT = new URL('../../', import.meta.url);

export interface Child {
  /** All of its output so far. */
  readonly stdout: () => string;
  readonly stderr: () => string;
  /** Its exit code; null when a signal ended it. */
  readonly exited: Promise<number | null>;
  signal(name: NodeJS.Signals): void;
  /** Resolves as soon as stdout matches; rejects when that takes too long, or the process ends. */
  says(pattern: RegExp, patienceMs?: number): Promise<RegExpExecArray>;
}

export interface Children {
  /** Starts `node <args>` in the project's folder, without this process's environment. */
  node(args: readonly string[], environment?: Readonly<Record<string, string>>): Child;
  /** Takes over a process that was started in another way. */
  take(process: ChildProcessWithoutNullStreams): Child;
  /** Ends the processes that are still running. */
  end(): Promise<void>;
}

/** Processes of the file or `describe` this is called in; all of them end with it. */
export function useChildren(): Children {
  return opened(createChildren, (children) => children.end());
}

export function createChildren(): Children {
  const running = new Set<Child>();
  const take = (process: ChildProcessWithoutNullStreams): Child => {
    const child = watch(process);
    running.add(child);
    void child.exited.then(() => running.delete(child));
    return child;
  };
  return {
    node: (args, environment = {}) => take(start(args, environment)),
    take,
    async end() {
      const all = [...running];
      for (const child of all) child.signal('SIGKILL');
      await Promise.all(all.map((child) => child.exited));
    },
  };
}

/** Optimising the embedded database costs V8 more time than such short processes save by it. */
const BRIEF = ['--liftoff-only'];
/** A compile cache that all processes of the run share. */
// eslint-disable-next-line node/no-process-env -- Jest gives its workers their environment
const COMPILED = { NODE_COMPILE_CACHE: join(process.env[RUN_FOLDER] ?? '', 'compiled') };

function start(args: readonly string[], environment: Readonly<Record<string, string>>) {
  return spawn(process.execPath, [...BRIEF, ...args], { cwd: ROOT, env: { ...COMPILED, ...environment } });
}

function watch(child: ChildProcessWithoutNullStreams): Child {
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

/** The address of a process of License Graph, once it is up. */
export async function urlOf(child: Child): Promise<string> {
  const [, url = ''] = await child.says(/"url":"([^"]+)"/);
  return url;
}

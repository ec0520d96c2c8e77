// A shell that stays open between commands.
import { spawn } from 'node:child_process';
import { SHELL_PATH } from '../support/shell-path.ts';

const ROOT = new URL('../../', import.meta.url);
const END = 'the-end-of-a-block';

export interface Shell {
  /** Runs commands in the shell that ran those before; what they printed. Rejects when one of them fails. */
  run(commands: string): Promise<string>;
  close(): void;
}

/** Runs what it is given, block by block. Whoever waits looks again sooner than a reader of the document would. */
const PROGRAM =
  'sleep() { command sleep 0.05; }; set -euo pipefail; while read -r -d "" block; do eval "$block"; done';

/** A bash in the project's folder. Of this process's environment it has none; it finds this Node. */
export function openShell(environment: Readonly<Record<string, string>>): Shell {
  const bash = spawn('bash', ['-c', PROGRAM], {
    cwd: ROOT,
    env: { PATH: SHELL_PATH, ...environment },
    stdio: ['pipe', 'pipe', 'pipe'],
  });
  let printed = '';
  let complaints = '';
  let wake = (): void => undefined;
  bash.stdout.setEncoding('utf8').on('data', (text: string) => {
    printed += text;
    wake();
  });
  bash.stderr.setEncoding('utf8').on('data', (text: string) => (complaints += text));
  const ended = new Promise<never>((_resolve, reject) => {
    bash.on('close', (code) => reject(new Error(`the shell ended with ${code}: ${complaints}`)));
  });
  // Nobody waits for it while no block is under way.
  ended.catch(() => undefined);
  return {
    async run(commands) {
      printed = '';
      const done = new Promise<void>((resolve) => {
        wake = () => printed.includes(END) && resolve();
      });
      bash.stdin.write(`${commands}\nprintf '%s' ${END}\0`);
      await Promise.race([done, ended]);
      return printed.replace(END, '');
    },
    close: () => void bash.kill(),
  };
}

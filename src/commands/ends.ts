// How a command ends: with a text and a code.
import { USAGE } from './command-line.ts';

/** Writes the text, to standard output when all is well, and ends the process. */
export function end(code: number, text: string): never {
  (code === 0 ? process.stdout : process.stderr).write(text);
  process.exit(code);
}

/** Ends the process for a command line that asks for what there is not. */
export function badUsage(error: unknown): never {
  return end(2, `${error instanceof Error ? error.message : String(error)}\n\n${USAGE}`);
}

// The programs of docs/client, as processes.
import type { Children } from '../support/child-process.ts';

/** What came of one. */
export interface Ended {
  readonly code: number | null;
  readonly out: string;
  readonly errors: string;
}

/** Runs a program of docs/client to its end. */
export async function runExample(
  children: Children,
  name: string,
  options: readonly string[],
  environment: Readonly<Record<string, string>>,
): Promise<Ended> {
  const child = children.node([`docs/client/${name}`, ...options], environment);
  return { code: await child.exited, out: child.stdout(), errors: child.stderr() };
}

// Problems of a configuration. They repeat no value of it, because each may be a secret.
import type { z } from 'zod';

export interface ConfigProblem {
  /** Where in the file, for instance `accounts.0.clientSecret`; empty for the file as a whole. */
  readonly path: string;
  readonly message: string;
}

type Path = readonly PropertyKey[];

/** A path in the form people read. */
export function writePath(path: Path): string {
  return path.map((part) => (typeof part === 'number' ? String(part) : nameOf(String(part)))).join('.');
}

/** What zod found, below `prefix`; of alternatives, only what is wrong with those that the value resembles. */
export function describe(issue: z.core.$ZodIssue, prefix: Path): ConfigProblem[] {
  const path = [...prefix, ...issue.path];
  switch (issue.code) {
    case 'unrecognized_keys':
      return [{ path: writePath(path), message: `unknown: ${issue.keys.map(nameOf).join(', ')}` }];
    case 'invalid_union': {
      const near = issue.errors.filter((branch) => branch.some(isInside));
      if (near.length > 0) return near.flat().flatMap((inner) => describe(inner, path));
      return [{ path: writePath(path), message: issue.message }];
    }
    default:
      return [{ path: writePath(path), message: issue.message }];
  }
}

function isInside(issue: z.core.$ZodIssue): boolean {
  return issue.path.length > 0 || issue.code === 'unrecognized_keys';
}

/** `{clientSecret:abc}`, with the space forgotten, is a key that holds the secret. */
function nameOf(key: string): string {
  return /^[A-Za-z_][\w-]{0,39}$/.test(key) ? key : '(a key that is no name)';
}

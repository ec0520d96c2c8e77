// Names of licenses as contracts write them.
import { folded, nameKey } from '../inventory/folded.ts';

/** A name, or how one begins, as names are sorted by: without case and accents. */
export interface NamePattern {
  readonly text: string;
  readonly isPrefix: boolean;
}

/** `*` at the end stands for anything, and for nothing. */
export function namePattern(name: string): NamePattern {
  return name.endsWith('*')
    ? { text: folded(name.slice(0, -1)), isPrefix: true }
    : { text: nameKey(name) ?? '', isPrefix: false };
}

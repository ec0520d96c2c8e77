// Promises as functions: each tries one on the account of a rig and returns how it is broken, as sentences. So the suite can hold
// them, and the suite itself can be held against accounts that break them.
import type { Rig } from './rig.ts';

/** Needs a rig that was set up anew. */
export interface Check {
  readonly name: string;
  readonly violations: (rig: Rig) => Promise<readonly string[]> | readonly string[];
}

// Promises as functions: each tries one on the account of a rig and returns how it is broken, as sentences. So the suite can hold
// them, and the suite itself can be held against accounts that break them.
import type { Rig } from './rig.ts';

/** Needs a rig that was set up anew. */
export interface Check {
  readonly name: string;
  readonly violations: (rig: Rig) => Promise<readonly string[]> | readonly string[];
}

/** The first thing that any of the checks says, each on a rig that was set up anew; null when they say nothing. */
export async function firstViolation(rig: Rig, checks: readonly Check[]): Promise<string | null> {
  for (const { violations } of checks) {
    await rig.reshape(rig.subject.shapes[0]);
    const [first] = await violations(rig);
    if (first !== undefined) return first;
  }
  return null;
}

// Promises as functions: each tries one on the account of a rig and returns how it is broken, as sentences. So the suite can hold
// them, and the suite itself can be held against accounts that break them.
import { ProblemError } from '../../src/domain/problem.ts';
import type { Rig } from './rig.ts';

/** Needs a rig that was set up anew. */
export interface Check {
  readonly name: string;
  readonly violations: (rig: Rig) => Promise<readonly string[]>;
}

/** What a key came to, in short: the problem, nothing, or the value as `facts` has it. */
export function told<T>(slot: T | null | ProblemError | undefined, facts: (value: T) => string): string {
  if (slot instanceof ProblemError) return slot.problem.code;
  return slot === undefined || slot === null ? 'nothing' : facts(slot);
}

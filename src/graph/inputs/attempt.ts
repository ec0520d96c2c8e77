// What goes wrong with an input: kept beside what goes well, or told to the caller.
import { asProblemError, type Problem, type ProblemError } from '../../domain/problem.ts';

/** What is read, or why it cannot be. */
export function attempt<T>(read: () => T): T | ProblemError {
  try {
    return read();
  } catch (error) {
    return asProblemError(error);
  }
}

/** A problem that the caller can solve is data in the payload of a mutation; any other is thrown, as an error. */
export function problemForCaller(error: unknown): Problem {
  const failure = asProblemError(error);
  if (failure.problem.blame !== 'CALLER') throw failure;
  return failure.problem;
}

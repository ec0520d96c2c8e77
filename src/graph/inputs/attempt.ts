// What goes wrong with an input: kept beside what goes well, or told to the caller.
import { ProblemError, asProblemError, type Problem } from '../../domain/problem.ts';

/** What is read, or why it cannot be. */
export function attempt<T>(read: () => T): T | ProblemError {
  try {
    return read();
  } catch (error) {
    return asProblemError(error);
  }
}

/** What is read of a place in the input. Whatever is wrong with it says so, unless it names a closer one. */
export function placedAt<T>(path: readonly string[], read: () => T): T {
  const found = attempt(read);
  if (!(found instanceof ProblemError)) return found;
  throw new ProblemError({ ...found.problem, path: found.problem.path ?? path });
}

/** A problem that the caller can solve is data in the payload of a mutation; any other is thrown, as an error. */
export function problemForCaller(error: unknown): Problem {
  const failure = asProblemError(error);
  if (failure.problem.blame !== 'CALLER') throw failure;
  return failure.problem;
}

// Parts of an account's entry that every account may have, whatever its provider.
import type { z } from 'zod';
import { isMapping } from './mapping.ts';
import { describe, type ConfigProblem } from './problem.ts';

interface Taken<Part> {
  /** The entry without the part, as its provider knows it. */
  readonly entry: unknown;
  readonly part: Part;
  readonly problems: readonly ConfigProblem[];
}

/** Takes a part out of an entry. Where it is absent, or cannot be read, its defaults hold. */
export function takePart<Schema extends z.ZodType>(
  entry: unknown,
  name: string,
  schema: Schema,
  path: readonly PropertyKey[],
): Taken<z.output<Schema>> {
  const { [name]: value = {}, ...rest } = isMapping(entry) ? entry : {};
  const parsed = schema.safeParse(value);
  const problems = (parsed.error?.issues ?? []).flatMap((issue) => describe(issue, [...path, name]));
  return { entry: rest, part: parsed.success ? parsed.data : schema.parse({}), problems };
}

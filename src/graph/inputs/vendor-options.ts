// Options of a change that belong to one vendor, passed on to its provider unread: no file of the graph knows what there is.
import { NO_OPTIONS, type ChangeOptions } from '../../domain/change.ts';
import { ProblemError, problem } from '../../domain/problem.ts';
import type { LicenseChangeInput } from '../generated/resolvers.ts';
import { fingerprintOf, formerFieldsOf, formerOptions, formerPathOf } from './former-options.ts';

/** The options of an input. A flag that is false is as good as absent, as it is of every input. */
export function optionsOf(input: LicenseChangeInput): ChangeOptions {
  const options = input.options ?? formerOptions(input);
  // `@oneOf`: there is one field, and it is not null.
  const [first] = Object.entries<object>(options ?? {});
  if (first === undefined) return { ...NO_OPTIONS, fingerprint: fingerprintOf(null, {}) };
  const [vendor, fields] = first;
  const values = Object.entries(fields).filter(([, value]) => value != null && value !== false);
  const pathOf = (name: string): readonly string[] =>
    input.options ? ['options', vendor, name] : formerPathOf(name);
  const asked = Object.fromEntries<unknown>(values);
  return {
    vendor,
    given: Object.fromEntries(values.map(([name]) => [name, pathOf(name)])),
    values: asked,
    fingerprint: fingerprintOf(options, { [vendor]: asked }),
  };
}

/** One form or the other: of the two nobody could tell which one is meant. */
export function faultOfForms(input: LicenseChangeInput): ProblemError | null {
  const [former] = formerFieldsOf(input);
  if (input.options == null || former === undefined) return null;
  return misplaced(former, `\`${former}\` does not go with \`options\`, which replaces it.`, 'Leave it out.');
}

/** BAD_INPUT at a field of a change. */
export function misplaced(field: string, message: string, hint: string | null = null): ProblemError {
  return new ProblemError(problem('BAD_INPUT', 'CALLER', message, { path: [field], hint }));
}

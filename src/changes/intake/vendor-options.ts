// Options that only one vendor knows: its provider judges them, and names each by its own name; here that becomes its place in the change.
import type { Assignee } from '../../domain/assignee.ts';
import { NO_OPTIONS, THE_LICENSE, type ChangeOptions, type ChangeTarget } from '../../domain/change.ts';
import type { License } from '../../domain/license.ts';
import { ProblemError, asProblemError, problem, type Problem } from '../../domain/problem.ts';
import type { OptionRules, ProviderAccount, Writes } from '../../providers/provider.ts';
import type { ChangeRequest } from '../change-request.ts';

/** The request with what can be told of its options before anything is read as its fault. */
export function withOptionsChecked(
  request: ChangeRequest,
  accounts: ReadonlyMap<string, ProviderAccount>,
): ChangeRequest {
  const { license, action, assignee, fault } = request;
  if (fault !== null || license instanceof ProblemError) return request;
  const writes = accounts.get(license.accountKey)?.writes;
  const options = optionsFor(request, writes);
  const byAddress = assignee instanceof ProblemError || assignee.by === 'EMAIL';
  const found = judged(options, () => writes?.options?.checkRequest(options, { action, byAddress }));
  return found instanceof ProblemError ? { ...request, fault: found } : request;
}

/** The options of a request that are for this provider to read. */
export function optionsFor(
  { options }: Pick<ChangeRequest, 'options'>,
  writes: Writes | undefined,
): ChangeOptions {
  return writes?.options?.field === options.vendor ? options : NO_OPTIONS;
}

/** What is wrong with an option, whoever the assignee is. `value` is null for a license that is not listed. */
export function misplacedOption(
  request: ChangeRequest,
  { id, value }: { readonly id: string; readonly value: License | null },
  writes: Writes,
): ProblemError | null {
  const options = optionsFor(request, writes);
  const [path] = Object.values(request.options.given);
  if (path !== undefined && options === NO_OPTIONS) {
    const message = `Changes of this account take no \`${path.at(-1) ?? ''}\`.`;
    return new ProblemError(problem('BAD_INPUT', 'CALLER', message, { hint: 'Leave it out.', path }));
  }
  const found = judged(options, () => writes.options?.check(options, value ?? { externalId: id }));
  return found instanceof ProblemError ? found : null;
}

/** What a request is about; null when its options cannot tell, as license or assignee are not listed. */
export function targetOf(
  request: ChangeRequest,
  license: License | null,
  assignee: Assignee | null,
  writes: Writes,
): ChangeTarget | ProblemError | null {
  if (request.target !== undefined) return request.target;
  const options = optionsFor(request, writes);
  if (Object.keys(options.given).length === 0) return THE_LICENSE;
  if (license === null || assignee === null) return null;
  return judged(options, () => writes.options?.targetOf(options, license, assignee) ?? THE_LICENSE);
}

/** What the provider says of options, or its problem with them. */
function judged<T>(options: ChangeOptions, judge: () => T): T | ProblemError {
  try {
    return judge();
  } catch (error) {
    return placedIn(options, asProblemError(error));
  }
}

/** Problems that name an option, at the place that it has, whether or not it was given. */
export function atOptions(
  problems: ReadonlyMap<string, Problem>,
  { field }: Pick<OptionRules, 'field'>,
): ReadonlyMap<string, Problem> {
  return new Map(
    [...problems].map(([id, found]) => [
      id,
      found.path === null ? found : { ...found, path: ['options', field, ...found.path] },
    ]),
  );
}

/** The same problem, its path beginning where the option stands that it names. */
function placedIn({ given }: ChangeOptions, error: ProblemError): ProblemError {
  const [name, ...rest] = error.problem.path ?? [];
  const place = name === undefined ? undefined : given[name];
  if (place === undefined) return error;
  return new ProblemError({ ...error.problem, path: [...place, ...rest] }, { cause: error.cause });
}

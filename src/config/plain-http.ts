// Addresses of vendors: https, because credentials go there, unless it is this machine or the account says otherwise.
import { isLoopback } from './loopback.ts';
import { isMapping } from './mapping.ts';
import { writePath, type ConfigProblem } from './problem.ts';

/** The setting that lets an account use plain http. Every account may have it, whatever its provider. */
export const ALLOW_PLAIN_HTTP = 'allowPlainHttp';

interface Plain {
  /** The entry as its provider knows it. */
  readonly entry: unknown;
  readonly problems: readonly ConfigProblem[];
  readonly warnings: readonly ConfigProblem[];
}

/** Looks for addresses with plain http in the entry of an account. */
export function checkPlainHttp(
  entry: Readonly<Record<string, unknown>>,
  path: readonly PropertyKey[],
): Plain {
  const { [ALLOW_PLAIN_HTTP]: allowed = false, ...rest } = entry;
  if (typeof allowed !== 'boolean') {
    const problem = { path: writePath([...path, ALLOW_PLAIN_HTTP]), message: 'must be true or false' };
    return { entry: rest, problems: [problem], warnings: [] };
  }
  const found = plainAddresses(rest, path).map(writePath);
  if (allowed) {
    const message = 'credentials and people’s data go over plain http, which allowPlainHttp permits';
    return { entry: rest, problems: [], warnings: found.map((place) => ({ path: place, message })) };
  }
  const message = 'must be https: credentials go there; or say `allowPlainHttp: true` in this account';
  return { entry: rest, problems: found.map((place) => ({ path: place, message })), warnings: [] };
}

/** Where there are addresses with http of other machines. A name may be any text. */
function plainAddresses(value: unknown, path: readonly PropertyKey[]): (readonly PropertyKey[])[] {
  if (typeof value === 'string') return isPlain(value) && path.at(-1) !== 'name' ? [path] : [];
  if (Array.isArray(value)) return value.flatMap((item, index) => plainAddresses(item, [...path, index]));
  if (!isMapping(value)) return [];
  return Object.entries(value).flatMap(([key, item]) => plainAddresses(item, [...path, key]));
}

function isPlain(text: string): boolean {
  const url = URL.parse(text);
  return url?.protocol === 'http:' && !isLoopback(url.hostname);
}

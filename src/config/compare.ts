// What differs between two configurations. Secrets are compared by their texts, and only the names of settings are told.
import { Secret } from '../domain/secret.ts';
import { isMapping } from './mapping.ts';
import type { Config } from './read.ts';

/** Whether two values of a configuration say the same. */
export function isSame(one: unknown, other: unknown): boolean {
  if (one instanceof Secret) return other instanceof Secret && one.reveal() === other.reveal();
  if (other instanceof Secret) return false;
  if (Array.isArray(one)) {
    return (
      Array.isArray(other) &&
      one.length === other.length &&
      one.every((item, index) => isSame(item, other[index]))
    );
  }
  if (!isMapping(one) || !isMapping(other)) return Object.is(one, other);
  const names = new Set([...Object.keys(one), ...Object.keys(other)]);
  return [...names].every((name) => isSame(one[name], other[name]));
}

/** What a reload exchanges besides the accounts, which are compared one by one. */
const EXCHANGED: ReadonlySet<string> = new Set([
  'auth',
  'contracts',
  'limits',
  'findings',
  'server.limits',
  'server.logLevel',
  'server.corsOrigins',
]);

/** Made of other settings, or told elsewhere. */
const NO_SETTINGS: ReadonlySet<string> = new Set(['accounts', 'server.noPlayground']);

interface Differences {
  /** Names of settings that are exchanged. */
  readonly exchanged: readonly string[];
  /** Names of settings that hold from the next start on. */
  readonly needRestart: readonly string[];
}

/** What differs, besides the accounts. */
export function differences(before: Config<unknown>, after: Config<unknown>): Differences {
  const one = new Map<string, unknown>(Object.entries(before));
  const other = new Map<string, unknown>(Object.entries(after));
  const names = [...new Set([...one.keys(), ...other.keys()])]
    .flatMap((part) => differing(part, one.get(part), other.get(part)))
    .filter((name) => !NO_SETTINGS.has(name));
  return {
    exchanged: names.filter((name) => EXCHANGED.has(name)),
    needRestart: names.filter((name) => !EXCHANGED.has(name)),
  };
}

/** A part that is exchanged as a whole is named as a whole. */
function differing(part: string, one: unknown, other: unknown): readonly string[] {
  if (isSame(one, other)) return [];
  if (EXCHANGED.has(part) || NO_SETTINGS.has(part) || !isMapping(one) || !isMapping(other)) return [part];
  const names = new Set([...Object.keys(one), ...Object.keys(other)]);
  return [...names].filter((name) => !isSame(one[name], other[name])).map((name) => `${part}.${name}`);
}

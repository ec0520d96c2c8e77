// Parameters of queries.
import { badRequest } from '../errors.ts';

/** Whether a parameter is `true`; letter case makes no difference (webex contract 2). */
export function asks(query: URLSearchParams, name: string): boolean {
  return query.get(name)?.toLowerCase() === 'true';
}

/** A whole number, at least `least`, silently clamped to `most`. */
export function wholeNumber(
  query: URLSearchParams,
  name: string,
  bounds: { readonly least: number; readonly most: number; readonly fallback: number },
): number {
  const text = query.get(name);
  if (text === null) return Math.min(bounds.fallback, bounds.most);
  if (!/^-?\d+$/.test(text) || Number(text) < bounds.least)
    throw badRequest(`Invalid value for parameter ${name}.`);
  return Math.min(Number(text), bounds.most);
}

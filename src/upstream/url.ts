// Upstream URLs, built so that an id can never become another path.
import { callerError } from '../domain/problem.ts';

export type Query = Readonly<Record<string, string | number | boolean | readonly string[] | undefined>>;

/**
 * `base` + one encoded segment each + query. Repeated keys for arrays, absent for undefined.
 * Throws BAD_ID for an empty segment, `.` and `..`, which percent-encoding leaves as they are (RFC 3986, 6.2.2.3).
 */
export function buildUrl(base: string, segments: readonly string[], query: Query = {}): string {
  const path = segments.map((segment) => {
    if (segment === '' || segment === '.' || segment === '..') {
      throw callerError('BAD_ID', 'An id cannot be used in a request to the provider.');
    }
    return encodeURIComponent(segment);
  });
  const parameters = new URLSearchParams();
  for (const [name, value] of Object.entries(query)) {
    if (value === undefined) continue;
    for (const one of Array.isArray(value) ? (value as readonly string[]) : [String(value)])
      parameters.append(name, one);
  }
  const text = parameters.toString();
  return `${base.replace(/\/+$/, '')}/${path.join('/')}${text === '' ? '' : `?${text}`}`;
}

// Upstream URLs, built so that an id can never become another path.
import { callerError } from '../domain/problem.ts';

export type Query = Readonly<Record<string, string | number | boolean | readonly string[] | undefined>>;

/**
 * `base` + one encoded segment each + query. Repeated keys for arrays, absent for undefined.
 * Throws BAD_ID for an empty segment, for `.` and `..`, which percent-encoding leaves as they are (RFC 3986, 6.2.2.3), and
 * for half a surrogate pair, which it cannot encode.
 */
export function buildUrl(base: string, segments: readonly string[], query: Query = {}): string {
  const path = segments.map((segment) => {
    if (segment === '' || segment === '.' || segment === '..' || !segment.isWellFormed()) {
      throw callerError('BAD_ID', 'An id cannot be used in a request to the provider.');
    }
    return encodeURIComponent(segment);
  });
  const parameters = new URLSearchParams();
  for (const [name, value] of Object.entries(query)) {
    if (value === undefined) continue;
    for (const one of typeof value === 'object' ? value : [String(value)]) parameters.append(name, one);
  }
  const text = parameters.toString();
  return `${base.replace(/\/+$/, '')}/${path.join('/')}${text === '' ? '' : `?${text}`}`;
}

// The header `x-freshness`: how old answers may be.
import { OperationTypeNode } from 'graphql';
import type { Principal } from '../../auth/principal.ts';
import { LIVE, readFreshness, type Freshness } from '../../domain/inventory/freshness.ts';
import { RequestRefusal } from '../failures.ts';
import type { Prepared } from './prepare.ts';

/** A request with its headers. */
interface Asking {
  readonly headers: Readonly<Record<string, string | readonly string[] | undefined>>;
}

/** What the header says; null without one. Throws BAD_REQUEST for any other text than it takes. */
export function freshnessIn({ headers }: Asking): Freshness | null {
  const header = headers['x-freshness'];
  if (header === undefined) return null;
  const found = typeof header === 'string' ? readFreshness(header) : null;
  if (found !== null) return found;
  throw new RequestRefusal(
    400,
    'BAD_REQUEST',
    'The x-freshness header takes `max-age=` and `stale-if-error=`, each once and with whole seconds, separated by a comma.',
  );
}

const ADVICE =
  'For an older answer instead, send the header `x-freshness: stale-if-error=86400` (in seconds): docs/automate.md, "How old an answer may be".';

/** What is said to a query that a provider failed, unless it takes older answers in that case. */
export function adviceFor({ staleIfError }: Freshness, prepared: Prepared | null): string | undefined {
  return isQuery(prepared) && staleIfError === null ? ADVICE : undefined;
}

/** What holds for a request: the header, or else what the caller's token says. Changes and what they answer are read from the providers. */
export function freshnessFor(
  request: Asking,
  { freshness }: Principal,
  prepared: Prepared | null,
): Freshness {
  if (!isQuery(prepared)) return LIVE;
  return freshnessIn(request) ?? freshness ?? LIVE;
}

function isQuery(prepared: Prepared | null): boolean {
  return prepared?.operation.operation === OperationTypeNode.QUERY;
}

// Which web pages may open sockets and streams. Browsers open WebSockets to any server without asking it, as CORS does not hold for
// them; so the origin is looked at here.
import type { IncomingHttpHeaders } from 'node:http';
import type { IsAllowedOrigin } from '../http/origins.ts';

/** Whether a page of another origin than this server's own sends it, which may not. Programs send no origin. */
export function isForeign({ origin, host }: IncomingHttpHeaders, isAllowed: IsAllowedOrigin): boolean {
  if (origin === undefined || isAllowed(origin)) return false;
  // A proxy in front may have taken TLS off, so the scheme says nothing.
  return URL.parse(origin)?.host !== host?.toLowerCase();
}

// The `host` header, where everybody on this machine may ask: a web page whose name is pointed at 127.0.0.1 is of the same origin as
// this server for a browser, and could change licenses (DNS rebinding). Its requests still carry its name.
import type { FastifyInstance } from 'fastify';
import { isLoopback } from '../../config/loopback.ts';
import type { Current } from '../../domain/reload/current.ts';
import { RequestRefusal } from '../failures.ts';

interface HostCheck {
  /** Whether everybody on this machine may ask, and nobody else. */
  readonly isLocal: Current<boolean>;
  readonly ownHost: string;
  /** Where it is set. */
  readonly setting?: string;
}

/** While everybody on this machine may ask: refuses requests for any other name than this machine's own or `ownHost`: 421. To be registered before everything else. */
export function registerHostCheck(
  app: FastifyInstance,
  { isLocal, ownHost, setting = 'server.host' }: HostCheck,
): void {
  app.addHook('onRequest', (request, _reply, done) => {
    if (!isLocal()) {
      done();
      return;
    }
    const name = nameOf(request.raw.headersDistinct['host']);
    if (name !== null && (isLoopback(name) || name === ownHost.toLowerCase())) done();
    else {
      done(
        new RequestRefusal(
          421,
          'HOST_NOT_ALLOWED',
          `Without auth this server answers to localhost, to a loopback address and to ${setting}.`,
        ),
      );
    }
  });
}

/** The host without its port; null when it is none, or one of several. */
function nameOf([header = '', ...others]: readonly string[] = []): string | null {
  if (others.length > 0) return null;
  const found = /^(\[[\da-f:.]+\]|[^\s:/?#@[\]\\]+)(?::\d{1,5})?$/i.exec(header);
  return found?.[1]?.toLowerCase() ?? null;
}

// Telling how callers prove who they are, for metrics.
import { bearer, isRefusal, type Authenticate, type CallerHeaders, type Principal } from './principal.ts';

type Method = 'none' | 'token' | 'jwt' | 'router';

/** Told of each caller who was let in or refused. A refused one is told by what was sent: nothing of that is proved. */
export type Authenticated = (method: Method, outcome: 'ok' | 'refused' | 'unavailable') => void;

const METHODS: Readonly<Record<Principal['method'], Method>> = {
  NONE: 'none',
  TOKEN: 'token',
  JWT: 'jwt',
  ROUTER: 'router',
};

export function observed(authenticate: Authenticate, told: Authenticated): Authenticate {
  return async (headers) => {
    const answer = await authenticate(headers);
    if (!isRefusal(answer)) told(METHODS[answer.method], 'ok');
    else told(methodIn(headers), answer.refused === 'UNAUTHENTICATED' ? 'refused' : 'unavailable');
    return answer;
  };
}

/** A JSON Web Token has three parts (RFC 7515, 7.1). */
function methodIn({ authorization, 'router-authorization': router }: CallerHeaders): Method {
  const token = bearer(authorization);
  if (token !== null) return /^[\w-]+\.[\w-]+\.[\w-]*$/.test(token) ? 'jwt' : 'token';
  return router === undefined ? 'none' : 'router';
}

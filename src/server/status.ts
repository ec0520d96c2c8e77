// The HTTP status of an operation that was refused as a whole, or with the body it came in: GraphQL over HTTP, section 6.4 (draft).
import type { ApolloServerPlugin } from '@apollo/server';
import type { CallerHeaders, Principal } from '../auth/principal.ts';

/** Whether a router sends the request. Where nobody has to prove anything, its header is believed without a look at the credential. */
export function isFromRouter({ isRouter, method }: Principal, headers: CallerHeaders): boolean {
  return isRouter || (method === 'NONE' && headers['router-authorization'] !== undefined);
}

/**
 * The status for who accepts so much. A client that asks for `application/json` by name and does not know the newer media type gets
 * 200 for a well-formed request, because 400 in that type may come from a proxy on the way. So does a router that does not name the
 * newer type: @apollo/gateway accepts anything, and tells its client no more of a refusal than the status. Everybody else gets 400.
 */
export function statusFor(status: number, accept: string | undefined, fromRouter: boolean): number {
  if (accept?.includes('graphql-response+json')) return status;
  if (fromRouter) return [400, 413, 429].includes(status) ? 200 : status;
  return status === 400 && accept?.includes('application/json') ? 200 : status;
}

/** The same for what Apollo Server refuses. */
export function statusPlugin(): ApolloServerPlugin<{ readonly fromRouter: boolean }> {
  return {
    requestDidStart: () =>
      Promise.resolve({
        willSendResponse: ({ request, contextValue, response }) => {
          const { status } = response.http;
          const accept = request.http?.headers.get('accept');
          if (status !== undefined) response.http.status = statusFor(status, accept, contextValue.fromRouter);
          return Promise.resolve();
        },
      }),
  };
}

// The HTTP status of a request that was refused as a whole: GraphQL over HTTP, section 6.4 (draft).
import type { ApolloServerPlugin } from '@apollo/server';

/** The status for a client that accepts so much. */
export function statusFor(status: number, accept: string | undefined): number {
  return status === 400 && isLegacy(accept ?? '') ? 200 : status;
}

/**
 * A client that asks for `application/json` by name and does not know the newer media type gets 200 for a well-formed request,
 * because 4xx in that type may come from a proxy on the way. Everybody else gets 400.
 */
function isLegacy(accept: string): boolean {
  return accept.includes('application/json') && !accept.includes('graphql-response+json');
}

/** The same for what Apollo Server refuses. */
export function statusPlugin(): ApolloServerPlugin {
  return {
    requestDidStart: () =>
      Promise.resolve({
        willSendResponse: ({ request, response }) => {
          const { status } = response.http;
          if (status !== undefined)
            response.http.status = statusFor(status, request.http?.headers.get('accept'));
          return Promise.resolve();
        },
      }),
  };
}

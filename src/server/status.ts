// The HTTP status of a request that was refused as a whole: GraphQL over HTTP, section 6.4 (draft).
import type { ApolloServerPlugin } from '@apollo/server';

/**
 * A client that asks for `application/json` by name and does not know the newer media type gets 200 for a well-formed request,
 * because 4xx in that type may come from a proxy on the way. Everybody else gets 400.
 */
export function statusPlugin(): ApolloServerPlugin {
  return {
    requestDidStart: () =>
      Promise.resolve({
        willSendResponse: ({ request, response }) => {
          const accept = request.http?.headers.get('accept') ?? '';
          const legacy = accept.includes('application/json') && !accept.includes('graphql-response+json');
          if (legacy && response.http.status === 400) response.http.status = 200;
          return Promise.resolve();
        },
      }),
  };
}

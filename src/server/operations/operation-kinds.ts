// Refuses subscriptions early: the schema has none, and graphql-js notices that only while executing.
import type { ApolloServerPlugin } from '@apollo/server';
import { GraphQLError, OperationTypeNode } from 'graphql';

/** Refuses operations of a kind that the schema does not have, before anything is executed. */
export function operationKindsPlugin(): ApolloServerPlugin {
  return {
    requestDidStart: () =>
      Promise.resolve({
        didResolveOperation: ({ operation }) => {
          if (operation?.operation !== OperationTypeNode.SUBSCRIPTION) return Promise.resolve();
          throw new GraphQLError('There are no subscriptions here.', {
            nodes: [operation],
            extensions: { code: 'BAD_REQUEST', http: { status: 400 } },
          });
        },
      }),
  };
}

// Mutations have a longer deadline, because they wait for what they started, and they go on when the client is gone.
import type { ApolloServerPlugin } from '@apollo/server';
import { OperationTypeNode } from 'graphql';
import type { RequestCall } from '../request-call.ts';

export function mutationDeadlinePlugin(
  deadlineMs: number,
): ApolloServerPlugin<{ readonly call: Pick<RequestCall, 'take'> }> {
  return {
    requestDidStart: () =>
      Promise.resolve({
        didResolveOperation: ({ operation, contextValue }) => {
          if (operation?.operation === OperationTypeNode.MUTATION) contextValue.call.take(deadlineMs);
          return Promise.resolve();
        },
      }),
  };
}

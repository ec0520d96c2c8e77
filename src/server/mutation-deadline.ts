// Mutations get a deadline of their own: they wait for what they started.
import type { ApolloServerPlugin } from '@apollo/server';
import { OperationTypeNode } from 'graphql';

export function mutationDeadlinePlugin(
  deadlineMs: number,
): ApolloServerPlugin<{ readonly call: { allow(deadlineMs: number): void } }> {
  return {
    requestDidStart: () =>
      Promise.resolve({
        didResolveOperation: ({ operation, contextValue }) => {
          if (operation?.operation === OperationTypeNode.MUTATION) contextValue.call.allow(deadlineMs);
          return Promise.resolve();
        },
      }),
  };
}

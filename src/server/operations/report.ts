// What Apollo Server does for a prepared operation besides executing it: it refuses any other, tells the cost, and tells few of many errors.
import type { ApolloServerPlugin } from '@apollo/server';
import type { GraphQLFormattedError } from 'graphql';
import type { RequestLimits } from '../../config/limits.ts';
import type { Current } from '../../domain/reload/current.ts';
import { cutErrors, type Prepared } from './prepare.ts';
import { refusal } from './refusals.ts';

interface Context {
  /** Null for a request that is no operation: Apollo Server says why. */
  readonly prepared: Prepared | null;
}

export function preparedPlugin(limits: Current<RequestLimits>): ApolloServerPlugin<Context> {
  return {
    requestDidStart: () =>
      Promise.resolve({
        didResolveOperation: ({ contextValue }) => {
          // No request comes here: whatever lets one through would let it past all limits.
          if (contextValue.prepared === null) throw refusal('BAD_REQUEST', 'The request cannot be read.');
          return Promise.resolve();
        },
        willSendResponse: ({ contextValue: { prepared }, response: { body } }) => {
          if (body.kind !== 'single') return Promise.resolve();
          const { singleResult } = body;
          const { maxCost, maxErrors } = limits();
          const { data, errors } = singleResult;
          if (data === undefined && errors) {
            singleResult.errors = cutErrors(errors, maxErrors, lastOf(errors));
          }
          if (prepared && data !== undefined) {
            const cost = { asked: prepared.cost, allowed: maxCost };
            singleResult.extensions = { ...singleResult.extensions, cost };
          }
          return Promise.resolve();
        },
      }),
  };
}

/** Makes the error that counts the others: with the code they have. */
function lastOf([first]: readonly GraphQLFormattedError[]) {
  return (message: string, extensions: Readonly<Record<string, unknown>>): GraphQLFormattedError => ({
    message,
    extensions: { ...extensions, code: first?.extensions?.['code'] },
  });
}

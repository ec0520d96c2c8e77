// Counts what callers may not ask: a field refuses by itself, in the middle of an answer, so it is looked for in what is answered.
import type { ApolloServerPlugin } from '@apollo/server';
import type { GraphQLFormattedError } from 'graphql';
import type { OnRefusal } from './failures.ts';

const CODE = 'FORBIDDEN';

/** Counts once for each answer, however many of its fields were refused. */
export function countForbidden(errors: readonly GraphQLFormattedError[], onRefusal: OnRefusal): void {
  if (errors.some(({ extensions }) => extensions?.['code'] === CODE)) onRefusal(CODE);
}

/** The same for what Apollo Server answers. */
export function forbiddenPlugin(onRefusal: OnRefusal): ApolloServerPlugin {
  return {
    requestDidStart: () =>
      Promise.resolve({
        willSendResponse: ({ response: { body } }) => {
          if (body.kind === 'single') countForbidden(body.singleResult.errors ?? [], onRefusal);
          return Promise.resolve();
        },
      }),
  };
}

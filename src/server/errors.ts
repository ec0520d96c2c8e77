// The one place where errors become what a client may see: a stable code and no more than the problem says.
import { unwrapResolverError } from '@apollo/server/errors';
import { GraphQLError, type GraphQLFormattedError } from 'graphql';
import { ProblemError, asProblemError } from '../domain/problem.ts';
import type { Log } from '../upstream/upstream.ts';

/** Formats errors for Apollo Server; what nobody foresaw is logged and masked as INTERNAL. */
export function errorFormatter(log: Log) {
  return (formatted: GraphQLFormattedError, error: unknown): GraphQLFormattedError => {
    const original = unwrapResolverError(error);
    if (original instanceof GraphQLError) return withoutStack(formatted);
    const { problem } = asProblemError(original);
    if (problem.code === 'INTERNAL') {
      const cause = original instanceof ProblemError ? original.cause : original;
      log.error({ err: cause, path: formatted.path?.join('.') }, 'unexpected error');
    }
    const { message, accountKey, ...rest } = problem;
    return {
      message,
      ...(formatted.locations && { locations: formatted.locations }),
      ...(formatted.path && { path: formatted.path }),
      extensions: { ...rest, account: accountKey },
    };
  };
}

/** Errors of the GraphQL layer itself keep their standard code: parse, validation, variables. */
function withoutStack(formatted: GraphQLFormattedError): GraphQLFormattedError {
  return { ...formatted, extensions: { code: formatted.extensions?.['code'] ?? 'BAD_USER_INPUT' } };
}

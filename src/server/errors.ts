// The one place where errors become what a client may see: a stable code, and no more than the problem says.
import type { ApolloServerPlugin } from '@apollo/server';
import { unwrapResolverError } from '@apollo/server/errors';
import { GraphQLError, type GraphQLFormattedError } from 'graphql';
import type { Log } from '../domain/log.ts';
import type { Trace } from '../domain/telemetry/trace.ts';
import { isMapping } from '../config/mapping.ts';
import { ProblemError, asProblemError } from '../domain/problem.ts';

/** What a client is told of an error. */
export type FormatError = (formatted: GraphQLFormattedError, error: unknown) => GraphQLFormattedError;

/** Which request an error belongs to: Apollo Server does not tell where it has them formatted. */
export interface ErrorOwners {
  readonly note: (errors: readonly object[], owner: Trace) => void;
  readonly of: (error: unknown) => Trace | undefined;
}

/** Knows of no error yet, and forgets those that are gone. */
export function errorOwners(): ErrorOwners {
  const owners = new WeakMap<object, Trace>();
  return {
    note(errors, owner) {
      for (const error of errors) owners.set(error, owner);
    },
    of: (error) => (typeof error === 'object' && error !== null ? owners.get(error) : undefined),
  };
}

/** The same for those that Apollo Server meets. */
export function errorOwnersPlugin(
  owners: ErrorOwners,
): ApolloServerPlugin<{ readonly call: { readonly trace: Trace } }> {
  return {
    requestDidStart: () =>
      Promise.resolve({
        didEncounterErrors: ({ errors, contextValue }) => {
          owners.note(errors, contextValue.call.trace);
          return Promise.resolve();
        },
      }),
  };
}

/** The same form, with the code of every error counted. */
export function counting(formatError: FormatError, errored: (code: string) => void): FormatError {
  return (formatted, error) => {
    const told = formatError(formatted, error);
    errored(String(told.extensions?.['code']));
    return told;
  };
}

/** What a client is told of an error that nothing has formatted yet. */
export function asTold(formatError: FormatError, error: GraphQLError): GraphQLFormattedError {
  return formatError(error.toJSON(), error);
}

/** What the extensions of a refusal tell besides its code. */
const TOLD = ['limit', 'allowed', 'asked', 'retryAt'];

/**
 * Formats errors for clients; an unexpected error is logged, and masked as INTERNAL. Without suggestions no message tells a name that the
 * request did not have.
 */
export function errorFormatter(log: Log, suggestions: boolean, owners: Pick<ErrorOwners, 'of'>): FormatError {
  return (formatted, error) => {
    const original = unwrapResolverError(error);
    const code = original instanceof GraphQLError ? callerCode(formatted, original) : undefined;
    if (code !== undefined) {
      const told = Object.entries(formatted.extensions ?? {}).filter(([name]) => TOLD.includes(name));
      const message = suggestions ? formatted.message : withoutSuggestion(formatted.message);
      return { ...formatted, message, extensions: { code, ...Object.fromEntries(told) } };
    }
    const { problem } = asProblemError(original);
    if (problem.code === 'INTERNAL') {
      const cause = original instanceof ProblemError ? original.cause : original;
      const { requestId } = owners.of(error) ?? {};
      log.error({ requestId, ...withoutSecrets(cause), path: formatted.path?.join('.') }, 'unexpected error');
    }
    const { message, accountKey, path: _input, ...rest } = problem;
    return {
      message,
      ...(formatted.locations && { locations: formatted.locations }),
      ...(formatted.path && { path: formatted.path }),
      extensions: { ...rest, account: accountKey },
    };
  };
}

/**
 * The code of an error that is about the request: parse, validation, variables, limits. Undefined for one that the
 * execution raised about a result, an enum value outside the schema for instance: it tells what a provider sent.
 */
function callerCode(formatted: GraphQLFormattedError, original: GraphQLError): string | undefined {
  const code = formatted.extensions?.['code'];
  if (typeof code === 'string' && code !== 'INTERNAL_SERVER_ERROR') return code;
  // An argument whose variable turns out null is found while executing, and graphql-js gives it no code (execution/values).
  if (formatted.message.startsWith('Argument "')) return 'BAD_USER_INPUT';
  // Raised before anything was executed, or with a status that blames the request. Apollo Server gives some of these no code.
  const isEarly = formatted.path === undefined && original.originalError === undefined;
  return isEarly || isOfCaller(original) ? 'BAD_REQUEST' : undefined;
}

/** Validation leaves them out by itself; the check of variables, which comes with the execution, does not. */
function withoutSuggestion(message: string): string {
  return message.replace(/ Did you mean .*\?$/s, '');
}

function isOfCaller({ extensions: { http } }: GraphQLError): boolean {
  const status = isMapping(http) ? http['status'] : undefined;
  return typeof status === 'number' && status >= 400 && status < 500;
}

/** An error for the log: without the properties of HTTP errors, which hold headers, and without addresses in its texts. */
export function withoutSecrets(error: unknown): { readonly error: string; readonly stack: string } {
  if (!(error instanceof Error)) return { error: typeof error, stack: '' };
  const mask = (text: string): string => text.replaceAll(/https?:\/\/[^\s"'`)]+/g, '(url)');
  return { error: mask(`${error.name}: ${error.message}`), stack: mask(error.stack ?? '') };
}

// Apollo Server with the settings and plugins of this graph.
import { ApolloServer, type ApolloServerOptions } from '@apollo/server';
import {
  ApolloServerPluginCacheControlDisabled,
  ApolloServerPluginInlineTraceDisabled,
  ApolloServerPluginLandingPageDisabled,
} from '@apollo/server/plugin/disabled';
import type { DocumentNode, GraphQLSchema } from 'graphql';
import type { RequestLimits } from '../config/limits.ts';
import type { ServerSettings } from '../config/schema.ts';
import type { Current } from '../domain/reload/current.ts';
import type { Log } from '../domain/log.ts';
import type { GraphContext } from '../graph/context.ts';
import { errorOwnersPlugin, type ErrorOwners, type FormatError } from './errors.ts';
import type { OnRefusal } from './failures.ts';
import { forbiddenPlugin } from './forbidden.ts';
import type { Kept } from './operations/documents.ts';
import { mutationDeadlinePlugin } from './operations/mutation-deadline.ts';
import { outcomePlugin, type Running } from './operations/outcome.ts';
import type { Prepared } from './operations/prepare.ts';
import { preparedPlugin } from './operations/report.ts';
import type { RequestCall } from './request-call.ts';
import { requestIdPlugin } from './request-ids.ts';
import { statusPlugin } from './status.ts';
import { upstreamReportPlugin } from './upstream-report.ts';

/** What every resolver and plugin of a request shares. */
export interface RequestContext extends GraphContext {
  readonly call: RequestCall;
  /** The operation; null for a request that is none. */
  readonly prepared: Prepared | null;
  /** Whether a federation router sends it, for itself or for the caller. */
  readonly fromRouter: boolean;
  /** How it is measured. */
  readonly running: Running;
}

export interface ApolloOptions {
  readonly schema: GraphQLSchema;
  readonly settings: ServerSettings;
  readonly limits: Current<RequestLimits>;
  /** Documents that were parsed and found valid when their operations were prepared, by hash. */
  readonly documents: Kept<DocumentNode>;
  readonly formatError: FormatError;
  readonly owners: ErrorOwners;
  readonly onRefusal: OnRefusal;
  readonly log: Log;
}

export function createApollo(options: ApolloOptions): ApolloServer<RequestContext> {
  const { schema, settings, limits, documents, formatError, owners, onRefusal, log } = options;
  return new ApolloServer<RequestContext>({
    schema,
    introspection: settings.introspection,
    hideSchemaDetailsFromClientErrors: !settings.suggestions,
    includeStacktraceInErrorResponses: false,
    // Read at each document.
    parseOptions: {
      get maxLexicalTokens() {
        return limits().maxTokens;
      },
    },
    // Persisted queries are looked up when an operation is prepared; documents come from there, too.
    persistedQueries: false,
    documentStore: storeOf(documents),
    csrfPrevention: true,
    allowBatchedHttpRequests: false,
    formatError,
    logger: quiet(log),
    stopOnTerminationSignals: false,
    plugins: [
      // The first two wrap every field of every answer, and nobody reads what they write.
      ApolloServerPluginCacheControlDisabled(),
      ApolloServerPluginInlineTraceDisabled(),
      // It loads its scripts from another host; browsers are answered in browsers.ts.
      ApolloServerPluginLandingPageDisabled(),
      errorOwnersPlugin(owners),
      preparedPlugin(limits),
      mutationDeadlinePlugin(settings.mutationDeadlineMs),
      upstreamReportPlugin(),
      forbiddenPlugin(onRefusal),
      outcomePlugin(),
      statusPlugin(),
      requestIdPlugin(),
    ],
  });
}

/** The documents in the form that Apollo Server asks for them: by a prefix of its own and the hash. */
function storeOf(
  documents: Kept<DocumentNode>,
): NonNullable<ApolloServerOptions<RequestContext>['documentStore']> {
  return {
    get: (key) => Promise.resolve(documents.get(key.slice(-64))),
    // It has parsed one that was dropped in between. What is kept has come through all checks.
    set: () => Promise.resolve(),
    delete: () => Promise.resolve(),
  };
}

function quiet(log: Log): NonNullable<ApolloServerOptions<RequestContext>['logger']> {
  return {
    debug: () => undefined,
    info: () => undefined,
    warn: (message?: unknown) => log.warn({}, String(message)),
    error: (message?: unknown) => log.error({}, String(message)),
  };
}

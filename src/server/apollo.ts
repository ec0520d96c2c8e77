// Apollo Server with the settings and plugins of this graph.
import { ApolloServer, type ApolloServerOptions } from '@apollo/server';
import {
  ApolloServerPluginCacheControlDisabled,
  ApolloServerPluginInlineTraceDisabled,
  ApolloServerPluginLandingPageDisabled,
} from '@apollo/server/plugin/disabled';
import type { GraphQLSchema } from 'graphql';
import type { ServerSettings } from '../config/schema.ts';
import type { Log } from '../domain/log.ts';
import type { GraphContext } from '../graph/context.ts';
import { errorFormatter } from './errors.ts';
import { mutationDeadlinePlugin } from './operations/mutation-deadline.ts';
import { operationKindsPlugin } from './operations/operation-kinds.ts';
import { queryLimitsPlugin } from './operations/query-limits.ts';
import type { RequestCall } from './request-call.ts';
import { statusPlugin } from './status.ts';
import { upstreamReportPlugin } from './upstream-report.ts';

/** What every resolver and plugin of a request shares. */
export interface RequestContext extends GraphContext {
  readonly call: RequestCall;
}

export function createApollo(
  schema: GraphQLSchema,
  settings: ServerSettings,
  log: Log,
): ApolloServer<RequestContext> {
  return new ApolloServer<RequestContext>({
    schema,
    introspection: settings.introspection,
    // "Did you mean" would tell the names that introspection keeps back.
    hideSchemaDetailsFromClientErrors: !settings.introspection,
    includeStacktraceInErrorResponses: false,
    parseOptions: { maxLexicalTokens: settings.maxTokens },
    formatError: errorFormatter(log),
    logger: quiet(log),
    stopOnTerminationSignals: false,
    plugins: [
      // The first two wrap every field of every answer, and nobody reads what they write.
      ApolloServerPluginCacheControlDisabled(),
      ApolloServerPluginInlineTraceDisabled(),
      // It loads its scripts from another host; browsers are answered in browsers.ts.
      ApolloServerPluginLandingPageDisabled(),
      queryLimitsPlugin(settings),
      operationKindsPlugin(),
      mutationDeadlinePlugin(settings.mutationDeadlineMs),
      upstreamReportPlugin(),
      statusPlugin(),
    ],
  });
}

function quiet(log: Log): NonNullable<ApolloServerOptions<RequestContext>['logger']> {
  return {
    debug: () => undefined,
    info: () => undefined,
    warn: (message?: unknown) => log.warn({}, String(message)),
    error: (message?: unknown) => log.error({}, String(message)),
  };
}

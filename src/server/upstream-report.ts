// `extensions.upstream`: what a request cost the providers. Sent when the request asks for it with `x-upstream-report: 1`.
import type { ApolloServerPlugin } from '@apollo/server';
import type { UpstreamEvent } from '../domain/call.ts';

export interface AccountReport {
  readonly account: string;
  /** Reads asked of the provider; retries and logins are not counted. */
  readonly calls: number;
  /** Reads answered by an identical one in flight or just done. */
  readonly shared: number;
  /** Milliseconds waited, summed over reads that ran side by side. */
  readonly waitedMs: number;
}

function reportOf(events: readonly UpstreamEvent[]): AccountReport[] {
  const reports = new Map<string, AccountReport>();
  for (const event of events) {
    const { account, calls, shared, waitedMs } = reports.get(event.accountKey) ?? {
      account: event.accountKey,
      calls: 0,
      shared: 0,
      waitedMs: 0,
    };
    reports.set(account, {
      account,
      calls: calls + (event.kind === 'SENT' ? 1 : 0),
      shared: shared + (event.kind === 'SHARED' ? 1 : 0),
      waitedMs: waitedMs + event.waitedMs,
    });
  }
  return [...reports.values()];
}

export function upstreamReportPlugin(): ApolloServerPlugin<{
  readonly call: { readonly events: readonly UpstreamEvent[] };
}> {
  return {
    requestDidStart: () =>
      Promise.resolve({
        willSendResponse: ({ request, contextValue, response }) => {
          if (request.http?.headers.get('x-upstream-report') === '1' && response.body.kind === 'single') {
            response.body.singleResult.extensions = {
              ...response.body.singleResult.extensions,
              upstream: reportOf(contextValue.call.events),
            };
          }
          return Promise.resolve();
        },
      }),
  };
}

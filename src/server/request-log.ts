// A line in the log for each request to the graph, when its answer is out, and for each subscription, when it ends. Never a header, a
// body, the text of a query or a variable. Health and the files of the playground are not logged.
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import type { Principal } from '../auth/principal.ts';
import type { UpstreamEvent } from '../domain/call.ts';
import type { Log } from '../domain/log.ts';
import type { Trace } from '../domain/telemetry/trace.ts';
import type { Outcome, Transport } from '../domain/telemetry/server-meter.ts';
import type { Prepared } from './operations/prepare.ts';

/** What has become known of a request. */
export interface RequestReport {
  /** The operation; null for what is none, or was refused as a whole. */
  prepared: Prepared | null;
  /** What it came to; what was never executed is refused. */
  outcome: Outcome;
  /** Codes of its errors, each once. */
  codes: readonly string[];
  /** Whether Apollo Server has put its answer together: what it refuses before does not come to its plugins. */
  isExecuted: boolean;
  /** What was asked of providers. */
  events: readonly UpstreamEvent[];
  /** Whether it brought a subscription, which has a line of its own. */
  isStream: boolean;
}

declare module 'fastify' {
  interface FastifyRequest {
    report: RequestReport;
  }
}

/** Names of operations are the client's own: so much of one is enough to know it by. */
const LONGEST_NAME = 100;

/** A name of an operation, no longer than is told. */
export function cutName(name: string): string {
  return name.slice(0, LONGEST_NAME);
}

/** Writes a line for each request to `path`. To be registered before whatever may answer. */
export function registerRequestLog(app: FastifyInstance, path: string, log: Log): void {
  // Given to each request before any handler sees it.
  app.decorateRequest('report', null as unknown as RequestReport);
  app.addHook('onRequest', (request, reply, done) => {
    request.report = {
      prepared: null,
      outcome: 'refused',
      codes: [],
      isExecuted: false,
      events: [],
      isStream: false,
    };
    const isWritten = request.routeOptions.url === path && !request.ws;
    // A socket that is closed has no address any more.
    const remoteAddress = request.ip;
    if (isWritten) reply.raw.once('close', () => write(log, request, reply, remoteAddress));
    done();
  });
}

function write(
  log: Log,
  { report, trace, principal }: FastifyRequest,
  reply: FastifyReply,
  remoteAddress: string,
): void {
  if (report.isStream) return;
  const outcome = reply.raw.writableFinished ? report.outcome : 'gone';
  const count = (kind: UpstreamEvent['kind']): number =>
    report.events.filter((event) => event.kind === kind).length;
  log[outcome === 'failed' ? 'warn' : 'info'](
    {
      ...idsOf(trace, principal),
      // Of those alone who say nothing else about themselves: somebody may be trying tokens.
      ...(reply.statusCode === 401 && { remoteAddress }),
      ...operationOf(report.prepared),
      status: reply.statusCode,
      outcome,
      codes: report.codes,
      ms: Math.round(reply.elapsedTime),
      upstreamSent: count('SENT'),
      upstreamShared: count('SHARED'),
    },
    'request',
  );
}

/** A subscription that is over. */
export interface EndedSubscription {
  readonly trace: Trace;
  readonly principal: Principal;
  readonly prepared: Prepared;
  readonly transport: Transport;
  /** Events that were given to its client. */
  readonly events: number;
  readonly ms: number;
}

/** Writes the line of a subscription. */
export function logSubscription(log: Log, ended: EndedSubscription): void {
  const { trace, principal, prepared, transport, events, ms } = ended;
  log.info(
    { ...idsOf(trace, principal), ...operationOf(prepared), transport, events, ms: Math.round(ms) },
    'subscription',
  );
}

function idsOf({ requestId, traceId }: Trace, principal: Principal | null): object {
  return { requestId, traceId, principal: principal?.name ?? null };
}

function operationOf(prepared: Prepared | null): object {
  return {
    type: prepared?.operation.operation ?? null,
    operation: prepared?.operation.name ? cutName(prepared.operation.name.value) : null,
    documentHash: prepared?.hash ?? null,
    cost: prepared?.cost ?? null,
  };
}

/** The codes of errors, each once. */
export function codesOf(
  errors: readonly { readonly extensions?: Readonly<Record<string, unknown>> }[],
): readonly string[] {
  return [...new Set(errors.map(({ extensions }) => String(extensions?.['code'])))];
}

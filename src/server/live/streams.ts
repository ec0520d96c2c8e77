// Subscriptions by server-sent events: one a request, in the form of graphql-sse's "distinct connections".
import { once } from 'node:events';
import type { ServerResponse } from 'node:http';
import type { FastifyReply } from 'fastify';
import type { GraphQLError } from 'graphql';
import type { CallerHeaders, Principal } from '../../auth/principal.ts';
import type { RequestLimits } from '../../config/limits.ts';
import type { Current } from '../../domain/reload/current.ts';
import type { Trace } from '../../domain/telemetry/trace.ts';
import { asTold, type FormatError } from '../errors.ts';
import { identified } from '../request-ids.ts';
import type { Prepared, Refused } from '../operations/prepare.ts';
import { oneTooMany, refusal } from '../operations/refusals.ts';
import type { Callers } from './callers.ts';
import type { Connections } from './connections.ts';
import { onExpiry } from './expiry.ts';
import { subscribe, type Answer, type Answers, type SubscriptionDeps } from './subscriptions.ts';

export interface StreamDeps {
  readonly subscriptions: SubscriptionDeps;
  readonly connections: Connections;
  readonly callers: Callers;
  readonly limits: Current<Pick<RequestLimits, 'maxSockets' | 'pingMs'>>;
  readonly formatError: FormatError;
  readonly now: () => number;
}

/** Answers with a stream, until the subscription ends or its client has gone. Why there is none, otherwise. */
export async function stream(
  deps: StreamDeps,
  prepared: Prepared,
  { reply, principal, asked, trace, begun }: Streamed,
): Promise<Refused | null> {
  const response = reply.raw;
  // Cut, and not ended: an end would tell the client that there is no more to come.
  const closed = deps.connections.open(() => response.destroy());
  if (!closed) return { ok: false, errors: [full(deps.limits().maxSockets, deps.now())] };
  response.once('close', closed);
  const subscribed = await subscribe(deps.subscriptions, prepared, { principal, trace, transport: 'SSE' });
  if (!subscribed.ok) {
    closed();
    return subscribed;
  }
  reply.hijack();
  const receiver = { response, principal, asked, trace, headers: reply.getHeaders() };
  begun();
  if (response.destroyed) await subscribed.answers.return();
  else await send(deps, subscribed.answers, receiver);
  return null;
}

/** The request that a stream answers. */
export interface Streamed {
  readonly reply: FastifyReply;
  readonly principal: Principal;
  readonly trace: Trace;
  /** The headers that tell who asks. */
  readonly asked: CallerHeaders;
  /** Called when the stream begins. */
  readonly begun: () => void;
}

interface Receiver {
  readonly response: ServerResponse;
  readonly principal: Principal;
  readonly trace: Trace;
  readonly asked: CallerHeaders;
  /** What hooks have said of the answer: CORS, for instance. */
  readonly headers: ReturnType<FastifyReply['getHeaders']>;
}

async function send(deps: StreamDeps, answers: Answers, receiver: Receiver): Promise<void> {
  const { response, principal } = receiver;
  response.once('close', () => void answers.return());
  begin(response, receiver.headers);
  const ping = setInterval(() => beat(response), deps.limits().pingMs);
  let why: string | null = null;
  const end = (message: string): void => {
    why = message;
    void answers.return();
  };
  const callOffs = [
    onExpiry(principal, deps.now, () => end('The token has expired: subscribe again with a new one.')),
    deps.callers.watch({ headers: receiver.asked, principal }, (isKnown) => {
      // A client whose rights are other ones now comes back with them.
      if (isKnown) response.destroy();
      else end('The token is not known any more.');
    }),
  ];
  try {
    for await (const answer of answers) await write(response, nextOf(answer));
    if (why !== null) {
      const error = identified(unauthenticated(deps.formatError, why), receiver.trace);
      await write(response, nextOf({ errors: [error] }));
    }
    await write(response, 'event: complete\ndata:\n\n');
    response.end();
  } catch {
    // What breaks in the middle is no end: the client comes back.
    response.destroy();
  } finally {
    clearInterval(ping);
    for (const callOff of callOffs) callOff();
  }
}

function begin(response: ServerResponse, headers: Receiver['headers']): void {
  for (const [name, value] of Object.entries(headers))
    if (value !== undefined) response.setHeader(name, value);
  response.writeHead(200, {
    'content-type': 'text/event-stream; charset=utf-8',
    // nginx would gather events.
    'x-accel-buffering': 'no',
  });
  // Some browsers take a stream for open only when something has come.
  response.write(':\n\n');
}

/** A sign of life; a client that has not taken the last one is not there any more. */
function beat(response: ServerResponse): void {
  if (response.writableNeedDrain) response.destroy();
  else response.write(':\n\n');
}

/** Waits while the client is slow: nothing is gathered for it. */
async function write(response: ServerResponse, text: string): Promise<void> {
  if (response.destroyed || response.write(text)) return;
  const over = new AbortController();
  try {
    const signal = { signal: over.signal };
    await Promise.race([once(response, 'drain', signal), once(response, 'close', signal)]);
  } finally {
    over.abort();
  }
}

function nextOf(answer: Answer): string {
  return `event: next\ndata: ${JSON.stringify(answer)}\n\n`;
}

/** Refuses what would be one too many for the process. */
export function full(allowed: number, now: number): GraphQLError {
  return oneTooMany('maxSockets', 'This server has as many sockets and streams as it takes.', allowed, now);
}

function unauthenticated(formatError: FormatError, message: string) {
  return asTold(formatError, refusal('UNAUTHENTICATED', message));
}

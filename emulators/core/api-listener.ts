// The provider's API on its port: finds the route of each request, applies the scripted fault, writes the journal.
import type { IncomingHttpHeaders, IncomingMessage, RequestListener, ServerResponse } from 'node:http';
import type { OutsideChange } from './content/outside.ts';
import type { Past } from './content/past.ts';
import type { EmulatedState, EmulatorDefinition } from './definition.ts';
import { answeringParts, ownReply, rewritten, unchanged, type PartFault } from './fault-replies.ts';
import type { Fault, Faults } from './faults.ts';
import { createRouter, type EmulatedRequest, type Reply, type Router } from './http.ts';
import type { Journal, JournalEntry } from './journal.ts';
import { readRequest, send, sleep } from './node-http.ts';

/** What the listener serves from. */
export interface Served<State extends EmulatedState> {
  readonly definition: EmulatorDefinition<State>;
  /** The state as it is now: a reset replaces it. */
  readonly current: () => State;
  readonly faults: Faults;
  readonly journal: Journal;
  readonly past: Past<State>;
  readonly outside: (change: OutsideChange) => void;
  /** The last answer by method and path, for the faults `repeat-page` and `repeat-rows`. */
  readonly previous: Map<string, Reply>;
}

interface Api<State extends EmulatedState> extends Served<State> {
  readonly match: Router<State>;
}

/** Answers requests to the provider's API. */
export function apiListener<State extends EmulatedState>(served: Served<State>): RequestListener {
  const api = { ...served, match: createRouter(served.definition.routes) };
  return (incoming, response) => {
    serve(api, incoming, response).catch((error: unknown) => {
      // A crash of the emulator itself must not look like the provider's own fault.
      if (incoming.destroyed && !response.writable) return;
      response.statusCode = 599;
      response.end(
        `emulator crashed: ${error instanceof Error ? (error.stack ?? error.message) : String(error)}`,
      );
    });
  };
}

function idsIn(headers: IncomingHttpHeaders): Pick<JournalEntry, 'requestId' | 'traceparent'> {
  const { 'x-request-id': requestId, traceparent } = headers;
  return {
    ...(typeof requestId === 'string' && { requestId }),
    ...(typeof traceparent === 'string' && { traceparent }),
  };
}

async function serve<State extends EmulatedState>(
  api: Api<State>,
  incoming: IncomingMessage,
  response: ServerResponse,
): Promise<void> {
  const started = performance.now();
  const partFaults: PartFault[] = [];
  const request = answeringParts(api, await readRequest(incoming), (struck) => partFaults.push(struck));
  const fault = api.faults.strike(request);
  const note = (status: number): void =>
    api.journal.record({
      method: request.method,
      path: request.path,
      query: request.query.toString(),
      status,
      ms: Math.round((performance.now() - started) * 100) / 100,
      ...idsIn(incoming.headers),
      ...(fault && { fault: fault.kind }),
      ...(partFaults.length > 0 && { partFaults }),
    });
  const cut = (): void => {
    note(0);
    incoming.socket.destroy();
  };
  if (fault?.kind === 'stall') {
    response.on('close', () => note(0));
    return;
  }
  if (fault?.kind === 'cut') return cut();
  if (fault?.kind === 'latency') await sleep(fault.ms, response);
  const reply = replyWith(api, request, fault);
  if (fault?.kind === 'apply-then-cut') return cut();
  api.previous.set(`${request.method} ${request.path}`, reply);
  note(response.closed ? 0 : reply.status);
  send(response, reply, fault?.kind === 'truncate');
}

/** The provider's own answer. */
function answer<State extends EmulatedState>(api: Api<State>, request: EmulatedRequest): Reply {
  const { definition } = api;
  const state = api.current();
  const found = api.match(request.method, request.path);
  const matched: EmulatedRequest = found.match ? { ...request, params: found.match.params } : request;
  const early = definition.before?.(matched, state);
  if (!early && request.method !== 'GET') api.past.remember(state);
  const reply =
    early ??
    api.past.answer(state, matched, () =>
      found.match
        ? found.match.route.handle(matched, state)
        : definition.unknownRoute(matched, state, found.otherMethod),
    );
  return definition.after?.(matched, reply, state) ?? reply;
}

/** The answer as the fault wants it. Faults of the connection change nothing here: `serve` deals with them. */
function replyWith<State extends EmulatedState>(
  api: Api<State>,
  request: EmulatedRequest,
  fault: Fault | undefined,
): Reply {
  const { definition, current } = api;
  const own = fault && ownReply(definition, request, fault);
  if (own) return definition.after?.(request, own, current()) ?? own;
  const before = api.previous.get(`${request.method} ${request.path}`);
  switch (fault?.kind) {
    case 'html':
      return {
        status: 200,
        headers: { 'content-type': 'text/html' },
        body: '<html><body>Please sign in</body></html>',
      };
    case 'repeat-page':
      return before ?? answer(api, request);
    case 'outside':
      api.outside(fault.change);
      return answer(api, request);
    case 'lie':
      return unchanged(current(), () => answer(api, request));
    default: {
      const reply = answer(api, request);
      return fault ? rewritten(definition, fault, reply, before) : reply;
    }
  }
}

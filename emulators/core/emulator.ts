// What every emulator is: a provider's API on one port, and a control port of its own beside it.
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo, Socket } from 'node:net';
import { createClock, type Clock } from './clock.ts';
import { handleControl } from './control.ts';
import { createFaults, type Fault, type FaultRule, type Faults } from './faults.ts';
import { createRouter, type EmulatedRequest, type Reply, type Route } from './http.ts';
import { createJournal, type Journal } from './journal.ts';
import { UnknownSwitchError, type SwitchValue, type Switches } from './switches.ts';

/** State an emulator keeps. `snapshot` returns a function that undoes every change made since, for writes that lie. */
export interface EmulatedState {
  snapshot(): () => void;
}

export interface SeedOptions {
  /** A number that this emulator has given to nobody, over resets too: what is issued before one is not good after it. */
  readonly serial: () => number;
  /** 1 is the organisation of the docs; 400 grows it to 100,000 people and 1,000,000 devices. */
  readonly scale: number;
  readonly clock: Clock;
  /** Live view of the switches: read a value when it is needed, never copy it at seed time. */
  readonly switches: Readonly<Switches>;
}

/** One provider, described: `createEmulator` adds the sockets, faults, journal and control port. */
export interface EmulatorDefinition<State extends EmulatedState> {
  readonly name: string;
  readonly routes: readonly Route<State>[];
  /** Every switch with its default. */
  readonly switches: Switches;
  /** Builds the whole state from nothing: start, reset and reseed. Must stay under two seconds at scale 400. */
  seed(options: SeedOptions): State;
  /** What the provider answers to a path it does not have, or has with another method. */
  unknownRoute(request: EmulatedRequest, state: State, otherMethod: boolean): Reply;
  /** Runs before each route: authentication, permission, rate limit, expiry. A reply ends the request. */
  before?(request: EmulatedRequest, state: State): Reply | undefined;
  /** Runs on each reply, faults included: correlation and rate-limit headers. */
  after?(request: EmulatedRequest, reply: Reply, state: State): Reply;
  /** The provider's own 429. */
  throttled(retryAfterSeconds: number | undefined, request: EmulatedRequest): Reply;
  /** The provider's own body for a server fault. */
  failed(status: number, request: EmulatedRequest): Reply;
  /** The body with its enum values replaced by unknown ones. */
  distort(body: unknown): unknown;
}

export interface RunningEmulator {
  readonly name: string;
  /** `http://127.0.0.1:port`, without a trailing slash. */
  readonly url: string;
  readonly controlUrl: string;
  readonly clock: Clock;
  readonly journal: Journal;
  setSwitch(name: string, value: SwitchValue): void;
  fault(rule: FaultRule): void;
  clearFaults(): void;
  /** Fresh state, real time, default switches, no faults, empty journal. */
  reset(scale?: number): void;
  close(): Promise<void>;
}

export interface EmulatorOptions {
  /** 0 takes any free port. */
  readonly port?: number;
  readonly controlPort?: number;
  readonly scale?: number;
  readonly host?: string;
}

export async function startEmulator<State extends EmulatedState>(
  definition: EmulatorDefinition<State>,
  options: EmulatorOptions = {},
): Promise<RunningEmulator> {
  const clock = createClock();
  const journal = createJournal();
  const faults = createFaults();
  const switches: Switches = { ...definition.switches };
  let scale = options.scale ?? 1;
  let given = 0;
  const serial = (): number => (given += 1);
  let state = definition.seed({ scale, clock, switches, serial });
  const previous = new Map<string, Reply>();

  const control = {
    name: definition.name,
    clock,
    journal,
    faults,
    switches: () => ({ ...switches }),
    setSwitch(name: string, value: SwitchValue): void {
      if (!(name in switches)) {
        throw new UnknownSwitchError(
          `no switch ${name}; there are: ${Object.keys(switches).sort().join(', ')}`,
        );
      }
      const kind = typeof definition.switches[name];
      if (typeof value !== kind)
        throw new UnknownSwitchError(`switch ${name} takes a ${kind}, not a ${typeof value}`);
      switches[name] = value;
    },
    reset(newScale?: number): void {
      scale = newScale ?? scale;
      clock.reset();
      journal.clear();
      faults.clear();
      previous.clear();
      Object.assign(switches, definition.switches);
      state = definition.seed({ scale, clock, switches, serial });
    },
  };

  const api = createServer(apiListener(definition, () => state, { faults, journal, previous }));
  const controls = createServer((request, response) => void handleControl(control, request, response));
  const host = options.host ?? '127.0.0.1';
  const sockets = new Set<Socket>();
  await listen(api, options.port ?? 0, host, sockets);
  await listen(controls, options.controlPort ?? 0, host, sockets);

  return {
    name: definition.name,
    url: urlOf(api, host),
    controlUrl: urlOf(controls, host),
    clock,
    journal,
    setSwitch: control.setSwitch,
    fault: (rule) => faults.add(rule),
    clearFaults: () => faults.clear(),
    reset: control.reset,
    async close() {
      const closed = [api, controls].map((server) => new Promise((resolve) => server.close(resolve)));
      for (const socket of sockets) socket.destroy();
      await Promise.all(closed);
    },
  };
}

function listen(server: Server, port: number, host: string, sockets: Set<Socket>): Promise<void> {
  server.keepAliveTimeout = 60_000;
  server.on('connection', (socket) => {
    sockets.add(socket);
    socket.on('close', () => sockets.delete(socket));
  });
  return new Promise((resolve, reject) => {
    server.once('error', reject);
    server.listen(port, host, () => {
      server.off('error', reject);
      resolve();
    });
  });
}

function urlOf(server: Server, host: string): string {
  return `http://${host}:${(server.address() as AddressInfo).port}`; // listening on TCP: never a pipe name
}

interface Records {
  readonly faults: Faults;
  readonly journal: Journal;
  /** The last answer by method and path, for pages that come again. */
  readonly previous: Map<string, Reply>;
}

function apiListener<State extends EmulatedState>(
  definition: EmulatorDefinition<State>,
  current: () => State,
  { faults, journal, previous }: Records,
) {
  const match = createRouter(definition.routes);

  function answer(request: EmulatedRequest): Reply {
    const state = current();
    const found = match(request.method, request.path);
    const matched: EmulatedRequest = found.match ? { ...request, params: found.match.params } : request;
    const early = definition.before?.(matched, state);
    const reply =
      early ??
      (found.match
        ? found.match.route.handle(matched, state)
        : definition.unknownRoute(matched, state, found.otherMethod));
    return definition.after?.(matched, reply, state) ?? reply;
  }

  function shaped(request: EmulatedRequest, fault: Fault | undefined): Reply {
    const finish = (reply: Reply): Reply => definition.after?.(request, reply, current()) ?? reply;
    switch (fault?.kind) {
      case 'throttle':
        return finish(definition.throttled(fault.retryAfter, request));
      case 'error':
        return finish(definition.failed(fault.status, request));
      case 'answer':
        return finish({
          status: fault.status,
          ...(fault.headers && { headers: fault.headers }),
          ...(fault.body !== undefined && { body: fault.body }),
        });
      case 'html':
        return {
          status: 200,
          headers: { 'content-type': 'text/html' },
          body: '<html><body>Please sign in</body></html>',
        };
      case 'repeat-page':
        return previous.get(`${request.method} ${request.path}`) ?? answer(request);
      case 'unknown-enum': {
        const reply = answer(request);
        return { ...reply, body: definition.distort(reply.body) };
      }
      case 'half-json': {
        const text = bodyText(answer(request));
        return {
          status: 200,
          headers: { 'content-type': 'application/json' },
          body: text.slice(0, Math.floor(text.length / 2)),
        };
      }
      case 'lie': {
        const undo = current().snapshot();
        const reply = answer(request);
        undo();
        return reply;
      }
      default:
        return answer(request);
    }
  }

  async function serve(incoming: IncomingMessage, response: ServerResponse): Promise<void> {
    const started = performance.now();
    const request = await readRequest(incoming);
    const fault = faults.strike(request.method, request.path);
    const note = (status: number): void =>
      journal.record({
        method: request.method,
        path: request.path,
        query: request.query.toString(),
        status,
        ms: Math.round((performance.now() - started) * 100) / 100,
        ...(fault && { fault: fault.kind }),
      });
    if (fault?.kind === 'stall') {
      response.on('close', () => note(0));
      return;
    }
    if (fault?.kind === 'cut') {
      note(0);
      incoming.socket.destroy();
      return;
    }
    if (fault?.kind === 'latency') await sleep(fault.ms, response);
    const reply = shaped(request, fault);
    if (fault?.kind === 'apply-then-cut') {
      note(0);
      incoming.socket.destroy();
      return;
    }
    previous.set(`${request.method} ${request.path}`, reply);
    note(response.closed ? 0 : reply.status);
    send(response, reply, fault?.kind === 'truncate');
  }

  return (incoming: IncomingMessage, response: ServerResponse): void => {
    serve(incoming, response).catch((error: unknown) => {
      // A crash of the emulator itself must not look like the provider's own fault.
      if (incoming.destroyed && !response.writable) return;
      response.statusCode = 599;
      response.end(
        `emulator crashed: ${error instanceof Error ? (error.stack ?? error.message) : String(error)}`,
      );
    });
  };
}

async function readRequest(incoming: IncomingMessage): Promise<EmulatedRequest> {
  const chunks: Buffer[] = [];
  for await (const chunk of incoming) chunks.push(chunk as Buffer); // no encoding is set: chunks are buffers
  const target = incoming.url ?? '/';
  const cut = target.indexOf('?');
  const headers: Record<string, string> = {};
  for (const [name, value] of Object.entries(incoming.headers)) {
    headers[name] = Array.isArray(value) ? value.join(', ') : (value ?? '');
  }
  return {
    method: incoming.method ?? 'GET',
    path: cut < 0 ? target : target.slice(0, cut),
    params: {},
    query: new URLSearchParams(cut < 0 ? '' : target.slice(cut + 1)),
    headers,
    text: Buffer.concat(chunks).toString('utf8'),
    origin: `http://${incoming.headers.host ?? ''}`,
  };
}

function bodyText(reply: Reply): string {
  if (reply.body === undefined) return '';
  return typeof reply.body === 'string' ? reply.body : JSON.stringify(reply.body);
}

function send(response: ServerResponse, reply: Reply, truncated: boolean): void {
  const text = bodyText(reply);
  const body = Buffer.from(text, 'utf8');
  if (reply.body !== undefined) response.setHeader('content-type', 'application/json');
  response.writeHead(reply.status, { 'content-length': body.length, ...reply.headers });
  if (!truncated) {
    response.end(body);
    return;
  }
  response.write(body.subarray(0, Math.floor(body.length / 2)), () => response.socket?.destroy());
}

function sleep(milliseconds: number, response: ServerResponse): Promise<void> {
  return new Promise((resolve) => {
    const timer = setTimeout(resolve, milliseconds);
    response.on('close', () => {
      clearTimeout(timer);
      resolve();
    });
  });
}

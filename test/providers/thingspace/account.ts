// A ThingSpace account pointed at the emulator, or at a server that answers whatever a test wants.
import { createServer, type IncomingMessage, type Server } from 'node:http';
import type { RunningEmulator } from '../../../emulators/core/emulator.ts';
import { access } from '../../../emulators/thingspace/index.ts';
import { ProblemError, type Problem } from '../../../src/domain/problem.ts';
import type { Slots } from '../../../src/domain/page.ts';
import type { ProviderAccount } from '../../../src/providers/provider.ts';
import { thingspace } from '../../../src/providers/thingspace/index.ts';
import type { UpstreamRuntime } from '../../../src/upstream/upstream.ts';

export type ApiVersion = 'v1' | 'v2' | 'v3';

/** The seeded account meant for v3, and the one meant for v1 and v2. */
export function seeded(version: ApiVersion) {
  const found = access.accounts.find((account) => account.meantFor.some((meant) => meant === version));
  if (found === undefined) throw new Error(`the emulator has no account for ${version}`);
  return found;
}

/** An account's entry in the configuration. */
export function entry(
  url: string,
  version: ApiVersion = 'v3',
  changes: object = {},
  tenant: ApiVersion = version,
): Record<string, unknown> {
  const { accountName, key, secret, username, password } = seeded(tenant);
  const baseUrls = Object.fromEntries(Object.entries(access.paths).map(([name, path]) => [name, url + path]));
  return {
    key: 'acme-devices',
    name: 'Acme devices',
    provider: 'THINGSPACE',
    accountName,
    apiVersion: version,
    baseUrls,
    appKey: key,
    appSecret: secret,
    username,
    password,
    ...changes,
  };
}

/** The adapter behind that entry. */
export function open(
  runtime: UpstreamRuntime,
  url: string,
  version: ApiVersion = 'v3',
  changes: object = {},
  tenant: ApiVersion = version,
): Required<Pick<ProviderAccount, 'devices'>> & ProviderAccount {
  const account = thingspace.create(thingspace.settings.parse(entry(url, version, changes, tenant)), runtime);
  if (account.devices === undefined) throw new Error('ThingSpace has devices');
  return { ...account, devices: account.devices };
}

/** Calls since the journal was cleared: `GET licenses?lastSeenDeviceId=0 200`, logins as `POST token 200` and `POST login 200`. */
export function calls(emulator: RunningEmulator): string[] {
  return emulator.journal.entries().map(({ method, path, query, status }) => {
    const short = path
      .replace(/^\/api\/(?:ts|m2m|fota)\/v\d\/(?:oauth2\/|session\/)?/, '')
      .replace(/\/\d{10}-\d{5}/, '');
    return `${method} ${short}${query === '' ? '' : `?${query}`} ${status}`;
  });
}

/** What a promise was rejected with; fails when it was not, or with something else. */
export async function problemOf(promise: Promise<unknown>): Promise<Problem> {
  try {
    await promise;
  } catch (error) {
    if (error instanceof ProblemError) return error.problem;
    throw error;
  }
  throw new Error('expected a problem, got an answer');
}

/** The code in a key's slot. */
export function codeIn(slots: Slots<unknown>, key: string): string | undefined {
  const slot = slots.get(key);
  return slot instanceof ProblemError ? slot.problem.code : undefined;
}

export interface StubAnswer {
  readonly status?: number;
  readonly headers?: Record<string, string>;
  readonly body?: unknown;
}
export interface StubRequest {
  readonly method: string;
  readonly url: string;
  readonly headers: IncomingMessage['headers'];
  readonly body: string;
}

/** A server that lets everybody in and answers the rest as told. */
export async function startStub(answer: (request: StubRequest) => StubAnswer) {
  const requests: StubRequest[] = [];
  const server: Server = createServer((incoming, response) => {
    void (async () => {
      let body = '';
      for await (const chunk of incoming) body += String(chunk);
      const request = {
        method: incoming.method ?? '',
        url: incoming.url ?? '',
        headers: incoming.headers,
        body,
      };
      const reply = welcome(request) ?? answer(request);
      if (welcome(request) === null) requests.push(request);
      response.writeHead(reply.status ?? 200, { 'content-type': 'application/json', ...reply.headers });
      response.end(typeof reply.body === 'string' ? reply.body : JSON.stringify(reply.body));
    })();
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const address = server.address();
  if (address === null || typeof address === 'string') throw new Error('listening on TCP');
  return {
    url: `http://127.0.0.1:${address.port}`,
    requests,
    close: () =>
      new Promise<void>((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}

function welcome(request: StubRequest): StubAnswer | null {
  if (request.url.endsWith('/oauth2/token')) return { body: { access_token: 'bearer', expires_in: 3600 } };
  return request.url.endsWith('/session/login') ? { body: { sessionToken: 'session' } } : null;
}

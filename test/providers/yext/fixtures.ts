// What the tests of this folder share: an account against the emulator, or against a server that answers as told.
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { startEmulator, type RunningEmulator } from '../../../emulators/core/emulator.ts';
import { access, definition } from '../../../emulators/yext/index.ts';
import type { Entity } from '../../../src/domain/assignee.ts';
import type { Page } from '../../../src/domain/page.ts';
import { ProblemError, type Problem } from '../../../src/domain/problem.ts';
import { yext } from '../../../src/providers/yext/index.ts';
import type { ProviderAccount } from '../../../src/providers/provider.ts';
import type { UpstreamRuntime } from '../../../src/upstream/upstream.ts';

const [known] = access.accounts;
if (known === undefined) throw new Error('the emulator gives access to no account');
/** Credentials the emulator takes. */
export const ACCOUNT = known;

/** A Yext account on this base URL. */
export function accountAt(baseUrl: string, runtime: UpstreamRuntime, changes: object = {}): ProviderAccount {
  const settings = yext.settings.parse({
    key: 'yext-acme',
    name: 'Acme',
    provider: 'YEXT',
    baseUrl,
    apiKey: ACCOUNT.keys.reader,
    ...changes,
  });
  return yext.create(settings, runtime);
}

/** The emulator, and its base URL. */
export async function startYext(): Promise<{ emulator: RunningEmulator; baseUrl: string }> {
  const emulator = await startEmulator(definition);
  return { emulator, baseUrl: `${emulator.url}${access.basePath}` };
}

/** What a server that is no emulator answers: a body, or a status with a body. */
export interface Told {
  readonly status?: number;
  readonly headers?: Record<string, string>;
  readonly body: unknown;
}

/** A server that answers each request with what `answer` makes of its URL and number, counted from 0. */
export async function startStandIn(answer: (url: URL, index: number) => Told) {
  const requests: URL[] = [];
  const keys: unknown[] = [];
  const server = createServer((request, response) => {
    const url = new URL(request.url ?? '/', 'http://stand-in');
    requests.push(url);
    keys.push(request.headers['api-key']);
    const told = answer(url, requests.length - 1);
    response.writeHead(told.status ?? 200, { 'content-type': 'application/json', ...told.headers });
    response.end(JSON.stringify(told.body));
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo; // listening on TCP: never a pipe name
  return {
    baseUrl: `http://127.0.0.1:${port}/v2`,
    requests,
    /** The `api-key` header of each request. */
    keys,
    close: () => {
      server.closeAllConnections();
      server.close();
    },
  };
}

/** A body as Yext wraps it. */
export function ok(response: unknown): Told {
  return { body: { meta: { uuid: 'u-ok', errors: [] }, response } };
}

/** A refusal as Yext words it. */
export function refused(code: number, message: string, status = 400): Told {
  return {
    status,
    body: { meta: { uuid: 'u-no', errors: [{ code, type: 'FATAL_ERROR', message }] }, response: {} },
  };
}

/** Every page of a list, at most fifty of them. */
export async function pagesOf<T>(read: (cursor: string | null) => Promise<Page<T>>): Promise<Page<T>[]> {
  const pages = [await read(null)];
  for (let next = pages[0]?.next; next !== null && next !== undefined && pages.length < 50;) {
    const page = await read(next);
    pages.push(page);
    next = page.next;
  }
  return pages;
}

/** An entity of which only the id is known. */
export function entity(externalId: string): Entity {
  return { kind: 'ENTITY', accountKey: 'yext-acme', externalId };
}

/** Why a promise was rejected; fails the test when it was not, or with anything but a problem. */
export async function problemOf(promise: Promise<unknown>): Promise<Problem> {
  try {
    await promise;
  } catch (error) {
    if (error instanceof ProblemError) return error.problem;
    throw error;
  }
  throw new Error('expected a problem, got an answer');
}

/** The entities port: Yext always has it. */
export function entitiesOf(account: ProviderAccount): NonNullable<ProviderAccount['entities']> {
  if (account.entities === undefined) throw new Error('the account has no entities');
  return account.entities;
}

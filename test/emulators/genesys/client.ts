// Talks to the Genesys emulator like every HTTP client.
import { beforeEach } from '@jest/globals';
import { z } from 'zod';
import type { EmulatorOptions } from '../../../emulators/core/emulator.ts';
import { access, definition } from '../../../emulators/genesys/index.ts';
import { uuid } from '../../../emulators/seed/organisation.ts';
import { useEmulator } from '../../support/emulator.ts';
import { rowsOf } from '../../support/pages.ts';

export interface Answer {
  readonly status: number;
  readonly headers: Headers;
  readonly text: string;
  /** The parsed body; `undefined` when there was none. */
  readonly body: unknown;
}

export interface Asked {
  /** POST where there is a body, GET where there is none. */
  readonly method?: string;
  /** Another token than one of the first organisation's full client; null sends none. */
  readonly as?: string | null | undefined;
  readonly json?: unknown;
  readonly headers?: Readonly<Record<string, string>>;
  readonly body?: string;
}

export const DEFINITIONS = '/api/v2/license/definitions';
export const LICENSE_USERS = '/api/v2/license/users';
export const ORGANIZATION = '/api/v2/license/organization';
export const USERS = '/api/v2/users';
export const LOGIN = access.loginPath;

const TokenAnswer = z.object({
  access_token: z.string(),
  token_type: z.literal('bearer'),
  expires_in: z.number(),
});
const ListPage = z.object({
  entities: z.array(z.looseObject({ id: z.string() })),
  pageSize: z.number(),
  pageNumber: z.number(),
  total: z.number(),
  pageCount: z.number(),
});
const LicenseMap = z.record(z.string(), z.array(z.string()));

/** The emulator of the test file, freshly seeded before each test, and a client of it that logs in when it is first used. */
export function useGenesys(options: Pick<EmulatorOptions, 'scale' | 'now'> = {}) {
  const emulator = useEmulator(definition, options);
  let own: Promise<string> | undefined;
  beforeEach(() => {
    own = undefined;
  });

  async function call(path: string, { as, json, method, headers, body }: Asked = {}): Promise<Answer> {
    const payload = json === undefined ? body : JSON.stringify(json);
    const token = as === undefined ? await (own ??= tokenOf()) : as;
    return send(emulator.url + path, {
      method: method ?? (payload === undefined ? 'GET' : 'POST'),
      headers: {
        ...(token !== null && { authorization: `Bearer ${token}` }),
        ...(json !== undefined && { 'content-type': 'application/json' }),
        ...headers,
      },
      ...(payload !== undefined && { body: payload }),
    });
  }

  function login(id: string, secret: string, body = 'grant_type=client_credentials'): Promise<Answer> {
    const authorization = `Basic ${Buffer.from(`${id}:${secret}`).toString('base64')}`;
    const headers = { authorization, 'content-type': 'application/x-www-form-urlencoded' };
    return call(LOGIN, { method: 'POST', as: null, headers, body });
  }

  /** A token of one of the seeded clients. */
  async function tokenOf(id = 'acme-us-client'): Promise<string> {
    const client = access.clients.find(({ clientId }) => clientId === id);
    const answer = await login(id, client?.clientSecret ?? '');
    return TokenAnswer.parse(answer.body).access_token;
  }

  /** What users hold by POST `/license/users`. */
  async function held(ids: readonly string[], as?: string) {
    return LicenseMap.parse((await call(LICENSE_USERS, { json: ids, as })).body);
  }

  return {
    emulator,
    call,
    login,
    tokenOf,
    held,
    /** What one user of the first organisation holds. */
    licensesOf: async (index: number) => (await held([usId(index)]))[usId(index)],
    write: (...assignments: Assignment[]) => call(ORGANIZATION, { json: { assignments } }),
    /** Every row of a listing, page by page. */
    walk: (path: string) =>
      rowsOf(async (cursor) => {
        const number = Number(cursor ?? 1);
        const answer = await call(`${path}${path.includes('?') ? '&' : '?'}pageNumber=${number}`);
        const { entities, pageCount, total } = pageOf(answer);
        const isLast = number >= pageCount || entities.length === 0;
        return { items: entities, next: isLast ? null : String(number + 1), total };
      }),
  };
}

async function send(url: string, init: RequestInit): Promise<Answer> {
  const response = await fetch(url, init);
  const text = await response.text();
  const isJson = response.headers.get('content-type')?.includes('json') === true && text !== '';
  const parsed: unknown = isJson ? JSON.parse(text) : undefined;
  return { status: response.status, headers: response.headers, text, body: parsed };
}

/** One license in a write, for all who get or lose it. */
interface Assignment {
  readonly licenseId: string;
  readonly userIdsAdd: readonly string[];
  readonly userIdsRemove: readonly string[];
}

export function add(licenseId: string, ...userIdsAdd: string[]): Assignment {
  return { licenseId, userIdsAdd, userIdsRemove: [] };
}

export function remove(licenseId: string, ...userIdsRemove: string[]): Assignment {
  return { licenseId, userIdsAdd: [], userIdsRemove };
}

export function usId(index: number): string {
  return uuid('genesys-us', index);
}

export function euId(index: number): string {
  return uuid('genesys-eu', index);
}

/** The body as a page of a listing. */
export function pageOf(answer: Answer): z.output<typeof ListPage> {
  return ListPage.parse(answer.body);
}

/** The ids on a page. */
export function idsOf(answer: Answer): string[] {
  return pageOf(answer).entities.map(({ id }) => id);
}

// Talks to a running Genesys emulator as any HTTP client would.
import { z } from 'zod';
import type { RunningEmulator } from '../../emulators/core/emulator.ts';
import { access } from '../../emulators/genesys/index.ts';
import { uuid } from '../../emulators/seed/organisation.ts';

export interface Answer {
  readonly status: number;
  readonly headers: Headers;
  readonly text: string;
  /** The parsed body; `undefined` when there was none. */
  readonly body: unknown;
}

export type ClientId = (typeof access.clients)[number]['clientId'];

export interface Options {
  readonly method?: string;
  readonly as?: string;
  readonly json?: unknown;
  readonly headers?: Record<string, string>;
  readonly body?: string;
}

export const usId = (index: number): string => uuid('genesys-us', index);
export const euId = (index: number): string => uuid('genesys-eu', index);

export async function call(emulator: RunningEmulator, path: string, options: Options = {}): Promise<Answer> {
  const { as, json, method, headers, body } = options;
  const payload = json === undefined ? body : JSON.stringify(json);
  const response = await fetch(emulator.url + path, {
    method: method ?? (payload === undefined ? 'GET' : 'POST'),
    headers: {
      ...(as !== undefined && { authorization: `Bearer ${as}` }),
      ...(json !== undefined && { 'content-type': 'application/json' }),
      ...headers,
    },
    ...(payload !== undefined && { body: payload }),
  });
  const text = await response.text();
  const isJson = response.headers.get('content-type')?.includes('json') === true && text !== '';
  return {
    status: response.status,
    headers: response.headers,
    text,
    body: isJson ? (JSON.parse(text) as unknown) : undefined,
  };
}

export function login(
  emulator: RunningEmulator,
  id: string,
  secret: string,
  body = 'grant_type=client_credentials',
) {
  return call(emulator, '/oauth/token', {
    method: 'POST',
    headers: {
      authorization: `Basic ${Buffer.from(`${id}:${secret}`).toString('base64')}`,
      'content-type': 'application/x-www-form-urlencoded',
    },
    body,
  });
}

const TokenAnswer = z.object({
  access_token: z.string(),
  token_type: z.literal('bearer'),
  expires_in: z.number(),
});

/** A token of one of the seeded clients. */
export async function tokenOf(emulator: RunningEmulator, id = 'acme-us-client'): Promise<string> {
  const client = access.clients.find(({ clientId }) => clientId === id);
  const answer = await login(emulator, id, client?.clientSecret ?? '');
  return TokenAnswer.parse(answer.body).access_token;
}

const ListPage = z.object({
  entities: z.array(z.looseObject({ id: z.string() })),
  pageSize: z.number(),
  pageNumber: z.number(),
  total: z.number(),
  pageCount: z.number(),
});

/** The body as a page of a listing. */
export const pageOf = (answer: Answer) => ListPage.parse(answer.body);

/** The ids on a page. */
export const idsOf = (answer: Answer): string[] => pageOf(answer).entities.map(({ id }) => id);

/** Every page of a listing, one after the other. */
export async function walk(emulator: RunningEmulator, path: string, as: string) {
  const rows: z.output<typeof ListPage>['entities'] = [];
  for (let number = 1; ; number += 1) {
    const page = pageOf(
      await call(emulator, `${path}${path.includes('?') ? '&' : '?'}pageNumber=${number}`, { as }),
    );
    rows.push(...page.entities);
    if (number >= page.pageCount || page.entities.length === 0) return { rows, total: page.total };
  }
}

const LicenseMap = z.record(z.string(), z.array(z.string()));

/** What users hold by POST `/license/users`. */
export async function held(emulator: RunningEmulator, as: string, ...ids: string[]) {
  return LicenseMap.parse((await call(emulator, '/api/v2/license/users', { as, json: ids })).body);
}
